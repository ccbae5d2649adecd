"""Problems are deeds in a campaign."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from zhixing.foundation.kits.bonds.joining import Joining, joins

from .models import Problem

joins(Joining(kind=Problem, order=110, label=gettext_lazy("Problems"), deed=True, beside=False))
