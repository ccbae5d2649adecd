"""Claims: who takes which topic in which group."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.persons import declare
from zhixing.foundation.machinery.things.models import ThingRow, ThingRowQuerySet

from .rules import HOLDING, TONES, State


class ClaimQuerySet(ThingRowQuerySet):
    def holding(self) -> ClaimQuerySet:
        """Claims that stand: made or confirmed, not given back."""
        return self.filter(state__in=HOLDING)


class Claim(ThingRow):
    """A member's claim of one topic in one group; ``subject`` is what the member looks into."""

    KIND, PREFIX, WORD, WING, URL, ICON, STEP = (
        "claim",
        "RL",
        _("claim"),
        "solve",
        "claims:claim",
        "pin",
        "claim",
    )
    STATES, TONES = State, TONES

    group = models.ForeignKey("groups.StudyGroup", on_delete=models.PROTECT, related_name="+")
    topic = models.ForeignKey("topics.Topic", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=200)
    claimed_on = models.DateField()
    state = models.CharField(max_length=12, choices=State, default=State.CLAIMED)

    objects: ClassVar = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "topic", "person"],
                condition=Q(state__in=["claimed", "confirmed"]),
                name="claimed_once_by_a_member",
            )
        ]

    def thing_title(self) -> str:
        return self.subject

    def thing_parties(self) -> list[Any]:
        return [self.person]


declare(
    "claims.Claim.person",
    purpose="who studies the topic first and reports on it",
    keep="with the group's archive of the year",
    seen_by="the group, its unit and the roles above",
)
