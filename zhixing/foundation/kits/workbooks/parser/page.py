"""A sheet while it is read: what its cells show, what they hold, and what is doubtful about them.

Rows and columns are counted from 1 here, as the clerk counts them.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

# What a spreadsheet shows instead of a value: Excel's and WPS's words, LibreOffice's numbers.
ERROR = re.compile(
    r"#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!"
    r"|UNKNOWN!|PYTHON!|EXTERNAL!|GETTING_DATA|名称\?)|(?:Err|错误):\d{3}|#{3,}",
    re.IGNORECASE,
)
ERROR_BEGINS = "#＃Ee错 \t\xa0\u3000"  # to look is faster than to match
LONGEST_ERROR = 40
NO_VALUE = "="  # a formula whose value is not in the file
# why a cell is doubtful
DIGITS, FORMAT, NOTHING_SHOWN, NO_FORMAT = "digits", "format", "hidden", "unknown"
SHOWS_LESS, PART_STRUCK = "less", "part"
MOST_WHOLE = 1e21  # beyond, a number is written with an exponent
SURE_DIGITS = (
    10**15
)  # a spreadsheet keeps fifteen digits of a number, the others are zeros or noise


def error_word(text: str) -> str:
    """The error that a text shows, ``""`` when it is none.

    Copied as a text it may be wide, small or between blanks; a column that was too narrow leaves
    nothing but ``#####``.
    """
    if not text or text[0] not in ERROR_BEGINS or len(text) > LONGEST_ERROR:
        return ""
    word = unicodedata.normalize("NFKC", text).strip()
    return word if ERROR.fullmatch(word) else ""


class Refused(Exception):
    """The file is not read; ``code`` is one of ``refusals.Refused``."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


@dataclass
class Ask:
    """What the starter of the process wants: limits of a sheet, whether numbers stay numbers."""

    rows: int
    columns: int
    cells: int
    typed: bool = False
    spent: int = 0

    def spend(self, cells: int, sheet: str = "") -> None:
        """Count cells of the whole file. Raises Refused."""
        self.spent += cells
        if self.spent > self.cells:
            raise self.too_long(sheet)

    def too_long(self, sheet: str) -> Refused:
        return Refused("workbook.long", rows=self.rows, columns=self.columns, sheet=sheet)


@dataclass
class Page:
    """One sheet. ``values`` is what a cell holds where that is not what it shows."""

    name: str
    hidden: bool
    ask: Ask
    cells: dict[int, dict[int, Any]] = field(default_factory=dict)
    values: dict[tuple[int, int], str] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    doubts: dict[tuple[int, int], str] = field(default_factory=dict)
    struck: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    filtered: bool = False  # some rows are hidden by a filter
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int]] = field(default_factory=list)  # first row, column, last row
    right: int = 0

    def put(self, row: int, column: int, cell: Any) -> None:
        """A cell that shows something. Raises Refused when it lies too far out."""
        if row > self.ask.rows or column > self.ask.columns:
            raise self.ask.too_long(self.name)
        line = self.cells.get(row)
        if line is None:
            line = self.cells[row] = {}
        line[column] = cell
        if column > self.right:
            self.right = column

    def put_error(self, row: int, column: int, word: str) -> None:
        self.put(row, column, "" if word == NO_VALUE else word)
        self.errors[row, column] = word

    def strike(self, row: int, column: int, own: bool, looks: Collection[bool | None] = ()) -> None:
        """A text that is struck through, or a part of it.

        ``own``: whether its cell is; ``looks``: whether its runs are (None: as their cell).
        """
        if not own and True not in looks:
            return
        struck = {own if look is None else look for look in looks or (None,)}
        if struck == {True}:
            self.struck.add((row, column))
        elif True in struck:
            self.doubts[row, column] = PART_STRUCK

    def fill_down(self) -> None:
        """A cell merged downwards holds for each of its rows; titles merged across do not."""
        bottom = max(self.cells, default=0)
        filled = sum(max(min(last, bottom) - top, 0) for top, _column, last in self.merged)
        if filled > self.ask.cells:  # merged over each other
            raise Refused("workbook.heavy")
        for top, column, last in self.merged:
            cell = self.cells.get(top, {}).get(column, "")
            for row in range(top + 1, min(last, bottom) + 1):
                self.cells.setdefault(row, {})[column] = cell
                self.like(row, column, top)

    def like(self, row: int, column: int, top: int) -> None:
        """What is known of one cell holds for another one in its column."""
        for cells in (self.values, self.errors, self.doubts):
            cells.pop((row, column), None)
            if (top, column) in cells:
                cells[row, column] = cells[top, column]
        if (top, column) in self.struck:
            self.struck.add((row, column))

    def printable(self) -> dict[str, Any]:
        """As it is printed. Raises Refused when it is larger than anybody's table."""
        self.fill_down()
        bottom = max(self.cells, default=0)
        self.ask.spend(bottom * self.right, self.name)
        width = range(1, self.right + 1)
        nothing: dict[int, Any] = {}
        empty = [""] * self.right
        rows = []
        for row in range(1, bottom + 1):
            line = self.cells.get(row, nothing)
            rows.append([line.get(column, "") for column in width] if line else empty)
        return {
            "name": self.name,
            "hidden": self.hidden,
            "rows": rows,
            "values": _listed(self.values),
            "errors": _listed(self.errors),
            "doubts": _listed(self.doubts),
            "struck": sorted(self.struck),
            "hidden_rows": sorted(row for row in self.hidden_rows if self.cells.get(row)),
            "hidden_columns": sorted(at for at in self.hidden_columns if at <= self.right),
            "filtered": self.filtered,
        }


