"""Which topics of the plan are new, and what the others say otherwise."""

from __future__ import annotations

from typing import Any

from zhixing.foundation.kits.intake.reading import CHANGED, NEW, SAME, Line, Reading
from zhixing.foundation.kits.workbooks.tables import Header
from zhixing.foundation.kits.workbooks.values import comparable
from zhixing.foundation.spine.orgs import rules as names
from zhixing.foundation.spine.topics.models import Topic

from .table import PLAN
from .topics import TopicPlan

COLUMN_OF = {
    "first_month": "months",
    "last_month": "months",
    "lead_units": "lead",
    "category_text": "category",
}


def compare_all(reading: Reading, rows: list[tuple[Line, Header]]) -> None:
    """Which topics are new, changed or the same; of two with one title the first counts."""
    years = {line.plan.year for line, _header in rows}
    topics = Topic.objects.filter(year__in=years, group=None).select_related("thing")
    existing = {
        (topic.year, names.compared(topic.title)): topic
        for topic in topics.prefetch_related("lead_units")
    }
    seen: dict[Any, Line] = {}
    for line, header in rows:
        key = line.plan.year, names.compared(line.plan.title)
        if key in seen:
            first = [seen[key].sheet, seen[key].row]
            reading.refuse(line, "topic.twice", header, "title", line.plan.title, at=first)
            continue
        seen[key] = line
        _compare(line, existing.get(key))
    reading.settle()


def _compare(line: Line, topic: Topic | None) -> None:
    plan: TopicPlan = line.plan
    plan.topic = topic
    if topic is None:
        line.action = NEW
        return
    plan.changes = {
        name: new
        for name, new in plan.fields.items()
        if COLUMN_OF.get(name, name) in plan.counting
        and comparable(getattr(topic, name)) != comparable(new)
    }
    leads_here = {unit.pk for unit in topic.lead_units.all()}
    if "lead" in plan.counting and {unit.pk for unit in plan.leads} != leads_here:
        plan.changes["lead_units"] = plan.leads
    line.action = CHANGED if plan.changes else SAME
    line.changes = [
        (
            _heading(name),
            _in_words(getattr(topic, name) if name != "lead_units" else topic.lead_units.all()),
            _in_words(new),
        )
        for name, new in plan.changes.items()
    ]


def _heading(name: str) -> str:
    return PLAN[COLUMN_OF.get(name, name)].heading


def _in_words(value: Any) -> str:
    """A value as the sheet would say it."""
    if isinstance(value, str | int):
        return str(value)
    return "、".join(getattr(entry, "name", str(entry)) for entry in value)
