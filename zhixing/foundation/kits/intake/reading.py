"""What a workbook would do to the county, by sheet, row and column: the same for the dry run and
for the act.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.workbooks.guide import is_guide
from zhixing.foundation.kits.workbooks.reading import Sheet, Workbook
from zhixing.foundation.kits.workbooks.tables import Header, Table, data_rows, find_header
from zhixing.foundation.machinery import progress
from zhixing.foundation.spine.groups.models import Membership
from zhixing.foundation.spine.people.models import Person

from .answers import Answers, Question
from .cells import ASIDES, IN, OUT, Aside, Finding, Looks
from .notes import (
    CELL,
    CHECK,
    CHOOSE,
    INCOMPLETE,
    LEFT_OUT,
    NOT_READ,
    SET_ASIDE,
    Note,
    place,
    some_rows,
)
from .refusals import Refused
from .sentences import SENTENCES

NEW, CHANGED, SAME, REFUSED = "new", "changed", "same", "refused"


@dataclass(slots=True)
class Line:
    """One row of data and what becomes of it. ``says`` are the words of the dry run; ``plan`` is
    what the act needs.
    """

    sheet: str
    row: int
    action: str = NEW
    says: list[str] = field(default_factory=list)
    plan: Any = None
    doubled: bool = False  # adds nothing to a row above
    changes: list[tuple[str, str, str]] = field(default_factory=list)  # heading, old, new


class LeftOut(Exception):
    """A row that can not come in: why, and the column that is to blame."""

    def __init__(self, code: str, column: str, written: str = "", **params: Any) -> None:
        super().__init__(code)
        self.code, self.column, self.written, self.params = code, column, written, params


@dataclass
class Reading:
    """What would be made, changed and refused."""

    what: str
    book: Workbook
    answers: Answers
    lines: list[Line] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    questions: dict[str, Question] = field(default_factory=dict)
    strangers: set[str] = field(
        default_factory=set
    )  # names that are like no unit, so that nobody is asked
    sheets: list[tuple[str, int]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    asks_year: bool = False
    asks_received: bool = False
    numbers: dict[str, Any] = field(default_factory=dict)
    befores: list[tuple[Person, Membership | None, dict[str, str], dict[str, str]]] = field(
        default_factory=list
    )  # what ``carry_out`` changed about people: old, new
    headers: dict[str, Header] = field(default_factory=dict)
    columns: dict[tuple[str, int], dict[str, int]] = field(
        default_factory=dict
    )  # which column of a row holds what, where it is not as the first headings say
    on: dt.date | None = None
    about: list[str] = field(default_factory=list)  # names of the units whose rows they are

    def count(self, *actions: str) -> int:
        return sum(line.action in actions for line in self.lines)

    @property
    def rows(self) -> int:
        return len(self.lines)

    @property
    def good(self) -> int:
        return self.rows - self.count(REFUSED)

    @property
    def to_choose(self) -> int:
        """Places where the clerk has not chosen yet."""
        return sum(bool(note.options) and not note.chosen for note in self.notes)

    @property
    def to_do(self) -> int:
        return self.count(NEW, CHANGED)

    @property
    def unread(self) -> str:
        """Why nothing of the file could be read; ``""`` where something was."""
        if self.good:
            return ""
        first = next((note for note in self.notes if note.what == LEFT_OUT), None)
        if first is None:
            return str(_("below the headings stands no row with anything in it."))
        where = place(first.sheet, first.row) if first.row else first.sheet
        return str(_("%(place)s: %(why)s") % {"place": where, "why": first.sentence})

    def note(
        self,
        what: str,
        sheet: str,
        row: int,
        code: str,
        /,
        header: Header | None = None,
        column: str = "",
        written: str = "",
        rows: str = "",
        sides: dict[str, str] | None = None,
        **params: Any,
    ) -> None:
        note = self._place(what, sheet, row, code, header, column, written, rows, params)
        self.notes.append(replace(note, sides=sides) if sides else note)

    def remark(
        self,
        what: str,
        line: Line,
        code: str,
        /,
        header: Header | None,
        column: str,
        written: str,
        **params: Any,
    ) -> None:
        """A note about a cell of a row."""
        self.note(what, line.sheet, line.row, code, header, column, written, **params)

    def _place(
        self,
        what: str,
        sheet: str,
        row: int,
        code: str,
        header: Header | None,
        column: str,
        written: str,
        rows: str,
        params: dict[str, Any],
    ) -> Note:
        header = header or self.headers.get(sheet)
        heading = header.words.get(column, "") if header is not None else ""
        columns = self.columns.get((sheet, row)) or (header.columns if header is not None else {})
        return Note(
            what,
            sheet,
            row,
            code,
            column,
            heading,
            written,
            rows,
            params,
            columns.get(column, -1) + 1,
        )

    def ask(
        self,
        line: Line,
        code: str,
        /,
        header: Header,
        column: str,
        sides: dict[str, str],
        options: tuple[str, ...],
        written: str = "",
        **params: Any,
    ) -> str:
        """Note a place where the clerk chooses; answers the choice, ``""`` while there is none.

        Raises BadInput when it can not be chosen there.
        """
        note = self._place(
            CHECK,
            line.sheet,
            line.row,
            code,
            header,
            column,
            written or sides.get("file", ""),
            "",
            params,
        )
        chosen = self._chosen(note.key, options)
        what = CHECK if chosen else CHOOSE
        self.notes.append(replace(note, what=what, sides=sides, options=options, chosen=chosen))
        return chosen

    def _chosen(self, key: str, options: tuple[str, ...]) -> str:
        """What was chosen at a place, ``""`` while nothing is. Raises BadInput when it can not be
        chosen there.
        """
        chosen = self.answers.choices.get(key, "")
        if chosen and chosen not in options:
            possible = ", ".join(options)
            raise Refused.CHOICE_UNKNOWN(wrong=chosen[:40], place=key, possible=possible)
        return chosen

    def read_rows(
        self, sheet: Sheet, header: Header, table: Table
    ) -> Iterator[tuple[int, dict[str, str]]]:
        """(row number, column -> text) of the sheet's data.

        An empty cell that means the one above is filled in. A row that can not be itself for an
        error in it is told and left out. What is hidden or struck through is told with its number,
        and left out until somebody chooses.
        """
        choices = {
            code: self._chosen(Note.key_of(sheet.name, 0, code), SET_ASIDE) for code in ASIDES
        }
        looks, totals = Looks(sheet, table, choices), list[int]()
        for number, columns, cells in data_rows(sheet, header, table, totals):
            if columns is not header.columns:
                self.columns[sheet.name, number] = columns
            progress.step()
            findings, outcome = looks.at(number, columns, cells)
            if outcome == OUT:
                shown = [cells[name] for name in table.needed if cells.get(name)]
                self.lines.append(Line(sheet.name, number, REFUSED, says=shown))
            for finding in findings:
                self._tell(sheet.name, number, header, finding)
            if outcome == IN:
                yield number, cells
        for aside in looks.asides.values():
            self._tell_aside(sheet.name, header, aside)
        if totals:
            rows, count = some_rows(totals), {"count": len(totals)}
            self.notes.append(Note(CHECK, sheet.name, 0, "rows.totals", rows=rows, params=count))

    def _tell_aside(self, sheet: str, header: Header, aside: Aside) -> None:
        """How many rows or columns somebody has set aside, and the choice: read them too, or leave
        them out.
        """
        headings = "、".join(header.words.get(column, column) for column in aside.columns)
        note = Note(
            CHECK if aside.choice else LEFT_OUT,
            sheet,
            0,
            aside.code,
            aside.code,
            rows=some_rows(aside.rows),
            params={"count": len(aside.columns) or len(aside.rows), "headings": headings},
            options=SET_ASIDE,
            chosen=aside.choice,
        )
        self.notes.append(note)

    def _tell(self, sheet: str, row: int, header: Header, finding: Finding) -> None:
        what = CELL if finding.empties else CHECK
        if finding.decides:
            what = LEFT_OUT
        self.note(
            what,
            sheet,
            row,
            finding.code,
            header,
            finding.column,
            finding.written,
            **finding.params,
        )

    def refuse(
        self,
        line: Line,
        code: str,
        /,
        header: Header,
        column: str,
        written: str = "",
        **params: Any,
    ) -> None:
        line.action = REFUSED
        self.note(LEFT_OUT, line.sheet, line.row, code, header, column, written, **params)

    def settle(self) -> None:
        """Rows that are here already bring nothing: how they would come in is not said."""
        here = {(line.sheet, line.row) for line in self.lines if line.action == SAME}
        self.notes = [
            note
            for note in self.notes
            if not SENTENCES[note.code].on_entry or (note.sheet, note.row) not in here
        ]

    def sort(self) -> None:
        """By how much they matter: about the file, to be chosen, refused, completed, checked."""
        order = {CHOOSE: 0, LEFT_OUT: 1, NOT_READ: 1, CELL: 2, INCOMPLETE: 3, CHECK: 4}
        places = {name: at for at, (name, _count) in enumerate(self.sheets)}
        self.notes.sort(
            key=lambda note: (
                not SENTENCES[note.code].of_the_file,
                order[note.what],
                places.get(note.sheet, 99),
                note.row,
            )
        )


def open_sheets(reading: Reading, table: Table) -> list[tuple[Sheet, Header]]:
    """The sheets with the headings; the others are told. Raises BadInput when no sheet has them."""
    wanted = "、".join(table[column].words[0] for column in table.needed)
    ours = reading.book.mark.get("skip", "").split("|")
    sheets = []
    for sheet in reading.book.sheets:
        if sheet.hidden:
            reading.hidden.append(sheet.name)
            continue
        header = None if is_guide(sheet) else find_header(sheet, table)
        if header is not None:
            sheets.append((sheet, header))
            reading.headers[sheet.name] = header
        elif sheet.name not in ours and not is_guide(sheet) and sheet.says_something:
            reading.note(NOT_READ, sheet.name, 0, "sheet.no_header", needed=wanted)
    if not sheets:
        raise Refused.WORKBOOK_OTHER_HEADINGS(needed=wanted)
    return sheets
