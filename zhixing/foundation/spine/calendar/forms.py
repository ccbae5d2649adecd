"""Forms of the acts on the calendar."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.forms import ActForm, day_field, text_field

from . import acts


class OpenYearForm(ActForm):
    act = acts.open_year
    year = forms.IntegerField(label=_("Year"), min_value=2015, max_value=2100)

    def build(self) -> None:
        self.fields["year"].initial = clock.today().year + 1


class SetDayForm(ActForm):
    act = acts.set_day
    date = day_field(_("Day"))
    working = forms.BooleanField(label=_("It is a working day"), required=False)
    zh = forms.CharField(label=_("Name in Chinese"), max_length=40, required=False)
    en = forms.CharField(label=_("Name in English"), max_length=40, required=False)
    reason = text_field(_("Reason"), 2, required=False)


class ConfirmYearForm(ActForm):
    act = acts.confirm_year
    source = forms.CharField(label=_("Number of the notice"), max_length=200)
