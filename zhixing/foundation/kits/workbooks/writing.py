"""Lists, templates and remarks as files: xlsx typed and frozen, ods, csv with BOM. No value can
become a formula.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, partial
from typing import Any
from urllib.parse import quote

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery.things.listing import Column

from . import guide, ods
from .reading import OURS, Sheet, Workbook
from .tables import Field, Table

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv; charset=utf-8",
    "zip": "application/zip",
}
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
LONGEST = 32767  # signs in a cell of a spreadsheet
OFFERED_ROWS = 3000  # so far down a template has drop-downs
DAY, MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
TONES = {"over": "#F6DFD9", "soon": "#FBEFD5", "going": "#E3ECF4"}
NO_CELL_HOLDS = dict.fromkeys(
    [*(sign for sign in range(32) if chr(sign) not in "\t\n"), 0xFFFE, 0xFFFF]
)  # XML has no way to write them


@dataclass(frozen=True)
class Filled:
    """A sheet of a workbook to be filled in: its table, the rows it begins with (column name ->
    value), a title above, and words for drop-downs of its own.
    """

    table: Table
    rows: Sequence[Mapping[str, Any]] = ()
    name: str = ""
    title: str = ""
    offered: Mapping[str, Sequence[str]] = ()  # type: ignore[assignment]


def value(content: Any) -> Any:
    """What goes into a cell: text, number, day, or moment (the county's time, to the minute); a
    truth is a word.
    """
    if content is None:
        return ""
    if isinstance(content, bool):
        return _("yes") if content else _("no")
    if isinstance(content, Decimal):
        return float(content)
    if isinstance(content, dt.datetime):
        return (timezone.make_naive(content) if timezone.is_aware(content) else content).replace(
            second=0, microsecond=0
        )
    if isinstance(content, dt.date | int | float):
        return content
    return str(content).replace("\r\n", "\n").replace("\r", "\n").translate(NO_CELL_HOLDS)[:LONGEST]


def _put(
    page: Any, row: int, column: int, content: Any, day: Any, plain: Any = None, moment: Any = None
) -> None:
    content = value(content)
    if isinstance(content, dt.datetime):
        page.write_datetime(row, column, content, moment or day)
    elif isinstance(content, dt.date):
        page.write_datetime(row, column, dt.datetime(content.year, content.month, content.day), day)
    elif isinstance(content, int | float):
        page.write_number(row, column, content, plain)
    elif content:
        page.write_string(row, column, content, plain)
    elif plain is not None:
        page.write_blank(row, column, None, plain)


def _on_paper(page: Any, heading: int) -> None:
    """Printed on A4 across, all columns on one width, the headings (their row, from 0) on every
    sheet of paper.
    """
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.repeat_rows(heading)
    page.set_footer("&C&P / &N")


def workbook(rows: Iterable[Any], columns: list[Column], sheet: str = "1") -> bytes:
    """An xlsx: strings are strings, dates are dates, the heading stays in sight, every column can
    be filtered.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "constant_memory": False, **SAFE})
    page = book.add_worksheet(sheet[:31])
    bold, day, moment = (
        book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        book.add_format({"num_format": DAY}),
        book.add_format({"num_format": MOMENT}),
    )
    widths = [_signs(str(column.heading)) for column in columns]
    line = 0
    for at, column in enumerate(columns):
        page.write_string(0, at, str(column.heading), bold)
    for line, row in enumerate(rows, 1):
        for at, column in enumerate(columns):
            content = column.read(row)
            widths[at] = (
                max(widths[at], min(_signs(str(value(content))), 48)) if line < 200 else widths[at]
            )
            _put(page, line, at, content, day, moment=moment)
    for at, width in enumerate(widths):
        page.set_column(at, at, _wide(width))
    page.freeze_panes(1, 0)
    _on_paper(page, 0)
    if line:
        page.autofilter(0, 0, line, len(columns) - 1)
    book.close()
    return out.getvalue()


def _wide(signs: int) -> int:
    """How wide a column is whose longest text has so many signs."""
    return max(8, min(signs + 2, 50))


