"""The cells of a row of a ledger, one by one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from zhixing.foundation.kits.intake.notes import CELL, CHECK
from zhixing.foundation.kits.intake.reading import LeftOut, Line, Reading
from zhixing.foundation.kits.intake.standing import Standing, which_unit
from zhixing.foundation.kits.workbooks.tables import Header
from zhixing.foundation.spine.calendar.queries import calendar, provisional
from zhixing.foundation.spine.norms.queries import value
from zhixing.foundation.spine.orgs import rules as names
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.models import Person
from zhixing.foundation.spine.people.rules import person_name

from ..rules import Source, State
from .deadlines import Deadline
from .existing import counted_day
from .rows import CUT, ProblemPlan, Tried, Words
from .words import is_done, read_state

UNSURE = ("unreadable", "never", "year")


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
        if tried.faults or unit is None:
            return None
        contradicts = struck and not is_done(cells["progress"])
        if contradicts:
            written = f"{cells['struck']} / {cells['progress']}"
            self.reading.remark(CHECK, line, "struck.contradiction", header, "struck", written)
        known = self._person_of_unit(person, unit)
        if known is None:
            self._note_person_elsewhere(line, header, cells, person, unit)
        fields = {
            "title": text[:CUT],
            "text": text,
            "source": self._source(line, header, cells),
            "received_on": self.received,
            "kind": self._kind(line, header, cells),
            "person": known,
            "person_text": "" if known else person[:60],
            "remedy": cells.get("remedy", ""),
            "progress": cells["progress"],
            "contradictory": contradicts,
        }
        return ProblemPlan(unit, fields | _due(deadline, cells["due"], struck, state), deadline)

    @property
    def received(self) -> dt.date:
        return self.reading.answers.received_on or self.on

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
        state = read_state(cells["progress"])
        if state is None:
            raise LeftOut("progress.unknown", "progress", cells["progress"])
        return state

    def _source(self, line: Line, header: Header, cells: dict[str, str]) -> str:
        source = self.words.source(cells.get("source", ""))
        if source is None and cells.get("source"):
            self.reading.remark(CHECK, line, "source.unknown", header, "source", cells["source"])
        return source or Source.OTHER

    def _kind(self, line: Line, header: Header, cells: dict[str, str]) -> str:
        kind = self.words.kind(cells.get("kind", ""))
        if kind is None:
            self.reading.remark(CELL, line, "class.unknown", header, "kind", cells["kind"])
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
            self.reading.remark(
                CHECK, line, "person.elsewhere", header, "person", cells["person"], unit=unit.name
            )

    def _deadline(self, line: Line, header: Header, written: str, state: str | None) -> Deadline:
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
                self.reading.remark(CELL, line, code, header, "due", written)
        elif deadline.kind in ("missing", *UNSURE):
            kind = "twofold" if deadline.twofold else deadline.kind
            raise LeftOut(f"due.{kind}", "due", written)
        if deadline.kind == "within":
            deadline = replace(deadline, day=counted_day(deadline, self.received))
        self._note_reading_of_deadline(line, header, written, deadline, state)
        return deadline

    def _note_reading_of_deadline(
        self, line: Line, header: Header, written: str, deadline: Deadline, state: str | None
    ) -> None:
        """How the deadline was read, where that is not plain to see."""

        def say(code: str, /, **params: Any) -> None:
            self.reading.remark(CHECK, line, code, header, "due", written, **params)

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


def _due(deadline: Deadline, written: str, struck: bool, state: str) -> dict[str, Any]:
    """What a deadline says of a problem; one without an end is worked on at least."""
    lasts = deadline.kind == "standing" and not struck
    return {
        "state": State.IN_PROGRESS if lasts and state == State.DISPATCHED else state,
        "due": deadline.day,
        "aim": written if deadline.time else "",
        "immediate": deadline.kind == "immediate" and not struck,
        "standing": lasts,
        "closed_before": struck,
    }
