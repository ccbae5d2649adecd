"""Two versions of a plan side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from zhixing.foundation.machinery.things.parts import Crumb

from ..models import StudyPlan
from ..rules import difference


@dataclass(frozen=True, kw_only=True)
class ComparisonPage:
    """Two versions of a plan side by side, topic by topic."""

    title: str
    crumbs: list[Crumb]
    plan: StudyPlan
    before: StudyPlan | None
    rows: list[Any]  # as ``rules.difference`` answers them


def plan_comparison(person: Any, code: str) -> ComparisonPage:
    """This version beside the one before it, topic by topic."""
    plan = get_object_or_404(
        StudyPlan.objects.visible_to(person).select_related("thing", "unit", "group__unit"), pk=code
    )
    before = (
        StudyPlan.objects.visible_to(person)
        .filter(group=plan.group_id, year=plan.year, version__lt=plan.version)
        .select_related("thing")
        .order_by("-version")
        .first()
    )

    def comparable_lines(version: Any) -> list[dict[str, Any]]:
        if version is None:
            return []
        return [
            {
                "topic": line.topic.title,
                "months": (line.first_month, line.last_month),
                "form": line.form,
                "aim": line.aim,
                "speakers": sorted(person.name for person in line.speakers.all()),
            }
            for line in version.lines.select_related("topic").prefetch_related("speakers")
        ]

    return ComparisonPage(
        title=_("What changed"),
        crumbs=[Crumb(str(plan), plan.url)],
        plan=plan,
        before=before,
        rows=difference(comparable_lines(before), comparable_lines(plan)),
    )
