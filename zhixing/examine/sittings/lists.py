"""The list of tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.kits.spans.rules import Span, span_of
from zhixing.foundation.kits.spans.wording import span_words
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.listing import Column, ListPage
from zhixing.foundation.machinery.things.lists import (
    Choices,
    address,
    choice,
    count_below,
    first_rows,
)
from zhixing.foundation.machinery.things.parts import Chip, Empty

from .models import SEVERAL, Test
from .rules import State


@dataclass(frozen=True, kw_only=True)
class TestList(ListPage):
    """Tests, and of how many the marks are confirmed."""

    confirmed: int


def test_list(person: Actor, choices: Choices) -> TestList:
    """Tests, the latest first, with how many sat; ``state``, ``when`` and ``group`` narrow them."""
    state, when = choice(choices, "state", (*SEVERAL, *State.values)), span_of(choices)
    group = str(choices.get("group") or "")
    mine = Test.objects.visible_to(person).in_state(state, clock.today())
    mine = mine.filter(day__range=when.range) if when else mine
    mine = mine.filter(group=group) if group else mine
    every = (
        mine.select_related("thing", "unit", "topic")
        .annotate(sat=count_below(Test, "sittings", absent=False))
        .order_by("-day", "pk")
    )
    tests, pager = first_rows(every, 200)
    return TestList(
        title=_("Tests"),
        columns=_columns(),
        rows=tests,
        every=every,
        file="tests",
        kind=Test,
        pager=pager,
        chips=[
            Chip(word, address(choices, **{name: ""}))
            for name, word in _condition_words(state, when, group, tests).items()
            if word
        ],
        confirmed=sum(test.state == State.CONFIRMED for test in tests),
        empty=Empty(
            _("No test yet."),
            _("The study secretary sets one with a paper that is closed for use."),
            "pencil-check",
        ),
    )


def _condition_words(
    state: str, when: Span | None, group: str, tests: Sequence[Test]
) -> dict[str, str]:
    """The conditions in force; a group by the name of its unit, where it has a test."""
    several = {
        "ahead": pgettext("tests", "to be held"),
        "unmarked": pgettext("tests", "marks to be typed"),
        "standing": pgettext("tests", "not cancelled"),
    }
    return {
        "state": several.get(state) or str(dict(State.choices).get(state, "")),
        "when": span_words(when) if when else "",
        "group": tests[0].unit.name if group and tests else group,
    }


def _columns() -> list[Column]:
    return [
        Column.code(),
        Column.title(_("Test"), lambda test: test.title),
        Column(_("Unit"), lambda test: test.unit.name),
        Column.number(_("Sat"), lambda test: test.sat),
        Column.state(),
        Column.day(_("Day"), lambda test: test.day),
    ]
