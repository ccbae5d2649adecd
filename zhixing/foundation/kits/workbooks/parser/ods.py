"""Reads an ods as it is shown (OpenDocument 1.3 part 3, 9 and 19): the program that wrote it has
written down what each cell shows.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .formats import general
from .packed import Parts
from .page import (
    NO_FORMAT,
    NO_VALUE,
    Ask,
    Page,
    Refused,
    called,
    error_word,
    held,
    held_day,
    held_number,
    least_named,
)
from .xlsx import OURS, Handler

SPACES = {
    f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0 ": f"{name}:"
    for name in ("office", "table", "text", "style", "drawing")
} | {
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 ": "calcext:",
}
DURATION = re.compile(r"(-?)PT?(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?")
UNSEEN = ("collapse", "filter")
CELLS = ("table:table-cell", "table:covered-table-cell")


@dataclass
class Row:
    """The row that is being read, and how often it stands there."""

    times: int
    unseen: bool
    filtered: bool
    column: int = 1


@dataclass
class Cell:
    """The cell that is being read."""

    told: dict[str, str]
    covered: bool
    paragraphs: list[list[str]]
    looks: set[bool | None] = field(default_factory=set)  # whether its runs are struck through


class Names(dict[str, str]):
    """Full name -> short name, found once for each."""

    def __missing__(self, tag: str) -> str:
        short = next(
            (word + tag[len(space) :] for space, word in SPACES.items() if tag.startswith(space)),
            "",
        )
        self[tag] = short
        return short


class Content(Handler):
    """``content.xml``, or ``styles.xml`` for the styles that it names."""

    def __init__(self, ask: Ask, wanted: bool = True) -> None:
        super().__init__()
        self.ask, self.wanted = ask, wanted
        self.names = Names()
        self.parents: dict[str, str] = {}
        self.struck: dict[str, bool] = {}
        self.undisplayed: set[str] = set()
        self.style = ""
        self.pages: list[Page] = []
        self.taken: set[str] = set()
        self.page: Page | None = None
        self.row_number = self.column_number = 0
        self.row: Row | None = None
        self.cell: Cell | None = None
        self.defaults: dict[int, str] = {}  # column -> style of its cells
        self.aside = 0  # within a remark or a drawing of a cell
        self.depth_of_tables = 0
        self.spans: list[str] = []

    # -- elements

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = self.names[tag]
        attributes = {self.names[key]: word for key, word in attributes.items()}
        if self.aside or name in (
            "office:annotation",
            "drawing:frame",
            "drawing:g",
            "drawing:custom-shape",
            "table:shapes",
        ):
            self.aside += 1
        elif name.startswith("style:"):
            self._style(name, attributes)
        elif name == "table:table":
            self._table(attributes)
        elif self.page is None:
            return
        elif name == "table:table-column":
            self._column(attributes)
        elif name == "table:table-row":
            seen = attributes.get("table:visibility", "visible")
            self.row = Row(
                _times(attributes, "table:number-rows-repeated"), seen in UNSEEN, seen == "filter"
            )
        elif name in CELLS and self.row is not None:
            self.cell = Cell(attributes, name == CELLS[1], [])
        elif self.cell is not None:
            self._inside(name, attributes, self.cell)

    def end(self, tag: str) -> None:
        name = self.names[tag]
        if self.aside:
            self.aside -= 1
        elif name == "style:style":
            self.style = ""
        elif name == "table:table":
            self.depth_of_tables -= 1
            self.page = None if self.depth_of_tables <= 0 else self.page
        elif name == "table:table-row" and self.row is not None:
            self._row_ends(self.row)
        elif name in CELLS and self.cell is not None:
            self._cell_ends(self.cell)
            self.cell = None
        elif name in ("text:span", "text:a") and self.spans:
            self.spans.pop()

    def words(self, text: str) -> None:
        if self.cell is not None and not self.aside and self.cell.paragraphs:
            self.cell.paragraphs[-1].append(text)
            if text.strip():
                self.cell.looks.add(self._run_is_struck())

    # -- styles

    def _style(self, name: str, attributes: dict[str, str]) -> None:
        if name == "style:style":
            self.style = attributes.get("style:name", "")
            self.parents[self.style] = attributes.get("style:parent-style-name", "")
        elif name == "style:text-properties" and self.style:
            line = attributes.get("style:text-line-through-style") or attributes.get(
                "style:text-line-through-type"
            )
            if line is not None:
                self.struck[self.style] = line != "none"
        elif name == "style:table-properties" and attributes.get("table:display") == "false":
            self.undisplayed.add(self.style)

    def _run_is_struck(self) -> bool | None:
        """Whether the words that are being read are struck through; None: as their cell is."""
        for style in reversed(self.spans):
            for name in self._made_of(style):
                if name in self.struck:
                    return self.struck[name]
        return None

    def _is_struck(self, style: str) -> bool:
        return next(
            (self.struck[name] for name in self._made_of(style) if name in self.struck), False
        )

    def _made_of(self, style: str) -> Iterator[str]:
        """A style, and those it is made of."""
        for _step in range(20):
            if not style:
                return
            yield style
            style = self.parents.get(style, "")

    # -- sheets, rows, cells

    def _table(self, attributes: dict[str, str]) -> None:
        self.depth_of_tables += 1
        if self.depth_of_tables > 1 or not self.wanted:
            return
        hidden = attributes.get("table:style-name", "") in self.undisplayed
        self.page = Page(called(attributes.get("table:name", ""), self.taken), hidden, self.ask)
        self.pages.append(self.page)
        self.row_number, self.column_number, self.defaults = 1, 1, {}

    def _column(self, attributes: dict[str, str]) -> None:
        times = min(_times(attributes, "table:number-columns-repeated"), self.ask.columns + 1)
        columns = range(self.column_number, self.column_number + times)
        if attributes.get("table:visibility", "visible") in UNSEEN and self.page is not None:
            self.page.hidden_columns.update(columns)
        if attributes.get("table:default-cell-style-name"):
            self.defaults.update(
                dict.fromkeys(columns, attributes["table:default-cell-style-name"])
            )
        self.column_number += times

    def _inside(self, name: str, attributes: dict[str, str], cell: Cell) -> None:
        if name in ("text:p", "text:h"):
            cell.paragraphs.append([])
        elif name in ("text:span", "text:a"):
            self.spans.append(attributes.get("text:style-name", ""))
        elif cell.paragraphs:
            cell.paragraphs[-1].append(_blank(name, attributes))

    def _row_ends(self, row: Row) -> None:
        page = self.page
        if page is not None and row.unseen and self.row_number in page.cells:
            page.hidden_rows.update(range(self.row_number, self.row_number + row.times))
            page.filtered = page.filtered or row.filtered
        if page is not None and row.times > 1 and self.row_number in page.cells:
            self._repeat(page, row.times)
        self.row_number += row.times
        self.row = None

    def _repeat(self, page: Page, times: int) -> None:
        line = page.cells[self.row_number]
        self.ask.spend(0, page.name)
        if self.row_number + times - 1 > self.ask.rows or times * len(line) > self.ask.cells:
            raise self.ask.too_long(page.name)
        for nth in range(1, times):
            for column, cell in line.items():
                page.put(self.row_number + nth, column, cell)
                page.like(self.row_number + nth, column, self.row_number)

    def _cell_ends(self, cell: Cell) -> None:
        row, page = self.row, self.page
        if row is None or page is None:
            return
        times = _times(cell.told, "table:number-columns-repeated")
        first, row.column = row.column, row.column + times
        if cell.covered or (page.hidden and page.name != OURS):
            return
        down = _times(cell.told, "table:number-rows-spanned")
        if down > 1 and _times(cell.told, "table:number-columns-spanned") == 1:
            page.merged.append((self.row_number, first, self.row_number + down - 1))
        text = "\n".join("".join(paragraph) for paragraph in cell.paragraphs).replace("\0", "")
        error = self._error(cell, text)
        if not error and not text and not cell.told.get("office:value-type"):
            return
        self.ask.spend(0, page.name)
        if first + times - 1 > self.ask.columns:
            raise self.ask.too_long(page.name)
        for column in range(first, first + times):
            self._put(page, column, cell, text, error)

    def _error(self, cell: Cell, text: str) -> str:
        if cell.told.get("calcext:value-type") == "error":
            return text or "#N/A"
        if error := error_word(text):
            return error
        formula = "table:formula" in cell.told
        return NO_VALUE if formula and not text and "office:value-type" not in cell.told else ""

    def _put(self, page: Page, column: int, cell: Cell, text: str, error: str) -> None:
        place = self.row_number, column
        if error:
            page.put_error(*place, error)
            return
        shown, value, doubt = seen(cell.told, text)
        if not shown:
            return
        page.put(*place, typed(cell.told, shown) if self.ask.typed else shown)
        if value != shown:
            page.values[place] = value
        if doubt:
            page.doubts[place] = doubt
        style = cell.told.get("table:style-name") or self.defaults.get(column, "")
        page.strike(*place, self._is_struck(style), cell.looks)


def _times(attributes: dict[str, str], name: str) -> int:
    word = attributes.get(name, "1")
    return int(word) if word.isdigit() and len(word) < 9 and int(word) else 1


def _blank(name: str, attributes: dict[str, str]) -> str:
    if name == "text:s":
        return " " * min(_times(attributes, "text:c"), 1000)
    return {"text:tab": "\t", "text:line-break": "\n"}.get(name, "")


def seen(attributes: dict[str, str], text: str) -> tuple[str, str, str]:
    """(what a cell shows, what it holds, why it is doubtful). Raises Refused."""
    kind = attributes.get("office:value-type", "string")
    if kind == "string":
        shown = text or attributes.get("office:string-value", "")
        return shown, shown, ""
    if kind == "boolean":
        value = "TRUE" if attributes.get("office:boolean-value") == "true" else "FALSE"
        return text or value, value, ""
    if kind == "date":
        day = _day(attributes.get("office:date-value", ""))
        value, doubt = held_day(day, least_named(text)) if day is not None else (text, "")
        return text or value, value, doubt
    if kind == "time":
        value = _time(attributes.get("office:time-value", ""))
        return text or value, value or text, ""
    try:
        number = float(attributes.get("office:value", ""))
    except ValueError:
        return text, text, ""
    if text:
        return text, held_number(number), ""
    if kind == "percentage":
        return f"{general(number * 100)}%", held_number(number), NO_FORMAT
    return general(number), held_number(number), NO_FORMAT if kind == "currency" else ""


def typed(attributes: dict[str, str], shown: str) -> Any:
    """A cell for writing it again: numbers and days shown as they are stay what they are."""
    if attributes.get("office:value-type") == "float":
        number = float(attributes.get("office:value") or 0)
        if held_number(number) == shown and abs(number) < 1e21:
            return int(number) if number.is_integer() else number
    if attributes.get("office:value-type") == "date" and re.fullmatch(r"\d{4}-\d\d-\d\d", shown):
        return ["day", shown]
    return shown


def _day(word: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(word.removesuffix("Z")[:26]).replace(tzinfo=None)
    except ValueError:
        return None


def _time(word: str) -> str:
    match = DURATION.fullmatch(word)
    if match is None:
        return ""
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
    if days or hours > 23:
        return f"{match.group(1)}{days * 24 + hours}:{minutes:02d}"
    return held(dt.time(hours % 24, minutes % 60, seconds % 60))


def sheets(parts: Parts, ask: Ask) -> list[dict[str, Any]]:
    """The sheets of an ods. Raises Refused."""
    named = Content(ask, wanted=False)
    if "styles.xml" in parts:
        parts.parse("styles.xml", named)
    content = Content(ask)
    content.parents, content.struck, content.undisplayed = (
        named.parents,
        named.struck,
        named.undisplayed,
    )
    parts.parse("content.xml", content)
    if not content.pages:
        raise Refused("workbook.broken")
    return [page.printable() for page in content.pages]
