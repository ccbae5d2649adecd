"""Reads an xlsx as it is shown (ECMA-376 part 1, 18.3): values with their number formats, errors,
what is hidden or struck through.

One pass over each part with expat, no tree: 100,000 rows of nine cells take a few seconds.
"""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from .formats import BUILT_IN, Format, format_of, general
from .packed import MOST_UNPACKED, PART, Parts
from .page import (
    DIGITS,
    FORMAT,
    NO_VALUE,
    NOTHING_SHOWN,
    SURE_DIGITS,
    Ask,
    Page,
    Refused,
    called,
    error_word,
    held_day,
    held_number,
)

SPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main ",
    "http://purl.oclc.org/ooxml/spreadsheetml/main ",
)
RELATED = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)
OFF = ("0", "false", "off", "none")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
REFERENCE = re.compile(r"([A-Za-z]+)([1-9]\d*)")
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
EMPTY_CELLS = re.compile(
    rb'<c r="[A-Z]{1,3}[0-9]{1,7}" s="[0-9]+" ?/>'
)  # formatted, and nothing in them: there may be millions
OURS = "_zhixing"  # the one hidden sheet that is read


def local(tag: str) -> str:
    """The name of an element of a spreadsheet without its namespace; others keep theirs."""
    for space in SPACES:
        if tag.startswith(space):
            return tag[len(space) :]
    return tag


class Handler:
    """What a part says, element by element."""

    def __init__(self) -> None:
        self.buffer: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None: ...

    def end(self, tag: str) -> None: ...

    def words(self, text: str) -> None: ...


class Book(Handler):
    """``xl/workbook.xml``: names of the sheets, which are hidden, from when days count."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str, bool]] = []  # name, id of its relation, hidden
        self.from_1904 = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local(tag)
        if name == "sheet":
            related = next((attributes[key] for key in RELATED if key in attributes), "")
            self.sheets.append(
                (
                    attributes.get("name", ""),
                    related,
                    attributes.get("state", "visible") != "visible",
                )
            )
        elif name == "workbookPr":
            self.from_1904 = attributes.get("date1904", "0") not in OFF


class Relations(Handler):
    """Which part stands for which id, and what kind it is."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.folder = folder
        self.parts: dict[str, tuple[str, str]] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if not tag.endswith("Relationship") or attributes.get("TargetMode") == "External":
            return
        target = attributes.get("Target", "").replace("\\", "/")
        path = target if target.startswith("/") else posixpath.join(self.folder, target)
        self.parts[attributes.get("Id", "")] = (
            posixpath.normpath(path).lstrip("/"),
            attributes.get("Type", "").rpartition("/")[2],
        )


@dataclass
class Style:
    """How the cells of one style look."""

    format: Format = field(default_factory=lambda: format_of("General"))
    struck: bool = False


class Styles(Handler):
    """``xl/styles.xml``: number format and strike of each style of a cell."""

    def __init__(self) -> None:
        super().__init__()
        self.codes: dict[int, str] = {}
        self.struck: list[bool] = []  # by font
        self.looks: list[Style] = []
        self.inside: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local(tag)
        within = self.inside[-1] if self.inside else ""
        self.inside.append(name)
        if name == "numFmt" and within == "numFmts":
            self.codes[_number(attributes.get("numFmtId"))] = attributes.get(
                "formatCode", "General"
            )
        elif name == "font" and within == "fonts":
            self.struck.append(False)
        elif name == "strike" and within == "font" and self.inside[-3:-2] == ["fonts"]:
            self.struck[-1] = attributes.get("val", "1") not in OFF
        elif name == "xf" and within == "cellXfs":
            self._style(attributes)

    def end(self, _tag: str) -> None:
        self.inside.pop()

    def _style(self, attributes: dict[str, str]) -> None:
        nth, font = _number(attributes.get("numFmtId")), _number(attributes.get("fontId"))
        code = self.codes.get(nth) or BUILT_IN.get(nth, "General")
        self.looks.append(
            Style(format_of(code), 0 <= font < len(self.struck) and self.struck[font])
        )


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


