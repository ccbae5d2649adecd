"""Demands: what a supervisor asks of a unit, by when."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.deadlines.models import KeepsDue
from zhixing.foundation.machinery.things.models import ThingRow, ThingRowQuerySet
from zhixing.foundation.spine.calendar.queries import calendar

from ..sitins.models import SitIn
from .rules import LATE, OPEN, TONES, Opens, State


class DemandQuerySet(ThingRowQuerySet):
    def open(self) -> DemandQuerySet:
        return self.filter(state__in=OPEN)

    def overdue(self, on: dt.date) -> DemandQuerySet:
        return self.filter(state__in=LATE, due__lt=calendar().last_working(on))


class Demand(KeepsDue, ThingRow):
    """One demand; the problem or task it opens is tied to it by a link."""

    KIND, PREFIX, WORD, WING, URL, ICON = (
        "demand",
        "YQ",
        _("demand"),
        "oversee",
        "demands:demand",
        "alert-triangle",
    )
    STATES, TONES = State, TONES
    DUE_CLOCK = "demand"

    title = models.CharField(max_length=150)
    text = models.TextField()
    sitin = models.ForeignKey(
        SitIn, null=True, blank=True, on_delete=models.PROTECT, related_name="demands"
    )
    group = models.ForeignKey("groups.StudyGroup", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="+")
    topic = models.ForeignKey(
        "topics.Topic", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    opens = models.CharField(max_length=8, choices=Opens, default=Opens.TASK)
    due = models.DateField()
    evidence = models.TextField(blank=True)
    met_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.ISSUED)

    objects: ClassVar = DemandQuerySet.as_manager()
