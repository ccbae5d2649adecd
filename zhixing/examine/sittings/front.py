"""Tests on the front page of Examine: this month's tests step by step, and who was tested."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from zhixing.foundation.kits.spans.cells import group_cells
from zhixing.foundation.kits.spans.coming import coming
from zhixing.foundation.kits.spans.days import days_with, week
from zhixing.foundation.kits.spans.groups import Coverage, Standing, coverage, groups_seen
from zhixing.foundation.kits.spans.rules import Span, day_span, month_of, quarter_of, year_span
from zhixing.foundation.kits.spans.wording import span_words
from zhixing.foundation.machinery.fronts import (
    Figure,
    Front,
    Glance,
    Numbers,
    Place,
    Sight,
    register,
)
from zhixing.foundation.machinery.things.blocks import (
    Block,
    Coming,
    DaysBlock,
    FlowBlock,
    Key,
    Look,
    RatesBlock,
    Segment,
    Stage,
)
from zhixing.foundation.machinery.things.lists import address
from zhixing.foundation.machinery.things.parts import Empty, Rate

from .acts import set_test
from .covering import WORDS, groups_way, occasions_of, tests_in, tests_way
from .models import Test
from .rules import State

COMING = 6


def sight(glance: Glance) -> Sight:
    """The tests of the month, what waits of all, and how the groups stand in the quarter."""
    quarter, month = quarter_of(glance.today), month_of(glance.today)
    tests = tests_in(glance.person, quarter)
    covered = coverage(groups_seen(glance), quarter, occasions_of(tests))
    inside = [test for test in tests if month.has(test.day)]
    return Sight(
        _figures(glance, month, len(inside), covered),
        partial(_blocks, glance, month, inside, covered),
    )


def _figures(glance: Glance, month: Span, count: int, covered: Coverage) -> list[Figure]:
    year = year_span(glance.today.year)
    mine, today = Test.objects.visible_to(glance.person, glance.held), glance.today
    every = reverse("sittings:list")
    return [
        Figure(
            code="all",
            rows=mine.filter(day__range=year.range).in_state("standing", today),
            url=tests_way(year, "standing"),
            words=lambda number: ngettext(
                "%(number)s test this year", "%(number)s tests this year", number
            ),
        ),
        Figure(
            code="month",
            rows=count,
            url=tests_way(month, "standing"),
            words=lambda number: ngettext(
                "%(number)s test this month", "%(number)s tests this month", number
            ),
            place=Place.FIRST,
        ),
        Figure(
            code="unmarked",
            rows=mine.in_state("unmarked", today),
            url=every + address({}, state="unmarked"),
            words=lambda number: ngettext(
                "%(number)s waits for its marks", "%(number)s wait for their marks", number
            ),
            tone="soon",
            place=Place.FIRST,
        ),
        Figure(
            code="typed",
            rows=mine.in_state(State.TYPED, today),
            url=every + address({}, state=State.TYPED.value),
            words=lambda number: ngettext(
                "%(number)s waits for a second hand", "%(number)s wait for a second hand", number
            ),
            tone="soon",
            place=Place.FIRST,
        ),
        Figure(
            code="tested",
            rows=covered.numbers[Standing.DONE],
            url=groups_way(Standing.DONE, covered.span),
            words=lambda number: ngettext(
                "%(number)s group tested this quarter",
                "%(number)s groups tested this quarter",
                number,
            ),
            place=Place.ALSO,
        ),
        Figure(
            code="missing",
            rows=covered.numbers[Standing.MISSING],
            url=groups_way(Standing.MISSING, covered.span),
            words=lambda number: ngettext(
                "%(number)s not arranged", "%(number)s not arranged", number
            ),
            tone="soon",
            place=Place.ALSO,
        ),
    ]


def _blocks(
    glance: Glance, month: Span, tests: list[Test], covered: Coverage, _numbers: Numbers
) -> Sequence[Block]:
    blocks: list[Block] = []
    if tests:
        blocks.append(_cycle(glance.today, month, tests))
    blocks.append(_days(glance, month, tests))
    if covered.numbers[Standing.DONE]:
        blocks.append(_reach(covered))
    if len(covered.groups) > 1:
        words = {"span": span_words(covered.span, covered.span.year)}
        blocks.append(group_cells(_("Groups, %(span)s") % words, covered, WORDS))
    return blocks


def _reach(covered: Coverage) -> RatesBlock:
    """How many of the groups were tested in the quarter."""
    done = Standing.DONE
    rate = Rate(
        _("Groups tested, %(span)s") % {"span": span_words(covered.span, covered.span.year)},
        covered.numbers[done],
        len(covered.groups),
        url=groups_way(done, covered.span),
        whole_url=groups_way(None, covered.span),
    )
    return RatesBlock(frame="tested", rates=[rate])


def _step(test: Test, today: dt.date) -> str:
    """At which step it is, as the list calls it."""
    if test.state == State.PLANNED:
        return "unmarked" if test.day < today else "ahead"
    return str(test.state)


def _cycle(today: dt.date, month: Span, tests: list[Test]) -> FlowBlock:
    """The tests of the month by the step at which they are."""
    counts = Counter(_step(test, today) for test in tests)
    words = {
        "ahead": pgettext("tests", "to be held"),
        "unmarked": pgettext("tests", "marks to be typed"),
        "typed": pgettext("tests", "second hand to confirm"),
        "confirmed": pgettext("tests", "confirmed and told"),
    }
    notes = {
        "ahead": _("the secretary sets paper and day"),
        "unmarked": _("the secretary types them"),
        "typed": _("the leader or a deputy compares"),
        "confirmed": _("everybody reads the own mark"),
    }
    return FlowBlock(
        frame="cycle",
        title=_("Tests of %(month)s") % {"month": span_words(month, month.year)},
        note=_("one types, another confirms"),
        stages=[
            Stage(
                word,
                counts[step],
                tests_way(month, step),
                _bar(step, counts[step], len(tests)),
                notes[step],
                end=step == State.CONFIRMED,
            )
            for step, word in words.items()
        ],
    )


def _bar(step: str, number: int, whole: int) -> list[Segment]:
    """Its part of the tests of the month."""
    if not number:
        return []
    look = Look.DONE if step == State.CONFIRMED else Look.AGE_3
    return [Segment(look, 0, round(100 * number / whole, 2))]


def _days(glance: Glance, month: Span, tests: list[Test]) -> DaysBlock:
    held = sum(test.state != State.PLANNED for test in tests)
    looks = {"ahead": Look.NEXT, "unmarked": Look.OVER}
    rows = _coming(glance)
    return DaysBlock(
        title=_("Days of tests in %(month)s") % {"month": span_words(month, month.year)},
        note=_("a square is a test"),
        days=days_with(
            [(test.day, looks.get(_step(test, glance.today), Look.DONE)) for test in tests],
            month,
            glance.today,
            lambda day: tests_way(day_span(day), "standing"),
        ),
        week=week(),
        keys=[
            Key(Look.DONE, pgettext("tests", "marks typed")),
            Key(Look.NEXT, pgettext("tests", "to be held")),
            *(
                [Key(Look.OVER, pgettext("tests", "marks to be typed"))]
                if held < len(tests)
                else []
            ),
        ],
        coming=rows,
        empty=None if rows else _nothing_ahead(),
    )


def _coming(glance: Glance) -> list[Coming]:
    rows = Test.objects.visible_to(glance.person, glance.held).in_state("ahead", glance.today)
    near = rows.select_related("thing", "unit").order_by("day", "pk")
    return [coming(test, test.unit.short_name, note=test.title) for test in near[:COMING]]


def _nothing_ahead() -> Empty:
    return Empty(
        _("No test is arranged."),
        _("The study secretary sets one with a paper that is closed for use."),
    )


register(
    Front(
        wing="examine",
        heading="test",
        order=10,
        page="sittings:list",
        label=gettext_lazy("Tests"),
        icon="pencil-check",
        line=gettext_lazy("On paper, marks typed once and confirmed by a second hand"),
        sight=sight,
        begins=(set_test,),
        leads=True,
        fills=("cycle", "tested"),
    )
)
