"""Norms: a county's versioned rules with source and date. Every check cites one; nothing is
overwritten, a change is a new version.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.things.models import Audience, ThingRow

OURS = "知行建议"  # the source, as the seeds write it


class Evidence(models.TextChoices):
    """How sure the source is (docs/glossary.md)."""

    FOUND = "F", _("found in a source")
    COMMON = "C", _("common practice")
    MEMORY = "M", _("to be checked against the text")
    DEFAULT = "D", _("our proposal")
    COUNTY = "N", _("decided by the county")


class Kind(models.TextChoices):
    DAYS = "days", _("days")
    NUMBER = "number", pgettext_lazy("norm", "number")
    YES = "yes", _("yes or no")
    LIST = "list", _("list")


class Norm(ThingRow):
    """One rule by its code (``problem.answer``). Its values are in its versions."""

    KIND, PREFIX, WORD, WING, URL, ICON = (
        "norm",
        "GZ",
        pgettext_lazy("thing", "norm"),
        "spine",
        "norms:norm",
        "scale",
    )
    ALWAYS = Audience.COUNTY
    LINES = ("versions",)

    key = models.CharField(max_length=40, unique=True)
    zh = models.CharField(max_length=120)
    en = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=Kind)
    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="+")

    def thing_title(self) -> str:
        return self.zh

    @property
    def name(self) -> str:
        return self.zh if (get_language() or "zh").startswith("zh") else self.en


class NormVersion(models.Model):
    """A value from a day on, with who says so."""

    norm = models.ForeignKey(Norm, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    value = models.JSONField()
    since = models.DateField()
    source = models.CharField(max_length=200)
    evidence = models.CharField(max_length=1, choices=Evidence)

    class Meta:
        ordering = ["norm", "number"]
        constraints = [models.UniqueConstraint(fields=["norm", "number"], name="norm_version_once")]

    @property
    def is_ours(self) -> bool:
        """Nobody else says so: its source is how sure it is."""
        return self.source == OURS

    @property
    def said_by(self) -> Any:
        """The source: a document by its name, our own proposal in the reader's language."""
        return Evidence.DEFAULT.label if self.is_ours else self.source
