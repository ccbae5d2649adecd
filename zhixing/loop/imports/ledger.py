"""The problem ledger (整改台账): each row in the state its own words say; struck-off rows are
closed before Zhixing and in no rate.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import product
from typing import Any

from zhixing.foundation.kits.workbooks.reading import Workbook
from zhixing.foundation.kits.workbooks.tables import Header
from zhixing.foundation.kits.workbooks.values import as_read
from zhixing.foundation.machinery import progress
from zhixing.foundation.machinery.refusals import Common
from zhixing.foundation.machinery.things.codes import typed
from zhixing.foundation.spine.calendar.queries import calendar, provisional
from zhixing.foundation.spine.norms.queries import value
from zhixing.foundation.spine.orgs import rules as names
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.models import Person
from zhixing.foundation.spine.people.rules import person_name
from zhixing.solve.problems.acts import import_problems
from zhixing.solve.problems.models import Problem
from zhixing.solve.problems.rules import OPEN, Source, State

from . import exports, rules, tables, updating
from .reading import (
    CELL,
    CHANGED,
    CHECK,
    NEW,
    REFUSED,
    SAME,
    Answers,
    LeftOut,
    Line,
    Reading,
    Standing,
    open_sheets,
    which_unit,
)
from .updating import Update

AT_A_TIME = 500
CUT = 120  # signs of a title
UNSURE = ("unreadable", "never", "year")
Key = tuple[str, str]  # unit, text as it is compared
NOT_DONE = (
    State.DRAFT,
    State.RECEIVED,
    State.LISTED,
    State.DISPATCHED,
    State.ACCEPTED,
    State.IN_PROGRESS,
    State.WAITING,
)


@dataclass(slots=True)
class ProblemPlan:
    unit: Unit
    fields: dict[str, Any] = field(default_factory=dict)
    deadline: rules.Deadline = field(default_factory=lambda: rules.Deadline("missing"))
    there: str = ""  # code of the problem when it is here already


class Words:
    """The words of the columns that know only a few: each is read once. Kept as long as the file is
    read.
    """

    def __init__(self) -> None:
        self.deadline, self.struck, self.kind, self.source = map(
            cache, (rules.read_deadline, rules.read_struck, rules.read_class, rules.read_source)
        )


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
        return typed(self.cells.get("code", ""))


def read(book: Workbook, answers: Answers, standing: Standing, on: dt.date) -> Reading:
    """What the ledger would do.

    Raises BadInput when no sheet is a ledger, or the day of receipt has not come yet.
    """
    if answers.received_on is not None and answers.received_on > on:
        raise Common.DAY_FUTURE("received_on")
    reading = Reading("ledger", book, answers)
    reading.asks_received = True
    reader, state_words = (
        Reader(reading, standing, on),
        {state: str(word) for state, word in State.choices},
    )
    rows: list[Written] = []
    for sheet, header in open_sheets(reading, tables.LEDGER):
        before = len(reading.lines)
        for row, cells in reading.read_rows(sheet, header, tables.LEDGER):
            line = Line(sheet.name, row)
            reading.lines.append(line)
            reader.read(line, header, cells)
            if line.action != REFUSED:
                rows.append(Written(line, header, cells))
        reading.sheets.append((sheet.name, len(reading.lines) - before))
    reading.updates = _compare(reading, rows, Existing.of(rows))
    updating.rehearse(reading.updates, reading, on)
    reading.on = on
    reading.settle()
    for row in rows:
        row.line.says.append(state_words[row.line.plan.fields["state"]])
    _count_for_facts(reading)
    reading.sort()
    return reading


def _count_for_facts(reading: Reading) -> None:
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
            own = product((noted, unit), words_of(title, text))
            spoken[code] = [key for key in dict.fromkeys(own) if key in keys]
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

    def closest(self, row: Written) -> Problem | None:
        """The problem with these words; of several the one that reads most like the row."""
        several = self.by_key.get(row.key, [])
        return min(several, key=lambda problem: len(list(differences(row, problem))), default=None)


def words_of(title: str, text: str) -> set[str]:
    """The words by which a ledger may call a problem: its whole text, and its title where that is
    a name of its own and not the beginning of a long text.
    """
    names_it = {title, text} if len(title) < CUT else set()
    whole = exports.whole_text(title, text)
    return {rules.same_words(words) for words in {whole, *names_it} if words}


def _compare(reading: Reading, rows: list[Written], existing: Existing) -> list[Update]:
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
    due = _due_by_row(row.line.plan, problem)
    both = {column: (stored_words[column], file[column]) for column in stored_words}
    return Update(row.line, row.header, problem, due, both)


def _cells_in_words(header: Header, words: dict[str, str]) -> str:
    """The words of one column alone, those of several each under its heading."""
    if len(words) == 1:
        return next(iter(words.values()))
    return "\n".join(
        f"{header.words.get(column, column)}：{text}" for column, text in words.items()
    )


def differences(row: Written, problem: Problem) -> Iterator[tuple[str, str]]:
    """(column, what stands here) for every cell that says something else."""
    fields, cells, closed = row.line.plan.fields, row.cells, problem.state not in OPEN
    if rules.same_words(fields["text"]) not in words_of(problem.title, problem.text):
        yield "text", exports.whole_text(problem.title, problem.text)
    if row.line.plan.unit.pk not in (problem.unit_id, problem.noted_unit_id):
        yield "unit", problem.unit.name
    due = _due_by_row(row.line.plan, problem)
    if problem.due is not None and (
        due not in (None, problem.due) or _has_lost_its_end(fields, problem)
    ):
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


def _due_by_row(plan: ProblemPlan, problem: Problem) -> dt.date | None:
    """The day due by the row, counted for the problem as it stands; None when it names none."""
    received = problem.received_on
    if plan.fields["immediate"] and received is not None:
        return calendar().add_working_days(received, value("problem.immediate", received))
    if plan.deadline.kind == "within" and received is not None:
        return counted_day(plan.deadline, received)
    return plan.fields["due"]


def counted_day(deadline: rules.Deadline, received: dt.date) -> dt.date:
    """So much time from the day of receipt."""
    if deadline.unit == "working":
        return calendar().add_working_days(received, deadline.count)
    if deadline.unit == "months":
        return rules.months_later(received, deadline.count)
    return received + dt.timedelta(days=deadline.count * (7 if deadline.unit == "weeks" else 1))


def _has_lost_its_end(fields: dict[str, Any], problem: Problem) -> bool:
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


@dataclass
class Tried:
    """Reads the cells of a row one by one, and keeps what is wrong with each."""

    faults: list[LeftOut] = field(default_factory=list)

    def __call__(self, reads: Callable[..., Any], *cells: Any) -> Any:
        try:
            return reads(*cells)
        except LeftOut as fault:
            self.faults.append(fault)
            return None


@dataclass
class Reader:
    """Reads the rows of one ledger, one by one."""

    reading: Reading
    standing: Standing
    on: dt.date
    words: Words = field(default_factory=Words)

    def read(self, line: Line, header: Header, cells: dict[str, str]) -> None:
        """Put the plan of a row on its line, or refuse it at every column that is to blame."""
        tried, before = Tried(), len(self.reading.notes)
        line.plan = self._plan(tried, line, header, cells)
        if not tried.faults:
            return
        del self.reading.notes[before:]  # how it would come in is not said of a row that does not
        for fault in tried.faults:
            self.reading.refuse(
                line, fault.code, header, fault.column, fault.written, **fault.params
            )

    def _plan(
        self, tried: Tried, line: Line, header: Header, cells: dict[str, str]
    ) -> ProblemPlan | None:
        text, unit_name = (tried(self._needed, cells, column) for column in ("text", "unit"))
        person = tried(self._stored, cells, "person", person_name)
        line.says = [text or cells["text"], unit_name or cells["unit"]]
        unit = tried(self._unit, line, unit_name) if unit_name else None
        struck = tried(self._struck, cells)
        state = State.ARCHIVED if struck else tried(self._state, cells)
        deadline = tried(self._deadline, line, header, cells["due"], state)
        if tried.faults:
            return None
        done = rules.is_done(cells["progress"])
        if struck and not done:
            written = f"{cells['struck']} / {cells['progress']}"
            self._note(CHECK, line, "struck.contradiction", header, "struck", written)
        lasts = deadline.kind == "standing" and not struck
        known = self._person_of_unit(person, unit)
        if known is None:
            self._note_person_elsewhere(line, header, cells, person, unit)
        return ProblemPlan(
            unit,
            {
                "title": text[:CUT],
                "text": text,
                "source": self._source(line, header, cells),
                "state": State.IN_PROGRESS if lasts and state == State.DISPATCHED else state,
                "received_on": self.received,
                "kind": self._kind(line, header, cells),
                "person": known,
                "person_text": "" if known else person[:60],
                "remedy": cells.get("remedy", ""),
                "progress": cells["progress"],
                "due": deadline.day,
                "aim": cells["due"] if deadline.time else "",
                "immediate": deadline.kind == "immediate" and not struck,
                "standing": lasts,
                "closed_before": struck,
                "contradictory": struck and not done,
            },
            deadline,
        )

    @property
    def received(self) -> dt.date:
        return self.reading.answers.received_on or self.on

    def _note(
        self,
        what: str,
        line: Line,
        code: str,
        /,
        header: Header,
        column: str,
        written: str,
        **params: Any,
    ) -> None:
        self.reading.note(what, line.sheet, line.row, code, header, column, written, **params)

    def _stored(self, cells: dict[str, str], column: str, reads: Callable[[str], str]) -> str:
        """The words of a cell as they are stored."""
        try:
            return reads(cells.get(column, ""))
        except names.UnseenSign as fault:
            raise LeftOut("sign.unseen", column, cells[column], sign=fault.sign) from fault

    def _needed(self, cells: dict[str, str], column: str) -> str:
        words = self._stored(cells, column, names.stored)
        if not words:
            raise LeftOut(f"{column}.missing", column)
        return words

    def _unit(self, line: Line, name: str) -> Unit:
        unit, decided = which_unit(self.reading, self.standing, name, line)
        if unit is None:
            raise LeftOut("unit.unknown" if decided else "unit.asked", "unit", name, name=name)
        return unit

    def _struck(self, cells: dict[str, str]) -> bool:
        struck = self.words.struck(cells["struck"])
        if struck is None:
            raise LeftOut("struck.unknown", "struck", cells["struck"])
        return struck

    def _state(self, cells: dict[str, str]) -> str:
        """The state of a row that is not struck off, by its own words."""
        state = rules.read_state(cells["progress"])
        if state is None:
            raise LeftOut("progress.unknown", "progress", cells["progress"])
        return state

    def _source(self, line: Line, header: Header, cells: dict[str, str]) -> str:
        source = self.words.source(cells.get("source", ""))
        if source is None and cells.get("source"):
            self._note(CHECK, line, "source.unknown", header, "source", cells["source"])
        return source or Source.OTHER

    def _kind(self, line: Line, header: Header, cells: dict[str, str]) -> str:
        kind = self.words.kind(cells.get("kind", ""))
        if kind is None:
            self._note(CELL, line, "class.unknown", header, "kind", cells["kind"])
        return kind or ""

    def _person_of_unit(self, name: str, unit: Unit) -> Person | None:
        """The one person of the unit with this name."""
        several = self.standing.people.get(names.compared(name), []) if name else []
        here = [person for person in several if person.unit_id == unit.pk]
        return here[0] if len(here) == 1 else None

    def _note_person_elsewhere(
        self, line: Line, header: Header, cells: dict[str, str], name: str, unit: Unit
    ) -> None:
        """A name that is known at another unit alone is not taken for somebody of this one."""
        several = self.standing.people.get(names.compared(name), []) if name else []
        if several and all(person.unit_id != unit.pk for person in several):
            self._note(
                CHECK, line, "person.elsewhere", header, "person", cells["person"], unit=unit.name
            )

    def _deadline(
        self, line: Line, header: Header, written: str, state: str | None
    ) -> rules.Deadline:
        """The deadline, its year asked where none is written; says what is to be said about it. A
        state that can not be read is none.
        """
        deadline = self.words.deadline(written)
        if deadline.kind == "year":
            self.reading.asks_year = True
            year = self.received.year if self.reading.answers.guess else None
            deadline = self.words.deadline(written, self.reading.answers.year or year)
        if state == State.ARCHIVED:
            if deadline.kind in UNSURE:
                code = "due.year" if deadline.kind == "year" else "due.closed"
                self._note(CELL, line, code, header, "due", written)
        elif deadline.kind in ("missing", *UNSURE):
            kind = "twofold" if deadline.twofold else deadline.kind
            raise LeftOut(f"due.{kind}", "due", written)
        if deadline.kind == "within":
            deadline = replace(deadline, day=counted_day(deadline, self.received))
        self._note_reading_of_deadline(line, header, written, deadline, state)
        return deadline

    def _note_reading_of_deadline(
        self, line: Line, header: Header, written: str, deadline: rules.Deadline, state: str | None
    ) -> None:
        """How the deadline was read, where that is not plain to see."""

        def say(code: str, /, **params: Any) -> None:
            self._note(CHECK, line, code, header, "due", written, **params)

        day = deadline.day.isoformat() if deadline.day else ""
        if deadline.time:
            say("due.time", day=day, time=deadline.time)
        if deadline.until:
            say("due.until", day=day)
        if deadline.kind == "within":
            counted_by = provisional(self.received, deadline.day)
            say("due.within", day=day + counted_by, received=self.received.isoformat())
        if state == State.ARCHIVED:
            return
        if deadline.kind == "immediate":
            days = value("problem.immediate", self.received)
            last = calendar().add_working_days(self.received, days)
            say("due.immediate", days=days, day=last.isoformat() + provisional(self.received, last))
        if deadline.kind == "standing" and state == State.REPORTED_SOLVED:
            say("due.done")
        elif deadline.kind == "standing":
            review = self.on + dt.timedelta(days=value("problem.shelving_review", self.on))
            say("due.standing", day=review.isoformat())


def carry_out(actor: Any, _county: Unit, reading: Reading) -> None:
    """Inside the act: new rows become problems, unit by unit; what was chosen is changed."""
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
    updates = [update for update in reading.updates if update.line.action == CHANGED]
    updating.carry_out(actor, updates, reading, reading.on)
    if any(update.line.action != CHANGED for update in updates):
        raise RuntimeError("the import did something else than its rehearsal")
