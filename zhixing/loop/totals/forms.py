"""The form of the act on totals."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.indicators.registry import TOTALS
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.forms import ActForm, day_field, field_of
from zhixing.foundation.spine.orgs.models import Unit

from . import acts


class TakeTotalsForm(ActForm[Unit]):
    act = acts.take_totals
    occasion = forms.CharField(
        label=_("For which report"),
        max_length=120,
        help_text=_("It is what they are found by later."),
    )
    since = day_field(_("From"))
    until = day_field(_("To"), help_text=_("This day is included."))
    codes = forms.MultipleChoiceField(
        label=_("Which totals"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def build(self) -> None:
        today = clock.today()
        self.fields["since"].initial = dt.date(today.year, 1, 1)
        self.fields["until"].initial = today
        choices = [(total.code, str(total.label)) for total in TOTALS.values()]
        field_of(self, "codes", forms.MultipleChoiceField).choices = choices
        self.fields["codes"].initial = list(TOTALS)
