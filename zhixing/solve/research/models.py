"""Research: a subject looked into on the spot, with visits, findings, causes, counter-measures and
the four questions.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.persons import declare
from zhixing.foundation.machinery.things.models import ThingRow, ThingRowQuerySet

from ..claims.models import Claim
from .rules import QUESTIONS, TONES, State


class Research(ThingRow):
    """One research, growing out of a claim."""

    KIND, PREFIX, WORD, WING, URL, ICON, STEP = (
        "research",
        "DY",
        _("research"),
        "solve",
        "research:research",
        "search",
        "research",
    )
    LINES = ("visits", "findings")
    STATES, TONES = State, TONES

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="researches")
    group = models.ForeignKey("groups.StudyGroup", on_delete=models.PROTECT, related_name="+")
    topic = models.ForeignKey("topics.Topic", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    method = models.CharField(max_length=100, blank=True)
    started_on = models.DateField()
    fits = models.TextField(blank=True)
    new = models.TextField(blank=True)
    work = models.TextField(blank=True)
    effect = models.TextField(blank=True)
    causes = models.TextField(blank=True)
    remedies = models.TextField(blank=True)
    report = models.TextField(blank=True)
    reported_on = models.DateField(null=True, blank=True)
    no_problem_reason = models.TextField(
        blank=True, help_text="why it led to no problem, when it was closed without one"
    )
    state = models.CharField(max_length=12, choices=State, default=State.UNDER_WAY)

    objects: ClassVar = ThingRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reported_research_has_a_date",
                condition=Q(state="under_way") | Q(reported_on__isnull=False),
            )
        ]
        indexes = [
            models.Index(fields=["-started_on", "thing"], name="research_newest"),
            models.Index(
                fields=["thing"],
                name="research_without_problem",
                condition=~Q(no_problem_reason=""),
            ),
        ]

    def thing_parties(self) -> list[Any]:
        return [self.person]

    @property
    def answers(self) -> dict[str, str]:
        """The four questions as far as they are answered."""
        return {key: getattr(self, key) for key in QUESTIONS}


class FieldVisit(models.Model):
    """走访: one place, one day, whom one met and what one saw."""

    research = models.ForeignKey(Research, on_delete=models.CASCADE, related_name="visits")
    day = models.DateField()
    place = models.CharField(max_length=100)
    met = models.CharField(max_length=200, blank=True)
    saw = models.TextField()

    class Meta:
        ordering = ["day", "pk"]


class Finding(models.Model):
    """调研发现: what was found, why it is so, what could be done; ``problem`` is the code of the
    problem it became.
    """

    research = models.ForeignKey(Research, on_delete=models.CASCADE, related_name="findings")
    text = models.TextField()
    cause = models.TextField(blank=True)
    remedy = models.TextField(blank=True)
    problem = models.ForeignKey(
        "things.Thing", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["pk"]


declare(
    "research.Research.person",
    purpose="who leads the research and signs its report",
    keep="with the group's archive of the year",
    seen_by="the group, its unit and the roles above",
)
