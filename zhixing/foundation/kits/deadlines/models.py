"""Deadlines of things, and the ledger of what happened to each clock. ``due`` is what the ledger gives, kept for lists and filters."""

from __future__ import annotations

import datetime as dt

from django.db import models

from zhixing.foundation.machinery.things.models import Thing

from .rules import OPEN, Event, Kind, State, Unit


class DeadlineQuerySet(models.QuerySet):
    def open(self) -> DeadlineQuerySet:
        return self.filter(state__in=[str(one) for one in OPEN])

    def overdue(self, on: dt.date) -> DeadlineQuerySet:
        """Running clocks whose last day is over."""
        return self.filter(state=str(State.RUNNING), due__lt=on)

    def due_by(self, on: dt.date) -> DeadlineQuerySet:
        return self.open().filter(due__lte=on)


class Deadline(models.Model):
    """One clock of one thing: ``answer``, ``acceptance``, ``report`` ... A later round is a new one; the newest is shown."""

    thing = models.ForeignKey(Thing, on_delete=models.CASCADE, related_name="deadlines")
    clock = models.CharField(max_length=20)
    round = models.PositiveSmallIntegerField(default=1)
    norm = models.CharField(max_length=40, blank=True, help_text="code of the norm that gave the days")
    unit = models.CharField(max_length=10, default=Unit.WORKING)
    state = models.CharField(max_length=10, default=State.RUNNING)
    started_on = models.DateField()
    due = models.DateField(db_index=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thing", "clock", "round"], name="clock_once_a_round")]
        indexes = [models.Index(fields=["state", "due"])]

    def events_as_rules(self) -> list[Event]:
        return [one.as_rule(self.unit) for one in sorted(self.events.all(), key=lambda one: one.pk)]


class ClockEvent(models.Model):
    """A line of the ledger, written once."""

    deadline = models.ForeignKey(Deadline, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=8)
    on = models.DateField()
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    cause = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]

    def as_rule(self, unit: str) -> Event:
        return Event(Kind(self.kind), self.on, self.days, self.until, self.cause, Unit(unit))
