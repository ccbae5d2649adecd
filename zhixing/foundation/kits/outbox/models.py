"""Shared sheets: what several people type at the same time, before an act takes it."""

from __future__ import annotations

from django.db import models

from zhixing.foundation.machinery.persons import declare


class Sheet(models.Model):
    """The sheet of one thing; ``serial`` counts its writes, so that a page can ask whether anything
    is new.
    """

    thing = models.OneToOneField(
        "things.Thing", primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    serial = models.PositiveIntegerField(default=0)


class Entry(models.Model):
    """One field of a sheet as it stands. ``keys`` are those of the last writes: a repeated one is
    answered, not done again.
    """

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="entries")
    thing = models.ForeignKey("things.Thing", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=90)
    value = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    serial = models.PositiveIntegerField(
        default=0, help_text="of the sheet, when this field last changed or somebody differed"
    )
    device = models.CharField(
        max_length=40, help_text="the open page it was typed on; a random word of the browser's"
    )
    keys = models.JSONField(default=list)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "name"], name="one_entry_a_field")]


class Rival(models.Model):
    """Another text for the same field, written without having seen the one that stands: kept until
    a person chooses.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="rivals")
    thing = models.ForeignKey("things.Thing", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    device = models.CharField(max_length=40)
    value = models.TextField(blank=True)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "device"], name="one_rival_a_page")]


class Present(models.Model):
    """Somebody has the sheet open. The row goes when the page is closed for half a minute; nothing
    else remembers it.
    """

    thing = models.ForeignKey("things.Thing", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thing", "person"], name="present_once")]


for _model in ("Entry", "Rival"):
    declare(
        f"outbox.{_model}.by",
        purpose="who typed it, so that those who type together see each other",
        keep="90 days after the last write",
        seen_by="those who may keep the thing",
    )
declare(
    "outbox.Present.person",
    purpose="who has the page open at the same time",
    keep="half a minute after the page is closed",
    seen_by="those who may keep the thing",
)
