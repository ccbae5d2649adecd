"""Tasks: owner, due date, evidence, verified by another."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.persons import declare
from zhixing.foundation.machinery.things.models import ThingRow, ThingRowQuerySet

from .rules import TONES, Kind, State


class Task(ThingRow):
    """One task of one owner."""

    KIND, PREFIX, WORD, WING, URL, ICON = (
        "task",
        "RW",
        _("task"),
        "spine",
        "tasks:task",
        "checklist",
    )
    STATES, TONES = State, TONES
    DUE_IN = (State.OPEN,)

    title = models.CharField(max_length=150)
    text = models.TextField(blank=True)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.WORK)
    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(
        "groups.StudyGroup", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    topic = models.ForeignKey(
        "topics.Topic", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    owner = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    set_by = models.ForeignKey(
        "people.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="empty where the loop set it",
    )
    due = models.DateField(null=True, blank=True)
    evidence = models.TextField(blank=True)
    done_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)

    objects: ClassVar = ThingRowQuerySet.as_manager()

    def thing_parties(self) -> list[Any]:
        return [self.owner, self.set_by]


declare(
    "tasks.Task.owner",
    purpose="who does it",
    keep="with the group's archive of the year",
    seen_by="the owner, the group, its unit and the roles above",
)
declare(
    "tasks.Task.set_by",
    purpose="who names somebody to do it",
    keep="with the group's archive of the year",
    seen_by="the owner, the group, its unit and the roles above",
)
