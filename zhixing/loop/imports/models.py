"""Imports: what a workbook brought, for good; and files that wait to be confirmed, for a day."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.persons import declare
from zhixing.foundation.machinery.things.models import ThingRow, ThingRowQuerySet

KEEP = dt.timedelta(days=1)


class What(models.TextChoices):
    ROSTER = "roster", _("roster")
    PLAN = "plan", _("annual plan of the county")
    LEDGER = "ledger", _("problem ledger")
    BANK = "bank", _("question bank")
    UNIT = "unit", _("workbook of a unit")


class Import(ThingRow):
    """One import of one workbook. ``notes`` are the places to look at, without names or telephones (``reading.Note.kept``)."""

    KIND, PREFIX, WORD, WING, URL, ICON = "import", "DR", _("import"), "spine", "imports:import", "database-import"

    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=8, choices=What)
    file = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    new = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    same = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()
    numbers = models.JSONField(default=dict)
    notes = models.JSONField(default=list)

    objects = ThingRowQuerySet.as_manager()

    def thing_title(self) -> str:
        return self.file


def new_key() -> str:
    return secrets.token_hex(12)


class Waiting(models.Model):
    """A file that was uploaded and not yet imported. Traffic, no act; gone when it was imported, or after a day."""

    key = models.CharField(max_length=24, primary_key=True, default=new_key)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    county = models.ForeignKey("orgs.Unit", on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=8, choices=What)
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    answers = models.JSONField(default=dict)
    at = models.DateTimeField(db_index=True)

    def book(self) -> Any:
        from zhixing.foundation.kits.workbooks.reading import read

        return read(self.name, bytes(self.content))


declare("imports.Waiting.person", purpose="who uploaded the file and may confirm it", keep="until imported, at most 1 day", seen_by="the person alone")
declare("imports.Waiting.answers", purpose="what was said about the file between dry run and import: other names, mended cells", keep="until imported, at most 1 day", seen_by="the person alone")
declare("imports.Waiting.content", purpose="the workbook between dry run and import", keep="until imported, at most 1 day", seen_by="the person alone")
