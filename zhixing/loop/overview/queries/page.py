"""The page of the loop: how far the threads came, how deep each month went, what came out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.kits.indicators.registry import TOTALS
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.fronts import FRONTS, Glance, fronts_of, seen
from zhixing.foundation.machinery.things.blocks import Block, FlowBlock, PairBlock, RatesBlock
from zhixing.foundation.machinery.things.lists import Choices, address, counted
from zhixing.foundation.machinery.things.models import STEP_WORDS
from zhixing.foundation.machinery.things.parts import Chip, Empty, Line, Way
from zhixing.learn.yearmap.queries import Group
from zhixing.solve.outcomes.models import Outcome
from zhixing.ui.words import month_word

from ..drawing import Bar, Drawing, Leaf, drawn
from ..rules import Depth, Fate, Stretch, flow
from .board import Board, board

NEWEST = 4  # outcomes that are named
KIND_ORDER = ("town", "department")
KIND_WORDS = {
    "town": lambda: _("Towns and subdistricts"),
    "department": lambda: _("Departments"),
}


LOOKS = {
    Depth.MISSING: "d0",
    Depth.STUDIED: "d1",
    Depth.RESEARCHED: "d2",
    Depth.PROBLEM: "d3",
    Depth.MEASURE: "d4",
    Depth.LANDED: "d5",
    Depth.NOTHING: "dn",
}


@dataclass(frozen=True)
class StepRow:
    """A step of the flow as a row of the table, each number with the way to its rows."""

    step: str
    label: str
    number: Way
    stayed: list[Way | None]  # in the order of ``Fate``


@dataclass(frozen=True)
class BarShown:
    """A bar of the drawing with its word and the way to its rows."""

    bar: Bar
    label: str
    url: str


@dataclass(frozen=True)
class LeafShown:
    """What stayed, with the way to it, and what a screen reader says."""

    leaf: Leaf
    url: str
    spoken: str


@dataclass(frozen=True)
class Cell:
    """A month of a group."""

    look: str
    url: str
    spoken: str
    sign: str = ""


@dataclass(frozen=True)
class MapPart:
    """Groups of one kind and their months."""

    label: str
    rows: list[tuple[str, str, list[Cell]]]  # name, way to its year, twelve cells


@dataclass(frozen=True)
class Came:
    """An outcome that was issued: number, day, and where it came from."""

    title: str
    url: str
    note: str
    on: dt.date | None


@dataclass(frozen=True, kw_only=True)
class OverviewPage:
    """The county's year, or that of some groups."""

    title: str
    year: int
    counted_at: dt.datetime
    whole: int
    chips: list[Chip]
    years: list[Way]
    groups: list[Way]
    drawing: Drawing
    bars: list[BarShown]
    leaves: list[LeafShown]
    fates: list[tuple[Fate, Way]]
    rows: list[StepRow]
    months: list[str]
    maps: list[MapPart]
    depths: list[Cell]
    month: str
    totals: list[Way]
    outcomes: list[Came]
    rooms: list[Line]
    standing: list[Block]  # of the problems; of one group alone nothing
    beside: list[Block]
    paper_url: str
    empty: Empty


def overview_page(person: Actor, choices: Choices) -> OverviewPage:
    """Constant in queries: the threads are kept, the totals of the month are one query."""
    shown = board(person, choices)
    stretches = flow(shown.lines)
    drawing = drawn(stretches)
    today = clock.today()
    blocks = _problems(person) if shown.chosen is None else []
    return OverviewPage(
        title=sentence_of(shown),
        year=shown.year,
        counted_at=shown.counted_at,
        whole=len(shown.lines),
        chips=_chips(shown, choices),
        years=_years(shown, choices, today),
        groups=_group_ways(shown, choices),
        drawing=drawing,
        bars=[
            BarShown(bar, str(STEP_WORDS[bar.step]), _lines_url(shown, step=bar.step))
            for bar in drawing.bars
        ],
        leaves=[_leaf(shown, leaf) for leaf in drawing.leaves],
        fates=_fates(shown, stretches),
        rows=[_step_row(shown, part) for part in stretches],
        months=[month_word(at) for at in range(1, 13)],
        maps=_maps(shown),
        depths=[Cell(LOOKS[depth], "", str(depth.label), _sign(depth)) for depth in Depth],
        month=month_word(today.month),
        totals=_totals(person, today),
        outcomes=outcomes_of(person, today.year, NEWEST),
        rooms=_rooms(),
        standing=[block for block in blocks if isinstance(block, FlowBlock)],
        beside=[block for block in blocks if isinstance(block, RatesBlock | PairBlock)],
        paper_url=reverse("overview:paper") + address(choices),
        empty=_empty(),
    )


def sentence_of(shown: Board) -> str:
    """The year in one sentence."""
    taken_up = sum(line.has("session") for line in shown.lines)
    words: dict[str, object] = {
        "year": shown.year,
        "groups": len({line.group for line in shown.lines}),
        "threads": len(shown.lines),
        "studied": taken_up,
    }
    alone = shown.chosen or (shown.groups[0] if len(shown.groups) == 1 else None)
    if alone is not None:
        words["name"] = alone.name
        return _("%(year)d, %(name)s: %(studied)d of %(threads)d topics studied") % words
    return _("%(year)d: %(groups)d groups, %(studied)d of %(threads)d threads studied") % words


