"""The cells of a front page: a group each, or the months of one group."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.fairness import was_here
from zhixing.foundation.machinery.things.blocks import (
    CellOf,
    CellPart,
    CellsBlock,
    Key,
    Look,
    Width,
)
from zhixing.foundation.machinery.things.parts import Way
from zhixing.foundation.machinery.words import Words
from zhixing.ui.words import month_word

from .groups import Coverage, Member, Occasion, Standing, heading_of
from .rules import Span, months_of

MOST = 90  # cells in which an eye still finds its way; of more, those that lack something are drawn
LOOKS = {
    Standing.DONE: Look.DONE,
    Standing.AHEAD: Look.SET,
    Standing.MISSING: Look.GAP,
    Standing.LATER: Look.FREE,
}
HOLE = "CODE"  # where the code of a group stands in an address; codes need no quoting
KEYS = (Standing.DONE, Standing.AHEAD, Standing.MISSING)
KIND_ORDER = ("town", "department")


@dataclass(frozen=True)
class CellWords:
    """What the cells of a room say. ``group_way`` leads to what a group did in a span, ``list_way``
    to the groups that stand so in it.
    """

    done: Words
    ahead: Words
    missing: Words
    group_way: Callable[[str, Span], str]
    list_way: Callable[[Standing | None, Span], str]

    def of(self, standing: Standing) -> str:
        words = {
            Standing.DONE: self.done,
            Standing.AHEAD: self.ahead,
            Standing.MISSING: self.missing,
        }
        return str(words.get(standing, standing.label))


def group_cells(
    title: str, covered: Coverage, words: CellWords, width: Width = Width.MAIN
) -> CellsBlock:
    """The groups by kind of unit, each with how it stands."""
    shown = covered.groups
    if len(shown) > MOST:
        lacking = (Standing.MISSING, Standing.AHEAD)
        shown = [group for group in shown if covered.standings[group.code] in lacking][:MOST]
    return CellsBlock(
        width=width,
        title=title,
        note=f"{covered.numbers[Standing.DONE]} / {covered.asked}",
        way=Way(_("As a list"), words.list_way(None, covered.span)),
        parts=[_part(covered, words, kind, shown) for kind in _kinds(covered.groups)],
        keys=[
            Key(
                LOOKS[standing],
                words.of(standing),
                covered.numbers[standing],
                words.list_way(standing, covered.span),
            )
            for standing in KEYS
        ],
    )


def _kinds(groups: Sequence[Member]) -> list[str]:
    kinds = dict.fromkeys(group.kind for group in groups)
    known = [kind for kind in KIND_ORDER if kind in kinds]
    return known + [kind for kind in kinds if kind not in KIND_ORDER]


def _part(covered: Coverage, words: CellWords, kind: str, shown: Sequence[Member]) -> CellPart:
    every = [covered.standings[group.code] for group in covered.groups if group.kind == kind]
    cell = _drawing(words)
    before, behind = words.group_way(HOLE, covered.span).split(HOLE)
    return CellPart(
        heading_of(kind),
        every.count(Standing.DONE),
        len(every) - every.count(Standing.LATER),
        [
            cell(group.name, f"{before}{group.code}{behind}", covered.standings[group.code])
            for group in shown
            if group.kind == kind
        ],
    )


def _drawing(words: CellWords) -> Callable[[str, str, Standing], CellOf]:
    """How a cell is made of a name, an address and a standing: there are many of few kinds."""
    spoken = pgettext("cell", "%(what)s: %(standing)s")
    of_standing = {standing: words.of(standing) for standing in Standing}

    def cell(title: str, url: str, standing: Standing) -> CellOf:
        words_read = {"what": title, "standing": of_standing[standing]}
        return CellOf(title, url, LOOKS[standing], spoken % words_read)

    return cell


def month_cells(
    title: str,
    group: Member,
    occasions: Iterable[Occasion],
    today: dt.date,
    words: CellWords,
) -> CellsBlock:
    """The months of this year of one group: what was done, what is to come, where nothing was."""
    mine = [occasion for occasion in occasions if occasion.group == group.code]
    cell, cells, done, asked = _drawing(words), [], 0, 0
    for month in months_of(today.year):
        standing = _standing_in(month, mine, group, today)
        done += standing == Standing.DONE
        asked += month.first <= today and standing != Standing.LATER
        name = month_word(month.first.month)
        cells.append(cell(name, words.group_way(group.code, month), standing))
    return CellsBlock(
        width=Width.SIDE,
        title=title,
        note=f"{done} / {asked}",
        parts=[CellPart(pgettext("cells", "Months"), done, asked, cells)],
        keys=[Key(LOOKS[standing], words.of(standing)) for standing in KEYS],
    )


def _standing_in(
    month: Span, occasions: Iterable[Occasion], group: Member, today: dt.date
) -> Standing:
    """A month still to come asks for nothing."""
    inside = [occasion for occasion in occasions if month.has(occasion.day)]
    if any(occasion.done for occasion in inside):
        return Standing.DONE
    if inside:
        return Standing.AHEAD
    is_asked = month.first <= today and was_here(month.first, clock.day_of(group.since))
    return Standing.MISSING if is_asked else Standing.LATER
