"""The form of the three parts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhixing.foundation.machinery.forms import (
    ActForm,
    text_field,
)
from zhixing.learn.sessions.models import StudySession

from .. import acts
from ..rules import (
    Part,
    PartReport,
    PlaceKind,
    report_column,
)


class WritePartForm(ActForm[StudySession]):
    """One of the three parts; ``?part=`` chooses which, what is written comes with it."""

    act = acts.write_part
    opens_with = ("part",)
    part = forms.ChoiceField(
        label=_("Part"), choices=Part.choices, widget=forms.RadioSelect(attrs={"class": "is-tap"})
    )
    begins = forms.TimeField(
        label=_("Begins at"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    place = forms.CharField(label=pgettext_lazy("session", "Where"), max_length=120)
    place_kind = forms.ChoiceField(label=_("Kind of place"), choices=PlaceKind.choices)
    people = forms.CharField(
        label=_("With whom"),
        max_length=200,
        required=False,
        help_text=_("Who led, who was there from outside."),
    )
    what = text_field(_("What was done"), 3)
    result = text_field(pgettext_lazy("part", "What came of it"), 3, required=False)

    def build(self) -> None:
        chosen = str(self.data.get("part") or self.initial.get("part") or "")
        self.fields["part"].initial = chosen if chosen in Part.values else Part.ON_SITE
        if self.row is None:
            return
        report = self.row.part_reports[Part(self.fields["part"].initial)]
        report = report or PartReport(place=self.row.place, place_kind=self.row.place_kind)
        for name, words in report_column(report).items():
            self.fields[name].initial = words

    def given(self) -> dict[str, Any]:
        cleaned = dict(self.cleaned_data)
        if isinstance(cleaned["begins"], dt.time):
            cleaned["begins"] = cleaned["begins"].strftime("%H:%M")
        return {name: words for name, words in cleaned.items() if words not in (None, "")}
