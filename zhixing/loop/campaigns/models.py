"""Campaigns: one frame for sessions and deeds, of the county or of one group. There are no points
and no ranks in it.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.things.models import (
    Audience,
    Thing,
    ThingRow,
    ThingRowQuerySet,
)
from zhixing.foundation.machinery.things.places import is_root

from .rules import TONES, State


class Campaign(ThingRow):
    """主题活动 (理论学得好 实事干得好 ...): a name, what it is for, from when to when. What it
    holds stands in ``entries``.
    """

    KIND, PREFIX, WORD, WING, URL, ICON = (
        "campaign",
        "HD",
        _("campaign"),
        "loop",
        "campaigns:campaign",
        "target",
    )
    LINES = ("entries",)
    STATES, TONES = State, TONES

    unit = models.ForeignKey(
        "orgs.Unit", on_delete=models.PROTECT, related_name="+", help_text="whose it is"
    )
    group = models.ForeignKey(
        "groups.StudyGroup",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="the unit's study group, when it has one",
    )
    name = models.CharField(max_length=120)
    aim = models.TextField()
    since = models.DateField()
    until = models.DateField(help_text="included")
    result = models.TextField(blank=True, help_text="what came of it, in words, when it is ended")
    state = models.CharField(max_length=8, choices=State, default=State.RUNNING)

    objects: ClassVar = ThingRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="campaign_ends_after_it_begins", condition=Q(until__gte=F("since"))
            )
        ]

    def thing_audience(self) -> str:
        """The county's is known in the whole county."""
        return Audience.COUNTY if is_root(self.unit.path) else Audience.UNIT


class CampaignEntry(models.Model):
    """A session or a deed that was put into a campaign, and why."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="entries")
    thing = models.ForeignKey(Thing, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    put_on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "thing"], name="thing_once_in_a_campaign")
        ]