class Strings(Handler):
    """``xl/sharedStrings.xml``: the texts, and whether the runs of those that have some are struck
    through.
    """

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.looks: dict[int, set[bool | None]] = {}
        self.rich = Rich()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local(tag)
        if name == "si":
            self.rich = Rich()
        self.rich.start(name, attributes)

    def words(self, text: str) -> None:
        self.rich.words(text)

    def end(self, tag: str) -> None:
        name = local(tag)
        self.rich.end(name)
        if name == "si":
            if self.rich.looks - {None}:
                self.looks[len(self.texts)] = self.rich.looks
            self.texts.append(self.rich.text)


class Rich:
    """A text of runs (18.4): signs above it that tell how it is spoken (``rPh``) are none of it."""

    def __init__(self) -> None:
        self.runs: list[str] = []
        self.takes, self.spoken = False, False
        self.run_struck: bool | None = None
        self.looks: set[bool | None] = (
            set()
        )  # whether its runs are struck through; None: as the cell

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "t":
            self.takes = not self.spoken
        elif name == "rPh":
            self.spoken = True
        elif name == "r":
            self.run_struck = None
        elif name == "rPr":
            self.run_struck = False
        elif name == "strike" and self.run_struck is not None:
            self.run_struck = attributes.get("val", "1") not in OFF

    def words(self, text: str) -> None:
        if self.takes:
            self.runs.append(text)
            if text.strip():
                self.looks.add(self.run_struck)

    def end(self, name: str) -> None:
        if name == "t":
            self.takes = False
        elif name == "rPh":
            self.spoken = False
        elif name == "r":
            self.run_struck = None

    @property
    def text(self) -> str:
        return unescaped("".join(self.runs))


def unescaped(text: str) -> str:
    """Signs that XML has no way to write stand as ``_x000D_``."""
    if "_x" in text:
        text = ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\0", "")


CELL_TAGS = (
    *("c", "v", "f", "is", "t", "r", "rPr", "rPh", "strike"),
    *("row", "col", "mergeCell", "filterColumn", "sheetData"),
)