def _lines_url(shown: Board, **conditions: str) -> str:
    group = shown.chosen.code if shown.chosen else ""
    return reverse("overview:lines") + address({}, year=shown.year, group=group, **conditions)


def _leaf(shown: Board, leaf: Leaf) -> LeafShown:
    words = {"step": STEP_WORDS[leaf.step], "fate": leaf.fate.label, "number": leaf.number}
    return LeafShown(
        leaf,
        _lines_url(shown, at=leaf.step, fate=leaf.fate.value),
        _("Came to %(step)s, %(fate)s: %(number)s") % words,
    )


def _fates(shown: Board, stretches: list[Stretch]) -> list[tuple[Fate, Way]]:
    counts = {fate: sum(part.stayed.get(fate, 0) for part in stretches) for fate in Fate}
    return [
        (fate, Way(str(fate.label), _lines_url(shown, fate=fate.value), number=counts[fate]))
        for fate in Fate
    ]


def _step_row(shown: Board, part: Stretch) -> StepRow:
    label = str(STEP_WORDS[part.step])
    stayed = [
        Way(
            str(fate.label),
            _lines_url(shown, at=part.step, fate=fate.value),
            number=part.stayed[fate],
        )
        if part.stayed.get(fate)
        else None
        for fate in Fate
    ]
    number = Way(label, _lines_url(shown, step=part.step), number=part.number)
    return StepRow(part.step, label, number, stayed)


def _maps(shown: Board) -> list[MapPart]:
    groups = [shown.chosen] if shown.chosen else shown.groups
    kinds = dict.fromkeys([*KIND_ORDER, *(group.kind for group in groups)])
    parts = [
        MapPart(
            _kind_word(kind), [_map_row(shown, group) for group in groups if group.kind == kind]
        )
        for kind in kinds
    ]
    return [part for part in parts if part.rows]


def _kind_word(kind: str) -> str:
    word = KIND_WORDS.get(kind)
    return word() if word else _("Others")


def _map_row(shown: Board, group: Group) -> tuple[str, str, list[Cell]]:
    year = reverse("yearmap:year", args=[group.code, shown.year])
    spoken = pgettext("map", "%(month)s: %(mark)s")
    cells = [
        Cell(
            LOOKS[depth],
            "" if depth is Depth.NOTHING else f"{year}{at}/",
            spoken % {"month": month_word(at), "mark": depth.label},
            _sign(depth),
        )
        for at, depth in enumerate(shown.depths.get(group.code, []), 1)
    ]
    return group.name, year, cells


def _sign(depth: Depth) -> str:
    """In a cell of what was due and not studied, for whoever sees no colours."""
    return pgettext("sign of what is missing", "–") if depth is Depth.MISSING else ""


def _totals(person: Actor, today: dt.date) -> list[Way]:
    """What came out this month, each with its rows: one query."""
    since = today.replace(day=1)
    queries = {code: total.known(person, since, today) for code, total in TOTALS.items()}
    period = address({}, since=since, until=today)
    return [
        Way(
            str(TOTALS[code].label),
            reverse("totals:rows", args=[code]) + period,
            number=number,
        )
        for code, number in counted(**queries).items()
    ]


def outcomes_of(person: Actor, year: int, most: int) -> list[Came]:
    """The rules that were issued last, with number and day."""
    issued = Outcome.objects.visible_to(person).counted().filter(issued_on__year=year)
    newest = issued.select_related("thing", "group__unit").order_by("-issued_on", "pk")[:most]
    return [
        Came(
            outcome.title,
            outcome.url,
            " · ".join(filter(None, (outcome.number, _unit_name(outcome)))),
            outcome.issued_on,
        )
        for outcome in newest
    ]


def _unit_name(outcome: Outcome) -> str:
    return outcome.group.unit.name if outcome.group is not None else ""


def _chips(shown: Board, choices: Choices) -> list[Chip]:
    chips = []
    if choices.get("year"):
        chips.append(Chip(str(shown.year), address(choices, year="")))
    if shown.chosen is not None:
        chips.append(Chip(shown.chosen.name, address(choices, group="")))
    return chips


def _years(shown: Board, choices: Choices, today: dt.date) -> list[Way]:
    years: Iterable[int] = range(today.year, today.year - 3, -1)
    return [Way(str(year), address(choices, year=year), here=year == shown.year) for year in years]


def _group_ways(shown: Board, choices: Choices) -> list[Way]:
    if shown.chosen is not None or len(shown.groups) < 2:
        return []
    return [Way(group.name, address(choices, group=group.code)) for group in shown.groups]


def _rooms() -> list[Line]:
    """The other rooms of the loop."""
    fronts = (front for front in fronts_of("loop") if front.page != "overview:page")
    return [Line(str(front.label), reverse(front.page), str(front.line)) for front in fronts]


def _problems(person: Actor) -> list[Block]:
    """Where the problems stand and since when, what was promised and kept, the last before and
    after: as the problems' room says it, of what this person may know of.
    """
    (room,) = seen(Glance.of(person, brief=True), [FRONTS["problems"]])
    return list(room.sight.blocks(room.numbers))


def _empty() -> Empty:
    return Empty(
        _("No topic in this year yet."),
        _("A thread begins when a group plans a topic, or studies it."),
        "repeat",
        _("Topics"),
        reverse("topics:list"),
    )
