"""What the map and the pages of one group share: marks, groups, norms."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q

from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.norms.queries import value_or

from .. import rules
from ..rules import Mark, Norms

SHAPES = {
    Mark.NOTHING: "dot",
    Mark.PLANNED: "ring",
    Mark.HELD: "half",
    Mark.COUNTS: "full",
    Mark.LATE: "bar",
    Mark.MISSING: "gap",
}


def groups_of(person: Any, year: int) -> Any:
    """The groups of the year that this person may look into, in the order of the roster."""
    return (
        StudyGroup.objects.looked_into_by(person)
        .filter(Q(until__isnull=True) | Q(until__gt=dt.date(year, 1, 1)))
        .in_roster_order()
    )


def norms_of(year: int, today: dt.date) -> dict[int, Norms]:
    """Month -> what the county's norms say on its last day, or today when that is still to come."""
    return {month: _norms_on(min(today, rules.last_day(year, month))) for month in range(1, 13)}


def _norms_on(day: dt.date) -> Norms:
    due = value_or("plan.filing_due", day)
    return Norms(
        per_quarter=value_or("session.per_quarter", day),
        per_month=value_or("session.per_month", day),
        first_item=value_or("agenda.first_item", day),
        in_time=value_or("plan.in_time", day),
        key_speakers=value_or("plan.key_speakers", day),
        required_topics=value_or("plan.required_topics", day),
        report_days=value_or("session.report_days", day),
        filing_due=str(due[0]) if due else None,
        categories=tuple(category["code"] for category in value_or("content.categories", day, [])),
    )
