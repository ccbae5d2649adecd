"""Forms of the acts on session reports."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.forms import ActForm

from . import acts
from .rules import LONGEST


class CorrectReportForm(ActForm):
    act = acts.correct_report
    text = forms.CharField(label=_("Text of the report"), widget=forms.Textarea(attrs={"rows": 20}), help_text=_("At most 1,500 characters."), max_length=LONGEST)

    def build(self) -> None:
        if self.row is not None:
            self.fields["text"].initial = self.row.text


class ReturnReportForm(ActForm):
    act = acts.return_report
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500)
