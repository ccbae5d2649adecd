"""Reads an xls (Excel 97 to 2003): the values by calamine, what they look like by ``biff``."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from .biff import Looks, SheetLooks, looks
from .formats import format_of, general
from .page import NO_FORMAT, Ask, Page, Refused, called, error_word, held
from .xlsx import seen_number

OURS = "_zhixing"
BEGINS = dt.datetime(1899, 12, 30)


def sheets(content: bytes, ask: Ask) -> list[dict[str, Any]]:
    """The sheets of an xls. Raises Refused."""
    from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError:
        raise Refused("workbook.locked") from None
    pages: list[dict[str, Any]] = []
    names: set[str] = set()
    book_looks = looks(content)
    for nth, meta in enumerate(book.sheets_metadata):
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        page = Page(called(meta.name, names), meta.visible != SheetVisibleEnum.Visible, ask)
        if not page.hidden or meta.name == OURS:
            Cells(page, book_looks, nth).fill(book.get_sheet_by_name(meta.name))
        pages.append(page.printable())
    return pages


class Cells:
    """One sheet."""

    def __init__(self, page: Page, book: Looks | None, nth: int) -> None:
        self.page, self.book = page, book
        self.sheet = book.sheets[nth] if book is not None and nth < len(book.sheets) else None

    def fill(self, sheet: Any) -> None:
        ask, page = self.page.ask, self.page
        bottom, right = sheet.end or (0, 0)
        if bottom >= ask.rows or right >= ask.columns or (bottom + 1) * (right + 1) > ask.cells:
            raise ask.too_long(page.name)
        for number, row in enumerate(sheet.to_python(skip_empty_area=False), 1):
            for column, value in enumerate(row, 1):
                if value not in ("", None):
                    self._put(number, column, value)
        for (top, left), (low, other) in sheet.merged_cell_ranges or []:
            if left == other:
                page.merged.append((top + 1, left + 1, low + 1))
        if self.sheet is not None:
            self._looks(self.sheet)

    def _looks(self, sheet: SheetLooks) -> None:
        """What the values do not say."""
        page = self.page
        for (row, column), word in sheet.errors.items():
            page.put_error(row, column, word)
        page.hidden_rows, page.hidden_columns, page.filtered = (
            sheet.hidden_rows,
            sheet.hidden_columns,
            sheet.filtered,
        )
        for place, style in sheet.styles.items():
            if self._style(style)[1] and page.cells.get(place[0], {}).get(place[1]):
                page.struck.add(place)

    def _style(self, nth: int | None) -> tuple[str, bool]:
        if self.book is None or nth is None or nth >= len(self.book.styles):
            return ("", False)
        return self.book.styles[nth]

    def _put(self, row: int, column: int, value: Any) -> None:
        error = error_word(value) if isinstance(value, str) else ""
        if error:
            self.page.put_error(row, column, error)
            return
        style = self.sheet.styles.get((row, column)) if self.sheet is not None else None
        code, _struck = self._style(style)
        number = _number(value)
        if code and number is not None:
            cell, held_value, doubt = seen_number(
                number, format_of(code), self.page.ask.typed, False
            )
        elif code and isinstance(value, str):
            cell, held_value, doubt = format_of(code).text(held(value)), None, ""
        else:
            cell, held_value, doubt = self._plain(value)
        self.page.put(row, column, cell)
        if held_value is not None:
            self.page.values[row, column] = held_value
        if doubt:
            self.page.doubts[row, column] = doubt

    def _plain(self, value: Any) -> tuple[Any, str | None, str]:
        """A value whose format is not known."""
        if not isinstance(value, float):
            return _typed(value) if self.page.ask.typed else held(value), None, ""
        text = general(value)
        doubt = "" if value.is_integer() else NO_FORMAT
        return (
            _typed(value) if self.page.ask.typed else text,
            held(value) if held(value) != text else None,
            doubt,
        )


def _number(value: Any) -> float | None:
    """The number a value is kept as: calamine makes days and times of some. None: it is none."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, dt.datetime):
        return (value - BEGINS) / dt.timedelta(days=1)
    if isinstance(value, dt.date):
        return float((value - BEGINS.date()).days)
    if isinstance(value, dt.time):
        return (
            value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
        ) / 86400
    if isinstance(value, dt.timedelta):
        return value / dt.timedelta(days=1)
    return None


def _typed(value: Any) -> Any:
    number = _number(value) if isinstance(value, int | float) else None
    if number is not None and abs(number) < 1e21:  # neither without end nor without sense
        return int(number) if number.is_integer() else number
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return ["day", value.isoformat()]
    return held(value)
