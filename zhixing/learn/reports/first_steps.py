"""First step of a study secretary: the first report is with the county."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.first_steps import FirstStep, first_step
from zhixing.foundation.spine.groups.may import PREPARES
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.people.may import OFFICE

from ..sessions.models import StudySession
from ..sessions.rules import AHEAD
from ..sessions.rules import State as SessionState
from .models import SessionReport
from .rules import State


def _sent() -> QuerySet[Any]:
    return SessionReport.objects.filter(state__in=[State.SENT, State.RECEIVED])


def _session_to_go_on_with(group: str) -> str:
    """Its live page before it is held, its own page afterwards, which says what comes next."""
    sessions = StudySession.objects.filter(group=group).exclude(state=SessionState.CANCELLED)
    session = sessions.order_by("day", "pk").first()
    if session is None:
        return reverse("sessions:list")
    return reverse("sessions:live", args=[session.pk]) if session.state in AHEAD else session.url


first_step(
    FirstStep(
        key="report",
        place=90,
        after="notice",
        title=_("The first report"),
        says=_("The session is recorded on its live page; the report builds itself from that."),
        minutes=8,
        whose=PREPARES,
        role=G.SECRETARY.label,
        rows=_sent,
        group="group",
        label=_("Go on with the session"),
        begin=_session_to_go_on_with,
        watched=OFFICE,
    )
)
