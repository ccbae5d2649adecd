"""First step of the office: what is studied."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from zhixing.foundation.machinery.first_steps import FirstStep, first_step
from zhixing.foundation.machinery.things.page import act_url
from zhixing.foundation.machinery.things.parts import Way
from zhixing.foundation.spine.orgs.roles import RoleCode as R

from .may import SETS
from .models import Topic

first_step(
    FirstStep(
        key="topic",
        place=60,
        title=_("The first topic"),
        says=_("Its title, question and subject of research; one table can bring a whole year."),
        minutes=5,
        whose=SETS,
        role=R.OFFICE.label,
        rows=Topic.objects.all,
        label=_("Set a topic"),
        begin=lambda code: act_url(code, "set_topic"),
        strip="topic",
        template=lambda: Way(
            str(_("empty topics of a year.xlsx")), reverse("imports:template", args=["plan"])
        ),
        tells=lambda count: (
            ngettext("%(count)s topic", "%(count)s topics", count) % {"count": count}
        ),
    )
)
