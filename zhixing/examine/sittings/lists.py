"""The list of tests."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.listing import Column, ListPage
from zhixing.foundation.machinery.things.lists import count_below, first_rows
from zhixing.foundation.machinery.things.parts import Empty

from .models import Test
from .rules import State


@dataclass(frozen=True, kw_only=True)
class TestList(ListPage):
    """Tests, and of how many the marks are confirmed."""

    confirmed: int


def test_list(person: Actor) -> TestList:
    """Tests, the latest first, with how many sat."""
    every = (
        Test.objects.visible_to(person)
        .select_related("thing", "unit", "topic")
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
        confirmed=sum(test.state == State.CONFIRMED for test in tests),
        empty=Empty(
            _("No test yet."),
            _("The study secretary sets one with a paper that is closed for use."),
            "pencil-check",
        ),
    )


def _columns() -> list[Column]:
    return [
        Column.code(),
        Column.title(_("Test"), lambda test: test.title),
        Column(_("Unit"), lambda test: test.unit.name),
        Column.number(_("Sat"), lambda test: test.sat),
        Column.state(),
        Column.day(_("Day"), lambda test: test.day),
    ]
