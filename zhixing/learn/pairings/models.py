"""Pairings: two or more study groups that study together for a year, with each one's consent."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.things.models import ThingRow, ThingRowQuerySet, shared_q
from zhixing.foundation.spine.groups.models import StudyGroup

from .rules import TONES, State


class PairingQuerySet(ThingRowQuerySet):
    def of_groups(self, *groups: str) -> PairingQuerySet:
        """In which one of these groups (by code) stands, as the one that proposed it or as a
        partner.
        """
        return self.filter(shared_q(groups))


class Pairing(ThingRow):
    """「三学」结对 of a year. ``group`` proposed it; the others stand in ``paired``, each with the
    day on which it agreed.
    """

    KIND, PREFIX, WORD, WING, URL, ICON = (
        "pairing",
        "JD",
        _("pairing"),
        "learn",
        "pairings:pairing",
        "link",
    )
    LINES = ("paired",)
    FOLLOWS = ("asked",)  # which of ``paired`` have not agreed yet
    STATES, TONES = State, TONES

    name = models.CharField(max_length=120)
    group = models.ForeignKey(
        "groups.StudyGroup", on_delete=models.PROTECT, related_name="+", help_text="proposed it"
    )
    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    aim = models.TextField(help_text="what they want to learn from each other")
    result = models.TextField(blank=True, help_text="what came of it, in words, when it is ended")
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    asked = models.JSONField(
        default=list, blank=True, help_text="codes of the groups that are asked and have not agreed"
    )

    objects: ClassVar = PairingQuerySet.as_manager()

    def thing_partners(self) -> Any:
        return StudyGroup.objects.filter(pairings__pairing=self.pk).select_related("unit")

    @property
    def asked_codes(self) -> list[str]:
        """Codes of the groups that have not agreed yet; nobody is asked once it is not proposed."""
        return self.asked if self.state == State.PROPOSED else []


class PairedGroup(models.Model):
    """A group that is asked to take part, and when it agreed."""

    pairing = models.ForeignKey(Pairing, on_delete=models.CASCADE, related_name="paired")
    group = models.ForeignKey(
        "groups.StudyGroup", on_delete=models.PROTECT, related_name="pairings"
    )
    agreed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["pairing", "group"], name="group_once_in_a_pairing")
        ]
