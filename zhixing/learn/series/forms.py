"""Forms of the acts on local series, and of the one that puts a session into one."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import AnyAct
from zhixing.foundation.machinery.forms import (
    ActForm,
    ReasonForm,
    ThingField,
    day_field,
    text_field,
)
from zhixing.learn.sessions.models import StudySession
from zhixing.ui.words import choice

from ..lectures.models import LectureSeries
from ..sessions.acts import place_in_series
from . import acts
from .models import LocalSeries
from .rules import Counts, read_numbers


class LectureSeriesField(forms.ModelMultipleChoiceField):
    """Lecture series, ticked."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, lecture_series: LectureSeries) -> Any:
        return choice(lecture_series.name, lecture_series.unit.name)


class BeginLocalSeriesForm(ActForm):
    act: ClassVar[AnyAct] = acts.begin_local_series
    name = forms.CharField(
        label=_("Name of the series"), max_length=120, help_text=_("As the county calls it.")
    )
    what = text_field(
        pgettext_lazy("local series", "What it is"), 3, help_text=_("In the county's own words.")
    )
    since = day_field(pgettext_lazy("local series", "From"), initial=clock.today)
    until = day_field(
        pgettext_lazy("local series", "Until"),
        required=False,
        help_text=_("The last day. Empty: no end is set."),
    )
    target = forms.IntegerField(
        label=_("Target"),
        required=False,
        min_value=1,
        max_value=acts.MOST,
        help_text=_("The number to be reached. Empty: no target."),
    )
    counts = forms.ChoiceField(label=_("The target counts"), choices=Counts.choices)
    lecture_series = LectureSeriesField(
        LectureSeries.objects.none(), label=_("Lecture series that count too"), required=False
    )

    def build(self) -> None:
        self.offer(
            "lecture_series",
            LectureSeries.objects.visible_to(self.reader)
            .select_related("unit")
            .order_by("name", "pk"),
        )


class CorrectLocalSeriesForm(BeginLocalSeriesForm):
    act = acts.correct_local_series

    def build(self) -> None:
        super().build()
        if self.row is not None:
            for name in ("name", "what", "since", "until", "target", "counts"):
                self.fields[name].initial = getattr(self.row, name)
            self.fields["lecture_series"].initial = list(
                self.row.lecture_series.values_list("pk", flat=True)
            )


class EndLocalSeriesForm(ReasonForm):
    act = acts.end_local_series


class PlaceInSeriesForm(ActForm[StudySession]):
    act = place_in_series
    series = ThingField(LocalSeries, label=_("Local series"), required=False, empty=_("none"))

    numbers = forms.CharField(
        label=_("Which of the series it is"),
        max_length=60,
        required=False,
        help_text=_("Its number, or several: 3、4 or 3-5. Empty: the series is not numbered."),
    )

    def clean_numbers(self) -> list[int]:
        try:
            return read_numbers(self.cleaned_data["numbers"])
        except ValueError as fault:
            raise ValidationError(_("Write numbers, such as 3、4 or 3-5.")) from fault

    def build(self) -> None:
        if self.row is not None:
            self.fields["numbers"].initial = "、".join(map(str, self.row.series_numbers))
            self.offer(
                "series",
                LocalSeries.objects.visible_to(self.reader)
                .filter(
                    Q(pk__in=LocalSeries.objects.holding(self.row.day).values("pk"))
                    | Q(pk=self.row.series_id)
                )
                .order_by("name", "pk"),
            )
            self.fields["series"].initial = self.row.series_id
