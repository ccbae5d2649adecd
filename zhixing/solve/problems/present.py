"""The problems of now as the front page shows them: read once where anybody could count them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, product
from typing import NamedTuple

from django.db.models import Q

from zhixing.foundation.kits.spans.rules import Span
from zhixing.foundation.machinery.things.lists import COUNTED
from zhixing.foundation.spine.calendar.queries import calendar

from .models import ProblemQuerySet, age_edges
from .rules import OPEN, STAGES

STAGE_OF = dict(chain.from_iterable(product(states, (stage,)) for stage, states in STAGES.items()))
COLUMNS = ("pk", "state", "received_on", "named_due", "named_still")


class Row(NamedTuple):
    """A problem that is open, or of which a clock runs."""

    code: str
    state: str
    received_on: dt.date | None
    due: dt.date | None
    still: dt.date | None


@dataclass(frozen=True)
class Standing:
    """How old the open problems of a step are, and how many of them are overdue."""

    ages: Counter[str]
    late: int


@dataclass(frozen=True)
class Present:
    """All of them, on a day; the same numbers as the conditions of the list."""

    rows: list[Row]
    today: dt.date

    @cached_property
    def open(self) -> list[Row]:
        return [row for row in self.rows if row.state in STAGE_OF]

    @property
    def overdue(self) -> int:
        return sum(map(self.is_late, self.rows))

    @cached_property
    def last_day(self) -> dt.date:
        """The last working day: what was due before it is late."""
        return calendar().last_working(self.today)

    def is_late(self, row: Row) -> bool:
        """As ``overdue_q``: its last working day is over, unless its clock stands still."""
        return is_late(row.due, row.still, self.today, self.last_day)

    def due_in(self, span: Span) -> list[tuple[dt.date, dt.date | None]]:
        """Deadlines of the span, each with the day until which it stands still."""
        return [(row.due, row.still) for row in self.rows if row.due and span.has(row.due)]

    def nearest(self, most: int) -> list[str]:
        """Codes of those with the nearest deadlines."""
        dated = sorted((row.due, row.code) for row in self.rows if row.due)
        return [code for _due, code in dated[:most]]

    @cached_property
    def standings(self) -> dict[str, Standing]:
        """Step -> ages and late ones."""
        edges = age_edges(self.today)
        ages: dict[str, Counter[str]] = {stage: Counter() for stage in STAGES}
        late: Counter[str] = Counter()
        for row in self.open:
            stage = STAGE_OF[row.state]
            ages[stage][_age(row.received_on, edges)] += 1
            late[stage] += self.is_late(row)
        return {stage: Standing(ages[stage], late[stage]) for stage in STAGES}


def present_of(mine: ProblemQuerySet, today: dt.date) -> Present | None:
    """What is open or has a clock that runs: one query. None where there are more than anybody
    counts; the page then counts what it says by itself, and draws no ages.
    """
    running = mine.filter(Q(state__in=OPEN) | Q(named_due__isnull=False)).order_by()
    rows = [Row(*values) for values in running.values_list(*COLUMNS)[: COUNTED + 1]]
    return Present(rows, today) if len(rows) <= COUNTED else None


def is_late(due: dt.date | None, still: dt.date | None, today: dt.date, last_day: dt.date) -> bool:
    """As ``overdue_q``, of one row; ``last_day`` is today, or the last day that was worked."""
    runs = still is None or still <= today
    return due is not None and due < last_day and runs


def _age(
    received_on: dt.date | None, edges: dict[str, tuple[dt.date | None, dt.date | None]]
) -> str:
    """The first age whose days reach back so far; what bears no day is new."""
    for age, (behind, _until) in edges.items():
        if received_on is None or behind is None or received_on > behind:
            return age
    raise ValueError("the oldest age has no end")
