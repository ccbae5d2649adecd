"""The form of the act that brings the county's plan in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.intake.forms import ImportForm

from .acts import import_plan


class ImportPlanForm(ImportForm):
    act = import_plan
    arguments = ["plan"]
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100, required=False)
