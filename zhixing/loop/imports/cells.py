"""What is doubtful about the cells of a row, before anybody reads what they mean. One place for all kinds of files.

Nothing is guessed: where a cell that decides about a row is an error, or is empty below one that is, the row is left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from zhixing.foundation.kits.workbooks.reading import (
    DIGITS,
    FORMAT,
    NO_FORMAT,
    NO_VALUE,
    NOTHING_SHOWN,
    Sheet,
    cell_name,
)
from zhixing.foundation.kits.workbooks.tables import Table
from zhixing.foundation.kits.workbooks.values import tidy

DOUBTS = {FORMAT: "cell.format", NO_FORMAT: "cell.format", NOTHING_SHOWN: "cell.shows_nothing", DIGITS: "cell.digits"}


@dataclass(frozen=True)
class Finding:
    """Something about a cell: a column, a sentence (``reading.SENTENCES``) with its words, and what it does to the row."""

    column: str
    code: str
    params: dict[str, str] = field(default_factory=dict)
    written: str = ""
    decides: bool = False  # the row is left out
    empties: bool = False  # the cell is


@dataclass
class Looks:
    """Looks at the rows of a sheet, from above to below."""

    sheet: Sheet
    table: Table
    above: dict[int, int] = field(default_factory=dict)  # index of a column -> row whose cell holds for those below

    def at(self, number: int, columns: dict[str, int], cells: dict[str, str]) -> list[Finding]:
        """What is found in a row. Its empty cells that mean those above are filled in, its errors are emptied."""
        findings = self._fill_down(number, columns, cells)
        if self.sheet.errors:
            findings += self._errors(number, columns, cells)
        if self.sheet.doubts:
            findings += self._doubts(number, columns, cells)
        return findings

    def _fill_down(self, number: int, columns: dict[str, int], cells: dict[str, str]) -> list[Finding]:
        findings = []
        for column in self.table.downward:
            at = columns.get(column)
            if at is None:
                continue
            if cells[column] or (number, at + 1) in self.sheet.errors:
                self.above[at] = number
                continue
            row = self.above.get(at)
            if row is None:
                continue
            cells[column] = tidy(self.sheet.rows[row - 1][at])
            if (row, at + 1) in self.sheet.errors:
                findings.append(Finding(column, "cell.below_error", {"cell": cell_name(row, at + 1)}, decides=True))
        return findings

    def _errors(self, number: int, columns: dict[str, int], cells: dict[str, str]) -> list[Finding]:
        findings = []
        for name, at in columns.items():
            word = self.sheet.errors.get((number, at + 1))
            if word is None or self.table[name].told:
                continue
            code, params = error_told(number, at + 1, word)
            decides = self.table[name].decides
            findings.append(Finding(name, code, params, cells[name], decides, not decides))
            cells[name] = ""
        return findings

    def _doubts(self, number: int, columns: dict[str, int], cells: dict[str, str]) -> list[Finding]:
        findings = []
        for name, at in columns.items():
            why = self.sheet.doubts.get((number, at + 1))
            column = self.table[name]
            if why is not None and not column.told and (why == DIGITS or not column.by_value):
                findings.append(Finding(name, DOUBTS[why], {}, cells[name]))
        return findings


def error_told(row: int, column: int, word: str) -> tuple[str, dict[str, str]]:
    """(code, words) of a cell that shows an error."""
    cell = cell_name(row, column)
    if word == NO_VALUE:
        return "cell.no_value", {"cell": cell}
    program = "Excel" if word.startswith("#") else "LibreOffice"
    return "cell.error", {"cell": cell, "error": word, "program": program}
