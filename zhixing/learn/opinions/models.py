"""The county's opinion on the study of a year: what its groups go by when they plan."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.things.models import Audience, ThingRow, ThingRowQuerySet

from .rules import TONES, SetTopic, State


class Opinion(ThingRow):
    """One opinion. While it is a draft its topics are those of the moment; once issued they stand
    as they were.
    """

    KIND, PREFIX, WORD, WING, URL, ICON = (
        "opinion",
        "YJ",
        _("opinion on the year"),
        "learn",
        "opinions:opinion",
        "flag",
    )
    LINES = ("topics",)
    STATES, TONES = State, TONES

    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    issuer = models.CharField(max_length=100, help_text="as it stands under the paper")
    aim = models.TextField(blank=True, help_text="what the year is about")
    demands = models.TextField(blank=True, help_text="what is asked of the groups")
    issued_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)

    objects: ClassVar = ThingRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year"], condition=Q(state="draft"), name="one_opinion_drafted"
            ),
            models.CheckConstraint(
                name="issued_opinion_has_a_day",
                condition=~Q(state="issued") | Q(issued_on__isnull=False),
            ),
        ]

    def thing_audience(self) -> Any:
        return Audience.COUNTY if self.state == State.ISSUED else Audience.UNIT


class OpinionTopic(models.Model):
    """A topic as it stood when the opinion was issued."""

    opinion = models.ForeignKey(Opinion, on_delete=models.CASCADE, related_name="topics")
    title = models.CharField(max_length=120)
    first_month = models.PositiveSmallIntegerField()
    last_month = models.PositiveSmallIntegerField()
    leads = models.CharField(max_length=300, blank=True)
    question = models.TextField(blank=True)
    subject = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]

    @property
    def said(self) -> SetTopic:
        """What it said."""
        return SetTopic(
            self.title,
            self.first_month,
            self.last_month,
            self.leads,
            self.question,
            self.subject,
        )
