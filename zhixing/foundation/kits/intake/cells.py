"""What is doubtful about the cells of a row, before anybody reads what they mean. One place for all
kinds of files.

What somebody has hidden or struck through is asked about. Nothing is guessed: where a cell that
decides about a row is an error, or is empty below one that is, the row is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from zhixing.foundation.kits.workbooks.reading import (
    DIGITS,
    FORMAT,
    NO_FORMAT,
    NO_VALUE,
    NOTHING_SHOWN,
    PART_STRUCK,
    SHOWS_LESS,
    Sheet,
    cell_name,
)
from zhixing.foundation.kits.workbooks.tables import Table
from zhixing.foundation.kits.workbooks.values import tidy

FILTERED, HIDDEN, STRUCK, COLUMNS = "rows.filtered", "rows.hidden", "rows.struck", "columns.hidden"
TAKE, LEAVE = "take", "leave"
ASIDES = (FILTERED, HIDDEN, STRUCK, COLUMNS)
IN, OUT, LEFT = "in", "out", "left"
UNREAD = ("number", "note")  # columns that say nothing that is read
DOUBTS = {
    FORMAT: "cell.format",
    NO_FORMAT: "cell.format",
    NOTHING_SHOWN: "cell.shows_nothing",
    DIGITS: "cell.digits",
    SHOWS_LESS: "cell.shows_less",
    PART_STRUCK: "cell.part_struck",
}
HELD = (DIGITS, SHOWS_LESS)  # doubts about what a cell holds, others are about what it shows
DITTO = frozenset({"同上", "同前", "〃", "″", '"', "''", "..", "…"})  # what is above holds


@dataclass(frozen=True)
class Finding:
    """Something about a cell: a column, a sentence (``reading.SENTENCES``) with its words, and what
    it does to the row.
    """

    column: str
    code: str
    params: dict[str, Any] = field(default_factory=dict)
    written: str = ""
    decides: bool = False  # the row is left out
    empties: bool = False  # the cell is


@dataclass
class Aside:
    """Rows or columns that somebody has set aside (hidden, struck through): whoever imports says
    what becomes of them.
    """

    code: str
    choice: str = ""  # "take", "leave", or "" while nobody has said
    rows: list[int] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)


@dataclass
class Looks:
    """Looks at the rows of a sheet, from above to below."""

    sheet: Sheet
    table: Table
    choices: Mapping[str, str] = field(
        default_factory=dict
    )  # code of an ``Aside`` -> what was chosen
    asides: dict[str, Aside] = field(default_factory=dict)
    above: dict[int, int] = field(
        default_factory=dict
    )  # index of a column -> row whose cell holds for those below

    def at(
        self, number: int, columns: dict[str, int], cells: dict[str, str]
    ) -> tuple[list[Finding], str]:
        """What is found in a row, and whether it is read: ``IN``, ``OUT``, or ``LEFT`` as somebody
        has chosen.

        Its empty cells that mean those above are filled in, errors and hidden cells that stay out
        are emptied.
        """
        findings = self._fill_down(number, columns, cells)
        outcome = self._set_aside(number, columns, cells)
        if outcome != IN:
            return [], outcome
        if self.sheet.errors:
            findings += self._errors(number, columns, cells)
        if self.sheet.doubts or self.sheet.struck:
            findings += self._doubts(number, columns, cells)
        return findings, OUT if any(finding.decides for finding in findings) else IN

    def _set_aside(self, number: int, columns: dict[str, int], cells: dict[str, str]) -> str:
        """Whether a row is read that somebody has hidden or struck through. A row that can not be
        itself without a hidden cell is not.
        """
        codes = []
        if number in self.sheet.hidden_rows:
            codes.append(FILTERED if self.sheet.filtered else HIDDEN)
        if self.sheet.struck and self._is_struck(number, columns):
            codes.append(STRUCK)
        asides = [self._aside(code, number) for code in codes]
        if self.sheet.hidden_columns:
            asides += self._hidden_cells(number, columns, cells)
        if any(aside.choice == LEAVE for aside in asides):
            return LEFT
        return OUT if any(aside.choice != TAKE for aside in asides) else IN

    def _hidden_cells(
        self, number: int, columns: dict[str, int], cells: dict[str, str]
    ) -> list[Aside]:
        """Empties the cells of hidden columns that stay out; answers why the row can not do without
        one of them.
        """
        asides = []
        for name, at in columns.items():
            column = self.table[name]
            if (
                at + 1 not in self.sheet.hidden_columns
                or not cells[name]
                or column.told
                or name in UNREAD
            ):
                continue
            aside = self._aside(COLUMNS, number, name)
            if aside.choice == TAKE:
                continue
            cells[name] = ""
            if column.decides:
                asides.append(aside)
        return asides

    def _aside(self, code: str, number: int, column: str = "") -> Aside:
        aside = self.asides.setdefault(code, Aside(code, self.choices.get(code, "")))
        if number not in aside.rows[-1:]:
            aside.rows.append(number)
        if column and column not in aside.columns:
            aside.columns.append(column)
        return aside

    def _is_struck(self, number: int, columns: dict[str, int]) -> bool:
        """Whether a cell that decides about the row is struck through."""
        return any(
            (number, at + 1) in self.sheet.struck and self.table[name].decides
            for name, at in columns.items()
        )

    def _fill_down(
        self, number: int, columns: dict[str, int], cells: dict[str, str]
    ) -> list[Finding]:
        findings = []
        for column in self.table.downward:
            at = columns.get(column)
            if at is None:
                continue
            if cells[column] in DITTO:
                cells[column] = ""
            if cells[column] or (number, at + 1) in self.sheet.errors:
                self.above[at] = number
                continue
            row = self.above.get(at)
            if row is None:
                continue
            cells[column] = tidy(self.sheet.rows[row - 1][at])
            if (row, at + 1) in self.sheet.errors:
                findings.append(
                    Finding(
                        column, "cell.below_error", {"cell": cell_name(row, at + 1)}, decides=True
                    )
                )
        return findings

    def _errors(self, number: int, columns: dict[str, int], cells: dict[str, str]) -> list[Finding]:
        findings = []
        for name, at in columns.items():
            word = self.sheet.errors.get((number, at + 1))
            if word is None or self.table[name].told:
                continue
            code, params = error_words(number, at + 1, word)
            decides = self.table[name].decides
            findings.append(Finding(name, code, params, cells[name], decides, not decides))
            cells[name] = ""
        return findings

    def _doubts(self, number: int, columns: dict[str, int], cells: dict[str, str]) -> list[Finding]:
        findings = []
        for name, at in columns.items():
            if (number, at + 1) in self.sheet.struck and not self.table[name].decides:
                findings.append(Finding(name, "cell.struck", {}, cells[name]))
            why = self.sheet.doubts.get((number, at + 1))
            column = self.table[name]
            if why is None or column.told:
                continue
            if why == PART_STRUCK:
                findings += self._half_struck(name, cells)
            elif (why in HELD) if column.by_value else (why != SHOWS_LESS):
                findings.append(Finding(name, DOUBTS[why], {}, cells[name]))
        return findings

    def _half_struck(self, name: str, cells: dict[str, str]) -> list[Finding]:
        """A cell of which a part is struck through: which words hold, nobody guesses."""
        if name in UNREAD:
            return []
        decides, written = self.table[name].decides, cells[name]
        cells[name] = ""
        return [Finding(name, DOUBTS[PART_STRUCK], {}, written, decides, not decides)]


def error_words(row: int, column: int, word: str) -> tuple[str, dict[str, Any]]:
    """(code, words) of a cell that shows an error."""
    cell = cell_name(row, column)
    if word == NO_VALUE:
        return "cell.no_value", {"cell": cell}
    program = "Excel" if word.startswith("#") else "LibreOffice"
    return "cell.error", {"cell": cell, "error": word, "program": program}
