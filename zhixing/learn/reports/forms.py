"""Forms of the acts on session reports."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.act import AnyAct
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.forms import ActForm, field_of
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.learn.reports.models import SessionReport

from . import acts
from .rules import LONGEST, State


class CorrectReportForm(ActForm[SessionReport]):
    act: ClassVar[AnyAct] = acts.correct_report
    text = forms.CharField(
        label=_("Text of the report"),
        widget=forms.Textarea(attrs={"rows": 20}),
        help_text=_("At most 1,500 characters."),
        max_length=LONGEST,
    )

    def build(self) -> None:
        if self.row is not None:
            self.fields["text"].initial = self.row.text


class AmendReportForm(CorrectReportForm):
    act = acts.amend_report
    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}), max_length=500
    )


class ReturnReportForm(ActForm[SessionReport]):
    act = acts.return_report
    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500
    )


class FilterForm(forms.Form):
    """The conditions of the list of reports, sent by GET."""

    narrows = True  # conditions of a list: each may stay open

    year = forms.IntegerField(label=_("Year"), required=False, min_value=2000, max_value=2100)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", "–"), *State.choices])
    group = forms.ChoiceField(label=_("Study group"), required=False)

    def __init__(self, *args: Any, person: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = (
            StudyGroup.objects.visible_to(person)
            .filter(until__isnull=True)
            .in_roster_order()
            .values_list("pk", "unit__name")
        )
        field_of(self, "group", forms.ChoiceField).choices = [("", "–"), *groups]
