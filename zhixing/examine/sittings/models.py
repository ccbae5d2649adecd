"""Tests on paper, and the sittings of a group's members."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.persons import declare
from zhixing.foundation.machinery.things.models import ThingRow, ThingRowQuerySet

from ..papers.models import Paper
from .rules import TONES, State

SEVERAL = ("ahead", "unmarked", "standing")  # what is asked of tests beside their states


class TestQuerySet(ThingRowQuerySet):
    def in_state(self, state: str, today: dt.date) -> TestQuerySet:
        """Of one state; ``ahead`` and ``unmarked`` (its day is over, no mark is typed) part those
        that are planned, ``standing`` leaves out what was cancelled. All where none is named.
        """
        if state == "ahead":
            return self.filter(state=State.PLANNED, day__gte=today)
        if state == "unmarked":
            return self.filter(state=State.PLANNED, day__lt=today)
        if state == "standing":
            return self.exclude(state=State.CANCELLED)
        return self.filter(state=state) if state else self


class Test(ThingRow):
    """One test of one group with one paper on one day."""

    __test__ = False
    KIND, PREFIX, WORD, WING, URL, ICON, STEP = (
        "test",
        "CY",
        _("test"),
        "examine",
        "sittings:test",
        "pencil-check",
        "test",
    )
    LINES = ("sittings",)
    STATES, TONES = State, TONES

    title = models.CharField(max_length=120)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="tests")
    group = models.ForeignKey("groups.StudyGroup", on_delete=models.PROTECT, related_name="+")
    topic = models.ForeignKey("topics.Topic", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    state = models.CharField(max_length=12, choices=State, default=State.PLANNED)

    objects: ClassVar = TestQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["day", "state", "group"], name="test_of_a_span")]


class Sitting(models.Model):
    """One person's go at a test. ``marks`` in hundredths; none when absent."""

    test = models.ForeignKey(Test, on_delete=models.CASCADE, related_name="sittings")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    marks = models.PositiveIntegerField(null=True, blank=True)
    absent = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["test", "person"], name="one_sitting_a_person"),
            models.CheckConstraint(
                name="marks_at_most_a_hundred",
                condition=Q(marks__isnull=True) | Q(marks__lte=10_000),
            ),
            models.CheckConstraint(
                name="absent_has_no_marks", condition=Q(absent=False) | Q(marks__isnull=True)
            ),
        ]


declare(
    "sittings.Sitting.person",
    purpose="whose paper it was",
    keep="2 years after the test, then only counts per band",
    seen_by="the person, the study secretary and the leader of the group",
)
declare(
    "sittings.Sitting.marks",
    purpose="the mark of a paper, told to the person",
    keep="2 years after the test, then only counts per band",
    seen_by="the person, the study secretary and the leader of the group",
)
declare(
    "sittings.Sitting.absent",
    purpose="who did not sit the test",
    keep="2 years after the test",
    seen_by="the person, the study secretary and the leader of the group",
)
