"""The blocks of a wing's front page: what the templates of ``ui/front`` draw. They know no domain
word; a square is a thing on its day, a cell is a group, ink is done, hollow is to come, a red frame
is missing.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from .parts import Empty, Picture, Rate, Way


class Width(StrEnum):
    """Where on the page a block stands."""

    FULL = "full"
    MAIN = "main"
    SIDE = "side"


class Look(StrEnum):
    """What a square or a cell says; the value is its class in the style sheets."""

    DONE = "is-done"
    NEXT = "is-next"  # to come: a square
    SET = "is-set"  # to come: a cell
    GAP = "is-gap"
    OVER = "is-over"
    SOON = "is-soon"
    FREE = "is-free"  # nothing is asked
    AGE_1 = "is-age-1"
    AGE_2 = "is-age-2"
    AGE_3 = "is-age-3"
    AGE_4 = "is-age-4"


@dataclass(frozen=True, kw_only=True)
class Block:
    """A part of the page, under its heading; ``way`` leads on from there. ``frame``: the place of
    the page that it fills (``machinery/fronts.py``), none for one that stands by itself.
    """

    template: ClassVar[str]
    frame: str = ""
    width: Width = Width.MAIN
    title: str
    note: str = ""
    way: Way | None = None


@dataclass(frozen=True, kw_only=True)
class EmptyBlock(Block):
    """A frame that no room has filled: what is not there yet, and where it begins."""

    template: ClassVar[str] = "ui/front/none.html"
    none: str


@dataclass(frozen=True)
class Key:
    """What a look means, how many there are, and the list of those."""

    look: Look
    label: str
    number: int | None = None
    url: str = ""


@dataclass(frozen=True)
class DayOfSquares:
    """A day with a square for each thing on it; ``more``: how many are not drawn. ``kind`` as on
    the ruler of working days; ``spoken`` is what a screen reader says.
    """

    date: dt.date
    kind: str
    label: str
    spoken: str
    squares: list[Look] = field(default_factory=list)
    more: int = 0
    url: str = ""


@dataclass(frozen=True)
class Coming:
    """A thing with its day in front, and the one thing that is asked of it."""

    day: dt.date
    title: str
    url: str
    time: str = ""
    note: str = ""
    word: str = ""
    tone: str = "none"


@dataclass(frozen=True, kw_only=True)
class DaysBlock(Block):
    """Days with squares, and the next rows in order of time."""

    template: ClassVar[str] = "ui/front/days.html"
    days: list[DayOfSquares]
    week: list[str]  # the short names of the weekdays, from Monday
    keys: list[Key] = field(default_factory=list)
    coming: list[Coming] = field(default_factory=list)
    empty: Empty | None = None

    @property
    def blanks(self) -> range:
        """Days of the first week that are not of the span: on the phone a row is a week."""
        return range(self.days[0].date.weekday())


@dataclass(frozen=True)
class CellOf:
    """A cell: a group, or a month of one group."""

    title: str
    url: str
    look: Look
    spoken: str


@dataclass(frozen=True)
class CellPart:
    """Cells under a word, and how many of how many are done."""

    label: str
    done: int
    whole: int
    cells: list[CellOf]


@dataclass(frozen=True, kw_only=True)
class CellsBlock(Block):
    """Who has done something and who has not, in the county's own order."""

    template: ClassVar[str] = "ui/front/cells.html"
    parts: list[CellPart]
    keys: list[Key]


@dataclass(frozen=True)
class Owing:
    """A line of what is stuck, and what is done about it."""

    title: str
    url: str
    note: str = ""
    word: str = ""
    tone: str = "none"


@dataclass(frozen=True, kw_only=True)
class OwingBlock(Block):
    """What is stuck; ``none`` is said where nothing is."""

    template: ClassVar[str] = "ui/front/owing.html"
    lines: list[Owing]
    none: str


@dataclass(frozen=True)
class Segment:
    """A piece of a bar, in hundredths of its length."""

    look: Look
    start: float
    length: float


@dataclass(frozen=True)
class Stage:
    """A step of a flow: how many are there, how old they are, what is late of them."""

    label: str
    number: int
    url: str
    bar: list[Segment] = field(default_factory=list)
    note: str = ""
    note_url: str = ""
    tone: str = "none"
    aside: bool = False
    end: bool = False


@dataclass(frozen=True, kw_only=True)
class FlowBlock(Block):
    """Things by the step at which they are."""

    template: ClassVar[str] = "ui/front/flow.html"
    width: Width = Width.FULL
    stages: list[Stage]
    keys: list[Key] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class RatesBlock(Block):
    """Numbers of a whole. Those without a title of their own stand together with such of other
    rooms.
    """

    template: ClassVar[str] = "ui/front/rates.html"
    title: str = ""
    rates: list[Rate]


@dataclass(frozen=True, kw_only=True)
class PairBlock(Block):
    """How it was and how it is, of the last that was solved; ``empty`` where there is none."""

    template: ClassVar[str] = "ui/front/pair.html"
    width: Width = Width.SIDE
    name: str = ""
    url: str = ""
    before: str = ""
    before_on: dt.date | None = None
    after: str = ""
    after_on: dt.date | None = None
    word: str = ""
    where: str = ""
    none: str = ""
    pictures: list[Picture] = field(default_factory=list)


def bar(parts: list[tuple[Look, int]]) -> list[Segment]:
    """The pieces of a bar, one behind the other; nothing where nothing is to be drawn."""
    whole = sum(number for _look, number in parts)
    segments: list[Segment] = []
    start = 0.0
    for look, number in parts:
        if number:
            length = round(100 * number / whole, 2)
            segments.append(Segment(look, round(start, 2), length))
            start += length
    return segments
