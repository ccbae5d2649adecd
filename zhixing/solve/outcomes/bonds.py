"""Outcomes are deeds in a campaign."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from zhixing.foundation.kits.bonds.joining import Joining, joins

from .models import Outcome

joins(Joining(kind=Outcome, order=130, label=gettext_lazy("Institutional outcomes"), deed=True))
