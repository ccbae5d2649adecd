"""Measures are deeds in a campaign."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from zhixing.foundation.kits.bonds.joining import Joining, joins

from .models import Measure

joins(Joining(kind=Measure, order=120, label=gettext_lazy("Measures"), deed=True))
