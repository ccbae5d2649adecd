"""Circulars of the county on how its groups study."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.things.models import Audience, ThingRow, ThingRowQuerySet

from .rules import TONES, Line, Period, State


class Circular(ThingRow):
    """A circular of one period. While it is a draft its numbers are those of the moment; once
    issued they stand as they were (``lines``).
    """

    KIND, PREFIX, WORD, WING, URL, ICON = (
        "circular",
        "TB",
        _("circular"),
        "learn",
        "circulars:circular",
        "speakerphone",
    )
    STATES, TONES = State, TONES

    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="+")
    span = models.CharField(
        max_length=15, help_text="the period: month-2026-9, quarter-2026-3, half-2026-1"
    )
    title = models.CharField(max_length=160)
    issuer = models.CharField(
        max_length=100, help_text="who issues it, as it stands under the paper"
    )
    text = models.TextField(
        blank=True, help_text="what the people of the office write, above the numbers"
    )
    by_group = models.BooleanField(
        default=False, help_text="the paper has a table of the groups, in the order of the roster"
    )
    lines = models.JSONField(default=list, help_text="the numbers as they were when it was issued")
    counted_on = models.DateField(null=True, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)

    objects: ClassVar = ThingRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "span"], condition=Q(state="draft"), name="one_draft_a_period"
            ),
            models.CheckConstraint(
                name="issued_circular_has_a_day",
                condition=~Q(state="issued") | Q(issued_on__isnull=False, counted_on__isnull=False),
            ),
        ]

    @property
    def period(self) -> Period:
        period = Period.read(self.span)
        if period is None:
            raise ValueError(self.span)
        return period

    def kept_lines(self) -> list[Line]:
        """The numbers as they were when it was issued."""
        return [Line(**fields) for fields in self.lines]

    def thing_audience(self) -> Any:
        return Audience.COUNTY if self.state == State.ISSUED else Audience.UNIT
