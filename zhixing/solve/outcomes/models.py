"""Institutional outcomes: a rule, a system, a document that stays when the session is over."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.things.models import Audience, ThingRow, ThingRowQuerySet

from .rules import TONES, State


class OutcomeQuerySet(ThingRowQuerySet):
    def counted(self) -> OutcomeQuerySet:
        """Those that have number, issuer and date."""
        return self.filter(state__in=[State.ISSUED, State.ENDED])


class Outcome(ThingRow):
    """One outcome, with the chain back to where it began in its links."""

    KIND, PREFIX, WORD, WING, URL, ICON, STEP = (
        "outcome",
        "CG",
        _("institutional outcome"),
        "solve",
        "outcomes:outcome",
        "file-certificate",
        "outcome",
    )
    STATES, TONES = State, TONES

    title = models.CharField(max_length=200)
    text = models.TextField(blank=True, help_text="what it changes")
    number = models.CharField(max_length=60, blank=True)
    issuer = models.CharField(max_length=100, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    non_secret = models.BooleanField(default=False, help_text="declared not to be a state secret")
    group = models.ForeignKey(
        "groups.StudyGroup", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    topic = models.ForeignKey(
        "topics.Topic", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)

    objects: ClassVar = OutcomeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="issued_outcome_is_complete",
                condition=~Q(state__in=["issued", "ended"])
                | (~Q(number="") & ~Q(issuer="") & Q(issued_on__isnull=False, non_secret=True)),
            ),
            models.UniqueConstraint(
                fields=["number", "issuer"], condition=~Q(number=""), name="document_number_once"
            ),
        ]

    def thing_audience(self) -> Any:
        return Audience.COUNTY if self.state in (State.ISSUED, State.ENDED) else Audience.UNIT
