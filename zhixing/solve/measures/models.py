"""Measures: what was proposed, who carries it out, by when, and what came of it."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.deadlines.models import KeepsDue
from zhixing.foundation.machinery.persons import declare
from zhixing.foundation.machinery.things.models import ThingRow, ThingRowQuerySet
from zhixing.foundation.spine.calendar.queries import calendar

from .rules import DATED, OPEN, TONES, State


class MeasureQuerySet(ThingRowQuerySet):
    def open(self) -> MeasureQuerySet:
        return self.filter(state__in=OPEN)

    def overdue(self, on: dt.date) -> MeasureQuerySet:
        return self.filter(state__in=DATED, due__lt=calendar().last_working(on))


class Measure(KeepsDue, ThingRow):
    """One measure, with a code of its own, so that a county's total opens to each."""

    KIND, PREFIX, WORD, WING, URL, ICON, STEP = (
        "measure",
        "CS",
        _("measure"),
        "solve",
        "measures:measure",
        "checklist",
        "measure",
    )
    STATES, TONES = State, TONES
    DUE_CLOCK = "measure"
    DUE_IN = (State.PROPOSED,)

    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    group = models.ForeignKey(
        "groups.StudyGroup", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    topic = models.ForeignKey(
        "topics.Topic", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        "orgs.Unit", on_delete=models.PROTECT, related_name="+", help_text="who carries it out"
    )
    person = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed_by = models.CharField(
        max_length=60, blank=True, help_text="as it was said at the session"
    )
    proposed_on = models.DateField()
    due = models.DateField(null=True, blank=True)
    result = models.TextField(blank=True)
    done_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.PROPOSED)

    objects: ClassVar = MeasureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="adopted_measure_has_due_date",
                condition=Q(state__in=["proposed", "dropped"]) | Q(due__isnull=False),
            ),
            models.CheckConstraint(
                name="done_measure_has_result",
                condition=~Q(state__in=["done", "confirmed"]) | Q(done_on__isnull=False),
            ),
        ]

    def thing_parties(self) -> list[Any]:
        return [self.person]


declare(
    "measures.Measure.person",
    purpose="who carries the measure out",
    keep="with the measure, 10 years",
    seen_by="who may see the measure",
)
declare(
    "measures.Measure.proposed_by",
    purpose="who proposed it at the session",
    keep="with the measure, 10 years",
    seen_by="who may see the measure",
)
