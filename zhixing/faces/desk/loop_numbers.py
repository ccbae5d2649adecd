"""What is in the loop now, for the picture on the door of the demo: numbers of this year, each with
the list that opens exactly its rows. All of them are one query.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from zhixing.examine.sittings.covering import tests_way
from zhixing.examine.sittings.models import Test
from zhixing.foundation.kits.indicators.registry import TOTALS
from zhixing.foundation.kits.snapshots.store import kept
from zhixing.foundation.kits.spans.rules import Span, year_span
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.fronts import Clause, Figure
from zhixing.foundation.machinery.things.lists import address, counted
from zhixing.foundation.machinery.words import Words
from zhixing.loop.overview.rules import LAST
from zhixing.loop.overview.snapshots import THREADS, unpacked
from zhixing.oversee.demands.models import Demand
from zhixing.oversee.demands.rules import State as DemandState
from zhixing.oversee.sitins.covering import sitins_way
from zhixing.oversee.sitins.models import SitIn
from zhixing.oversee.sitins.rules import State as SitInState

# what the year's totals count is counted as they do
TOTAL_WORDS: dict[str, Callable[[int], str]] = {
    "sessions": lambda number: ngettext(
        "%(number)s study session held", "%(number)s study sessions held", number
    ),
    "problems_solved": lambda number: ngettext(
        "%(number)s problem really solved", "%(number)s problems really solved", number
    ),
    "problems": lambda number: ngettext(
        "%(number)s taken up this year", "%(number)s taken up this year", number
    ),
}
# wing -> its icon, its numbers (the first one stands large), what is special about it
QUARTERS: dict[str, tuple[Words, str, tuple[str, ...], Words]] = {
    "learn": (
        pgettext_lazy("wing", "Learn"),
        "notebook",
        ("sessions",),
        gettext_lazy("On the spot, and the people it is about are in the room"),
    ),
    "examine": (
        pgettext_lazy("wing", "Examine"),
        "pencil-check",
        ("tests",),
        gettext_lazy("No mark counts before a second person has confirmed it"),
    ),
    "solve": (
        pgettext_lazy("wing", "Solve"),
        "walk",
        ("problems_solved", "problems"),
        gettext_lazy("A deadline, a person, before and after"),
    ),
    "oversee": (
        pgettext_lazy("wing", "Oversee"),
        "eye-check",
        ("sitins", "demands"),
        gettext_lazy("Nobody verifies their own work"),
    ),
}


@dataclass(frozen=True)
class Quarter:
    """A part of the loop: its wing, and what is in it now."""

    wing: str
    label: Words
    icon: str
    numbers: Sequence[Clause]
    says: Words

    @property
    def url(self) -> str:
        return reverse("wing", args=[self.wing])


@dataclass(frozen=True)
class Threads:
    """The middle of the loop: how many threads there are, and how many came to its end."""

    number: int
    came_round: int


def quarters(person: Actor, today: dt.date) -> list[Quarter]:
    """The four wings in the order of the loop, as this person may count them."""
    year = year_span(today.year)
    figures = [
        *_of_totals(person, year),
        *_of_tests(person, year, today),
        *_of_sitins(person, year),
    ]
    rows = {figure.code: figure.rows for figure in figures if isinstance(figure.rows, QuerySet)}
    numbers = counted(**rows)
    clauses = {figure.code: Clause.of(figure, numbers[figure.code]) for figure in figures}
    return [
        Quarter(wing, label, icon, [clauses[code] for code in codes], says)
        for wing, (label, icon, codes, says) in QUARTERS.items()
    ]


def threads(year: int) -> Threads | None:
    """As the worker counted them; nothing while it has not come by."""
    answer = kept(THREADS, str(year))
    if answer is None:
        return None
    lines = unpacked(answer.body).lines
    return Threads(len(lines), sum(line.has(LAST) for line in lines))


def _of_totals(person: Actor, year: Span) -> list[Figure]:
    since, until = year.range
    period = address({}, since=since, until=until)
    return [
        Figure(
            code=code,
            rows=TOTALS[code].known(person, since, until),
            url=reverse("totals:rows", args=[code]) + period,
            words=words,
        )
        for code, words in TOTAL_WORDS.items()
    ]


def _of_tests(person: Actor, year: Span, today: dt.date) -> list[Figure]:
    tests = Test.objects.filter(day__range=year.range).in_state("standing", today)
    return [
        Figure(
            code="tests",
            rows=tests.visible_to(person),
            url=tests_way(year, "standing"),
            words=lambda number: ngettext("%(number)s test", "%(number)s tests", number),
        )
    ]


def _of_sitins(person: Actor, year: Span) -> list[Figure]:
    sitins = SitIn.objects.visible_to(person).filter(day__range=year.range)
    return [
        Figure(
            code="sitins",
            rows=sitins.exclude(state=SitInState.CANCELLED),
            url=sitins_way(year, "standing"),
            words=lambda number: ngettext("%(number)s sit-in", "%(number)s sit-ins", number),
        ),
        Figure(
            code="demands",
            rows=Demand.objects.visible_to(person).filter(state=DemandState.VERIFIED),
            url=reverse("demands:list") + address({}, state=DemandState.VERIFIED.value),
            words=lambda number: ngettext(
                "%(number)s demand verified", "%(number)s demands verified", number
            ),
        ),
    ]
