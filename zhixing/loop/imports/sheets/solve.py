"""Claims, problems and their progress, measures, outcomes and tasks of a unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.workbooks.forms import column, naming
from zhixing.foundation.kits.workbooks.tables import Field
from zhixing.foundation.machinery.links.models import Link
from zhixing.foundation.machinery.records.models import Record
from zhixing.foundation.spine.groups.queries import people_of
from zhixing.foundation.spine.orgs.rules import compared
from zhixing.foundation.spine.tasks.acts import finish_task
from zhixing.foundation.spine.tasks.forms import FinishTaskForm
from zhixing.foundation.spine.tasks.models import Task
from zhixing.foundation.spine.tasks.rules import State as TaskState
from zhixing.solve.claims.acts import claim_topic, confirm_claim
from zhixing.solve.claims.forms import ClaimTopicForm
from zhixing.solve.claims.models import Claim
from zhixing.solve.claims.rules import State as ClaimState
from zhixing.solve.measures.acts import propose_measure, report_measure
from zhixing.solve.measures.forms import ProposeMeasureForm, ReportMeasureForm
from zhixing.solve.measures.models import Measure
from zhixing.solve.measures.rules import State as MeasureState
from zhixing.solve.outcomes.acts import draft_outcome, issue_outcome
from zhixing.solve.outcomes.forms import DraftOutcomeForm, IssueOutcomeForm
from zhixing.solve.outcomes.models import Outcome
from zhixing.solve.outcomes.rules import State as OutcomeState
from zhixing.solve.problems.acts import (
    accept_problem,
    correct_problem,
    draft_problem,
    report_progress,
    report_solved,
    start_problem,
)
from zhixing.solve.problems.forms import (
    DraftProblemForm,
    ReportProgressForm,
    ReportSolvedForm,
    StartProblemForm,
)
from zhixing.solve.problems.models import Problem
from zhixing.solve.problems.rules import Source, State

from .engine import (
    CHANGED,
    NEW,
    SAME,
    YES,
    Row,
    Scope,
    Sheet,
    a_person,
    differs,
    is_yes,
    refused,
    same,
    stands,
)
from .plan import topic_of, topic_words

STATE = Field("state", ("状态", "办理状态"), "State", told=True, width=12)


def coded(chinese: str, english: str, **more: Any) -> Field:
    """The column with the code of a thing that is here already."""
    more.setdefault("help", _("Of one that is here already; leave it empty for a new one."))
    return Field("code", (chinese,), english, width=16, **more)


def by_code(rows: Any, row: Row, column_: str = "code") -> Any:
    """The row of the thing whose code stands there; None where none does. Raises RowRefused."""
    code = row[column_].upper()
    if not code:
        return None
    thing = rows.filter(pk=code).select_related("thing").first()
    if thing is None:
        raise refused(column_, _("The unit has nothing with this code."))
    return thing


class Claims(Sheet):
    name, title = "claims", _("Claimed topics")
    personal, keys = frozenset({"person"}), ("topic", "person")

    def fields(self) -> Iterable[Field]:
        return (
            column(
                ClaimTopicForm, "topic", "专题", "认领专题", width=28, example="常态化医疗废物管理"
            ),
            Field("person", ("认领人", "认领人员"), "Claimed by", needed=True, width=12),
            column(ClaimTopicForm, "subject", "调研课题", width=30),
            Field(
                "confirmed",
                ("组长确认", "是否确认"),
                "Confirmed by the leader",
                choices=YES,
                width=12,
            ),
            STATE,
        )

    def now(self, scope: Scope) -> Iterator[dict[str, Any]]:
        words, who = topic_words(scope), naming(people_of(scope.group)) if scope.group else {}
        for claim in (
            Claim.objects.holding()
            .filter(group=scope.group, topic__year=scope.year)
            .select_related("topic", "person")
            .order_by("thing__made_at", "pk")
            if scope.group
            else []
        ):
            yield {
                "topic": words.get(claim.topic_id, claim.topic.title),
                "person": who.get(claim.person_id, claim.person.name),
                "subject": claim.subject,
                "confirmed": YES[0] if claim.state == ClaimState.CONFIRMED else "",
                "state": str(claim.state_word(claim.state)),
            }

    def take(self, scope: Scope, row: Row) -> str:
        if scope.group is None:
            raise refused("", _("%(unit)s has no study group yet."), unit=scope.unit.name)
        confirmed = is_yes(row, "confirmed")
        topic, person = topic_of(scope, row), a_person(people_of(scope.group), row)
        claim = (
            Claim.objects.holding()
            .filter(group=scope.group, topic=topic, person=person)
            .select_related("thing")
            .first()
        )
        action = SAME
        if claim is None:
            claim, action = (
                scope.do(
                    claim_topic, scope.group, row, who=person, topic=topic, subject=row["subject"]
                ),
                NEW,
            )
        elif row["subject"] and not same(row["subject"], claim.subject):
            raise refused(
                "subject", _("A claim keeps its subject. Give it back, and claim the topic again.")
            )
        if confirmed and claim.state == ClaimState.CLAIMED:
            scope.do(confirm_claim, claim, row, {"": "confirmed"})
            row.change(self.table["confirmed"].heading, "", YES[0])
            action = action if action == NEW else CHANGED
        return action


class Problems(Sheet):
    name, title = "problems", _("New problems")
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
        sources = dict(Problem._meta.get_field("source").choices)
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
                "topic": words.get(problem.topic_id, ""),
                "state": str(problem.state_word(problem.state)),
            }

    def take(self, scope: Scope, row: Row) -> str:
        problem = by_code(Problem.objects.filter(noted_unit=scope.unit), row)
        if problem is None:
            problem = next(
                (
                    problem
                    for problem in (
                        Problem.objects.open().filter(noted_unit=scope.unit).select_related("thing")
                    )
                    if compared(problem.title) == compared(row["title"][:120])
                ),
                None,
            )
        if problem is None:
            fields = {name: row[name] for name in ("text", "topic") if row[name]}
            scope.do(
                draft_problem,
                scope.unit,
                row,
                title=row["title"],
                source=row["source"] or "other",
                **{"text": row["title"]} | fields,
            )
            return NEW
        stands(
            row,
            {
                "source": dict(Source.choices)[problem.source],
                "topic": topic_words(scope).get(problem.topic_id, ""),
            },
            "source",
            "topic",
        )
        changes = differs(
            row, self, {"title": problem.title, "text": problem.text}, "title", "text"
        )
        if not changes:
            return SAME
        scope.do(
            correct_problem,
            problem,
            row,
            title=row["title"] or problem.title,
            text=row["text"] or problem.text,
        )
        return CHANGED


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
    name, title = "progress", _("Progress of problems")
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
        accepted, solved, action = is_yes(row, "accepted"), is_yes(row, "solved"), SAME
        reports = progress_of([problem])[problem.pk]
        last = reports[-1] if reports else ""
        news = bool(row["reason"]) and not any(
            same(row["reason"], words) for words in reports
        )  # an older sheet does not say again what was said
        remedy = bool(row["remedy"]) and not same(row["remedy"], problem.remedy)
        if problem.state == State.DISPATCHED and (accepted or news or remedy or solved):
            scope.do(accept_problem, problem, row, {"": "accepted"})
            row.change(self.table["accepted"].heading, YES[1], YES[0])
            action = CHANGED
        if problem.state in (State.ACCEPTED, State.REFUSED) and (remedy or solved):
            scope.do(
                start_problem,
                problem,
                row,
                who=problem.person,
                remedy=row["remedy"] or problem.remedy,
            )
            row.change(self.table["remedy"].heading, "", row["remedy"])
            action = CHANGED
        elif remedy and problem.state != State.DISPATCHED:
            raise refused(
                "remedy",
                _("The problem is %(state)s; its remedy stands."),
                state=problem.state_word(problem.state),
            )
        for name in ("before", "after"):
            if row[name] and not solved and not same(row[name], getattr(problem, name)):
                raise refused(name, _("Before and after are said with 是 under “reported solved”."))
        if news:
            scope.do(report_progress, problem, row, reason=row["reason"])
            row.change(self.table["reason"].heading, last, row["reason"])
            action = CHANGED
        if solved and problem.state != State.REPORTED_SOLVED:
            scope.do(
                report_solved,
                problem,
                row,
                {"": "solved"},
                who=problem.person,
                before=row["before"],
                after=row["after"],
            )
            row.change(self.table["solved"].heading, "", YES[0])
            action = CHANGED
        return action


def progress_of(problems: list[Problem]) -> dict[str, list[str]]:
    """What was said of the progress of each, the last at the end: one query."""
    reports: dict[str, list[str]] = {problem.pk: [] for problem in problems}
    for record in (
        Record.objects.done()
        .filter(thing__in=list(reports), verb="problem.progressed")
        .select_related("body_row")
        .order_by("seq")
    ):
        reports[record.thing_id].append(record.body_row.body.get("told", {}).get("reason", ""))
    return reports


class Measures(Sheet):
    name, title = "measures", _("Measures")
    keys, once, also = ("code",), "code", ("title",)

    def fields(self) -> Iterable[Field]:
        return (
            coded("措施编号", "Measure code"),
            column(ProposeMeasureForm, "title", "措施", "意见建议及措施", width=36),
            column(ProposeMeasureForm, "text", "具体内容", width=36),
            column(ProposeMeasureForm, "topic", "专题", width=24),
            column(
                ProposeMeasureForm,
                "origin",
                "来源编号",
                width=16,
                help=_("Code of the session, research or problem it comes from."),
            ),
            column(ProposeMeasureForm, "due", "完成时限", "时限", width=12),
            STATE,
            column(ReportMeasureForm, "result", "落实情况", needed=False, width=36),
        )

    def now(self, scope: Scope) -> Iterator[dict[str, Any]]:
        words = topic_words(scope)
        rows = list(
            Measure.objects.filter(unit=scope.unit)
            .exclude(state=MeasureState.DROPPED)
            .filter(proposed_on__year=scope.on.year)
            .select_related("topic")
            .order_by("thing__made_at", "pk")
        )
        origins = dict(
            Link.objects.visible_to(scope.actor)
            .filter(
                later__in=[measure.pk for measure in rows],
                earlier__kind__in=["session", "research", "problem"],
            )
            .values_list("later", "earlier")
        )
        for measure in rows:
            yield {
                "code": measure.pk,
                "title": measure.title,
                "text": measure.text,
                "topic": words.get(measure.topic_id, ""),
                "origin": origins.get(measure.pk, ""),
                "due": measure.due or "",
                "state": str(measure.state_word(measure.state)),
                "result": measure.result,
            }

    def take(self, scope: Scope, row: Row) -> str:
        measure = by_code(Measure.objects.filter(unit=scope.unit), row)
        if measure is None and scope.group is not None:
            measure = next(
                (
                    measure
                    for measure in Measure.objects.filter(
                        group=scope.group, proposed_on__year=scope.on.year
                    ).select_related("thing")
                    if compared(measure.title) == compared(row["title"])
                ),
                None,
            )
        if measure is None:
            if scope.group is None:
                raise refused("", _("%(unit)s has no study group yet."), unit=scope.unit.name)
            if row["result"]:
                raise refused("result", _("A measure is adopted first; then it is reported."))
            scope.do(
                propose_measure,
                scope.group,
                row,
                **{
                    name: row[name]
                    for name in ("title", "text", "topic", "origin", "due")
                    if row[name]
                },
            )
            return NEW
        stands(
            row,
            {
                "title": measure.title,
                "text": measure.text,
                "topic": topic_words(scope).get(measure.topic_id, ""),
                "due": measure.due or "",
            },
            "title",
            "text",
            "topic",
            "due",
        )
        if not differs(row, self, {"result": measure.result}, "result"):
            return SAME
        scope.do(report_measure, measure, row, who=measure.person, result=row["result"])
        return CHANGED


class Outcomes(Sheet):
    name, title = "outcomes", _("Institutional outcomes")
    keys, once, also = ("code",), "code", ("title",)

    def fields(self) -> Iterable[Field]:
        return (
            coded("成果编号", "Outcome code"),
            column(DraftOutcomeForm, "title", "文件名称", "制度性成果", "名称", width=36),
            column(DraftOutcomeForm, "text", "主要内容", width=36),
            column(DraftOutcomeForm, "topic", "专题", width=24),
            column(
                DraftOutcomeForm,
                "origins",
                "来源编号",
                width=20,
                help=_("Codes of the sessions, problems, measures or research it comes from."),
            ),
            column(IssueOutcomeForm, "number", "文号", needed=False, width=20),
            column(IssueOutcomeForm, "issuer", "发文单位", needed=False, width=20),
            column(IssueOutcomeForm, "issued_on", "发文日期", needed=False, width=12),
            Field(
                "non_secret",
                ("不涉密", "是否不涉密"),
                "Not secret",
                choices=YES,
                width=10,
                help=_("是: it is declared that the document is not a state secret."),
            ),
            STATE,
        )

    def now(self, scope: Scope) -> Iterator[dict[str, Any]]:
        words = topic_words(scope)
        rows = (
            list(
                Outcome.objects.filter(group=scope.group)
                .exclude(state=OutcomeState.DROPPED)
                .select_related("topic")
                .order_by("thing__made_at", "pk")
            )
            if scope.group
            else []
        )
        origins: dict[str, list[str]] = {}
        for later, earlier in (
            Link.objects.visible_to(scope.actor)
            .filter(later__in=[outcome.pk for outcome in rows], type="comes_from")
            .order_by("pk")
            .values_list("later", "earlier")
        ):
            origins.setdefault(later, []).append(earlier)
        for outcome in rows:
            yield {
                "code": outcome.pk,
                "title": outcome.title,
                "text": outcome.text,
                "topic": words.get(outcome.topic_id, ""),
                "origins": "、".join(origins.get(outcome.pk, [])),
                "number": outcome.number,
                "issuer": outcome.issuer,
                "issued_on": outcome.issued_on or "",
                "non_secret": YES[0] if outcome.number else "",
                "state": str(outcome.state_word(outcome.state)),
            }

    def take(self, scope: Scope, row: Row) -> str:
        if scope.group is None:
            raise refused("", _("%(unit)s has no study group yet."), unit=scope.unit.name)
        outcome, action = by_code(Outcome.objects.filter(group=scope.group), row), SAME
        if outcome is None:
            outcome = next(
                (
                    outcome
                    for outcome in (
                        Outcome.objects.filter(group=scope.group)
                        .exclude(state=OutcomeState.DROPPED)
                        .select_related("thing")
                    )
                    if compared(outcome.title) == compared(row["title"])
                ),
                None,
            )
        if outcome is None:
            outcome, action = (
                scope.do(
                    draft_outcome,
                    scope.group,
                    row,
                    **{
                        name: row[name]
                        for name in ("title", "text", "topic", "origins")
                        if row[name]
                    },
                ),
                NEW,
            )
        if action == SAME:
            stands(
                row,
                {
                    "title": outcome.title,
                    "text": outcome.text,
                    "topic": topic_words(scope).get(outcome.topic_id, ""),
                },
                "title",
                "text",
                "topic",
            )
        if row["number"] and not outcome.number:
            scope.do(
                issue_outcome,
                outcome,
                row,
                number=row["number"],
                issuer=row["issuer"] or scope.unit.name,
                issued_on=row["issued_on"],
                non_secret=row["non_secret"],
            )
            row.change(self.table["number"].heading, "", row["number"])
            action = action if action == NEW else CHANGED
        elif outcome.number and any(
            row[name] and not same(row[name], getattr(outcome, name))
            for name in ("number", "issuer", "issued_on")
        ):
            raise refused("number", _("It was issued; number, issuer and date stand."))
        return action


class Tasks(Sheet):
    name, title = "tasks", _("Tasks")
    personal, keys, once = frozenset({"owner"}), ("code",), "code"

    def fields(self) -> Iterable[Field]:
        return (
            coded("任务编号", "Task code", needed=True, help=_("Stands there already; leave it.")),
            Field("title", ("任务", "任务名称"), "Task", told=True, width=36),
            Field("owner", ("承办人",), "Who does it", told=True, width=12),
            Field("due", ("时限", "完成时限"), "By when", kind="day", told=True, width=12),
            column(FinishTaskForm, "evidence", "完成情况", "办理结果", width=40),
        )

    def now(self, scope: Scope) -> Iterator[dict[str, Any]]:
        for task in (
            Task.objects.filter(unit=scope.unit, state__in=[TaskState.OPEN, TaskState.DONE])
            .select_related("owner")
            .order_by("due", "pk")
        ):
            yield {
                "code": task.pk,
                "title": task.title,
                "owner": task.owner.name if task.owner else "",
                "due": task.due or "",
                "evidence": task.evidence,
            }

    def words(self, row: Row) -> list[str]:
        return [row["title"], row["evidence"][:60]]

    def take(self, scope: Scope, row: Row) -> str:
        task = by_code(Task.objects.filter(unit=scope.unit), row)
        if task is None:
            raise refused("code", _("Say which task it is: its code."))
        if not differs(row, self, {"evidence": task.evidence}, "evidence"):
            return SAME
        scope.do(finish_task, task, row, who=task.owner, evidence=row["evidence"])
        return CHANGED