def _listed(words: dict[tuple[int, int], str]) -> list[tuple[int, int, str]]:
    return [(row, column, word) for (row, column), word in words.items()]


def called(name: str, taken: set[str]) -> str:
    """The name of a sheet as a spreadsheet program would have it: no sign that it forbids, 31 signs
    at most, none twice.
    """
    name = whole = re.sub(r"[\[\]:*?/\\\x00-\x1f]", "_", name)[:31].strip("'") or "1"
    nth = 1
    while name.lower() in taken:
        nth += 1
        name = f"{whole[:26]} {nth}"
    taken.add(name.lower())
    return name


def held(value: Any) -> str:
    """What a cell holds, whatever it shows: whole numbers without a fraction, days as ISO dates, no
    more digits than are sure.
    """
    if isinstance(value, str):
        return value.replace("\0", "")  # a database takes no such sign
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return held_number(value)
    if isinstance(value, dt.datetime):
        return (
            value.date().isoformat()
            if value.time() == dt.time()
            else value.isoformat(" ", "minutes")
        )
    if isinstance(value, dt.time):
        return value.isoformat("minutes")
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value)


def held_number(value: float) -> str:
    whole = value.is_integer() and abs(value) < MOST_WHOLE
    return str(int(value)) if whole else format(value, ".15g")


DAY, MONTH, YEAR = "day", "month", "year"  # the least that a shown day names
_YEAR_WORD, _MONTH_WORD = (
    r"(?:\d{4}|\d\d|[〇○零一二三四五六七八九]{4})",
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})",
)
_MONTH_ONLY = re.compile(
    rf"\D*?{_YEAR_WORD}\s*[年./\-]\s*第?{_MONTH_WORD}\s*月?\s*份?[底末]?(?:以|之)?前?"
    rf"|{_MONTH_WORD}\s*月\s*份?|\d{{6}}|[A-Za-z]{{3,9}}[-. ']*\d{{2,4}}"
)
_YEAR_ONLY = re.compile(rf"{_YEAR_WORD}\s*年?度?")


def least_named(shown: str) -> str:
    """The least that the words of a day name. Where the format is known, it says so itself."""
    words = shown.strip()
    if _YEAR_ONLY.fullmatch(words):
        return YEAR
    return MONTH if _MONTH_ONLY.fullmatch(words) else DAY


def held_day(day: dt.datetime, least: str) -> tuple[str, str]:
    """(what a cell with a day holds, why that is doubtful).

    One that shows a month alone means the month: its first day is only how it is kept. Of any
    other day that is not shown nobody can say whether it is meant.
    """
    if least == DAY:
        return held(day), ""
    if least == YEAR and (day.month, day.day) == (1, 1):
        return f"{day.year}年", ""
    if least == MONTH and day.day == 1:
        return f"{day.year}年{day.month}月", ""
    last = (day + dt.timedelta(days=1)).day == 1  # what the month as a text means
    return held(day), "" if last and least == MONTH else SHOWS_LESS
