"""The page of the loop: how far the threads came, how deep each month went, what came out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhixing.foundation.kits.spans.rules import usual
from zhixing.foundation.kits.spans.wording import span_words
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.fronts import HERE, Clause, Glance, blocks_of, fronts_of
from zhixing.foundation.machinery.things.blocks import Block, FlowBlock, PairBlock, RatesBlock
from zhixing.foundation.machinery.things.lists import Choices, address
from zhixing.foundation.machinery.things.parts import Chip, Empty, Line, Way
from zhixing.solve.outcomes.models import Outcome, OutcomeQuerySet
from zhixing.solve.problems.front import sight_of
from zhixing.solve.problems.models import Problem
from zhixing.solve.problems.periods import Scope
from zhixing.ui.words import clause_comma

from .board import Board, board
from .figures import Figures, figures_of, total_ways
from .flow import ThreadsBlock, lines_url, threads_block
from .maps import Cell, MapPart, group_url, maps_of, month_words, shades

NEWEST = 4  # outcomes that are named


@dataclass(frozen=True)
class Came:
    """An outcome that was issued: number, day, and where it came from."""

    title: str
    url: str
    note: str
    on: dt.date | None


@dataclass(frozen=True, kw_only=True)
class OverviewPage:
    """A period of the county, or of the groups somebody may look into."""

    title: str
    sentence: list[Clause]
    when: str
    counted_at: dt.datetime
    chips: list[Chip]
    periods: list[Way]
    groups: list[Way]
    flow: ThreadsBlock
    months: list[str]
    maps: list[MapPart]
    depths: list[Cell]
    totals: list[Way]
    outcomes: list[Came]
    rooms: list[Line]
    standing: list[Block]  # of the problems
    promises: list[Block]
    pairs: list[Block]  # how the last one was and is
    paper_url: str
    empty: Empty
    is_bare: bool


def overview_page(person: Actor, choices: Choices) -> OverviewPage:
    """Constant in queries: the threads are kept, and so are the numbers of whoever sees all."""
    shown = board(person, {name: choices[name] for name in choices if name != "group"})
    figures = figures_of(person, shown.span)
    sentence = sentence_of(shown, figures)
    blocks = _problems(person, shown, figures)
    return OverviewPage(
        title=clause_comma().join(map(str, sentence)),
        sentence=sentence,
        when=shown.when,
        counted_at=shown.counted_at,
        chips=_chips(shown, choices),
        periods=_periods(shown),
        groups=_group_ways(shown),
        flow=threads_block(shown),
        months=month_words(),
        maps=maps_of(shown),
        depths=shades(),
        totals=list(total_ways(figures, shown.span).values()),
        outcomes=[came_of(outcome) for outcome in issued_in(person, shown)[:NEWEST]],
        rooms=_rooms(),
        standing=[block for block in blocks if isinstance(block, FlowBlock)],
        promises=[block for block in blocks if isinstance(block, RatesBlock)],
        pairs=[block for block in blocks if isinstance(block, PairBlock)],
        paper_url=reverse("overview:paper") + address({}, year=shown.year),
        empty=no_threads(),
        is_bare=shown.is_bare,
    )


def sentence_of(shown: Board, figures: Figures, group: str = "") -> list[Clause]:
    """The period in a sentence, each number with its rows."""
    ways = total_ways(figures, shown.span, group)
    raised, solved, issued = (
        ways[code].number or 0 for code in ("problems", "problems_solved", "outcomes")
    )
    studied, whole = sum(line.has("session") for line in shown.lines), len(shown.lines)
    words = ngettext(
        "%(when)s: %(number)s of %(whole)s thread studied",
        "%(when)s: %(number)s of %(whole)s threads studied",
        whole,
    ) % {"when": shown.when, "whole": whole, "number": HERE}
    clauses = {
        "problems": ngettext("%(number)s problem came in", "%(number)s problems came in", raised),
        "problems_solved": ngettext("%(number)s really solved", "%(number)s really solved", solved),
        "outcomes": ngettext("%(number)s rule issued", "%(number)s rules issued", issued),
    }
    return [
        Clause.worded(words, studied, lines_url(shown, step="session")),
        *(
            Clause.worded(clause, ways[code].number or 0, ways[code].url)
            for code, clause in clauses.items()
        ),
    ]


def issued_in(person: Actor, shown: Board) -> OutcomeQuerySet:
    """The rules of the period, the last first; of one group where one is looked at."""
    issued = Outcome.objects.visible_to(person).counted().filter(issued_on__range=shown.span.range)
    issued = issued.filter(group=shown.chosen.code) if shown.chosen else issued
    return issued.select_related("thing", "group__unit").order_by("-issued_on", "pk")


def came_of(outcome: Outcome) -> Came:
    """A rule with its number, its day, and whose it is."""
    unit = outcome.group.unit.name if outcome.group is not None else ""
    note = " · ".join(filter(None, (outcome.number, unit)))
    return Came(outcome.title, outcome.url, note, outcome.issued_on)


def _chips(shown: Board, choices: Choices) -> list[Chip]:
    """A period that is none of those offered."""
    if shown.span.code in {span.code for span in usual(clock.today())}:
        return []
    return [Chip(shown.when, address(choices, when="", year=""))]


def _periods(shown: Board) -> list[Way]:
    today = clock.today()
    return [
        Way(
            span_words(span, today.year),
            address({}, when=span.code),
            here=span.code == shown.span.code,
        )
        for span in usual(today)
    ]


def _group_ways(shown: Board) -> list[Way]:
    return [Way(group.name, group_url(group.code, shown.year)) for group in shown.groups]


def _rooms() -> list[Line]:
    """The other rooms of the loop."""
    fronts = (front for front in fronts_of("loop") if front.page != "overview:page")
    return [Line(str(front.label), reverse(front.page), str(front.line)) for front in fronts]


def _problems(person: Actor, shown: Board, figures: Figures) -> list[Block]:
    """Where the problems stand and since when, what was promised and kept, the last before and
    after: as the problems' room says it, of what this person may know of.
    """
    glance = Glance.of(person, brief=True)
    mine = Problem.objects.visible_to(person, glance.held).filter(closed_before=False)
    scope = Scope(mine, glance.today, shown.span)
    return list(blocks_of(sight_of(glance, scope, figures.problems)))


def no_threads() -> Empty:
    """What stands where nothing is planned or studied."""
    return Empty(
        _("No topic in this period yet."),
        _("A thread begins when a group plans a topic, or studies it."),
        "repeat",
        _("Topics"),
        reverse("topics:list"),
    )
