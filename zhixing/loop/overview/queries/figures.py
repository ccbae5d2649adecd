"""What came out in a period, and what was promised for it: every number counted to its end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from zhixing.foundation.kits.indicators.registry import TOTALS, Total
from zhixing.foundation.kits.snapshots.store import kept
from zhixing.foundation.kits.spans.rules import Span
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.machinery.things.lists import address, numbers
from zhixing.foundation.machinery.things.models import Partner
from zhixing.foundation.machinery.things.parts import Way
from zhixing.solve.problems.models import Problem
from zhixing.solve.problems.periods import Scope, period_rows
from zhixing.solve.problems.snapshots import PERIOD_NUMBERS

from ..snapshots import PERIOD_TOTALS

Rows = Mapping[str, QuerySet[Any, Any]]


@dataclass(frozen=True)
class Figures:
    """Numbers of a period by their codes. ``more``: what a page had counted along with them."""

    totals: Mapping[str, int]
    problems: Mapping[str, int]
    more: Mapping[str, int]


def figures_of(person: Actor, span: Span) -> Figures:
    """Of all that this person may know of. Who sees the county reads what the worker keeps; for
    whoever sees less, or where it has not come by, it is counted: one query.
    """
    if holdings(person).sees_county():
        totals = kept(PERIOD_TOTALS, span.code)
        problems = kept(PERIOD_NUMBERS, span.code)
        if totals is not None and problems is not None:
            return Figures(totals.body, problems.body, {})
    mine = Problem.objects.visible_to(person).filter(closed_before=False)
    scope = Scope(mine, clock.today(), span)
    return counted_with(lambda total: total.known(person, *span.range), scope, {})


def figures_in(person: Actor, span: Span, group: str, more: Rows | None = None) -> Figures:
    """The same of one study group: what is its own, and what it takes part in."""
    mine = Problem.objects.visible_to(person).filter(closed_before=False, group=group)
    of_group = Q(group=group) | Q(pk__in=Partner.objects.filter(group=group).values("thing"))
    return counted_with(
        lambda total: total.rows(*span.range).visible_to(person).filter(of_group),
        Scope(mine, clock.today(), span, {"group": group}),
        more or {},
    )


def counted_with(
    rows_of: Callable[[Total], QuerySet[Any, Any]], scope: Scope, more: Rows
) -> Figures:
    """Totals, problems of the period, and what else a page counts: one query."""
    totals = {code: rows_of(total) for code, total in TOTALS.items()}
    problems = period_rows(scope)
    counts = numbers(**_named("total", totals), **_named("problem", problems), **more)
    return Figures(
        {code: counts[f"total_{code}"] for code in totals},
        {code: counts[f"problem_{code}"] for code in problems},
        {code: counts[code] for code in more},
    )


def _named(part: str, rows: Rows) -> Rows:
    """Two rooms may count under the same word."""
    return {f"{part}_{code}": queries for code, queries in rows.items()}


def total_ways(figures: Figures, span: Span, group: str = "") -> dict[str, Way]:
    """What came out by its code, each with the way to its rows, in the order of registration."""
    period = address({}, since=span.first, until=span.last, group=group)
    return {
        code: Way(
            str(total.label),
            reverse("totals:rows", args=[code]) + period,
            number=figures.totals.get(code, 0),
        )
        for code, total in TOTALS.items()
    }
