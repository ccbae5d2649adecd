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
        line, by_code = row.line, existing.by_code.get(row.code) if row.code else None
        problem = by_code or existing.closest(row)
        own = [problem.pk] if problem is not None else []
        first = next(
            (seen[key] for key in (own if by_code else [row.key, *own]) if key in seen), None
        )
        if first is not None:
            reading.refuse(
                line,
                "problem.twice",
                row.header,
                "text",
                row.cells["text"],
                at=[first.sheet, first.row],
            )
            continue
        seen |= dict.fromkeys([row.key, *own], line)
        if row.code and by_code is None:
            reading.note(
                CHECK,
                line.sheet,
                line.row,
                "code.unknown",
                row.header,
                "code",
                row.code,
                code=row.code,
            )
        line.action = NEW
        if problem is not None:
            line.plan.there, line.action = problem.pk, SAME
            update = _update_of(reading, row, problem)
            updates += [update] if update is not None else []
    return updates


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
