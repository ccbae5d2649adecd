"""Workbooks as offices keep them, read into plain text: cells, merged cells filled down, hidden sheets marked.

Values only (python-calamine): no formula is computed, no macro run, no link followed. What a file may cost is checked before it is unpacked.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import zipfile
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from zhixing.foundation.machinery.errors import BadInput

MOST_BYTES = 5_000_000
MOST_UNPACKED = 60_000_000
MOST_ENTRIES = 200
MOST_ROWS = 20_000
MOST_COLUMNS = 100
OLD_EXCEL = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Sheet:
    """One sheet: ``rows[0]`` is row 1 of the spreadsheet; every cell is text, an empty one is ``""``."""

    name: str
    hidden: bool
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Workbook:
    """A file that was read. ``digest`` tells two files apart (SHA-256 of the bytes)."""

    name: str
    digest: str
    sheets: tuple[Sheet, ...]

    def __str__(self) -> str:
        return self.digest


def read(name: str, content: bytes) -> Workbook:
    """Read an xlsx. Raises BadInput with a sentence when it is something else, is broken, or would cost too much."""
    _check(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = tuple(_sheet(book, one) for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet)
    except BadInput:
        raise
    except (CalamineError, OSError, ValueError) as fault:
        raise BadInput("workbook.broken", _("This workbook can not be read. Open it in your spreadsheet program and save it again as xlsx.")) from fault
    return Workbook(name, hashlib.sha256(content).hexdigest(), sheets)


def _check(content: bytes) -> None:
    if not content:
        raise BadInput("workbook.empty", _("The file is empty."))
    if len(content) > MOST_BYTES:
        raise BadInput("workbook.big", _("The file is larger than %(most)s MB."), most=MOST_BYTES // 1_000_000)
    if content.startswith(OLD_EXCEL):
        raise BadInput("workbook.old", _("This is an old or a locked Excel file. Open it, and save it as xlsx without a password."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            entries = parts.infolist()
    except zipfile.BadZipFile as fault:
        raise BadInput("workbook.other", _("This is no xlsx workbook.")) from fault
    names = {one.filename for one in entries}
    if "xl/workbook.xml" not in names:
        raise BadInput("workbook.other", _("This is no xlsx workbook."))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise BadInput("workbook.macros", _("This workbook holds macros. Save it as xlsx, which has none."))
    if len(entries) > MOST_ENTRIES or sum(one.file_size for one in entries) > MOST_UNPACKED:
        raise BadInput("workbook.bomb", _("Unpacked, this file is far too large."))


def _sheet(book: CalamineWorkbook, meta: Any) -> Sheet:
    hidden = meta.visible != SheetVisibleEnum.Visible
    if hidden:
        return Sheet(meta.name, True, ())
    page = book.get_sheet_by_name(meta.name)
    end = page.end
    if end is not None and (end[0] >= MOST_ROWS or end[1] >= MOST_COLUMNS):
        raise BadInput("workbook.long", _("The sheet %(sheet)s has more than %(rows)s rows or %(columns)s columns."), sheet=meta.name, rows=MOST_ROWS, columns=MOST_COLUMNS)
    rows = [[cell(one) for one in row] for row in page.to_python(skip_empty_area=False)]
    for (top, left), (bottom, right) in page.merged_cell_ranges or []:
        if left == right and top < len(rows) and left < len(rows[top]):  # a cell merged downwards holds for each of its rows; titles merged across do not
            for line in range(top, min(bottom + 1, len(rows))):
                rows[line][left] = rows[top][left]
    return Sheet(meta.name, False, tuple(tuple(row) for row in rows))


def cell(value: Any) -> str:
    """A value as its reader would write it: whole numbers without a fraction, days as ISO dates."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)
