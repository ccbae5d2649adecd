"""What a ledger says otherwise of a problem that is here, once the clerk has chosen the file.

Each change goes through the form of its act, recorded for whoever of the unit decides it, with the
ledger as basis. What no act can do is refused in words. The dry run rehearses it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.intake.reading import CHANGED, REFUSED, Line, Reading
from zhixing.foundation.kits.intake.unitbook.rows import Row, RowRefused, refused, said
from zhixing.foundation.kits.intake.unitbook.scope import Scope
from zhixing.foundation.kits.workbooks.tables import Header
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.errors import BadInput
from zhixing.foundation.machinery.rehearsal import attempt, rehearsal
from zhixing.foundation.spine.calendar.queries import calendar
from zhixing.foundation.spine.groups.models import StudyGroup

from ..acts import ask_extension, decide_extension
from ..models import Problem
from ..sheets import Progress
from .words import is_done


@dataclass(slots=True)
class Update:
    """A row of a ledger that shall change a problem: column -> what stands here and in the file."""

    line: Line
    header: Header
    problem: Problem
    due: dt.date | None  # as the row says it, or counts it
    columns: dict[str, tuple[str, str]]


@dataclass
class LedgerReading(Reading):
    """What a ledger would do: besides new problems, what it shall change of those that are here."""

    updates: list[Update] = field(default_factory=list)


def rehearse(updates: list[Update], reading: Reading, on: dt.date) -> None:
    """Carry the updates out and undo them: those that can not be done are refused."""
    if updates:
        with rehearsal(reading.answers.by):
            carry_out_updates(reading.answers.by, updates, reading, on)


def carry_out_updates(
    actor: Actor, updates: Iterable[Update], reading: Reading, on: dt.date
) -> None:
    """Inside an act or a rehearsal: each update happens whole, or its row is refused."""
    for update in updates:
        try:
            with attempt():
                _update(actor, update, reading, on)
        except RowRefused as refusal:
            _refuse(update, reading, refusal)
        except BadInput as refusal:
            _refuse(update, reading, RowRefused(("", said(refusal.sentence, refusal.params))))
        else:
            update.line.action = CHANGED
            update.line.changes = [
                (update.header.words.get(column, column), here, file)
                for column, (here, file) in update.columns.items()
            ]


def _update(actor: Actor, update: Update, reading: Reading, on: dt.date) -> None:
    problem = Problem.objects.select_related("thing", "unit__thing", "person").get(
        pk=update.problem.pk
    )
    group = (
        StudyGroup.objects.active()
        .select_related("thing", "unit__thing")
        .filter(unit=problem.unit)
        .first()
    )
    basis = _now("Problem ledger: %(file)s") % {"file": reading.book.name}
    scope = Scope(actor, problem.unit, group, on, basis[:200])
    scope.refresh()
    row = Row(update.line, update.header, {})
    for column, (_here, file) in update.columns.items():
        if column == "due":
            _extend(scope, row, problem, update.due, basis)
        elif column == "progress":
            _go_on(scope, update, problem, file)
        else:
            raise refused(
                column, _("A ledger does not change this. Do it on the page of the problem.")
            )


def _extend(scope: Scope, row: Row, problem: Problem, due: dt.date | None, basis: str) -> None:
    """A later deadline is an extension: the unit asks for it, and it is granted."""
    if due is None or problem.due is None or due <= problem.due:
        raise refused("due", _("A deadline can only be put off: as an extension."))
    days = calendar().working_days_between(problem.due, due)
    names = {"": "due", "days": "due", "reason": "due", "granted": "due"}
    try:
        scope.do(ask_extension, problem, row, names, days=days, reason=basis)
    except RowRefused as refusal:
        chinese, english = said(_("This is an extension (working days: %(days)s):"), {"days": days})
        raise RowRefused(
            *((column, (chinese + zh, f"{english} {en}")) for column, (zh, en) in refusal.reasons)
        ) from refusal
    problem.refresh_from_db()
    scope.do(decide_extension, problem, row, names, granted="yes", reason=basis)
    problem.refresh_from_db()
    if problem.due != due:
        counted = problem.due.isoformat() if problem.due else ""
        raise refused(
            "due",
            _("An extension is counted in working days, and would end on %(day)s."),
            day=counted,
        )


def _go_on(scope: Scope, update: Update, problem: Problem, words: str) -> None:
    """Progress is recorded; what is done by its words is reported solved."""
    done = is_done(words)
    cells = {"code": problem.pk, "accepted": "是", "reason": "" if done else words}
    if done:
        cells |= {
            "solved": "是",
            "before": problem.before or problem.text or problem.title,
            "after": words,
        }
    try:
        Progress().take(scope, Row(Line(update.line.sheet, update.line.row), update.header, cells))
    except RowRefused as refusal:
        raise RowRefused(
            *(("progress", sentence) for _column, sentence in refusal.reasons)
        ) from refusal


def _refuse(update: Update, reading: Reading, refusal: RowRefused) -> None:
    line, columns = update.line, update.columns
    line.action, line.changes = REFUSED, []
    for column, (chinese, english) in refusal.reasons:
        at = column if column in columns else next(iter(columns))
        reading.refuse(line, "row.said", update.header, at, columns[at][1], zh=chinese, en=english)
