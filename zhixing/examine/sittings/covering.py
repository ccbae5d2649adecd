"""Which groups were tested: what the wing says of it, and the list behind."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from zhixing.foundation.kits.spans.cells import CellWords
from zhixing.foundation.kits.spans.groups import Occasion, Standing, coverage, groups_of
from zhixing.foundation.kits.spans.lists import GroupList, group_list
from zhixing.foundation.kits.spans.rules import Span, quarter_of, span_of
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.lists import Choices, address
from zhixing.foundation.machinery.things.parts import Crumb

from .models import Test
from .rules import State


def tests_way(span: Span, state: str = "", group: str = "") -> str:
    """The list of the tests of a span."""
    return reverse("sittings:list") + address({}, when=span.code, state=state, group=group)


def groups_way(standing: Standing | None, span: Span) -> str:
    """The list of the groups of a span, or of those that stand so."""
    state = "" if standing is None else standing.value
    return reverse("sittings:groups") + address({}, when=span.code, state=state)


WORDS = CellWords(
    pgettext_lazy("groups", "tested"),
    pgettext_lazy("groups", "arranged"),
    pgettext_lazy("groups", "not arranged"),
    lambda group, span: tests_way(span, "standing", group),
    groups_way,
)


def tests_in(person: Actor, span: Span) -> list[Test]:
    """The tests of a span as far as the days and cells show them, cancelled ones left out."""
    rows = Test.objects.visible_to(person).filter(day__range=span.range).order_by()
    return list(rows.exclude(state=State.CANCELLED).only("pk", "group", "day", "state"))


def occasions_of(tests: list[Test]) -> list[Occasion]:
    """The same by group: a test was held as soon as a mark was typed."""
    return [
        Occasion(test.group_id, test.day, test.state != State.PLANNED, test.pk) for test in tests
    ]


def groups_tested(person: Actor, choices: Choices) -> GroupList:
    """The groups of a quarter: tested, arranged, not arranged."""
    span = span_of(choices) or quarter_of(clock.today())
    title = _("Which groups were tested")
    return group_list(
        choices,
        title,
        coverage(groups_of(person), span, occasions_of(tests_in(person, span))),
        WORDS,
        file=f"groups-tested-{span.code.lower()}",
        crumbs=[
            Crumb(pgettext("wing", "Examine"), reverse("wing", args=["examine"])),
            Crumb(_("Tests"), reverse("sittings:list")),
            Crumb(title),
        ],
    )
