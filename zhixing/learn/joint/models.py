"""Joint groups: study groups that study together for a time, one of them leading."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.things.models import ThingRow, ThingRowQuerySet, shared_q

from .rules import TONES, State, Why


class JointGroupQuerySet(ThingRowQuerySet):
    def of_groups(self, *groups: str) -> JointGroupQuerySet:
        """In which one of these groups (by code) leads or takes part."""
        return self.filter(shared_q(groups))

    def holding(self, on: dt.date) -> JointGroupQuerySet:
        """Those that hold on a day; the last day included."""
        return self.filter(state=State.RUNNING, since__lte=on).filter(
            Q(until__isnull=True) | Q(until__gte=on)
        )


class JointGroup(ThingRow):
    """联学组: a named set of study groups, with the one that leads, why they are joined, from when
    and until when. ``group`` leads; ``partners`` are the others.
    """

    KIND, PREFIX, WORD, WING, URL, ICON = (
        "joint_group",
        "LX",
        _("joint group"),
        "learn",
        "joint:joint",
        "users-group",
    )
    STATES, TONES = State, TONES

    name = models.CharField(max_length=120)
    group = models.ForeignKey(
        "groups.StudyGroup",
        on_delete=models.PROTECT,
        related_name="+",
        help_text="leads, and keeps the record of what is studied together",
    )
    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="+")
    partners = models.ManyToManyField("groups.StudyGroup", related_name="joint_groups")
    why = models.CharField(max_length=8, choices=Why)
    reason = models.TextField(
        help_text="which duties are linked, or why it is few people, in words"
    )
    since = models.DateField()
    until = models.DateField(null=True, blank=True, help_text="last day; empty: until it is ended")
    state = models.CharField(max_length=8, choices=State, default=State.RUNNING)

    objects: ClassVar = JointGroupQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="joint_group_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            )
        ]

    def thing_partners(self) -> Any:
        return self.partners.select_related("unit")