def _signs(text: str) -> int:
    """How wide a text is: a Chinese sign takes two."""
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in text[:60])


def text(rows: Iterable[Any], columns: list[Column]) -> bytes:
    """A csv with BOM, every cell quoted; what a spreadsheet would take for a formula begins with an
    apostrophe (``parser.text.bare`` takes it off again).
    """
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow([str(column.heading) for column in columns])
    for row in rows:
        writer.writerow([_cell(column.read(row)) for column in columns])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _cell(content: Any) -> str:
    content = value(content)
    if isinstance(content, str):
        return "'" + content if content.lstrip("'").startswith(DANGEROUS) else content
    if isinstance(content, dt.datetime):
        return content.isoformat(" ", "minutes")
    return content.isoformat() if isinstance(content, dt.date) else str(content)


def spreadsheet(rows: Iterable[Any], columns: list[Column], sheet: str = "1") -> bytes:
    """An ods with the same cells as the xlsx, and the same manners."""
    return ods.written(
        sheet[:31],
        [str(column.heading) for column in columns],
        ([value(column.read(row)) for column in columns] for row in rows),
        lambda values: _wide(max(min(_signs(str(content)), 48) for content in values)),
    )


WRITERS: dict[str, Callable[[Iterable[Any], list[Column]], bytes]] = {
    "xlsx": workbook,
    "ods": spreadsheet,
    "csv": text,
}


def sent(content: bytes, name: str, kind: str = "xlsx", shown: str = "") -> HttpResponse:
    """The answer that a browser saves under this name; ``shown`` is the name with other signs than
    ASCII (RFC 6266).
    """
    answer = HttpResponse(content, content_type=TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"' + (
        f"; filename*=UTF-8''{quote(shown)}.{kind}" if shown else ""
    )
    return answer


def download(
    rows: Iterable[Any], columns: list[Column], name: str, kind: str = "xlsx"
) -> HttpResponse:
    """The answer to an export link; a kind that is not known is xlsx."""
    kind = kind if kind in WRITERS else "xlsx"
    return sent(WRITERS[kind](rows, columns), name, kind)


# -- templates -------------------------------------------------------------------------------------


