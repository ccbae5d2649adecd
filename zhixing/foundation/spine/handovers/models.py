"""Hand-overs: who handed over to whom, which roles and which things went along."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.persons import declare
from zhixing.foundation.machinery.things.models import Audience, Thing, ThingRow, ThingRowQuerySet
from zhixing.foundation.spine.groups.rules import GroupRoleCode
from zhixing.foundation.spine.orgs.roles import RoleCode

from .rules import TONES, State


class Handover(ThingRow):
    """One hand-over, for good or (``until``, the last day) for a time. Everybody may know who
    stands in for whom; the things below it are read by those who may know of them.
    """

    KIND, PREFIX, WORD, WING, URL, ICON = (
        "handover",
        "JJ",
        _("hand-over"),
        "spine",
        "handovers:handover",
        "repeat",
    )
    ALWAYS = Audience.COUNTY
    LINES = ("roles", "lines")
    STATES, TONES = State, TONES

    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(
        "groups.StudyGroup", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=200, help_text="the roles in words; no name of a person")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DONE)

    objects: ClassVar = ThingRowQuerySet.as_manager()

    def thing_title(self) -> str:
        return self.what

    def thing_parties(self) -> list[Any]:
        named = {"person": self.person_id, "to": self.to_id}
        return [getattr(self, name) for name, key in named.items() if key]

    @property
    def path(self) -> str:
        """Where it is: the rule of the act, made for units, is asked of it too."""
        return self.unit.path


class RoleLine(models.Model):
    """A role that goes along. ``passed``: it is held by the other person now."""

    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="roles")
    place = models.ForeignKey(
        Thing, on_delete=models.PROTECT, related_name="+", help_text="the unit or the study group"
    )
    role = models.CharField(max_length=16)
    passed = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]

    @property
    def word(self) -> str:
        """The role in words."""
        choices = GroupRoleCode if self.place.kind == "group" else RoleCode
        return str(choices(self.role).label)


class ThingLine(models.Model):
    """A thing that goes along by name. ``back``: it was given back."""

    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="lines")
    thing = models.ForeignKey(Thing, on_delete=models.PROTECT, related_name="+")
    back = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]


declare(
    "handovers.Handover.person",
    purpose="who handed over what waited for them",
    keep="10 years",
    seen_by="whoever the county knows",
)
declare(
    "handovers.Handover.to",
    purpose="who has it since, or stands in for a time",
    keep="10 years",
    seen_by="whoever the county knows",
)
