"""New problems of a unit, and the progress of those it works on, in its workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.intake.reading import CHANGED, NEW, SAME
from zhixing.foundation.kits.intake.unitbook.cells import YES, differs, is_yes, stands
from zhixing.foundation.kits.intake.unitbook.rows import Row, refused
from zhixing.foundation.kits.intake.unitbook.saying import same
from zhixing.foundation.kits.intake.unitbook.scope import Scope
from zhixing.foundation.kits.intake.unitbook.sheet import Sheet, register
from zhixing.foundation.kits.intake.unitbook.things import STATE, by_code, by_title, coded
from zhixing.foundation.kits.intake.unitbook.topics import topic_words
from zhixing.foundation.kits.workbooks.forms import column
from zhixing.foundation.kits.workbooks.tables import Field
from zhixing.foundation.machinery.records.models import Record

from .acts import (
    accept_problem,
    correct_problem,
    draft_problem,
    report_progress,
    report_solved,
    start_problem,
)
from .forms import DraftProblemForm, ReportProgressForm, ReportSolvedForm, StartProblemForm
from .models import Problem
from .rules import Source, State


class Problems(Sheet):
    name, title, place = "problems", _("New problems"), 90
    keys, once, also = ("code",), "code", ("title",)

    def fields(self) -> Iterable[Field]:
        return (
            coded("问题编号", "Problem code"),
            column(
                DraftProblemForm,
                "title",
                "问题",
                "问题名称",
                "具体问题",
                width=36,
                example="柳沟村卫生室医疗废物半月一收",
            ),
            column(DraftProblemForm, "text", "具体情况", "问题描述", needed=False, width=44),
            column(DraftProblemForm, "source", "问题来源", "来源", needed=False, width=14),
            column(DraftProblemForm, "topic", "专题", width=24),
            STATE,
        )

    def now(self, scope: Scope) -> Iterator[dict[str, Any]]:
        words = topic_words(scope)
        sources = dict(Source.choices)
        for problem in (
            Problem.objects.filter(noted_unit=scope.unit, closed_before=False, state__in=NOTED)
            .select_related("topic")
            .order_by("thing__made_at", "pk")
        ):
            yield {
                "code": problem.pk,
                "title": problem.title,
                "text": problem.text,
                "source": str(sources[problem.source]),
                "topic": words.get(problem.topic_id or "", ""),
                "state": str(problem.state_word(problem.state)),
            }

    def take(self, scope: Scope, row: Row) -> str:
        noted = Problem.objects.filter(noted_unit=scope.unit)
        problem = by_code(noted, row)
        if problem is None:
            problem = by_title(noted.open().select_related("thing"), row["title"][:120])
        if problem is None:
            self._draft(scope, row)
            return NEW
        topic = topic_words(scope).get(problem.topic_id or "", "")
        source = dict(Source.choices)[problem.source]
        stands(row, {"source": source, "topic": topic}, "source", "topic")
        texts = {"title": problem.title, "text": problem.text}
        if not differs(row, self, texts, *texts):
            return SAME
        changed: dict[str, Any] = {name: row[name] or text for name, text in texts.items()}
        scope.do(correct_problem, problem, row, **changed)
        return CHANGED

    def _draft(self, scope: Scope, row: Row) -> None:
        cells: dict[str, Any] = {"title": row["title"], "text": row["title"]}
        cells |= {name: row[name] for name in ("text", "topic") if row[name]}
        scope.do(draft_problem, scope.unit, row, source=row["source"] or "other", **cells)


NOTED = (State.DRAFT, State.RECEIVED, State.NEEDS_INFO, State.LISTED)

WORKED_ON = (
    State.DISPATCHED,
    State.ACCEPTED,
    State.IN_PROGRESS,
    State.REFUSED,
    State.WAITING,
    State.SHELVED,
    State.REPORTED_SOLVED,
)


class Progress(Sheet):
    name, title, place = "progress", _("Progress of problems"), 100
    keys, once, adds = ("code",), "code", frozenset({"reason"})

    def fields(self) -> Iterable[Field]:
        return (
            coded("问题编号", "Problem code", needed=True),
            Field("title", ("问题", "问题名称"), "Problem", told=True, width=36),
            Field("due", ("时限", "完成时限"), "Deadline", kind="day", told=True, width=12),
            STATE,
            Field("accepted", ("是否签收", "签收"), "Accepted", choices=YES, width=10),
            column(StartProblemForm, "remedy", "整改措施", needed=False, width=36),
            column(
                ReportProgressForm,
                "reason",
                "整改进展",
                "进展情况",
                "最新进展",
                needed=True,
                width=36,
                help=_("What has been done since; what stands there is the last that was said."),
            ),
            Field("solved", ("报办结", "是否办结"), "Reported solved", choices=YES, width=10),
            column(ReportSolvedForm, "before", "整改前", needed=False, width=30),
            column(ReportSolvedForm, "after", "整改后", needed=False, width=30),
        )

    def now(self, scope: Scope) -> Iterator[dict[str, Any]]:
        rows = list(
            Problem.objects.filter(
                unit=scope.unit, closed_before=False, state__in=WORKED_ON
            ).order_by("due", "pk")
        )
        reports = progress_of(rows)
        for problem in rows:
            solved = problem.state == State.REPORTED_SOLVED
            yield {
                "code": problem.pk,
                "title": problem.title,
                "due": problem.due or "",
                "state": str(problem.state_word(problem.state)),
                "accepted": YES[problem.state == State.DISPATCHED],
                "remedy": problem.remedy,
                "reason": reports[problem.pk][-1] if reports[problem.pk] else "",
                "solved": YES[0] if solved else "",
                "before": problem.before,
                "after": problem.after if solved else "",
            }

    def words(self, row: Row) -> list[str]:
        return [row["code"], row["title"], row["reason"][:40]]

    def take(self, scope: Scope, row: Row) -> str:
        problem = by_code(Problem.objects.filter(unit=scope.unit, closed_before=False), row)
        if problem is None:
            raise refused("code", _("Say which problem it is: its code."))
        steps = _Steps(problem, row)
        before = len(row.line.changes)
        if steps.accepts:
            scope.do(accept_problem, problem, row, {"": "accepted"})
            row.change(self.table["accepted"].heading, YES[1], YES[0])
        self._start(scope, row, steps)
        self._refuse_unsolved(row, steps)
        if steps.news:
            scope.do(report_progress, problem, row, reason=row["reason"])
            row.change(self.table["reason"].heading, steps.last, row["reason"])
        self._report_solved(scope, row, steps)
        return CHANGED if len(row.line.changes) > before else SAME

    def _start(self, scope: Scope, row: Row, steps: _Steps) -> None:
        problem = steps.problem
        if problem.state in (State.ACCEPTED, State.REFUSED) and (steps.remedy or steps.solved):
            remedy = row["remedy"] or problem.remedy
            scope.do(start_problem, problem, row, who=problem.person, remedy=remedy)
            row.change(self.table["remedy"].heading, "", row["remedy"])
        elif steps.remedy and problem.state != State.DISPATCHED:
            raise refused(
                "remedy",
                _("The problem is %(state)s; its remedy stands."),
                state=problem.state_word(problem.state),
            )

    def _refuse_unsolved(self, row: Row, steps: _Steps) -> None:
        for name in ("before", "after"):
            said_anew = row[name] and not same(row[name], getattr(steps.problem, name))
            if said_anew and not steps.solved:
                raise refused(name, _("Before and after are said with 是 under “reported solved”."))

    def _report_solved(self, scope: Scope, row: Row, steps: _Steps) -> None:
        problem = steps.problem
        if not steps.solved or problem.state == State.REPORTED_SOLVED:
            return
        cells: dict[str, Any] = {"before": row["before"], "after": row["after"]}
        scope.do(report_solved, problem, row, {"": "solved"}, who=problem.person, **cells)
        row.change(self.table["solved"].heading, "", YES[0])


class _Steps:
    """What a row says of a problem's progress. Raises RowRefused."""

    def __init__(self, problem: Problem, row: Row) -> None:
        self.problem = problem
        self.accepted, self.solved = is_yes(row, "accepted"), is_yes(row, "solved")
        reports = progress_of([problem])[problem.pk]
        self.last = reports[-1] if reports else ""
        # an older sheet does not say again what was said
        self.news = bool(row["reason"]) and not any(same(row["reason"], words) for words in reports)
        self.remedy = bool(row["remedy"]) and not same(row["remedy"], problem.remedy)

    @property
    def accepts(self) -> bool:
        """Whoever reports of what was handed over has accepted it."""
        says_something = self.accepted or self.news or self.remedy or self.solved
        return self.problem.state == State.DISPATCHED and says_something


def progress_of(problems: list[Problem]) -> dict[str, list[str]]:
    """What was said of the progress of each, the last at the end: one query."""
    reports: dict[str, list[str]] = {problem.pk: [] for problem in problems}
    for record in (
        Record.objects.done()
        .filter(thing__in=list(reports), verb="problem.progressed")
        .select_related("body_row")
        .order_by("seq")
    ):
        reports[str(record.thing_id)].append(record.body_row.body.get("told", {}).get("reason", ""))
    return reports


register(Problems(), Progress())
