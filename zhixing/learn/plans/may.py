"""Conditions of the acts on plans that are not about one column."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.may import Rule

from .models import StudyPlan


class NoPlanYet(Rule):
    """The group has no plan of this year, in whatever state."""

    def allows(self, person: Any, row: Any, held: Any = None) -> bool:
        return (
            row is not None
            and not StudyPlan.objects.filter(group=row.pk, year=clock.today().year).exists()
        )

    def q(self, person: Any, held: Any = None) -> Q:
        return ~Q(pk__in=StudyPlan.objects.filter(year=clock.today().year).values("group"))
