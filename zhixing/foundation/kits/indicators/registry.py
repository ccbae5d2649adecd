"""Indicators: each wing registers its own; assessment reads them by code, the loop's totals combine
the counts.

A figure always carries its numerator, its denominator and the rows that make them. No score is
computed from it, here or anywhere.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import Count

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.machinery.things.models import SeenQuerySet, Thing, ThingQuerySet
from zhixing.foundation.machinery.words import Words


@dataclass(frozen=True)
class Row:
    """One row behind a figure. ``code`` opens its thing; ``counted``: it stands in the numerator;
    ``note``: why, or why not.
    """

    code: str
    title: str
    counted: bool
    note: Words = ""
    url: str = ""


@dataclass(frozen=True)
class Figure:
    """n of N, with the rows: both numbers are counted from them, so that what opens is what was
    counted.

    ``estimates``: it stands for more than its rows (were they solved? are people content? are
    promises kept?), so that a few rows say nothing. A count of a whole (8 of 9 attended) does not.
    """

    code: str
    label: Words
    rows: tuple[Row, ...] = field(default_factory=tuple)
    estimates: bool = False

    @property
    def numerator(self) -> int:
        return sum(row.counted for row in self.rows)

    @property
    def denominator(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class Indicator:
    """A yearly figure of one group. ``rows(group, year)`` yields every row of the denominator.

    ``estimates`` as in ``Figure``.
    """

    code: str
    label: Words
    wing: str
    rows: Callable[[Any, int], Iterable[Row]]
    help: Words = ""
    estimates: bool = False

    def figure(self, group: Any, year: int) -> Figure:
        return Figure(self.code, self.label, tuple(self.rows(group, year)), self.estimates)


@dataclass(frozen=True)
class Total:
    """A number a county reports. ``rows(since, until)`` is the queryset of the room's own rows that
    are counted, both days included: counting them by their own columns takes no look at each Thing.
    """

    code: str
    label: Words
    wing: str
    rows: Callable[[dt.date, dt.date], SeenQuerySet[Any, Any]]
    help: Words = ""

    def number(self, person: Actor | None, since: dt.date, until: dt.date) -> int:
        """How many there are, as far as this person may know of them."""
        return self.known(person, since, until).count()

    def known(self, person: Actor | None, since: dt.date, until: dt.date) -> SeenQuerySet[Any, Any]:
        """The rows this person may know of. What is counted belongs to a unit, and whoever sees the
        county knows of all that does: no row is asked for it.
        """
        rows = self.rows(since, until)
        return rows if holdings(person).sees_county() else rows.visible_to(person)

    def by_state(self, person: Actor | None, since: dt.date, until: dt.date) -> dict[str, int]:
        """State -> how many of the number stand there: what is proposed is not adopted."""
        rows = self.known(person, since, until).order_by()
        pairs = rows.values_list("state").annotate(count=Count("pk"))
        return dict(pairs.order_by("state"))

    def things(self, person: Actor | None, since: dt.date, until: dt.date) -> ThingQuerySet[Thing]:
        """The Things that make the number."""
        rows = self.rows(since, until).values("pk")
        return Thing.objects.visible_to(person).filter(pk__in=rows)


INDICATORS: dict[str, Indicator] = {}
TOTALS: dict[str, Total] = {}


def register(measure: Indicator | Total) -> None:
    """Called when the process starts (a room's ``indicators.py``). A code is registered once."""
    known: dict[str, Any] = INDICATORS if isinstance(measure, Indicator) else TOTALS
    if measure.code in known:
        raise RuntimeError(f"the indicator {measure.code} is registered twice")
    known[measure.code] = measure


_shared: ContextVar[dict[Any, Any] | None] = ContextVar("zhixing_figures", default=None)


Made = TypeVar("Made")


def once(key: Any, make: Callable[[], Made]) -> Made:
    """What several figures of one sheet are counted from is read once: inside ``figures`` the first
    answer is kept, elsewhere nothing is.
    """
    answers = _shared.get()
    if answers is None:
        return make()
    if key not in answers:
        answers[key] = make()
    known: Made = answers[key]
    return known


def figures(group: Any, year: int, codes: Iterable[str] | None = None) -> list[Figure]:
    """The figures of a group and year, in the order of registration."""
    token = _shared.set({})
    try:
        return [
            indicator.figure(group, year)
            for code, indicator in INDICATORS.items()
            if codes is None or code in codes
        ]
    finally:
        _shared.reset(token)
