"""Groups and months: how deep each of them went."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zhixing.foundation.machinery.things.lists import address
from zhixing.foundation.machinery.things.models import address_of
from zhixing.foundation.machinery.things.parts import Way
from zhixing.learn.yearmap.queries import Group
from zhixing.ui.words import month_word

from ..rules import Depth
from .board import Board

ROWS = 30  # of a kind; of a large county the map of the year shows the others
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
class Cell:
    """A month of a group."""

    look: str
    url: str
    spoken: str
    sign: str = ""


@dataclass(frozen=True)
class MapPart:
    """Groups of one kind and their months; ``others`` leads to those that are not shown."""

    label: str
    rows: list[tuple[str, str, list[Cell]]]  # name, way to its year, twelve cells
    others: Way | None = None


def maps_of(shown: Board, most: int = ROWS) -> list[MapPart]:
    """The groups of the board by kind of unit, in the order of the roster: the first of each."""
    kinds = dict.fromkeys([*KIND_ORDER, *(group.kind for group in shown.groups)])
    months, parts = month_words(), []
    for kind in kinds:
        groups = [group for group in shown.groups if group.kind == kind]
        rows = [_map_row(shown, group, months) for group in groups[:most]]
        parts.append(MapPart(_kind_word(kind), rows, _others(shown, len(groups) - most)))
    return [part for part in parts if part.rows]


def month_words() -> list[str]:
    """The heads of the columns."""
    return [month_word(at) for at in range(1, 13)]


def _others(shown: Board, number: int) -> Way | None:
    if number <= 0:
        return None
    words = ngettext("and %(number)s more group", "and %(number)s more groups", number)
    url = reverse("yearmap:map") + address({}, year=shown.year)
    return Way(words % {"number": number}, url)


def shades() -> list[Cell]:
    """What the depths look like."""
    return [Cell(LOOKS[depth], "", str(depth.label), _sign(depth)) for depth in Depth]


def group_url(code: str, year: int) -> str:
    """A group's year on one page."""
    return f"{address_of('overview:group', code)}?year={year}"


def _kind_word(kind: str) -> str:
    word = KIND_WORDS.get(kind)
    return word() if word else _("Others")


def _map_row(shown: Board, group: Group, months: list[str]) -> tuple[str, str, list[Cell]]:
    cells = _month_cells(shown, group, months)
    return group.name, group_url(group.code, shown.year), cells


def _month_cells(shown: Board, group: Group, months: list[str]) -> list[Cell]:
    """The months of one group, each with the way to its record."""
    year = reverse("yearmap:year", args=[group.code, shown.year])
    spoken = pgettext("map", "%(month)s: %(mark)s")
    depths = shown.depths.get(group.code, [])
    return [
        Cell(
            LOOKS[depth],
            "" if depth is Depth.NOTHING else f"{year}{at}/",
            spoken % {"month": month, "mark": depth.label},
            _sign(depth),
        )
        for at, (month, depth) in enumerate(zip(months, depths, strict=False), 1)
    ]


def _sign(depth: Depth) -> str:
    """In a cell of what was due and not studied, for whoever sees no colours."""
    return pgettext("sign of what is missing", "–") if depth is Depth.MISSING else ""
