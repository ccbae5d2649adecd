"""Local series of study: the county's own names, with what they are and, where there is one, a
target.
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.things.models import Audience, ThingRow, ThingRowQuerySet

from .rules import TONES, Counts, State


class LocalSeriesQuerySet(ThingRowQuerySet):
    def holding(self, on: dt.date) -> LocalSeriesQuerySet:
        """Those that a session of this day may belong to; the last day included."""
        return self.filter(state=State.RUNNING, since__lte=on).filter(
            Q(until__isnull=True) | Q(until__gte=on)
        )


class LocalSeries(ThingRow):
    """地方学习品牌: sessions say themselves that they belong to it; of the lectures those count
    whose series is named here.
    """

    KIND, PREFIX, WORD, WING, URL, ICON = (
        "local_series",
        "XL",
        _("local series"),
        "learn",
        "series:series",
        "versions",
    )
    ALWAYS = Audience.COUNTY
    STATES, TONES = State, TONES

    unit = models.ForeignKey(
        "orgs.Unit",
        on_delete=models.PROTECT,
        related_name="+",
        help_text="the county, or the unit whose own series it is",
    )
    group = models.ForeignKey(
        "groups.StudyGroup",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="the unit's study group, when it has one",
    )
    name = models.CharField(max_length=120)
    what = models.TextField(help_text="what it is, in the county's own words")
    since = models.DateField()
    until = models.DateField(null=True, blank=True, help_text="last day; empty: no end is set")
    target = models.PositiveIntegerField(null=True, blank=True)
    counts = models.CharField(
        max_length=10, choices=Counts, default=Counts.SESSIONS, help_text="what the target counts"
    )
    lecture_series = models.ManyToManyField(
        "lectures.LectureSeries", blank=True, related_name="local_series"
    )
    state = models.CharField(max_length=8, choices=State, default=State.RUNNING)

    objects: ClassVar = LocalSeriesQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="local_series_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            )
        ]

    def holds_on(self, day: dt.date) -> bool:
        """Whether a session of this day may belong to it: ``LocalSeries.objects.holding``."""
        return type(self).objects.holding(day).filter(pk=self.pk).exists()
