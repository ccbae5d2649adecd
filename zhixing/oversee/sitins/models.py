"""Sit-ins at sessions of groups."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.persons import declare
from zhixing.foundation.machinery.things.models import ThingRow, ThingRowQuerySet

from .rules import TONES, State, Step


class SitIn(ThingRow):
    """One sit-in at one group: four steps, their observations, a comment, and the demands that
    follow.
    """

    KIND, PREFIX, WORD, WING, URL, ICON = (
        "sitin",
        "PT",
        _("sit-in"),
        "oversee",
        "sitins:sitin",
        "eye-check",
    )
    LINES = ("observations",)
    STATES, TONES = State, TONES

    title = models.CharField(max_length=150)
    group = models.ForeignKey("groups.StudyGroup", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="+")
    topic = models.ForeignKey(
        "topics.Topic", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="+", help_text="who leads the team"
    )
    team = models.CharField(max_length=200, blank=True)
    day = models.DateField()
    checked = models.TextField(blank=True, help_text="查看: plans, records, rules")
    listened = models.TextField(blank=True, help_text="旁听: the session itself")
    comment = models.TextField(
        blank=True, help_text="点评: overall view, highlights, problems, at most 500 characters"
    )
    told_on_the_spot = models.BooleanField(default=False)
    commented_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.PLANNED)

    objects: ClassVar = ThingRowQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["day", "state", "group"], name="sitin_of_a_span")]

    def thing_parties(self) -> list[Any]:
        return [self.person]


class Observation(models.Model):
    """检查发现: what was seen at a step."""

    sitin = models.ForeignKey(SitIn, on_delete=models.CASCADE, related_name="observations")
    step = models.CharField(max_length=8, choices=Step)
    text = models.TextField()
    good = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]


declare(
    "sitins.SitIn.person",
    purpose="who leads the sit-in and answers for its comment",
    keep="with the sit-in, 10 years",
    seen_by="the visited group and the supervising roles",
)
declare(
    "sitins.SitIn.team",
    purpose="who came along",
    keep="with the sit-in, 10 years",
    seen_by="the visited group and the supervising roles",
)
