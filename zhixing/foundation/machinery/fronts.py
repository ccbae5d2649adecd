"""What a room shows on the front page of its wing: its line, its figures, what comes and what is
stuck. A room says it in its ``front.py``; the page joins all of a wing (``faces/desk/wings.py``).

The figures of all rooms are counted in one query, none further than anybody reads. A number opens
exactly the rows that were counted: both are the same conditions, of what one person may see.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.utils.functional import Promise

from . import clock
from .act import AnyAct
from .actors import Actor
from .registry import Holdings, holdings
from .things.blocks import Block, Width
from .things.lists import counted
from .words import Words

HERE = "%(number)s"  # where its number stands in the words of a figure
Numbers = Mapping[str, int]  # code of a figure -> its number


Made = TypeVar("Made")


@dataclass(frozen=True)
class Glance:
    """Who looks at a front page, what they hold, and when. What several rooms read alike is read
    once.
    """

    person: Actor
    held: Holdings
    today: dt.date
    brief: bool = False  # for a page of several wings: no days, no rows by name
    read: dict[str, Any] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, person: Actor, *, brief: bool = False) -> Glance:
        return cls(person, holdings(person), clock.today(), brief)

    def once(self, key: str, make: Callable[[], Made]) -> Made:
        """The answer, made by whoever asks first."""
        if key not in self.read:
            self.read[key] = make()
        known: Made = self.read[key]
        return known


class Place(StrEnum):
    """Where on the page a figure is said."""

    FIRST = "first"  # in the sentence on top
    ALSO = "also"  # in the quiet line below it
    BESIDE = "beside"  # beside its room alone
    BLOCK = "block"  # in a block of the room alone


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number, what it counts, and the list that opens exactly its rows.

    ``words`` answers the words for a number, with ``%(number)s`` where it stands. ``tone`` is for
    what is asked of somebody: such a figure is left out while it is 0. ``rows`` is a number where
    the room has counted by itself; ``at`` says when, where that was not now (a figure too heavy to
    be counted for every page is kept with its time).
    """

    code: str
    rows: QuerySet[Any, Any] | int
    url: str
    words: Callable[[int], str]
    tone: str = "none"
    place: Place = Place.BESIDE
    at: dt.datetime | None = None


@dataclass(frozen=True)
class Clause:
    """A piece of a sentence: words before and behind its number, which opens its rows."""

    before: str
    number: int
    behind: str
    url: str
    tone: str = "none"

    @classmethod
    def of(cls, figure: Figure, number: int) -> Clause:
        return cls.worded(figure.words(number), number, figure.url, figure.tone)

    @classmethod
    def worded(cls, words: str, number: int, url: str, tone: str = "none") -> Clause:
        """From words in which the number stands as ``%(number)s``."""
        before, _here, behind = words.partition(HERE)
        return cls(before, number, behind, url, tone)

    def __str__(self) -> str:
        return f"{self.before}{self.number}{self.behind}"


def no_blocks(_numbers: Numbers) -> Sequence[Block]:
    return ()


@dataclass(frozen=True)
class Sight:
    """What one person sees of a room: its figures, the first of which is the count beside its name,
    and its blocks, made of the numbers once they are counted.
    """

    figures: Sequence[Figure] = ()
    blocks: Callable[[Numbers], Sequence[Block]] = no_blocks


def nothing(_glance: Glance) -> Sight:
    return Sight()


@dataclass(frozen=True, kw_only=True)
class Frame:
    """A place for a figure on the front page of a wing. A room that ``fills`` it puts a block with
    its code there; until then ``none`` stands there: what the county has not done yet.
    """

    code: str
    width: Width
    title: Words
    none: Words


@dataclass(frozen=True, kw_only=True)
class Front:
    """A room on the front page of its wing.

    ``page`` names its first page, ``heading`` what it stands under (``faces/desk/wings.py``),
    ``order`` its place there; ``line`` is what one finds there, in a few words. ``begins``: the
    acts that begin what the room keeps; those of the room that ``leads`` come first among the
    buttons of the wing. ``fills``: the frames of the page in which its blocks stand.
    """

    wing: str
    heading: str
    order: int
    page: str
    label: Words
    icon: str
    line: Words
    sight: Callable[[Glance], Sight] = nothing
    begins: tuple[AnyAct, ...] = ()
    leads: bool = False
    fills: tuple[str, ...] = ()

    @property
    def room(self) -> str:
        """The name of the room."""
        return self.page.partition(":")[0]


FRONTS: dict[str, Front] = {}


def register(front: Front) -> None:
    """Called when the process starts. A room has one front."""
    if front.room in FRONTS:
        raise RuntimeError(f"the room {front.room} has two fronts")
    if not isinstance(front.line, Promise):
        raise TypeError(f"the line of {front.room} is said in the language of whoever reads it")
    FRONTS[front.room] = front


def fronts_of(wing: str) -> list[Front]:
    """The rooms of a wing."""
    fronts = (front for front in FRONTS.values() if front.wing == wing)
    return sorted(fronts, key=lambda front: front.order)


@dataclass(frozen=True)
class Seen:
    """A room with what was seen of it, and the numbers of its figures."""

    front: Front
    sight: Sight
    numbers: dict[str, int] = field(default_factory=dict)


def seen(glance: Glance, fronts: Iterable[Front]) -> list[Seen]:
    """What one person sees of some rooms. One query counts the figures of all of them, beside what
    the rooms read for their blocks.
    """
    sights = [(front, front.sight(glance)) for front in fronts]
    open_counts: dict[str, QuerySet[Any, Any]] = {}
    for front, sight in sights:
        for figure in sight.figures:
            if isinstance(figure.rows, QuerySet):
                open_counts[f"{front.room}.{figure.code}"] = figure.rows
    totals = counted(**open_counts) if open_counts else {}
    return [Seen(front, sight, _numbers(front, sight, totals)) for front, sight in sights]


def blocks_of(sight: Sight) -> Sequence[Block]:
    """The blocks of one room alone, in whatever period it was looked at: at most one query counts
    what it has not counted itself.
    """
    open_counts = {
        figure.code: figure.rows for figure in sight.figures if isinstance(figure.rows, QuerySet)
    }
    known = {figure.code: figure.rows for figure in sight.figures if isinstance(figure.rows, int)}
    return sight.blocks(known | (counted(**open_counts) if open_counts else {}))


def _numbers(front: Front, sight: Sight, totals: Mapping[str, int]) -> dict[str, int]:
    numbers = {}
    for figure in sight.figures:
        known = figure.rows if isinstance(figure.rows, int) else None
        number = totals[f"{front.room}.{figure.code}"] if known is None else known
        numbers[figure.code] = number
    return numbers
