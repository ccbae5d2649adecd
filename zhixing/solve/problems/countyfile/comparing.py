"""Which rows of a ledger are new, which are here already, and what the clerk chooses there."""

from __future__ import annotations

from typing import Any

from zhixing.foundation.kits.intake.notes import CHECK
from zhixing.foundation.kits.intake.reading import NEW, SAME, Line, Reading
from zhixing.foundation.kits.workbooks.tables import Header

from ..models import Problem
from .existing import Existing, differences, due_by_row
from .rows import Written
from .updating import Update


def compare(reading: Reading, rows: list[Written], existing: Existing) -> list[Update]:
    """Which rows are new, which are here already; answers what those shall change."""
    seen: dict[Any, Line] = {}
    updates: list[Update] = []
    for row in rows:
        line = row.line
        by_code = existing.by_code.get(row.code) if row.code else None
        problem = by_code or existing.closest(row)
        own = [problem.pk] if problem is not None else []
        keys = own if by_code else [row.key, *own]
        first = next((seen[key] for key in keys if key in seen), None)
        if first is not None:
            text, at = row.cells["text"], [first.sheet, first.row]
            reading.refuse(line, "problem.twice", row.header, "text", text, at=at)
            continue
        seen |= dict.fromkeys([row.key, *own], line)
        if row.code and by_code is None:
            code = row.code
            reading.remark(CHECK, line, "code.unknown", row.header, "code", code, code=code)
        line.action = NEW
        update = _here_already(reading, row, problem) if problem is not None else None
        updates += [update] if update is not None else []
    return updates


def _here_already(reading: Reading, row: Written, problem: Problem) -> Update | None:
    row.line.plan.there, row.line.action = problem.pk, SAME
    return _update_of(reading, row, problem)


def _update_of(reading: Reading, row: Written, problem: Problem) -> Update | None:
    """What the row says otherwise is told at one place; nothing is changed until the clerk chooses.

    Answers what is to be changed, where the file was chosen.
    """
    stored_words = dict(differences(row, problem))
    if not stored_words:
        return None
    file = {column: row.cells[column] for column in stored_words}
    sides = {
        "here": _cells_in_words(row.header, stored_words),
        "file": _cells_in_words(row.header, file),
    }
    column, code = next(iter(stored_words)), problem.pk
    options = ("here", "file", "new") if reading.answers.by is not None else ("here", "new")
    chosen = reading.ask(
        row.line, "problem.here", row.header, column, sides, options, file[column], code=code
    )
    if chosen == "new":
        row.line.plan.there, row.line.action = "", NEW
    if chosen != "file":
        return None
    due = due_by_row(row.line.plan, problem)
    both = {column: (stored_words[column], file[column]) for column in stored_words}
    return Update(row.line, row.header, problem, due, both)


def _cells_in_words(header: Header, words: dict[str, str]) -> str:
    """The words of one column alone, those of several each under its heading."""
    if len(words) == 1:
        return next(iter(words.values()))
    return "\n".join(
        f"{header.words.get(column, column)}：{text}" for column, text in words.items()
    )