class Cells(Handler):
    """One sheet. Written for speed: this runs for every element of a large file."""

    def __init__(self, page: Page, styles: list[Style], strings: Strings, from_1904: bool) -> None:
        super().__init__()
        self.page, self.styles, self.strings, self.from_1904 = page, styles, strings, from_1904
        self.shown: dict[tuple[int, str], Any] = {}
        self.letters: dict[str, int] = {}
        self.row = self.column = 0
        self.row_word = "0"
        self.kind, self.style = "n", 0
        self.takes = self.has_value = self.has_formula = False
        self.rich: Rich | None = None
        self.tags: dict[str, str] = {}
        for space in SPACES:
            self.tags |= {space + name: name for name in CELL_TAGS}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = self.tags.get(tag)
        if name == "c":
            self._place(attributes.get("r"))
            self.kind, style = attributes.get("t", "n"), attributes.get("s", "0")
            self.style = int(style) if style.isdigit() else 0
            self.has_value = self.has_formula = False
            self.rich = None
            self.buffer.clear()
        elif name == "v":
            self.takes = self.has_value = True
        elif name == "f":
            self.has_formula = True
        elif self.rich is not None:
            self.rich.start(name or "", attributes)
        elif name == "is":
            self.rich = Rich()
        elif name == "row":
            self._row(attributes)
        elif name is not None:
            self._about(name, attributes)

    def words(self, text: str) -> None:
        if self.takes:
            self.buffer.append(text)
        elif self.rich is not None:
            self.rich.words(text)

    def end(self, tag: str) -> None:
        name = self.tags.get(tag)
        if name == "v":
            self.takes = False
        elif name == "c":
            self._cell()
            self.rich = None
        elif self.rich is not None:
            self.rich.end(name or "")

    def _row(self, attributes: dict[str, str]) -> None:
        written = attributes.get("r")
        if written is None:
            self.row += 1
        elif written.isdigit() and int(written):
            self.row = int(written)
        else:
            raise Refused("workbook.broken")
        self.column, self.row_word = 0, str(self.row)
        if self.row <= self.page.ask.rows and (
            attributes.get("hidden", "0") not in OFF or _is_nothing(attributes.get("ht"))
        ):
            self.page.hidden_rows.add(self.row)

    def _place(self, reference: str | None) -> None:
        if reference is None:
            self.column += 1
            return
        if reference.endswith(self.row_word):
            column = self.letters.get(reference[: -len(self.row_word)])
            if (
                column is not None
            ):  # the row that is being read, in a column seen before: nearly always
                self.column = column
                return
        match = REFERENCE.fullmatch(reference)
        if match is None:
            raise Refused("workbook.broken")
        letters, row = match.groups()
        if len(letters) > 3 or len(row) > 8:
            raise self.page.ask.too_long(self.page.name)
        column = self.letters.get(letters)
        if column is None:
            column = 0
            for letter in letters.upper():
                column = column * 26 + ord(letter) - 64
            self.letters[letters] = column
        self.row, self.column = int(row), column
        self.row_word = row

    def _about(self, name: str, attributes: dict[str, str]) -> None:
        """What the sheet says beside its cells."""
        if name == "col" and (
            attributes.get("hidden", "0") not in OFF or _is_nothing(attributes.get("width"))
        ):
            first, last = (
                _number(attributes.get("min")),
                min(_number(attributes.get("max")), self.page.ask.columns),
            )
            self.page.hidden_columns.update(range(first, last + 1))
        elif name == "mergeCell":
            self._merged(attributes.get("ref", ""))
        elif name == "filterColumn":
            self.page.filtered = True

    def _merged(self, reference: str) -> None:
        first, _colon, last = reference.replace("$", "").partition(":")
        corners = REFERENCE.fullmatch(first), REFERENCE.fullmatch(last)
        if (
            corners[0]
            and corners[1]
            and corners[0].group(1) == corners[1].group(1)
            and len(corners[0].group(1)) < 4
            and len(corners[1].group(2)) < 8
        ):
            before = self.row, self.column, self.row_word
            self._place(first)
            self.page.merged.append((self.row, self.column, int(corners[1].group(2))))
            self.row, self.column, self.row_word = before

    def _cell(self) -> None:
        if not self.has_value and self.rich is None:
            if self.has_formula and self.kind != "str":
                self.page.put_error(self.row, self.column, NO_VALUE)
            return
        raw = self.rich.text if self.rich is not None else "".join(self.buffer)
        if self.kind == "s":
            self._shared(raw)
        elif self.rich is not None:
            self._text(raw, self.rich.looks)
        elif self.kind in ("inlineStr", "str"):
            self._text(unescaped(raw))
        elif self.kind == "e":
            self.page.put_error(self.row, self.column, raw or "#N/A")
        elif self.kind == "b":
            self._put("TRUE" if raw.strip() in ("1", "true") else "FALSE")
        elif self.kind == "d":
            self._iso(raw.strip())
        elif raw.strip():
            self._numeric(raw.strip())
        elif self.has_formula:
            self.page.put_error(self.row, self.column, NO_VALUE)

    def _shared(self, raw: str) -> None:
        try:
            nth = int(raw)
            text = self.strings.texts[nth]
        except (ValueError, IndexError):
            raise Refused("workbook.broken") from None
        self._text(text, self.strings.looks.get(nth, ()))

    def _text(self, text: str, looks: Collection[bool | None] = ()) -> None:
        style = self._style()
        if style is not None and style.format.words:
            text = style.format.text(text)
        if not text:
            return
        error = error_word(text)
        if error:
            self.page.put_error(self.row, self.column, error)
            return
        self._put(text, looks)

    def _style(self) -> Style | None:
        return self.styles[self.style] if self.style < len(self.styles) else None

    def _put(self, cell: Any, looks: Collection[bool | None] = ()) -> None:
        self.page.put(self.row, self.column, cell)
        style = self._style()
        own = style is not None and style.struck
        if own or looks:
            self.page.strike(self.row, self.column, own, looks)

    def _iso(self, raw: str) -> None:
        try:
            day = dt.datetime.fromisoformat(raw.replace("Z", ""))
        except ValueError:
            self._put(raw)
            return
        self._numeric(
            str((day.replace(tzinfo=None) - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1)),
            counted=True,
        )

    def _numeric(self, raw: str, counted: bool = False) -> None:
        """A number as its format shows it. The same number in the same style comes often."""
        known = self.shown.get((self.style, raw))
        if known is None:
            known = self.shown[self.style, raw] = self._seen(raw, counted)
            if len(self.shown) > 100_000:
                self.shown.clear()
        shown, value, doubt = known
        self._put(shown)
        if value is not None:
            self.page.values[self.row, self.column] = value
        if doubt:
            self.page.doubts[self.row, self.column] = doubt

    def _seen(self, raw: str, counted: bool) -> tuple[Any, str | None, str]:
        try:
            number = float(raw)
        except ValueError:
            raise Refused("workbook.broken", fault="number") from None
        style = self._style()
        format_ = style.format if style is not None else format_of("General")
        if format_.dated and number < -1e15:
            raise Refused("workbook.broken", fault="day")  # no program writes such a day
        return seen_number(number, format_, self.page.ask.typed, self.from_1904 and not counted)


