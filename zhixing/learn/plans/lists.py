"""The list of plans."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.listing import Column, ListPage
from zhixing.foundation.machinery.things.lists import Choices, choice, cut, year_of
from zhixing.foundation.machinery.things.parts import Chip, Empty
from zhixing.foundation.machinery.things.turns import with_turns
from zhixing.ui.cells import next_step

from .models import PlanLine, StudyPlan
from .rules import State


@dataclass(frozen=True, kw_only=True)
class PlanList(ListPage):
    """Plans of a year, and how many stand where."""

    year: int
    all: int
    in_force: int
    waiting: int


def plan_list(person: Actor, choices: Choices) -> PlanList:
    """Plans of a year in the order of the roster, newest version first, with how many there are in
    each state.
    """
    year, state = year_of(choices), choice(choices, "state", State.values)
    mine = StudyPlan.objects.visible_to(person).filter(year=year)
    numbers = Counter(dict(mine.values_list("state").annotate(Count("pk")).order_by()))
    rows = mine.filter(state=state) if state else mine
    rows = rows.select_related("unit").order_by("unit__thing__made_at", "unit", "-version")
    total = numbers[state] if state else sum(numbers.values())
    plans, pager = cut(rows, choices, "unit__thing__made_at", "unit", "-version", "pk", total=total)
    return PlanList(
        title=_("Annual study plans"),
        columns=_columns(year),
        rows=with_turns(_with_line_counts(plans)),
        every=rows.select_related("group"),
        file=f"plans-{year}",
        kind=StudyPlan,
        dress=_with_line_counts,
        pager=pager,
        chips=[Chip(str(State(state).label), f"?year={year}")] if state else [],
        clear_url=f"?year={year}",
        year=year,
        all=sum(numbers.values()),
        in_force=numbers[State.IN_FORCE],
        waiting=numbers[State.FILED],
        empty=Empty(
            _("No plan for %(year)s yet.") % {"year": year},
            _(
                "The study secretary drafts one from the county's required topics; the group page"
                " has the button."
            ),
            "notebook",
            _("All units and groups"),
            reverse("roster:list"),
        ),
    )


def _with_line_counts(plans: list[Any]) -> list[Any]:
    """The plans, each with its ``line_count``, how many topics stand in it: one query."""
    lines = PlanLine.objects.filter(plan__in=[plan.pk for plan in plans]).order_by()
    numbers = dict(lines.values_list("plan").annotate(Count("pk")))
    for plan in plans:
        plan.line_count = numbers.get(plan.pk, 0)
    return plans


def _columns(year: int) -> list[Column]:
    words = dict(State.choices)
    return [
        Column.code(),
        Column.title(_("Unit"), lambda plan: plan.unit.name),
        Column.of_file(_("Study group"), lambda plan: plan.group.name),
        Column.number(_("Version"), lambda plan: plan.version),
        Column.number(_("Topics"), lambda plan: plan.line_count),
        Column.state(lambda plan: words[plan.state]),
        Column.of_screen(_("Next step"), lambda plan: next_step(plan.turn, year)),
    ]
