"""Which page of a file is which sheet, and what was sent out in it."""

from __future__ import annotations

import json
import re
from collections import defaultdict

from zhixing.foundation.kits.workbooks.forms import CHINESE, ENGLISH, both
from zhixing.foundation.kits.workbooks.guide import is_cover, is_guide
from zhixing.foundation.kits.workbooks.reading import Sheet as Page
from zhixing.foundation.kits.workbooks.reading import Workbook
from zhixing.foundation.kits.workbooks.tables import Header, find_header
from zhixing.foundation.kits.workbooks.values import as_read

from ..notes import NOT_READ
from ..reading import Reading
from ..refusals import Refused
from .sheet import Sheet, sheets_in_order

HAN = re.compile("[\u4e00-\u9fff]")


def language_of(header: Header) -> str:
    """The language a sheet was made in: its words of choices are compared with ours in it."""
    return CHINESE if any(HAN.search(word) for word in header.words.values()) else ENGLISH


def rows_as_sent(book: Workbook) -> dict[str, list[dict[str, str]]]:
    """The rows as they were sent out, sheet by sheet: kept in the hidden sheet, so that only what
    somebody has changed counts.
    """
    rows_by_sheet: dict[str, list[dict[str, str]]] = defaultdict(list)
    for key, words in book.marks:
        name, sign, _nth = key.partition("#")
        if sign:
            try:
                cells = json.loads(words)
            except ValueError:
                continue
            if isinstance(cells, dict):
                rows_by_sheet[name].append(
                    {str(column): as_read(str(cell)) for column, cell in cells.items()}
                )
    return rows_by_sheet


def read_cells(sheet: Sheet, cells: dict[str, str]) -> dict[str, str]:
    """The cells of a row that are read; those that only tell are left out."""
    return {
        name: cell for name, cell in cells.items() if name == "unit" or not sheet.table[name].told
    }


def pages_of(reading: Reading) -> list[tuple[Sheet, Page, Header]]:
    """Which page is which sheet: the one whose headings it has, and of several the one with the
    most of them.
    """
    ours, pages = reading.book.mark.get("skip", "").split("|"), []
    for page in reading.book.sheets:
        if page.hidden:
            reading.hidden.append(page.name)
        if page.hidden or page.name in ours or is_guide(page) or is_cover(page):
            continue
        fits = [
            (len(header.columns), sheet, header)
            for sheet in sheets_in_order()
            if (header := find_header(page, sheet.table)) is not None
        ]
        if fits:
            _count, sheet, header = max(fits, key=lambda fit: fit[0])
            reading.headers[page.name] = header
            pages.append((sheet, page, header))
        elif page.says_something:
            _note_unread_page(reading, page)
    if not pages:
        raise Refused.WORKBOOK_HEADINGS()
    return pages


def _note_unread_page(reading: Reading, page: Page) -> None:
    """A sheet of ours that has lost a heading it can not do without is told with its headings."""
    sheet = next((sheet for sheet in sheets_in_order() if page.name in both(sheet.title)), None)
    if sheet is None:
        reading.note(NOT_READ, page.name, 0, "sheet.not_ours")
        return
    needed = "、".join(sheet.table[name].words[0] for name in sheet.table.needed)
    reading.note(NOT_READ, page.name, 0, "sheet.no_header", needed=needed)
