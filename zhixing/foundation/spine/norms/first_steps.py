"""First step of the office: the calendar and the norms the county begins with."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.first_steps import FirstStep, first_step
from zhixing.foundation.machinery.records.models import Record
from zhixing.foundation.spine.orgs.roles import RoleCode as R

from .may import CONFIRMS


def _looked_through() -> QuerySet[Any]:
    """The county has said that its norms hold, or has set one itself."""
    return Record.objects.done().filter(verb__in=["norms.confirmed", "norm.set"])


first_step(
    FirstStep(
        key="norms",
        place=50,
        title=_("Calendar and norms"),
        says=_(
            "Days off and time limits are filled in, each with its source: look them through,"
            " change what your county decided otherwise."
        ),
        minutes=10,
        whose=CONFIRMS,
        role=R.OFFICE.label,
        rows=_looked_through,
        label=_("Look them through"),
        begin=lambda _code: reverse("norms:list"),
    )
)
