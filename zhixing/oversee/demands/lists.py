"""The list of demands."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.listing import Column, ListPage
from zhixing.foundation.machinery.things.lists import Choices, address, choice, first_rows
from zhixing.foundation.machinery.things.parts import Chip, Empty
from zhixing.foundation.spine.calendar.queries import calendar

from .models import Demand
from .rules import LATE, OPEN, State


@dataclass(frozen=True, kw_only=True)
class DemandList(ListPage):
    """Demands, and how many of them are open and overdue."""

    open_count: int
    overdue: int


def demand_list(person: Actor, choices: Choices) -> DemandList:
    """Demands by the day they are due; ``open``, ``overdue`` and ``state`` narrow them."""
    demands = Demand.objects.visible_to(person).select_related("thing", "unit")
    state, today = choice(choices, "state", State.values), clock.today()
    demands = demands.open() if choices.get("open") else demands
    demands = demands.overdue(today) if choices.get("overdue") else demands
    every = (demands.filter(state=state) if state else demands).order_by("due", "pk")
    rows, pager = first_rows(every, 300)
    late = calendar().last_working(today)
    words = {
        "open": _("open") if choices.get("open") else "",
        "overdue": _("overdue") if choices.get("overdue") else "",
        "state": str(State(state).label) if state else "",
    }
    return DemandList(
        title=_("Demands"),
        columns=_columns(),
        rows=rows,
        every=every,
        file="demands",
        kind=Demand,
        pager=pager,
        chips=[Chip(word, address(choices, **{name: ""})) for name, word in words.items() if word],
        open_count=sum(demand.state in OPEN for demand in rows),
        overdue=sum(demand.state in LATE and demand.due < late for demand in rows),
        empty=Empty(
            _("No demand yet."),
            _(
                "A supervisor issues one from a sit-in; another than its unit verifies that it is"
                " met."
            ),
            "alert-triangle",
        ),
    )


def _columns() -> list[Column]:
    return [
        Column.code(),
        Column.title(_("Demand"), lambda demand: demand.title),
        Column(_("Unit"), lambda demand: demand.unit.name),
        Column.state(),
        Column.day(_("By when"), lambda demand: demand.due),
    ]
