"""Totals that were taken: numbers as they were reported, with the rows that made them, for ever."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.things.models import Thing, ThingRow, ThingRowQuerySet


class TakenTotals(ThingRow):
    """Some totals of a unit and all below it, in a period, as they were when they were taken. No
    act changes it: whoever needs newer numbers takes them anew.
    """

    KIND, PREFIX, WORD, WING, URL, ICON = (
        "taken_totals",
        "HZ",
        _("totals taken"),
        "loop",
        "totals:taken",
        "chart-bar",
    )
    LINES = ("totals", "rows")

    unit = models.ForeignKey(
        "orgs.Unit", on_delete=models.PROTECT, related_name="+", help_text="it and all below"
    )
    occasion = models.CharField(max_length=120, help_text="for which report")
    since = models.DateField()
    until = models.DateField(help_text="included")
    on = models.DateField()

    objects: ClassVar = ThingRowQuerySet.as_manager()

    def thing_title(self) -> str:
        return self.occasion


class TakenTotal(models.Model):
    """One number of it."""

    taken = models.ForeignKey(TakenTotals, on_delete=models.CASCADE, related_name="totals")
    code = models.CharField(max_length=30)
    number = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]


class FrozenRow(models.Model):
    """A row behind a number, with what it was called, where it stood and whose it was that day."""

    taken = models.ForeignKey(TakenTotals, on_delete=models.CASCADE, related_name="rows")
    code = models.CharField(max_length=30, help_text="of the total")
    thing = models.ForeignKey(Thing, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=32, blank=True)
    unit_name = models.CharField(max_length=120, blank=True)

    class Meta:
        indexes = [models.Index(fields=["taken", "code", "state"])]
