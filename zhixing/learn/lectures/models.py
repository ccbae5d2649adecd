"""Lecture series (讲学品牌), their lectures (实景讲学), what listeners gave back, and policy notes
for the policy window (移动窗口).
"""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.persons import declare
from zhixing.foundation.machinery.things.models import Audience, ThingRow, ThingRowQuerySet

from ..sessions.rules import PlaceKind
from .rules import NOTE_TONES, SERIES_TONES, TONES, NoteState, SeriesState, State


class LectureSeries(ThingRow):
    """A series of lectures of one unit, with its aim: 红色讲堂, 20个100 ..."""

    KIND, PREFIX, WORD, WING, URL, ICON = (
        "lecture_series",
        "PP",
        _("lecture series"),
        "learn",
        "lectures:series",
        "books",
    )
    ALWAYS = (
        Audience.PUBLIC
    )  # its name is announced with each of its lectures that residents may come to
    STATES, TONES = SeriesState, SERIES_TONES

    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(
        "groups.StudyGroup",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="the unit's study group, when it has one",
    )
    name = models.CharField(max_length=120)
    aim = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=SeriesState, default=SeriesState.RUNNING)

    objects: ClassVar = ThingRowQuerySet.as_manager()


class LectureQuerySet(ThingRowQuerySet):
    def announced(self) -> LectureQuerySet:
        """What residents may know of."""
        return self.filter(open_to_all=True)

    def ahead(self, on: dt.date) -> LectureQuerySet:
        """From this day on, the next first; a cancelled one stays until its day is over, so that
        nobody comes in vain.
        """
        return self.filter(state__in=[State.PLANNED, State.CANCELLED], day__gte=on).order_by(
            "day", F("begins").asc(nulls_first=True), "pk"
        )


class Lecture(ThingRow):
    """One lecture, on the spot where what it is about can be seen. ``listened`` is a number
    somebody typed; nobody is counted one by one.
    """

    KIND, PREFIX, WORD, WING, URL, ICON = (
        "lecture",
        "JX",
        _("lecture"),
        "learn",
        "lectures:lecture",
        "speakerphone",
    )
    LINES = ("came_back",)
    STATES, TONES = State, TONES

    series = models.ForeignKey(LectureSeries, on_delete=models.PROTECT, related_name="lectures")
    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(
        "groups.StudyGroup", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    topic = models.ForeignKey(
        "topics.Topic", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(max_length=160)
    day = models.DateField()
    begins = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=120)
    place_kind = models.CharField(max_length=10, choices=PlaceKind, default=PlaceKind.FIELD)
    lecturer = models.CharField(max_length=60)
    filing = models.CharField(
        max_length=60, blank=True, help_text="number under which a lecturer from outside is on file"
    )
    for_whom = models.CharField(max_length=120, blank=True, help_text="who is invited, in words")
    partners = models.ManyToManyField(
        "groups.StudyGroup",
        related_name="lectures_heard",
        blank=True,
        help_text="other study groups that are invited to listen",
    )
    open_to_all = models.BooleanField(
        default=False, help_text="announced to residents on the public page"
    )
    listened = models.PositiveIntegerField(
        null=True, blank=True, help_text="how many listened, typed by hand"
    )
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)

    objects: ClassVar = LectureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="held_lecture_has_a_number",
                condition=~Q(state="held") | Q(listened__isnull=False),
            )
        ]
        indexes = [models.Index(fields=["state", "day"])]

    def thing_audience(self) -> str:
        return Audience.PUBLIC if self.open_to_all else Audience.UNIT

    def thing_partners(self) -> Any:
        return self.partners.select_related("unit")


class CameBack(models.Model):
    """What listeners said: it becomes a problem at once. ``thing`` is that problem. Who said it is
    not kept.
    """

    lecture = models.ForeignKey(Lecture, on_delete=models.CASCADE, related_name="came_back")
    text = models.CharField(max_length=500)
    unit = models.ForeignKey(
        "orgs.Unit", on_delete=models.PROTECT, related_name="+", help_text="who is to deal with it"
    )
    at = models.DateTimeField()
    thing = models.ForeignKey(
        "things.Thing", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["lecture", "-pk"]


class PolicyNoteQuerySet(ThingRowQuerySet):
    def in_force(self, on: dt.date) -> PolicyNoteQuerySet:
        """What residents see on a day (``rules.holds``), the latest first."""
        return (
            self.filter(state=NoteState.PUBLISHED)
            .filter(Q(valid_until=None) | Q(valid_until__gte=on))
            .order_by("-published_on", "pk")
        )


class PolicyNote(ThingRow):
    """A policy in plain words for residents: what it gives, where it stands, until when. Published
    by a publisher.
    """

    KIND, PREFIX, WORD, WING, URL, ICON = (
        "policy_note",
        "ZC",
        _("policy note"),
        "learn",
        "lectures:note",
        "speakerphone",
    )
    STATES, TONES = NoteState, NOTE_TONES

    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(
        "groups.StudyGroup", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(max_length=160)
    text = models.TextField()
    source = models.CharField(
        max_length=200, help_text="the document it stands in, with its number"
    )
    valid_until = models.DateField(
        null=True, blank=True, help_text="last day; empty: until it is withdrawn"
    )
    published_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=NoteState, default=NoteState.DRAFT)

    objects: ClassVar = PolicyNoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="published_note_has_a_day",
                condition=~Q(state="published") | Q(published_on__isnull=False),
            )
        ]

    def thing_audience(self) -> Any:
        return Audience.PUBLIC if self.state == NoteState.PUBLISHED else Audience.UNIT


declare(
    "lectures.Lecture.lecturer",
    purpose="who lectures, as it is announced",
    keep="with the unit's archive of the year",
    seen_by="whoever may see the lecture; residents, when it is open to them",
)
