"""The register of papers (发文登记): which paper of which thing got which number (文号), who signed
it (签发人), who gets copies (抄送), dated when.
"""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.persons import declare
from zhixing.foundation.machinery.things.models import LyingWith, Shape, Thing, ThingRowQuerySet

from .registrable import PAPERS, url_of
from .rules import number_of


class PaperEntryQuerySet(ThingRowQuerySet["PaperEntry", Shape]):
    def standing(self) -> Self:
        """Those that were not voided: what stands on the papers."""
        return self.filter(voided_on=None)


class PaperEntry(LyingWith):
    """One line of the register. Who may know of the thing may know of its number."""

    KIND, PREFIX, WORD, WING, URL, ICON = (
        "paper_entry",
        "FW",
        _("registered paper"),
        "spine",
        "documents:entry",
        "rubber-stamp",
    )

    about = models.ForeignKey(Thing, on_delete=models.PROTECT, related_name="+")
    paper = models.CharField(max_length=20, help_text="which paper of the thing")
    of_year = models.PositiveSmallIntegerField(
        default=0, help_text="of which year, where a thing has the paper once a year; else 0"
    )
    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(
        "groups.StudyGroup", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    topic = models.ForeignKey(
        "topics.Topic", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(max_length=200)
    series = models.CharField(
        max_length=40, help_text="what stands before the year: the short name of who issues it"
    )
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    signer = models.CharField(max_length=60, blank=True)
    copies = models.CharField(max_length=300, blank=True)
    issued_on = models.DateField()
    voided_on = models.DateField(null=True, blank=True)

    objects: ClassVar = PaperEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "series", "serial"], name="number_once"
            ),
            models.UniqueConstraint(
                fields=["about", "paper", "of_year"],
                condition=Q(voided_on=None),
                name="paper_registered_once",
            ),
        ]
        indexes = [models.Index(fields=["unit", "year", "series", "-serial"])]

    @property
    def word(self) -> Any:
        """Which paper it is, in words."""
        known = PAPERS.get(self.about.kind, {}).get(self.paper)
        return known.label if known else self.paper

    @property
    def number(self) -> str:
        return number_of(self.series, self.year, self.serial)

    def thing_title(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def paper_url(self) -> str:
        """The paper itself."""
        return url_of(self.about, self.paper, self.of_year)

    @property
    def after_url(self) -> str:
        """Where the page goes after it was registered: to the paper, which shows it."""
        return self.paper_url


declare(
    "documents.PaperEntry.signer",
    purpose="who signed the paper, as it stands on it",
    keep="as long as the paper",
    seen_by="whoever may see the paper",
)