def template(
    sheets: Sequence[Filled],
    *,
    made: dt.date,
    marks: Mapping[str, str] | None = None,
    cover: tuple[str, Sequence[tuple[str, Any]]] | None = None,
) -> bytes:
    """A workbook to fill in: headings, drop-downs, a sheet that explains the columns with an
    example, and a hidden one that says which template it is.

    ``marks`` are further words of the hidden sheet; reading gives them back (``Workbook.mark``).
    ``cover``: a title and its lines (label, value), as a first sheet.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **SAFE})
    forms = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format(
            {
                "bold": True,
                "bg_color": "#F1EEE8",
                "border": 1,
                "border_color": "#C9C4BA",
                "text_wrap": True,
                "valign": "vcenter",
            }
        ),
        "needed": book.add_format(
            {
                "bold": True,
                "bg_color": "#F6DFD9",
                "border": 1,
                "border_color": "#C9C4BA",
                "text_wrap": True,
                "valign": "vcenter",
            }
        ),
        "told": book.add_format(
            {
                "bold": True,
                "font_color": "#5C6470",
                "bg_color": "#F6F7F9",
                "border": 1,
                "border_color": "#DADDE2",
                "text_wrap": True,
                "valign": "vcenter",
            }
        ),
        "grey": book.add_format(
            {
                "num_format": "@",
                "font_color": "#5C6470",
                "bg_color": "#F6F7F9",
                "text_wrap": True,
                "valign": "top",
            }
        ),
        "grey day": book.add_format(
            {
                "num_format": "yyyy-mm-dd",
                "font_color": "#5C6470",
                "bg_color": "#F6F7F9",
                "valign": "top",
            }
        ),
        "text": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    explains = _("How to fill in")[:31]
    names = [(sheet.name or str(sheet.table.title))[:31] for sheet in sheets]
    front = _cover(book, forms, *cover) if cover is not None else ""
    pages = [book.add_worksheet(name) for name in names]
    guide = book.add_worksheet(explains)
    hidden = book.add_worksheet(OURS)
    lists = _Lists(hidden)
    for sheet, page in zip(sheets, pages, strict=True):
        _fill(page, sheet, forms, lists)
    _explain(guide, sheets, names, forms)
    properties = {
        "skip": "|".join(filter(None, (explains, front))),
        "made": made.isoformat(),
        **{f"{sheet.table.name}.version": str(sheet.table.version) for sheet in sheets},
        **(marks or {}),
    }
    for line, (key, word) in enumerate(properties.items()):
        hidden.write_string(line, 0, key)
        hidden.write_string(line, 1, word)
    hidden.hide()
    if not front:
        pages[0].activate()
    book.close()
    return out.getvalue()


def _cover(book: Any, forms: dict[str, Any], title: str, lines: Sequence[tuple[str, Any]]) -> str:
    """The first sheet: what the file is, whose, and what to do with it. Answers its name."""
    page = book.add_worksheet(title[:31])
    page.set_column(0, 0, 16)
    page.set_column(1, 1, 72)
    page.hide_gridlines(2)
    _on_paper(page, 0)
    page.write_string(0, 0, title, forms["title"])
    for at, (label, content) in enumerate(lines, 2):
        if label:
            page.write_string(at, 0, label, forms["told"])
        _put(
            page,
            at,
            1,
            content.isoformat() if isinstance(content, dt.date) else content,
            forms["day"],
            forms["wrap"],
        )
    return title[:31]


class _Lists:
    """Words of drop-downs, in columns of the hidden sheet: a list written into the cell itself may
    have 255 signs only.
    """

    def __init__(self, page: Any) -> None:
        self.page, self.column = page, 2
        self.sources: dict[tuple[str, ...], str] = {}

    def source(self, words: Sequence[str]) -> str:
        key = tuple(words)
        if key not in self.sources:
            for line, word in enumerate(key):
                self.page.write_string(line, self.column, word)
            letters = xlsxwriter.utility.xl_col_to_name(self.column, col_abs=True)
            self.sources[key] = f"={OURS}!{letters}$1:{letters}${len(key)}"
            self.column += 1
        return self.sources[key]


def _head_form(column: Field) -> str:
    if column.told:
        return "told"
    return "needed" if column.needed else "head"


def _cell_forms(column: Field, forms: dict[str, Any]) -> tuple[Any, Any]:
    """How a day stands in the column, and how all else does: a number as Excel takes it."""
    return forms["day"], None if column.kind == "number" else forms["text"]


def _fill(page: Any, sheet: Filled, forms: dict[str, Any], lists: _Lists) -> None:
    top = 1 if sheet.title else 0
    if sheet.title:
        page.write_string(0, 0, sheet.title, forms["title"])
    for at, column in enumerate(sheet.table.fields):
        page.write_string(top, at, column.heading, forms[_head_form(column)])
        day, plain = _cell_forms(column, forms)
        page.set_column(at, at, column.width, day if column.kind == "day" else plain)
        words = list(dict(sheet.offered or {}).get(column.name) or column.offered())
        if words:
            page.data_validation(
                top + 1,
                at,
                top + OFFERED_ROWS,
                at,
                {
                    "validate": "list",
                    "source": lists.source(words),
                    "error_type": "information",
                    "error_title": column.heading,
                    "error_message": _(
                        "This word is not in the list. It may be read all the same."
                    )[:255],
                },
            )
    grey = forms["grey day"], forms["grey"]
    looks = [
        (column.name, *(grey if column.told else _cell_forms(column, forms)))
        for column in sheet.table.fields
    ]
    for line, row in enumerate(sheet.rows, top + 1):
        for at, (name, day, plain) in enumerate(looks):
            _put(page, line, at, row.get(name), day, plain)
    page.freeze_panes(top + 1, 0)
    _on_paper(page, top)


def _explain(page: Any, sheets: Sequence[Filled], names: list[str], forms: dict[str, Any]) -> None:
    for at, (word, width) in enumerate(
        zip(map(str, guide.HEADS), (16, 18, 8, 48, 48, 30), strict=True)
    ):
        page.write_string(0, at, word, forms["head"])
        page.set_column(at, at, width)
    line = 1
    for sheet, name in zip(sheets, names, strict=True):
        for column in sheet.table.fields:
            offered = list(dict(sheet.offered or {}).get(column.name) or column.offered())
            for at, word in enumerate(
                (
                    name,
                    column.heading,
                    pgettext("column", "needed") if column.needed and not column.told else "",
                    (
                        _("Only tells which row it is; it is not read.")
                        if column.told
                        else str(column.help)
                    ),
                    "、".join(offered[:40]),
                    column.example,
                )
            ):
                page.write_string(line, at, word[:LONGEST], forms["wrap"])
            line += 1
    page.freeze_panes(1, 0)
    _on_paper(page, 0)


# -- remarks ---------------------------------------------------------------------------------------


def remarked(book: Workbook, remarks: Mapping[tuple[str, int, int], tuple[str, str]]) -> bytes:
    """The cells of a workbook (read with ``typed``) at their own places, with remarks as comments:
    (sheet, row, column from 1) -> (tone, words). Column 0 is the row itself.
    """
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True, **SAFE})

    @cache
    def look(code: str, tone: str, struck: bool) -> Any:
        """How a cell looks: its number format, the colour of its remark, whether it is struck
        through.
        """
        properties = {"num_format": code, "bg_color": TONES.get(tone, ""), "font_strikeout": struck}
        return (
            made.add_format({name: how for name, how in properties.items() if how})
            if any(properties.values())
            else None
        )

    for sheet in book.sheets:
        if not sheet.hidden:
            page = made.add_worksheet(sheet.name[:31])
            marked = {
                (row, column): note
                for (name, row, column), note in remarks.items()
                if name == sheet.name
            }
            _write_again(page, sheet, marked, look)
            _hide_again(page, sheet)
    made.close()
    return out.getvalue()


def _write_again(
    page: Any,
    sheet: Sheet,
    marked: Mapping[tuple[int, int], tuple[str, str]],
    look: Callable[..., Any],
) -> None:
    width = max(map(len, sheet.rows), default=1)
    for line, row in enumerate(sheet.rows, 1):
        whole = marked.get((line, 0))
        for at in range(max(len(row), 1)):
            note = marked.get((line, at + 1)) or (whole if at == 0 else None)
            tone = (note or whole or ("", ""))[0]
            struck = (line, at + 1) in sheet.struck
            _cell_again(
                page,
                line - 1,
                at,
                row[at] if at < len(row) else "",
                partial(look, tone=tone, struck=struck),
            )
            if note:
                page.write_comment(
                    line - 1,
                    at,
                    note[1][:1000],
                    {"x_scale": 2, "y_scale": max(1, len(note[1]) / 60), "author": "Zhixing"},
                )
    page.set_column(0, max(width - 1, 0), 16)


def _cell_again(page: Any, row: int, column: int, cell: Any, look: Callable[[str], Any]) -> None:
    """A cell as ``reading.read`` with ``typed`` gave it: what it held, in the format it had."""
    if isinstance(cell, list) and cell[0] == "as":
        page.write_number(row, column, cell[1], look(cell[2]))
    elif isinstance(cell, list):
        day = dt.date.fromisoformat(cell[1])
        page.write_datetime(row, column, dt.datetime(day.year, day.month, day.day), look(DAY))
    else:
        _put(page, row, column, cell, look(DAY), look(""))


def _hide_again(page: Any, sheet: Sheet) -> None:
    """What somebody had hidden stays hidden, so that it is asked about again."""
    for row in sheet.hidden_rows:
        page.set_row(row - 1, None, None, {"hidden": True})
    for column in sheet.hidden_columns:
        page.set_column(column - 1, column - 1, 16, None, {"hidden": True})