def seen_number(
    number: float, format_: Format, typed: bool, from_1904: bool
) -> tuple[Any, str | None, str]:
    """(what a number shows, what the cell holds where that is something else, why it is doubtful).

    ``typed``: the number itself, with its format where it has one.
    """
    sane = abs(number) < 1e21
    if format_.plain:
        value = held_number(number)
        short = len(value) < 11 and "e" not in value
        text = value if short else general(number)
        doubt = DIGITS if abs(number) >= SURE_DIGITS and number.is_integer() else ""
        whole = int(number) if sane and number.is_integer() else number
        return whole if typed and sane else text, value if value != text else None, doubt
    shown = format_.show(number, from_1904)
    value, less = held_number(number), ""
    if shown.day is not None:
        value, less = held_day(shown.day, shown.least)
    text, doubt = shown.text, less if shown.sure else FORMAT
    if not text:
        text, doubt = general(number), NOTHING_SHOWN
    cell: Any = ["as", number, format_.code] if typed and sane else text
    if typed and ISO_DAY.fullmatch(shown.text):
        cell = ["day", shown.text]
    return cell, value if value != text else None, doubt


def _is_nothing(size: str | None) -> bool:
    """Whether a height or width is none: nobody sees such a row or column."""
    return size is not None and not size.strip("0.")


def sheets(parts: Parts, ask: Ask) -> list[dict[str, Any]]:
    """The sheets of an xlsx. Raises Refused."""
    book, related = Book(), Relations("xl")
    parts.parse("xl/workbook.xml", book)
    parts.parse("xl/_rels/workbook.xml.rels", related)
    _weigh_sheets(parts, book, related)
    styles, strings = Styles(), Strings()
    for kind, handler in (("styles", styles), ("sharedStrings", strings)):
        path = next(
            (path for path, named in related.parts.values() if named == kind), f"xl/{kind}.xml"
        )
        if path in parts:
            parts.parse(path, handler)
    pages: list[dict[str, Any]] = []
    names: set[str] = set()
    for name, relation, hidden in book.sheets:
        path, kind = related.parts.get(relation, ("", ""))
        if kind and kind != "worksheet":
            continue
        page = Page(called(name, names), hidden, ask)
        if not hidden or name == OURS:
            parts.parse(
                path, Cells(page, styles.looks, strings, book.from_1904), without=EMPTY_CELLS
            )
        pages.append(page.printable())
    return pages


def _weigh_sheets(parts: Parts, book: Book, related: Relations) -> None:
    """Several sheets may stand for one part; each of them costs."""
    cost = 0
    for _name, relation, _hidden in book.sheets:
        entry = parts.names.get(related.parts.get(relation, ("", ""))[0].lower())
        cost += max(entry.file_size if entry is not None else 0, PART)
    if cost > MOST_UNPACKED:
        raise Refused("workbook.bomb")
