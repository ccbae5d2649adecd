"""First step of a study secretary: the plan of the year."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.first_steps import FirstStep, first_step
from zhixing.foundation.machinery.things.page import act_url
from zhixing.foundation.spine.groups.may import PREPARES
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.people.may import OFFICE

from .models import StudyPlan

first_step(
    FirstStep(
        key="plan",
        place=70,
        after="topic",
        title=_("The study plan"),
        says=_("Drafted from the county’s topics; months and speakers can be changed."),
        minutes=5,
        whose=PREPARES,
        role=G.SECRETARY.label,
        rows=StudyPlan.objects.all,
        group="group",
        label=_("Draft the plan"),
        begin=lambda code: act_url(code, "draft_plan"),
        watched=OFFICE,
    )
)
