"""First step of a study secretary: is the own group whole?"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.first_steps import FirstStep, first_step

from .may import PREPARES
from .models import Membership
from .rules import GroupRoleCode as G


def _leaders() -> QuerySet[Any]:
    return Membership.objects.in_force(clock.today()).filter(role=G.LEADER)


first_step(
    FirstStep(
        key="members",
        place=65,
        title=_("The members of the group"),
        says=_("The roster brought them; somebody must be the leader before a plan is filed."),
        minutes=3,
        whose=PREPARES,
        role=G.SECRETARY.label,
        rows=_leaders,
        group="group",
        label=_("Look at the group"),
        begin=lambda code: reverse("groups:group", args=[code]),
    )
)
