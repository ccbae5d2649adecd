"""A cell of a unit's workbook has three texts: as it was sent, as it stands here, in the file.

What somebody has changed in the file comes in. What has changed here in the meantime stays, where
the file says nothing about it; where both have changed, both are told and the office chooses.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from zhixing.foundation.kits.workbooks.days import read_day
from zhixing.foundation.kits.workbooks.forms import Unreadable, time
from zhixing.foundation.kits.workbooks.tables import Field
from zhixing.foundation.kits.workbooks.values import as_read, plain, read_number

from ..notes import CHECK
from ..reading import Reading
from .rows import Row
from .scope import Scope
from .sheet import Sheet, rows_of

Texts = Mapping[str, str]  # column -> text

SHORT = 80  # signs; longer texts differ by every sign

TIME = re.compile(r"^\D{0,3}\d{1,2}\s*[:：时点]")


def texts(sheet: Sheet, row: Mapping[str, Any]) -> dict[str, str]:
    """What a row of ours says, as it is read back: columns that only tell are left out."""
    return {
        name: as_read(value.isoformat() if isinstance(value, dt.date) else str(value))
        for name, value in row.items()
        if name == "unit" or not sheet.table[name].told
    }


def match(sheet: Sheet, rows: list[Row], sent: list[dict[str, str]]) -> None:
    """Find for every row of the file the one that was sent out: it is untouched, or has changed."""
    names = set(chain.from_iterable(row.cells for row in rows))
    keys = ("unit", *sheet.keys)
    unchanged = {_signature(before, names) for before in sent}
    seen, changed = set(), defaultdict(list)
    for row in rows:
        own = _signature({name: as_read(cell) for name, cell in row.cells.items()}, names)
        row.untouched = own in unchanged
        if row.untouched:
            seen.add(own)
        else:
            changed[_key(sheet, row.cells, keys)].append(row)
    remaining: dict[Any, list[dict[str, str]]] = defaultdict(list)
    for before in sent:
        if _signature(before, names) not in seen:
            remaining[_key(sheet, before, keys)].append(before)
    for key, several in changed.items():
        candidates = remaining.get(key, [])
        if len(several) != 1 or len(candidates) != 1:
            continue
        if any(candidates[0].get(name) for name in sheet.keys):
            several[0].sent = candidates[0]


def merge(sheet: Sheet, scope: Scope, rows: list[Row], reading: Reading) -> None:
    """Make of each changed row what is to be carried out, with what stands here now."""
    changed = [row for row in rows if not row.untouched]
    if not changed:
        return
    standing = Standing([texts(sheet, row) for row in rows_of(sheet, scope)], sheet)
    for row in rows:  # what a row that was sent speaks of is no match for a new one
        if row.untouched or row.sent is not None:
            standing.claim(row)
    for row in changed:
        here = standing.of(row)
        if here is not None:
            _merge_row(sheet, row, here, reading)
        elif row.sent is not None and sheet.tells_gone and not sheet.once and not standing.has(row):
            _ask_about_gone_row(sheet, row, reading)
        elif row.sent is not None:
            _leave_untouched(sheet, row)


class Standing:
    """What stands here now, found by what a row of the file is about."""

    def __init__(self, rows: list[dict[str, str]], sheet: Sheet) -> None:
        self.sheet = sheet
        self.claimed: dict[int, Row] = {}  # which row of the file speaks of it
        self.by_key = _indexed(sheet, rows, sheet.keys)
        self.by_also = _indexed(sheet, rows, sheet.also)

    def has(self, row: Row) -> bool:
        """Whether anything of this name stands here."""
        return bool(self.by_key.get(_key(self.sheet, row.cells, self.sheet.keys)))

    def claim(self, row: Row) -> None:
        here = self._row_as_sent(row)
        if here is not None:
            self.claimed[id(here)] = row

    def of(self, row: Row) -> Texts | None:
        """The row that stands here and is meant; None when there is none, or several could be."""
        if row.sent is not None:
            return self._row_as_sent(row)
        several = self.by_key.get(_key(self.sheet, row.cells, self.sheet.keys), [])
        if not several and not row[self.sheet.keys[0]]:
            several = self.by_also.get(_key(self.sheet, row.cells, self.sheet.also), [])
        free = [here for here in several if id(here) not in self.claimed]
        return free[0] if len(free) == 1 else None

    def _row_as_sent(self, row: Row) -> Texts | None:
        """Of several with one name the one that still stands as it was sent."""
        several = self.by_key.get(_key(self.sheet, row.cells, self.sheet.keys), [])
        if len(several) > 1:
            before = row.sent or {name: as_read(cell) for name, cell in row.cells.items()}
            several = [here for here in several if _signature(here) == _signature(before)]
        return several[0] if len(several) == 1 else None


def _merge_row(sheet: Sheet, row: Row, here: Texts, reading: Reading) -> None:
    before = row.sent or {}
    for name, cell in row.cells.items():
        if name in sheet.keys or name == "unit" or not as_read(cell):
            continue
        column, sent, now = sheet.table[name], before.get(name, ""), here.get(name, "")
        if row.sent is not None and alike(column, cell, sent):
            row.cells[name] = now if column.needed else ""
        elif alike(column, cell, now) or alike(column, now, sent) or name in sheet.adds:
            continue
        elif (
            _choose(sheet, row, name, {"sent": sent, "here": now, "file": cell}, reading) != "file"
        ):
            row.cells[name] = now if column.needed else ""


def _choose(sheet: Sheet, row: Row, name: str, sides: dict[str, str], reading: Reading) -> str:
    personal: dict[str, Any] = {"personal": True} if name in sheet.personal else {}
    return reading.ask(
        row.line, "cell.conflict", row.header, name, sides, ("here", "file"), **personal
    )


def _ask_about_gone_row(sheet: Sheet, row: Row, reading: Reading) -> None:
    """What was sent out stands here no longer: the row is left, unless the office wants it."""
    sides = {
        "sent": _row_in_words(sheet, row.sent or {}),
        "here": "",
        "file": _row_in_words(sheet, row.cells),
    }
    personal: dict[str, Any] = {"personal": True} if sheet.personal else {}
    name = next((name for name in sheet.keys if name in row.header.columns), "")
    chosen = reading.ask(
        row.line, "row.gone", row.header, name, sides, ("here", "file"), **personal
    )
    if chosen != "file":
        row.untouched = True


def _leave_untouched(sheet: Sheet, row: Row) -> None:
    """Cells that stand as they were sent say nothing; those without which a row is none stay."""
    needed = {"unit", *sheet.keys, *sheet.table.needed}
    for name, cell in row.cells.items():
        if name not in needed and alike(sheet.table[name], cell, (row.sent or {}).get(name, "")):
            row.cells[name] = ""


def tell_times(sheet: Sheet, rows: Iterable[Row], reading: Reading) -> None:
    """A time of day in a column of days is told, where it is not kept."""
    days = [
        column.name
        for column in sheet.table.fields
        if column.kind == "day" and column.name not in sheet.times
    ]
    for row in rows:
        if row.untouched:
            continue
        for name in days:
            words = read_day(row[name]).time if row[name] else ""
            if words:
                line = row.line
                reading.note(
                    CHECK,
                    line.sheet,
                    line.row,
                    "cell.time",
                    row.header,
                    name,
                    row[name],
                    time=words,
                )


def alike(column: Field, cell: str, other: str) -> bool:
    """Whether two texts of a column say the same: days and numbers in any writing."""
    ours, theirs = as_read(cell), as_read(other)
    if ours == theirs or not ours or not theirs:
        return ours == theirs
    if column.kind == "day":
        days = read_day(ours).day, read_day(theirs).day
        return days[0] is not None and days[0] == days[1]
    if column.kind == "number":
        return read_number(ours) is not None and read_number(ours) == read_number(theirs)
    if _clock(ours) and _clock(theirs):
        return _clock(ours) == _clock(theirs)
    return len(ours) < SHORT and plain(ours) == plain(theirs)


def _clock(text: str) -> str:
    """A time of day as it is compared; empty when the text is none."""
    try:
        return time(text) if TIME.search(text) else ""
    except Unreadable:
        return ""


def _row_in_words(sheet: Sheet, row: Texts) -> str:
    return " · ".join(row[column.name] for column in sheet.table.fields if row.get(column.name))


def _signature(row: Texts, names: Iterable[str] | None = None) -> tuple[tuple[str, str], ...]:
    """All that a row says, in the columns that the file still has."""
    wanted = row.keys() if names is None else set(names) & row.keys()
    return tuple(sorted((name, row[name]) for name in wanted if row[name]))


def _key(sheet: Sheet, row: Texts, names: Iterable[str]) -> tuple[str, ...]:
    """What a row is about, comparable."""
    return tuple(_comparable(sheet, name, as_read(row.get(name, ""))) for name in names)


def _comparable(sheet: Sheet, name: str, cell: str) -> str:
    if name != "unit" and sheet.table[name].kind == "day" and cell:
        day = read_day(cell).day
        return day.isoformat() if day else cell
    return plain(cell)


def _indexed(sheet: Sheet, rows: Iterable[Texts], names: tuple[str, ...]) -> dict[Any, list[Texts]]:
    index: dict[Any, list[Texts]] = defaultdict(list)
    for row in rows if names else []:
        index[_key(sheet, row, names)].append(row)
    return index
