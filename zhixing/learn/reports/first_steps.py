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

from .models import SessionReport
from .rules import State


def _sent() -> QuerySet[Any]:
    return SessionReport.objects.filter(state__in=[State.SENT, State.RECEIVED])


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
        label=_("Open the sessions"),
        begin=lambda _code: reverse("sessions:list"),
        watched=OFFICE,
    )
)
