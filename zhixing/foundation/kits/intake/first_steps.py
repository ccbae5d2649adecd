"""First step of the office: the roster brings units, study groups and people in one go."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from zhixing.foundation.machinery.first_steps import FirstStep, first_step
from zhixing.foundation.machinery.things.parts import Way
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.orgs.roles import RoleCode as R
from zhixing.foundation.spine.people.may import ADMINISTERS

from .may import IMPORTS

first_step(
    FirstStep(
        key="roster",
        place=30,
        title=_("The roster"),
        says=_("One table brings units, study groups and people; it is read on trial first."),
        minutes=10,
        whose=IMPORTS,
        role=R.OFFICE.label,
        rows=StudyGroup.objects.active,
        label=_("Bring the roster in"),
        begin=lambda _code: reverse("imports:upload", args=["roster"]),
        watched=ADMINISTERS,
        template=lambda: Way(
            str(_("empty roster.xlsx")), reverse("imports:template", args=["roster"])
        ),
        tells=lambda count: (
            ngettext("%(count)s study group", "%(count)s study groups", count) % {"count": count}
        ),
    )
)
