"""What the pages of demands show."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from zhixing.foundation.kits import deadlines
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.links.models import linked
from zhixing.foundation.machinery.things.lists import first_rows
from zhixing.foundation.machinery.things.page import thing_page
from zhixing.foundation.spine.calendar.queries import calendar

from .models import Demand
from .rules import OPEN, State


def demand_list(person: Any, choices: Any) -> dict[str, Any]:
    rows = Demand.objects.visible_to(person).select_related("thing", "unit")
    if choices.get("open"):
        rows = rows.open()
    every = rows.order_by("due", "pk")
    rows, pager = first_rows(every, 300)
    today = clock.today()
    late = calendar().last_working(today)
    return {
        "rows": rows,
        "pager": pager,
        "every": every,
        "open": bool(choices.get("open")),
        "today": today,
        "open_count": sum(demand.state in OPEN for demand in rows),
        "overdue": sum(
            demand.state in (State.ISSUED, State.ACCEPTED, State.RETURNED) and demand.due < late
            for demand in rows
        ),
    }


def demand_page(person: Any, code: str) -> dict[str, Any]:
    demand = get_object_or_404(
        Demand.objects.visible_to(person).select_related(
            "thing", "unit", "group", "sitin__thing", "topic"
        ),
        pk=code,
    )
    return thing_page(
        person,
        demand,
        demand=demand,
        opened=list(linked(person, demand, "found_by", back=True))
        + list(linked(person, demand, "answers", back=True)),
        due=deadlines.due_box(demand.thing),
    )
