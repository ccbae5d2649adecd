"""A volume that is packed into a zip by the worker, and the annual reports that were handed in. The
archive itself has no rows: it is read from plans, sessions, reports and files.
"""

from __future__ import annotations

import datetime as dt
import secrets
from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from zhixing.foundation.machinery.persons import declare

KEEP = dt.timedelta(days=1)


def new_key() -> str:
    return secrets.token_hex(12)


class Stage(models.TextChoices):
    """How far a packing has come."""

    QUEUED = "queued", pgettext_lazy("packing", "waits to be packed")
    RUNNING = "running", pgettext_lazy("packing", "is being packed")
    DONE = "done", pgettext_lazy("packing", "packed")
    FAILED = "failed", pgettext_lazy("packing", "not packed")


UNDER_WAY = (Stage.QUEUED, Stage.RUNNING)


class Packing(models.Model):
    """A volume somebody has asked for as a zip. Traffic, no act; the file lies in
    ZHIXING_VAR/packed for a day, for whoever asked.
    """

    key = models.CharField(max_length=24, primary_key=True, default=new_key)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey("groups.StudyGroup", on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=8, choices=Stage, default=Stage.QUEUED)
    at = models.DateTimeField(db_index=True)
    taken_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0, help_text="how often a worker took it up")
    papers = models.PositiveIntegerField(default=0, help_text="how many are to be drawn")
    size = models.PositiveBigIntegerField(default=0)

    @property
    def path(self) -> Path:
        return folder() / f"{self.key}.zip"


def folder() -> Path:
    return Path(settings.VAR) / "packed"


class FiledReport(models.Model):
    """The annual report of a group and year as it was handed in with the next plan."""

    group = models.ForeignKey("groups.StudyGroup", on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField(help_text="the year it is about")
    filed_on = models.DateField()
    paper = models.JSONField(help_text="as it was drawn that day; nobody is named in it")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "year"], name="report_filed_once_a_year")
        ]


declare(
    "archive.Packing.person",
    purpose="who asked for the zip, and alone may fetch it",
    keep="1 day",
    seen_by="the person alone",
)
