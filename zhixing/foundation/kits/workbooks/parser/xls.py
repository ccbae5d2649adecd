"""Reads an xls (Excel 97 to 2003): the values by calamine, which tells neither formats nor what is hidden."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from .formats import general
from .page import ERROR, NO_FORMAT, Ask, Page, Refused, called, held

OURS = "_zhixing"


def sheets(content: bytes, ask: Ask) -> list[dict[str, Any]]:
    """The sheets of an xls. Raises Refused."""
    from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError:
        raise Refused("workbook.locked") from None
    found, names = [], set()
    for meta in book.sheets_metadata:
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        page = Page(called(meta.name, names), meta.visible != SheetVisibleEnum.Visible, ask)
        if not page.hidden or meta.name == OURS:
            _fill(page, book.get_sheet_by_name(meta.name), ask)
        found.append(page.told())
    return found


def _fill(page: Page, sheet: Any, ask: Ask) -> None:
    bottom, right = sheet.end or (0, 0)
    if bottom >= ask.rows or right >= ask.columns or (bottom + 1) * (right + 1) > ask.cells:
        raise ask.too_long(page.name)
    for number, row in enumerate(sheet.to_python(skip_empty_area=False), 1):
        for column, value in enumerate(row, 1):
            if value not in ("", None):
                _put(page, number, column, value)
    for (top, left), (low, other) in sheet.merged_cell_ranges or []:
        if left == other:
            page.merged.append((top + 1, left + 1, low + 1))


def _put(page: Page, row: int, column: int, value: Any) -> None:
    if isinstance(value, str) and ERROR.fullmatch(value):
        page.put_error(row, column, value)
        return
    page.put(row, column, _typed(value) if page.ask.typed else general(value) if isinstance(value, float) else held(value))
    if isinstance(value, float) and not value.is_integer():
        page.doubts[row, column] = NO_FORMAT
    if isinstance(value, float) and general(value) != held(value):
        page.values[row, column] = held(value)


def _typed(value: Any) -> Any:
    if isinstance(value, float) and abs(value) < 1e21:  # neither without end nor without sense
        return int(value) if value.is_integer() else value
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return ["day", value.isoformat()]
    return held(value)
