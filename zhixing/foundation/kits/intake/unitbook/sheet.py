"""What a sheet of the workbook of a unit is. It says what stands there now (``now``) and what a row
does (``take``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.workbooks.days import read_day
from zhixing.foundation.kits.workbooks.tables import Field, Table
from zhixing.foundation.kits.workbooks.values import as_read, plain
from zhixing.foundation.machinery.errors import BadInput
from zhixing.foundation.machinery.rehearsal import attempt

from ..notes import CHECK
from ..reading import CHANGED, NEW, REFUSED, SAME, Reading
from .rows import Row, RowRefused, refused, said
from .saying import same
from .scope import Scope

UNIT = Field(
    "unit",
    ("单位", "单位名称", "所在单位", "填报单位"),
    "Unit",
    width=24,
    help=_("Only where the file holds several units."),
)


class Sheet:
    """One sheet of the workbook: a table, what stands in it now, and what a row does."""

    name = ""
    title: Any = ""
    place = 0  # among the others: what a later one needs, an earlier one has made
    personal: frozenset[str] = frozenset()  # columns whose words are not kept with the import
    keys: tuple[str, ...] = ()  # columns that say which one a row is about
    once = ""  # the column of a code that no two rows may have
    also: tuple[str, ...] = ()  # columns that tell it where the first of ``keys`` is empty
    adds: frozenset[str] = frozenset()  # columns whose words are added to those that stand here
    times: frozenset[str] = frozenset()  # columns of days whose time of day is kept
    merges = True  # what stands here now can be compared with what was sent out
    tells_gone = True  # a row whose thing is gone is asked about

    def fields(self) -> Iterable[Field]:
        raise NotImplementedError

    @cached_property
    def table(self) -> Table:
        return Table(self.name, self.title, (UNIT, *self.fields()))

    def now(self, scope: Scope) -> Iterator[dict[str, Any]]:
        """What stands there, column -> value, in the order of the sheet."""
        raise NotImplementedError

    def words(self, row: Row) -> list[str]:
        """What the dry run shows of a row."""
        return [row[column.name] for column in self.table.fields if column.needed][:4]

    def take(self, scope: Scope, row: Row) -> str:
        """Carry the row out; answers NEW, CHANGED or SAME. Raises RowRefused."""
        raise NotImplementedError

    def run(self, scope: Scope, rows: list[Row], reading: Reading) -> None:
        """All rows of the sheet, each whole or not at all."""
        seen: dict[str, Row] = {}
        done: dict[tuple[str, ...], Row] = {}  # rows without a code, by what they are about
        for row in rows:
            code = row[self.once].upper() if self.once else ""
            if row.untouched:
                row.line.action = SAME
                seen.setdefault(code, row)
                continue
            if code and code in seen:
                self.refuse(
                    row,
                    reading,
                    refused(
                        self.once,
                        _("This code stands in row %(row)s already. A new one has no code."),
                        row=seen[code].line.row,
                    ),
                )
                continue
            if code:
                seen[code] = row
            about = () if code else self.about(row)
            if about in done:
                self._again(row, done[about], reading)
                continue
            self.one(scope, row, reading, lambda row=row: self.take(scope, row))
            if about and row.line.action in (NEW, CHANGED):
                done[about] = row

    def about(self, row: Row) -> tuple[str, ...]:
        """What a row without a code is about, comparable; empty where it does not say so."""
        if not all(as_read(row[name]) for name in self.also or self.keys):
            return ()
        names = dict.fromkeys((*self.keys, *self.also))
        return tuple(_comparable(self.table[name], as_read(row[name])) for name in names)

    def _again(self, row: Row, first: Row, reading: Reading) -> None:
        """A second row about what the file has brought above overwrites nothing."""
        named = ("unit", *self.keys, *self.also)
        other = [
            name
            for name, cell in row.cells.items()
            if cell and name not in named and not self._alike(name, cell, first[name])
        ]
        if other:
            sentence = _(
                "The same as in row %(row)s, and this cell reads otherwise. The first one counts."
            )
            self.refuse(row, reading, refused(other[0], sentence, row=first.line.row))
            return
        row.line.action, line = SAME, row.line
        column, place = (self.also or self.keys)[0], [first.line.sheet, first.line.row]
        reading.note(
            CHECK, line.sheet, line.row, "row.again", row.header, column, row[column], at=place
        )

    def _alike(self, name: str, cell: str, other: str) -> bool:
        column = self.table[name]
        return same(cell, other) or _comparable(column, cell) == _comparable(column, other)

    def one(self, scope: Scope, row: Row, reading: Reading, work: Any) -> None:
        """A row, or a row that stands for several: carried out, or refused with its reasons."""
        row.line.changes, befores = [], len(scope.befores)
        try:
            with attempt():
                row.line.action = work()
        except RowRefused as refusal:
            del scope.befores[befores:]
            self.refuse(row, reading, refusal)
        except BadInput as refusal:
            del scope.befores[befores:]
            self.refuse(row, reading, RowRefused(("", said(refusal.sentence, refusal.params))))

    def refuse(self, row: Row, reading: Reading, refusal: RowRefused) -> None:
        row.line.action, row.line.changes = REFUSED, []
        nameless = {"nameless": list(refusal.kept)} if refusal.kept else {}
        for column, (chinese, english) in refusal.reasons:
            at = column if column in row.header.columns else ""
            written = row[at] if at else ""
            more = nameless | ({"personal": True} if at in self.personal else {})
            reading.refuse(
                row.line, "row.said", row.header, at, written, zh=chinese, en=english, **more
            )


def _comparable(column: Field, cell: str) -> str:
    on = read_day(cell).day if column.kind == "day" else None
    return on.isoformat() if on else plain(cell)


def rows_of(sheet: Sheet, scope: Scope) -> list[dict[str, Any]]:
    """What the sheet shows of this unit, with nothing but text, numbers and days."""
    return [
        {name: value for name, value in line.items() if value not in (None, "")}
        for line in sheet.now(scope)
    ]


_SHEETS: list[Sheet] = []


def register(*sheets: Sheet) -> None:
    """Called when the process starts (a room's ``sheets``). A name and a place are registered
    once.
    """
    for sheet in sheets:
        if any(sheet.name == other.name or sheet.place == other.place for other in _SHEETS):
            raise RuntimeError(f"the sheet {sheet.name} is registered twice")
        _SHEETS.append(sheet)


def sheets_in_order() -> list[Sheet]:
    """All sheets, in the order in which they stand in the workbook and are carried out."""
    return sorted(_SHEETS, key=lambda sheet: sheet.place)
