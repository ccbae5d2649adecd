"""Forms of the acts on lectures and policy notes."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import AnyAct
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.forms import (
    ActForm,
    ReasonForm,
    ThingField,
    day_field,
    field_of,
    text_field,
)
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.topics.models import Topic
from zhixing.learn.lectures.models import Lecture, PolicyNote

from ..joint.forms import GroupsField
from ..sessions.rules import PlaceKind
from . import acts
from .models import LectureSeries
from .rules import State


class FoundSeriesForm(ActForm):
    act: ClassVar[AnyAct] = acts.found_series
    name = forms.CharField(label=_("Name of the series"), max_length=120)
    aim = text_field(_("What it is for"), 3, required=False)


class CorrectSeriesForm(FoundSeriesForm):
    act = acts.correct_series

    def build(self) -> None:
        _fill_from_row(self, "name", "aim")


class EndSeriesForm(ReasonForm):
    act = acts.end_series


class _LectureForm(ActForm):
    title = forms.CharField(label=_("What it is about"), max_length=160)
    day = day_field(_("Day"))
    begins = forms.TimeField(
        label=_("Begins at"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    place = forms.CharField(label=pgettext_lazy("session", "Where"), max_length=120)
    place_kind = forms.ChoiceField(
        label=_("Kind of place"), choices=PlaceKind.choices, initial=PlaceKind.FIELD
    )
    lecturer = forms.CharField(label=_("Lecturer"), max_length=60)
    filing = forms.CharField(
        label=_("Filing number"),
        max_length=60,
        required=False,
        help_text=_("Of a lecturer from outside."),
    )
    for_whom = forms.CharField(
        label=_("For whom"),
        max_length=120,
        required=False,
        help_text=_("Who is invited: villagers, shop owners, the group."),
    )
    partners = GroupsField(
        label=_("Study groups invited"),
        required=False,
        help_text=_("They may know of the lecture, and it counts as done together with them."),
    )
    open_to_all = forms.BooleanField(
        label=_("Open to residents"),
        required=False,
        help_text=_("It is announced on the residents' page with place, time and lecturer."),
    )

    def offer_partners(self) -> None:
        """All other study groups; none for a unit that has no group itself."""
        if self.row is None:
            return
        if self.row.group is None:
            del self.fields["partners"]
            return
        field_of(self, "partners", GroupsField).offer(self.row.group, clock.today().year)


class PlanLectureForm(_LectureForm):
    act = acts.plan_lecture
    topic = ThingField(
        Topic,
        label=_("Topic"),
        required=False,
        help_text=_("When the lecture carries on a topic the group studies."),
    )
    field_order = (
        "title",
        "topic",
        "day",
        "begins",
        "place",
        "place_kind",
        "lecturer",
        "filing",
        "for_whom",
        "partners",
        "open_to_all",
    )

    def build(self) -> None:
        self.offer_partners()
        self.offer(
            "topic",
            Topic.objects.visible_to(self.reader)
            .filter(year__gte=clock.today().year - 1)
            .order_by("-year", "first_month", "pk"),
        )


class CorrectLectureForm(_LectureForm):
    act = acts.correct_lecture

    def build(self) -> None:
        self.offer_partners()
        _fill_from_row(self, *(name for name in self.base_fields if name != "partners"))
        if self.row is not None and "partners" in self.fields:
            self.fields["partners"].initial = list(self.row.partners.values_list("pk", flat=True))


class CancelLectureForm(ReasonForm):
    act = acts.cancel_lecture


class HoldLectureForm(ActForm[Lecture]):
    act = acts.hold_lecture
    on = day_field(_("Held on"), required=False)
    listened = forms.IntegerField(
        label=_("How many listened"),
        min_value=0,
        max_value=acts.MOST,
        help_text=_("Counted on the spot; no list of names."),
    )

    def build(self) -> None:
        if self.row is not None:
            self.fields["on"].initial = self.row.day


class RecountLectureForm(ReasonForm):
    act = acts.recount_lecture
    listened = forms.IntegerField(label=_("How many listened"), min_value=0, max_value=acts.MOST)
    field_order = ("listened", "reason")

    def build(self) -> None:
        _fill_from_row(self, "listened")


class NoteCameBackForm(ActForm[Lecture]):
    act = acts.note_came_back
    text = text_field(
        _("In a sentence"),
        2,
        max_length=500,
        help_text=_("What a listener asked for or complained of. No name."),
    )
    unit = ThingField(
        Unit,
        label=_("Who deals with it"),
        required=False,
        help_text=_("Empty: the unit of the lecture."),
    )

    def build(self) -> None:
        self.offer("unit", Unit.objects.active().in_roster_order())


class DraftNoteForm(ActForm):
    act: ClassVar[AnyAct] = acts.draft_note
    title = forms.CharField(
        label=_("Title"),
        max_length=160,
        help_text=_("What it gives to whom, as one would say it at the door."),
    )
    text = text_field(
        _("In plain words"),
        8,
        max_length=10_000,
        help_text=_("Who can have it, how much, where to go, what to bring."),
    )
    source = forms.CharField(
        label=_("Stands in"), max_length=200, help_text=_("The document with its number.")
    )
    valid_until = day_field(
        _("Valid until"), required=False, help_text=_("Its last day. Empty: until it is withdrawn.")
    )


class CorrectNoteForm(DraftNoteForm):
    act = acts.correct_note

    def build(self) -> None:
        _fill_from_row(self, "title", "text", "source", "valid_until")


class PublishNoteForm(ActForm[PolicyNote]):
    act = acts.publish_note
    non_secret = forms.BooleanField(label=_("I have read it; nothing in it is secret or internal"))


class WithdrawNoteForm(ReasonForm):
    act = acts.withdraw_note


def _fill_from_row(form: ActForm, *names: str) -> None:
    """First values from what stands in the row."""
    if form.row is not None:
        for name in names:
            form.fields[name].initial = getattr(form.row, name)


class FilterForm(forms.Form):
    """The conditions of the list of lectures, sent by GET."""

    narrows = True  # conditions of a list: each may stay open

    year = forms.IntegerField(label=_("Year"), required=False, min_value=2000, max_value=2100)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", "–"), *State.choices])
    series = forms.ChoiceField(label=_("Lecture series"), required=False)
    open = forms.BooleanField(label=_("Open to residents"), required=False)

    def __init__(self, *args: Any, person: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "series", forms.ChoiceField).choices = [
            ("", "–"),
            *LectureSeries.objects.visible_to(person)
            .order_by("name", "pk")
            .values_list("pk", "name")[:300],
        ]
