"""First steps of a study secretary: the first session has a day, and its people know."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.first_steps import FirstStep, first_step
from zhixing.foundation.machinery.things.page import act_url
from zhixing.foundation.spine.groups.may import PREPARES
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.people.may import OFFICE

from .models import StudySession
from .rules import State


def _noticed() -> QuerySet[Any]:
    return StudySession.objects.exclude(state__in=[State.PLANNED, State.CANCELLED])


def _notice_of_the_next(group: str) -> str:
    """The form of the notice of the group's first session that has none yet."""
    planned = StudySession.objects.filter(group=group, state=State.PLANNED).order_by("day", "pk")
    session = planned.first()
    return reverse("sessions:list") if session is None else act_url(session.pk, "issue_notice")


first_step(
    FirstStep(
        key="session",
        place=80,
        after="topic",
        title=_("The first session"),
        says=_("Which day, where, who leads it, who is invited to speak."),
        minutes=5,
        whose=PREPARES,
        role=G.SECRETARY.label,
        rows=StudySession.objects.all,
        group="group",
        label=_("Plan a session"),
        begin=lambda code: act_url(code, "plan_session"),
        watched=OFFICE,
        strip="session",
    )
)
first_step(
    FirstStep(
        key="notice",
        place=81,
        after="session",
        title=_("Its notice"),
        says=_("Members without an account get it printed."),
        minutes=2,
        whose=PREPARES,
        role=G.SECRETARY.label,
        rows=_noticed,
        group="group",
        label=_("Issue the notice"),
        begin=_notice_of_the_next,
    )
)
