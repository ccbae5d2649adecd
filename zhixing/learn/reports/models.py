"""Session reports: one per session, sent to the county, received or returned."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.things.models import ThingRow, ThingRowQuerySet
from zhixing.foundation.spine.calendar.queries import calendar

from ..sessions.models import StudySession
from .rules import LONGEST, TONES, State


class ReportQuerySet(ThingRowQuerySet):
    def waiting(self) -> ReportQuerySet:
        """Sent, not yet received or returned."""
        return self.filter(state=State.SENT)

    def overdue(self, on: dt.date) -> ReportQuerySet:
        return self.filter(
            state__in=[State.DRAFT, State.RETURNED], due__lt=calendar().last_working(on)
        )


class SessionReport(ThingRow):
    """一学一报 of one session. ``due`` is what the session's clock said when the report was begun;
    the ledger is the source.
    """

    KIND, PREFIX, WORD, WING, URL, ICON = (
        "session_report",
        "YB",
        _("session report"),
        "learn",
        "reports:report",
        "file-text",
    )
    STATES, TONES = State, TONES

    session = models.OneToOneField(StudySession, on_delete=models.PROTECT, related_name="report")
    group = models.ForeignKey("groups.StudyGroup", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="+")
    topic = models.ForeignKey("topics.Topic", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    text = models.TextField(validators=[MaxLengthValidator(LONGEST)])
    due = models.DateField(null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    return_reason = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)

    objects: ClassVar = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="sent_report_has_day",
                condition=~Q(state__in=["sent", "received"]) | Q(sent_on__isnull=False),
            ),
            models.CheckConstraint(
                name="received_report_has_day",
                condition=~Q(state="received") | Q(received_on__isnull=False),
            ),
        ]

    def thing_partners(self) -> Any:
        return self.session.partners.select_related("unit")

    @property
    def late(self) -> bool:
        return bool(self.sent_on and self.due and self.sent_on > self.due)
