"""The problem ledger (整改台账): each row in the state its own words say; struck-off rows are closed before Zhixing and in no rate."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.workbooks.reading import Workbook
from zhixing.foundation.kits.workbooks.tables import Header
from zhixing.foundation.kits.workbooks.values import as_read
from zhixing.foundation.machinery import progress
from zhixing.foundation.machinery.errors import BadInput
from zhixing.foundation.spine.calendar.queries import calendar
from zhixing.foundation.spine.norms.queries import value
from zhixing.foundation.spine.orgs import rules as names
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.models import Person
from zhixing.foundation.spine.people.rules import person_name
from zhixing.solve.problems.acts import import_problems
from zhixing.solve.problems.models import Problem
from zhixing.solve.problems.rules import OPEN, Source, State

from . import exports, rules, tables
from .reading import (
    CELL,
    CHECK,
    NEW,
    REFUSED,
    SAME,
    Answers,
    Line,
    Reading,
    Standing,
    open_sheets,
    which_unit,
)

AT_A_TIME = 500
Key = tuple[str, str]  # unit, text as it is compared
NOT_DONE = (State.DRAFT, State.RECEIVED, State.LISTED, State.DISPATCHED, State.ACCEPTED, State.IN_PROGRESS, State.WAITING)


@dataclass(slots=True)
class ProblemPlan:
    unit: Unit
    fields: dict[str, Any] = field(default_factory=dict)
    there: str = ""  # code of the problem when it is here already


class Words:
    """The words of the columns that know only a few: each is read once. Kept as long as the file is read."""

    def __init__(self) -> None:
        self.deadline, self.struck, self.kind, self.source = map(cache, (rules.read_deadline, rules.read_struck, rules.read_class, rules.read_source))


@dataclass(slots=True)
class Written:
    """A row that can come in; whether its problem is here already is looked at later."""

    line: Line
    header: Header
    cells: dict[str, str]

    @property
    def key(self) -> Key:
        return self.line.plan.unit.pk, rules.same_words(self.line.plan.fields["text"])

    @property
    def code(self) -> str:
        return self.cells.get("code", "").strip().upper()


def read(book: Workbook, answers: Answers, standing: Standing, on: dt.date) -> Reading:
    """What the ledger would do.

    Raises BadInput when no sheet is a ledger, or the day of receipt has not come yet.
    """
    if answers.received_on is not None and answers.received_on > on:
        raise BadInput(
            "day.future",
            _("This day has not come yet."),
            {"received_on": [_("This day has not come yet.")]},
        )
    reading = Reading("ledger", book, answers)
    reading.asks_received = True
    words, state_words = Words(), {state: str(word) for state, word in State.choices}
    rows: list[Written] = []
    for sheet, header in open_sheets(reading, tables.LEDGER):
        before = len(reading.lines)
        for row, cells in reading.read_rows(sheet, header, tables.LEDGER):
            line = Line(sheet.name, row)
            reading.lines.append(line)
            _row(reading, standing, words, header, line, cells, on)
            if line.action != REFUSED:
                rows.append(Written(line, header, cells))
        reading.sheets.append((sheet.name, len(reading.lines) - before))
    _compare(reading, rows, Existing.of(rows))
    for row in rows:
        row.line.says.append(state_words[row.line.plan.fields["state"]])
    _count(reading)
    reading.sort()
    return reading


def _count(reading: Reading) -> None:
    """What is good to know before importing."""
    good = [line.plan.fields for line in reading.lines if line.action != REFUSED]
    shelving = [row for row in good if row["standing"] and row["state"] == State.IN_PROGRESS]
    reading.numbers |= {
        "closed_before": sum(row["closed_before"] for row in good),
        "contradictory": sum(row["contradictory"] for row in good),
        "open": sum(not row["closed_before"] for row in good),
        "as_text": sum(bool(row["person_text"]) for row in good),
        "shelving": len(shelving),
    }


@dataclass
class Existing:
    """The problems that rows of the file speak of: by their code, or by unit and whole text."""

    by_code: dict[str, Problem] = field(default_factory=dict)
    by_key: dict[Key, list[Problem]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, rows: list[Written]) -> Existing:
        """All are looked at once, and what rows speak of is read."""
        if not rows:
            return cls()
        keys, codes, spoken = (
            {row.key for row in rows},
            {row.code for row in rows},
            defaultdict(list),
        )
        every = Problem.objects.exclude(state=State.VOID).order_by("pk")
        for code, noted, unit, title, text in every.values_list(
            "pk", "noted_unit", "unit", "title", "text"
        ).iterator(chunk_size=2000):
            words = rules.same_words(exports.whole_text(title, text))
            spoken[code] = [key for key in {(noted, words), (unit, words)} if key in keys]
            if not spoken[code] and code not in codes:
                del spoken[code]
        existing = cls()
        for at in range(0, len(spoken), AT_A_TIME):
            several = Problem.objects.filter(
                pk__in=list(spoken)[at : at + AT_A_TIME]
            ).select_related("unit", "person")
            for problem in sorted(
                several, key=lambda problem: (problem.state not in OPEN, problem.pk)
            ):
                existing.by_code[problem.pk] = problem
                for key in spoken[problem.pk]:
                    existing.by_key[key].append(problem)
        return existing

    def like(self, row: Written) -> Problem | None:
        """The problem with these words; of several the one that reads most like the row."""
        several = self.by_key.get(row.key, [])
        return min(several, key=lambda problem: len(list(differences(row, problem))), default=None)


def _compare(reading: Reading, rows: list[Written], existing: Existing) -> None:
    """Which rows are new, which are here already, and what those say otherwise."""
    seen: dict[Any, Line] = {}
    for row in rows:
        line, by_code = row.line, existing.by_code.get(row.code) if row.code else None
        problem = by_code or existing.like(row)
        own = [problem.pk] if problem is not None else []
        first = next(
            (seen[one] for one in (own if by_code else [row.key, *own]) if one in seen), None
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
            _otherwise(reading, row, problem)


def _otherwise(reading: Reading, row: Written, problem: Problem) -> None:
    """What the row says otherwise is told; nothing is changed, and the clerk chooses."""
    for nth, (column, now) in enumerate(differences(row, problem)):
        sides = {"here": now, "file": row.cells[column]}
        if nth:
            reading.note(
                CHECK,
                row.line.sheet,
                row.line.row,
                "problem.here",
                row.header,
                column,
                row.cells[column],
                sides=sides,
                code=problem.pk,
            )
        elif (
            reading.ask(
                row.line,
                "problem.here",
                row.header,
                column,
                sides,
                ("here", "new"),
                code=problem.pk,
            )
            == "new"
        ):
            row.line.plan.there, row.line.action = "", NEW


def differences(row: Written, problem: Problem) -> Iterator[tuple[str, str]]:
    """(column, what stands here) for every cell that says something else."""
    fields, cells, closed = row.line.plan.fields, row.cells, problem.state not in OPEN
    words_here = exports.whole_text(problem.title, problem.text)
    if rules.same_words(fields["text"]) != rules.same_words(words_here):
        yield "text", words_here
    if row.line.plan.unit.pk not in (problem.unit_id, problem.noted_unit_id):
        yield "unit", problem.unit.name
    due = _due_by_row(fields, problem)
    if problem.due is not None and (due not in (None, problem.due) or _lasts(fields, problem)):
        yield "due", problem.due.isoformat()
    if fields["closed_before"] != closed:
        yield "struck", str(problem.state_word(problem.state))
    elif not closed and rules.is_done(cells["progress"]) and problem.state in NOT_DONE:
        yield "progress", str(problem.state_word(problem.state))
    elif not same_progress(cells["progress"], problem):
        yield "progress", problem.after or str(problem.state_word(problem.state))
    if cells.get("kind") and fields["kind"] and fields["kind"] != problem.kind:
        yield "kind", str(problem.get_kind_display()) if problem.kind else ""
    if cells.get("source") and rules.read_source(cells["source"]) not in (None, problem.source):
        yield "source", str(problem.get_source_display())
    person = problem.person.name if problem.person else problem.person_text
    if cells.get("person") and names.compared(person_name(cells["person"])[:60]) != names.compared(
        person
    ):
        yield "person", person
    if cells.get("remedy") and as_read(cells["remedy"]) != as_read(problem.remedy):
        yield "remedy", problem.remedy


def _due_by_row(fields: dict[str, Any], problem: Problem) -> dt.date | None:
    """The day due by the row, counted for the problem as it stands; None when it names none."""
    if fields["immediate"] and problem.received_on is not None:
        return calendar().add_working_days(
            problem.received_on, value("problem.immediate", problem.received_on)
        )
    return fields["due"]


def _lasts(fields: dict[str, Any], problem: Problem) -> bool:
    """The row says that it has no end, and here it has one."""
    worked_on = problem.state in (State.DISPATCHED, State.ACCEPTED, State.IN_PROGRESS)
    return (
        fields["standing"]
        and worked_on
        and problem.review_on is None
        and not problem.shelving_proposed
    )


def same_progress(cell: str, problem: Problem) -> bool:
    """Whether the cell says what came in with the ledger, or what an export says today."""
    return as_read(cell) in {as_read(problem.after), as_read(exports.progress_words(problem))}


def _row(reading: Reading, standing: Standing, words: Words, header: Header, line: Line, cells: dict[str, str], on: dt.date) -> None:
    try:
        text, unit_name, person = names.stored(cells["text"]), names.stored(cells["unit"]), person_name(cells.get("person", ""))
    except names.UnseenSign:
        return reading.refuse(line, "text.long", header, "text", cells["text"], most=120)
    line.says = [text, unit_name]
    if not text:
        return reading.refuse(line, "text.missing", header, "text")
    if not unit_name:
        return reading.refuse(line, "unit.missing", header, "unit")
    unit, decided = which_unit(reading, standing, unit_name, line)
    if not decided:
        return reading.refuse(line, "unit.asked", header, "unit", unit_name, name=unit_name)
    if unit is None:
        return reading.refuse(line, "unit.unknown", header, "unit", unit_name, name=unit_name)
    struck = words.struck(cells["struck"])
    if struck is None:
        return reading.refuse(line, "struck.unknown", header, "struck", cells["struck"])
    done = rules.is_done(cells["progress"])
    state = State.ARCHIVED if struck else rules.read_state(cells["progress"])
    if state is None:
        return reading.refuse(line, "progress.unknown", header, "progress", cells["progress"])
    received = reading.answers.received_on or on
    deadline = words.deadline(cells["due"])
    if deadline.kind == "year":
        reading.asks_year = True
        deadline = words.deadline(cells["due"], reading.answers.year or (received.year if reading.answers.guess else None))
    if not _due(reading, header, line, cells["due"], deadline, state, received, on):
        return None
    if struck and not done:
        reading.note(CHECK, line.sheet, line.row, "struck.contradiction", header, "struck", f"{cells['struck']} / {cells['progress']}")
    kind, source = words.kind(cells.get("kind", "")), words.source(cells.get("source", ""))
    if kind is None:
        reading.note(CELL, line.sheet, line.row, "class.unknown", header, "kind", cells["kind"])
    if source is None and cells.get("source"):
        reading.note(CHECK, line.sheet, line.row, "source.unknown", header, "source", cells["source"])
    known = [one for one in standing.people.get(names.compared(person), []) if one.unit_id == unit.pk] if person else []
    someone: Person | None = known[0] if len(known) == 1 else None
    standing_due = deadline.kind == "standing" and not struck
    if standing_due and state == State.DISPATCHED:
        state = State.IN_PROGRESS
    line.plan = ProblemPlan(
        unit,
        {
            "title": text[:120], "text": text, "source": source or Source.OTHER, "state": state, "received_on": received, "kind": kind or "", "person": someone, "person_text": "" if someone else person[:60],
            "remedy": cells.get("remedy", ""), "progress": cells["progress"], "due": deadline.day, "immediate": deadline.kind == "immediate" and not struck, "standing": standing_due,
            "closed_before": struck, "contradictory": struck and not done,
        },
    )  # fmt: skip


def _due(reading: Reading, header: Header, line: Line, written: str, deadline: rules.Deadline, state: str, received: dt.date, on: dt.date) -> bool:
    """Whether the row may come in with this deadline; says what is to be said about it."""
    if state == State.ARCHIVED:
        if deadline.kind in ("unreadable", "never", "year"):
            reading.note(CELL, line.sheet, line.row, "due.year" if deadline.kind == "year" else "due.closed", header, "due", written)
        return True
    if deadline.kind in ("missing", "unreadable", "never", "year"):
        reading.refuse(line, f"due.{deadline.kind}", header, "due", written)
        return False
    if deadline.kind == "immediate":
        days = value("problem.immediate", received)
        reading.note(CHECK, line.sheet, line.row, "due.immediate", header, "due", written, days=days, day=calendar().add_working_days(received, days).isoformat())
    if deadline.kind == "standing":
        if state == State.REPORTED_SOLVED:
            reading.note(CHECK, line.sheet, line.row, "due.done", header, "due", written)
        else:
            review = on + dt.timedelta(days=value("problem.shelving_review", on))
            reading.note(CHECK, line.sheet, line.row, "due.standing", header, "due", written, day=review.isoformat())
    return True


def carry_out(actor: Any, county: Unit, reading: Reading) -> None:
    """Inside the act: the new rows become problems, unit by unit; what is here already is left as it stands."""
    units: dict[str, Unit] = {}
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in reading.lines:
        if line.action == NEW:
            units[line.plan.unit.pk] = line.plan.unit
            line.plan.fields["row"] = line.row
            rows[line.plan.unit.pk].append(line.plan.fields)
    progress.steps("problems", sum(len(several) for several in rows.values()))
    for code, several in rows.items():
        import_problems(actor, units[code], rows=several, file=reading.book.name)
