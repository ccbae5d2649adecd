"""Deadlines of things, and the ledger of what happened to each clock.

``due`` is what the ledger gives, kept for lists and filters.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.places import Aside
from zhixing.foundation.spine.calendar.queries import calendar, calendars
from zhixing.foundation.spine.calendar.rules import WorkCalendar

from .rules import OPEN, Event, Kind, State, Unit


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    def open(self) -> DeadlineQuerySet:
        return self.filter(state__in=[str(state) for state in OPEN])

    def open_of(self, codes: Iterable[str]) -> DeadlineQuerySet:
        """The open clocks of some things: found by the things, for a county has few states."""
        open_states = [str(state) for state in OPEN]
        rows: DeadlineQuerySet = self.alias(_in_state=Aside("state")).filter(
            thing__in=codes, _in_state__in=open_states
        )
        return rows

    def running(self, on: dt.date) -> DeadlineQuerySet:
        """What runs on that day: a pause with a named end is over from its end on."""
        by_itself = Q(state=str(State.PAUSED), resumes_on__lte=on)
        return self.filter(Q(state=str(State.RUNNING)) | by_itself)

    def overdue(self, on: dt.date) -> DeadlineQuerySet:
        """Running clocks of which a working day has passed since their last one."""
        return self.running(on).filter(due__lt=calendar().last_working(on))


class Deadline(models.Model):
    """One clock of one thing: ``answer``, ``acceptance``, ``report`` ...

    A later round is a new one; the newest is shown.
    """

    thing = models.ForeignKey(Thing, on_delete=models.CASCADE, related_name="deadlines")
    clock = models.CharField(max_length=20)
    round = models.PositiveSmallIntegerField(default=1)
    norm = models.CharField(
        max_length=40, blank=True, help_text="code of the norm that gave the days"
    )
    unit = models.CharField(max_length=10, default=Unit.WORKING)
    state = models.CharField(max_length=10, default=State.RUNNING)
    started_on = models.DateField()
    due = models.DateField(db_index=True)
    ended_on = models.DateField(null=True, blank=True)
    resumes_on = models.DateField(null=True, blank=True, help_text="named end of its pause")
    counted_from = models.DateField(
        null=True, blank=True, help_text="first day counted; empty where a person named the date"
    )
    calendar = models.PositiveIntegerField(
        default=0, help_text="version of the calendar by which its date stands"
    )

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thing", "clock", "round"], name="clock_once_a_round")
        ]
        indexes = [models.Index(fields=["state", "due"])]

    def events_as_rules(self) -> list[Event]:
        """The ledger as written, each event with the calendar as it was known then."""
        events, known = sorted(self.events.all(), key=lambda event: event.pk), calendars()
        return [event.as_rule(self.unit, known) for event in events]

    @property
    def still_until(self) -> dt.date | None:
        """The day on which it goes on; None while it runs, ``date.max`` without a named end."""
        return (self.resumes_on or dt.date.max) if self.state == State.PAUSED else None

    @property
    def rank(self) -> tuple[dt.date, dt.date, str]:
        """The smallest of a thing's open clocks is the one that is named; what stands still can not
        be late before it goes on.
        """
        return max(self.due, self.still_until or self.due), self.started_on, self.clock


class ClockEvent(models.Model):
    """A line of the ledger, written once."""

    deadline = models.ForeignKey(Deadline, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=8)
    on = models.DateField()
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    cause = models.CharField(max_length=200, blank=True)
    calendar = models.PositiveIntegerField(
        default=0, help_text="version of the calendar as it was known when this was written"
    )

    class Meta:
        ordering = ["pk"]

    def as_rule(self, unit: str, known: Callable[[int], WorkCalendar]) -> Event:
        """The event with the calendar it was counted by."""
        days = known(self.calendar)
        return Event(Kind(self.kind), self.on, self.days, self.until, self.cause, Unit(unit), days)


class KeepsDue:
    """A row whose own ``due`` repeats the last day of one of its clocks: ``DUE_CLOCK`` names it."""

    DUE_CLOCK: ClassVar[str] = ""
    due: models.DateField[Any, Any]  # the room's own column


class Clocked(KeepsDue, models.Model):
    """A row that keeps the one deadline to be named of it: what lists sort, filter and count by,
    for everybody alike.

    The ledger writes these four whenever it gets the row; the act saves them.
    """

    named_clock = models.CharField(max_length=20, blank=True)
    named_due = models.DateField(null=True, blank=True)
    named_still = models.DateField(null=True, blank=True, help_text="stands still until then")
    named_counted = models.DateField(
        null=True, blank=True, help_text="as counted_from of the clock"
    )

    class Meta:
        abstract = True


def overdue_q(on: dt.date) -> Q:
    """Rows whose named deadline is overdue on that day: the red rows of every list."""
    runs = Q(named_still__isnull=True) | Q(named_still__lte=on)
    return Q(named_due__lt=calendar().last_working(on)) & runs
