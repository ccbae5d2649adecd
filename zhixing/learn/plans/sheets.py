"""The annual study plan of a unit's group, in the workbook of the unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.intake.reading import CHANGED, NEW, REFUSED, SAME, Reading
from zhixing.foundation.kits.intake.unitbook.cells import differs
from zhixing.foundation.kits.intake.unitbook.rows import Row, refused
from zhixing.foundation.kits.intake.unitbook.saying import same
from zhixing.foundation.kits.intake.unitbook.scope import Scope
from zhixing.foundation.kits.intake.unitbook.sheet import Sheet, register
from zhixing.foundation.kits.intake.unitbook.topics import topic_of, topic_words, topics
from zhixing.foundation.kits.workbooks.forms import column, split
from zhixing.foundation.kits.workbooks.tables import Field
from zhixing.foundation.kits.workbooks.values import read_number
from zhixing.foundation.machinery.rehearsal import attempt
from zhixing.foundation.spine.topics.acts import choose_topic
from zhixing.foundation.spine.topics.models import Topic

from .acts import change_plan, draft_plan, set_plan_line
from .countyfile.months import read_months
from .forms import SetPlanLineForm
from .models import PlanLine, StudyPlan
from .rules import State as PlanState


def months(line: Any) -> str:
    return (
        f"{line.first_month}月"
        if line.first_month == line.last_month
        else f"{line.first_month}-{line.last_month}月"
    )


class Plan(Sheet):
    name, title, place = "plan", _("Annual study plan"), 20
    personal, keys = frozenset({"speakers"}), ("topic", "year")

    def fields(self) -> Iterable[Field]:
        return (
            column(
                SetPlanLineForm,
                "topic",
                "专题",
                "学习专题",
                "学习主题",
                example="常态化医疗废物管理",
                width=28,
                help=_("A required topic of the county, or the group's own: a new one is added."),
            ),
            Field(
                "months",
                ("月份", "学习月份", "时间安排"),
                "Months",
                needed=True,
                example="7-9月",
                width=10,
                help=_("5月, 7-9月, 第二季度 or 上半年."),
            ),
            column(SetPlanLineForm, "form", "学习形式", "形式", example="集体学习研讨", width=18),
            column(SetPlanLineForm, "aim", "推动工作", "推动的工作", width=30),
            column(SetPlanLineForm, "speakers", "重点发言人", "发言人", width=20),
            Field(
                "year",
                ("年度", "计划年度"),
                "Year",
                kind="number",
                width=8,
                help=_("Empty: the year of the workbook."),
            ),
            Field("required", ("性质", "动作"), "Kind of topic", told=True, width=10),
            Field("asked", ("县定月份",), "Months set by the county", told=True, width=10),
        )

    def now(self, scope: Scope) -> Iterator[dict[str, Any]]:
        coming = (
            {scope.on.year + 1} if scope.on.month > 10 else set()
        )  # it is made while this one still runs
        for year in sorted({scope.year, scope.on.year, *coming}):
            plan, words = self._plan(scope, year), topic_words(scope, year)
            if plan is None:
                for topic in topics(scope, year):
                    yield {
                        "topic": words[topic.pk],
                        "year": year,
                        "required": str(topic.get_required_display()),
                        "asked": months(topic),
                    }
                continue
            for line in plan.lines.select_related("topic").prefetch_related("speakers"):
                yield _cells_of(line) | {
                    "topic": words.get(line.topic_id, line.topic.title),
                    "year": year,
                    "required": str(line.topic.get_required_display()),
                    "asked": months(line.topic),
                }

    def _plan(self, scope: Scope, year: int) -> StudyPlan | None:
        return (
            StudyPlan.objects.filter(group=scope.group, year=year)
            .exclude(state=PlanState.ARCHIVED)
            .select_related("thing", "group__unit", "unit")
            .order_by("-version")
            .first()
            if scope.group
            else None
        )

    def _year(self, scope: Scope, row: Row) -> int:
        number = read_number(row["year"]) if row["year"] else scope.year
        if number is None or not scope.on.year - 1 <= number <= scope.on.year + 1:
            raise refused("year", _("A plan is of this year, the last or the next one."))
        return int(number)

    def run(self, scope: Scope, rows: list[Row], reading: Reading) -> None:
        """A plan that is not there yet is drafted, once a row places something in it; when no row
        of it can come in, it is not.
        """
        try:
            with attempt():
                super().run(scope, rows, reading)
                if scope.fresh and all(row.line.action in (REFUSED, SAME) for row in rows):
                    raise _Nothing
        except _Nothing:
            pass
        scope.fresh.clear()

    def take(self, scope: Scope, row: Row) -> str:
        if not row["months"]:
            return SAME  # a topic that is offered, and not placed
        if scope.group is None:
            raise refused("", _("%(unit)s has no study group yet."), unit=scope.unit.name)
        year = self._year(scope, row)
        span = read_months(row["months"])
        if span is None:
            raise refused("months", _("This is no month, range of months or quarter."))
        plan, topic = self._plan(scope, year), topic_of(scope, row, new=True, year=year)
        if plan is None:
            plan = scope.do(draft_plan, scope.group, row, year=year)
            scope.fresh.add(f"{self.name} {year}")
        if topic is None:
            topic = self._choose_topic(scope, row, year, span)
        line: PlanLine | None = plan.lines.filter(topic=topic).prefetch_related("speakers").first()
        if line is not None and _says(line, row, span):
            return NEW if f"{self.name} {year}" in scope.fresh else SAME
        self._place(scope, row, self._written_on(scope, row, plan), topic, line, span)
        return CHANGED if line is not None else NEW

    def _choose_topic(self, scope: Scope, row: Row, year: int, span: Span) -> Topic:
        """A topic of the group's own."""
        made: Topic = scope.do(
            choose_topic,
            scope.group,
            row,
            {"title": "topic"},
            title=row["topic"],
            year=year,
            first_month=span[0],
            last_month=span[1],
        )
        return made

    def _written_on(self, scope: Scope, row: Row, plan: StudyPlan) -> StudyPlan:
        """The version of the plan that may be written on. Raises RowRefused when there is none."""
        if plan.state == PlanState.IN_FORCE:
            reason = _now("Changed by the workbook of the unit.")
            changed: StudyPlan = scope.do(change_plan, plan, row, reason=reason)
            return changed
        if plan.state in (PlanState.DRAFT, PlanState.RETURNED):
            return plan
        sentence = _(
            "The plan is on its way to the county (%(state)s). It can be changed when it is"
            " in force, or given back."
        )
        raise refused("", sentence, state=plan.state_word(plan.state))

    def _place(
        self,
        scope: Scope,
        row: Row,
        plan: StudyPlan,
        topic: Topic,
        line: PlanLine | None,
        span: Span,
    ) -> None:
        """The topic with its months, form, aim, speakers; empty cells leave what stands there."""
        current = _cells_of(line) if line is not None else {}
        if line is not None:
            differs(row, self, current, "months", *COLUMNS)
        fields: dict[str, Any] = {name: row[name] or current.get(name, "") for name in COLUMNS}
        scope.do(
            set_plan_line,
            plan,
            row,
            {"first_month": "months", "last_month": "months"},
            topic=topic,
            first_month=span[0],
            last_month=span[1],
            **fields,
        )


COLUMNS = ("form", "aim", "speakers")
Span = tuple[int, int]  # first and last month


def _cells_of(line: PlanLine) -> dict[str, str]:
    """A line of the plan as its row says it."""
    return {
        "months": months(line),
        "form": line.form,
        "aim": line.aim,
        "speakers": "、".join(sorted(speaker.name for speaker in line.speakers.all())),
    }


def _says(line: PlanLine, row: Row, span: Span) -> bool:
    """Whether the row says nothing but what stands in the plan."""
    if (line.first_month, line.last_month) != span:
        return False
    current = _cells_of(line)
    if any(row[name] and not same(row[name], current[name]) for name in ("form", "aim")):
        return False
    speakers = sorted(split(row["speakers"]))
    return not row["speakers"] or speakers == sorted(split(current["speakers"]))


class _Nothing(Exception):
    """Nothing of it came in."""


register(Plan())
