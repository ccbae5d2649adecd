"""Which problems rows of a ledger speak of, and what these say otherwise."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from zhixing.foundation.kits.intake.words import same_words
from zhixing.foundation.kits.workbooks.values import as_read
from zhixing.foundation.spine.calendar.queries import calendar
from zhixing.foundation.spine.norms.queries import value
from zhixing.foundation.spine.orgs import rules as names
from zhixing.foundation.spine.people.rules import person_name

from ..models import Problem
from ..rules import OPEN, State
from .deadlines import Deadline, months_later
from .export import progress_words, whole_text
from .rows import CUT, Key, ProblemPlan, Written
from .words import is_done, read_source

AT_A_TIME = 500

NOT_DONE = (
    State.DRAFT,
    State.RECEIVED,
    State.LISTED,
    State.DISPATCHED,
    State.ACCEPTED,
    State.IN_PROGRESS,
    State.WAITING,
)


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
    whole = whole_text(title, text)
    return {same_words(words) for words in {whole, *names_it} if words}


def differences(row: Written, problem: Problem) -> Iterator[tuple[str, str]]:
    """(column, what stands here) for every cell that says something else."""
    fields, cells, closed = row.line.plan.fields, row.cells, problem.state not in OPEN
    if same_words(fields["text"]) not in words_of(problem.title, problem.text):
        yield "text", whole_text(problem.title, problem.text)
    if row.line.plan.unit.pk not in (problem.unit_id, problem.noted_unit_id):
        yield "unit", problem.unit.name
    due = due_by_row(row.line.plan, problem)
    if problem.due is not None and (
        due not in (None, problem.due) or _has_lost_its_end(fields, problem)
    ):
        yield "due", problem.due.isoformat()
    if fields["closed_before"] != closed:
        yield "struck", str(problem.state_word(problem.state))
    elif not closed and is_done(cells["progress"]) and problem.state in NOT_DONE:
        yield "progress", str(problem.state_word(problem.state))
    elif not same_progress(cells["progress"], problem):
        yield "progress", problem.after or str(problem.state_word(problem.state))
    if cells.get("kind") and fields["kind"] and fields["kind"] != problem.kind:
        yield "kind", str(problem.get_kind_display()) if problem.kind else ""
    if cells.get("source") and read_source(cells["source"]) not in (None, problem.source):
        yield "source", str(problem.get_source_display())
    person = problem.person.name if problem.person else problem.person_text
    if cells.get("person") and names.compared(person_name(cells["person"])[:60]) != names.compared(
        person
    ):
        yield "person", person
    if cells.get("remedy") and as_read(cells["remedy"]) != as_read(problem.remedy):
        yield "remedy", problem.remedy


def due_by_row(plan: ProblemPlan, problem: Problem) -> dt.date | None:
    """The day due by the row, counted for the problem as it stands; None when it names none."""
    received = problem.received_on
    if plan.fields["immediate"] and received is not None:
        return calendar().add_working_days(received, value("problem.immediate", received))
    if plan.deadline.kind == "within" and received is not None:
        return counted_day(plan.deadline, received)
    return plan.fields["due"]


def counted_day(deadline: Deadline, received: dt.date) -> dt.date:
    """So much time from the day of receipt."""
    if deadline.unit == "working":
        return calendar().add_working_days(received, deadline.count)
    if deadline.unit == "months":
        return months_later(received, deadline.count)
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
    return as_read(cell) in {as_read(problem.after), as_read(progress_words(problem))}
