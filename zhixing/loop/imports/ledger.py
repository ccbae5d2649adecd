"""The problem ledger (整改台账): each row in the state its own words say; struck-off rows are closed before Zhixing and in no rate."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from zhixing.foundation.kits.workbooks.reading import Workbook
from zhixing.foundation.kits.workbooks.tables import Header
from zhixing.foundation.machinery import progress
from zhixing.foundation.spine.calendar.queries import calendar
from zhixing.foundation.spine.norms.queries import value
from zhixing.foundation.spine.orgs import rules as names
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.models import Person
from zhixing.foundation.spine.people.rules import person_name
from zhixing.solve.problems.acts import import_problems
from zhixing.solve.problems.models import Problem
from zhixing.solve.problems.rules import OPEN, Source, State

from . import rules, tables
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


def read(book: Workbook, answers: Answers, standing: Standing, on: dt.date) -> Reading:
    """What the ledger would do. Raises BadInput when no sheet is a ledger."""
    reading = Reading("ledger", book, answers)
    reading.asks_received = True
    seen: dict[tuple[str, str], Line] = {}
    there = {one[0]: one for one in Problem.objects.exclude(state=State.VOID).values_list("pk", "noted_unit", "title", "due", "state")}
    here, codes = {(unit, names.compared(title)): code for code, unit, title, _due, _state in there.values()}, set(there)
    words, state_words = Words(), {state: str(word) for state, word in State.choices}
    for sheet, header in open_sheets(reading, tables.LEDGER):
        before = len(reading.lines)
        for row, cells in reading.read_rows(sheet, header, tables.LEDGER):
            line = Line(sheet.name, row)
            reading.lines.append(line)
            _row(reading, standing, words, header, line, cells, on)
            if line.action == REFUSED:
                continue
            key = line.plan.unit.pk, names.compared(line.plan.fields["title"])
            code = cells.get("code", "").upper()
            if key in seen and code not in codes:
                reading.refuse(line, "problem.twice", header, "text", cells["text"], at=[seen[key].sheet, seen[key].row])
                continue
            seen.setdefault(key, line)
            line.plan.there = code if code in codes else here.get(key, "")
            line.action = SAME if line.plan.there else NEW
            if line.plan.there:
                _otherwise(reading, header, line, cells, *there[line.plan.there][3:])
            line.says.append(state_words[line.plan.fields["state"]])
        reading.sheets.append((sheet.name, len(reading.lines) - before))
    good = [line.plan.fields for line in reading.lines if line.action != REFUSED]
    reading.numbers |= {
        "closed_before": sum(one["closed_before"] for one in good), "contradictory": sum(one["contradictory"] for one in good), "open": sum(not one["closed_before"] for one in good),
        "as_text": sum(bool(one["person_text"]) for one in good), "shelving": sum(one["standing"] and one["state"] == State.IN_PROGRESS for one in good),
    }  # fmt: skip
    reading.sort()
    return reading


def _otherwise(reading: Reading, header: Header, line: Line, cells: dict[str, str], due: dt.date | None, state: str) -> None:
    """A problem that is here already is not changed by a ledger; where the row says otherwise, that is said."""
    fields = line.plan.fields
    if fields["due"] is not None and due is not None and fields["due"] != due:
        reading.note(CHECK, line.sheet, line.row, "problem.here", header, "due", cells["due"], code=line.plan.there)
    if fields["closed_before"] == (state in OPEN):
        reading.note(CHECK, line.sheet, line.row, "problem.here", header, "struck", cells["struck"], code=line.plan.there)
    elif not fields["closed_before"] and rules.is_done(cells["progress"]) and state in NOT_DONE:
        reading.note(CHECK, line.sheet, line.row, "problem.here", header, "progress", cells["progress"], code=line.plan.there)


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
