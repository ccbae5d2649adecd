"""One group's year, with everything its pages link to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from zhixing.foundation.kits.deadlines.models import Deadline
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.things.parts import Check, Crumb
from zhixing.foundation.machinery.words import Words
from zhixing.foundation.spine.calendar.queries import calendar
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.norms.queries import basis, value_or
from zhixing.foundation.spine.topics.models import Required, Topic
from zhixing.ui.words import comma, month_span

from ...plans.models import StudyPlan
from ...plans.rules import Check as PlanCheck
from ...plans.rules import goes_by
from ...sessions.models import StudySession, is_discussed
from ...sessions.rules import State as Session
from .. import rules
from ..rules import Line, Meeting, Month
from .common import SHAPES, groups_of, norms_of


class GroupYear:
    """One group's year with everything its pages link to."""

    def __init__(self, person: Any, code: str, year: int) -> None:
        if not 2000 <= year <= 2100:
            raise Http404
        self.today, self.year = clock.today(), year
        self.late = calendar().last_working(self.today)  # what was due before that day is overdue
        self.group = get_object_or_404(
            groups_of(person, year).select_related("thing", "unit"), pk=code
        )
        plans = list(
            StudyPlan.objects.visible_to(person)
            .filter(group=code, year=year)
            .select_related("thing")
        )
        self.plan = (
            next(
                plan
                for plan in plans
                if plan.version == goes_by({plan.version: plan.state for plan in plans})
            )
            if plans
            else None
        )
        self.lines = (
            list(self.plan.lines.select_related("topic__thing").annotate(named=Count("speakers")))
            if self.plan
            else []
        )
        clocks = Deadline.objects.filter(thing=OuterRef("pk"), clock="report").order_by("-round")
        sessions = (
            StudySession.objects.visible_to(person)
            .of_groups(code)
            .filter(year=year)
            .exclude(state=Session.CANCELLED)
            .select_related("thing", "topic", "group__unit")
            .order_by("day", "pk")
        )
        self.sessions = list(
            sessions.annotate(
                talked=is_discussed(),
                due=Subquery(clocks.values("due")[:1]),
                ended=Subquery(clocks.values("ended_on")[:1]),
            )
        )
        for session in self.sessions:
            if (
                session.group_id != code
            ):  # joint study: the group that keeps the record sends the report
                session.due = session.ended = None
        self.norms = norms_of(year, self.today)
        self.plain = [
            Line(
                line.topic_id,
                line.first_month,
                line.last_month,
                line.topic.required == Required.REQUIRED,
                line.topic.category,
                line.named,
            )
            for line in self.lines
        ]
        meetings = [
            Meeting(
                session.pk,
                session.day,
                session.topic_id,
                session.state,
                session.category,
                session.talked,
                rules.opens_with_first_item(session.agenda),
                self._overdue(session.due),
                session.ended is not None,
            )
            for session in self.sessions
        ]
        self.meetings = {meeting.code: meeting for meeting in meetings}
        self.months = rules.year_of_group(
            self.plain,
            meetings,
            year=year,
            today=self.today,
            norms=self.norms,
            plan=self.plan.state if self.plan else "",
            since=localdate(self.group.thing.made_at),
            until=self.group.until,
        )

    def _overdue(self, due: dt.date | None) -> dt.date | None:
        """As the map says it: a day long over for a report that is overdue, none for one that is
        not.
        """
        return dt.date.min if due is not None and due < self.late else None

    def norms_day(self, month: int) -> dt.date:
        """The day on which the norms of a month are read."""
        return min(self.today, rules.last_day(self.year, month))

    def check_lines(self, checks: list[PlanCheck], month: int) -> list[Check]:
        """Checks as ``ui/checks.html`` takes them, each with its norm, source and date."""
        return [
            Check(
                str(check.sentence) % check.params,
                tone=check.tone,
                **basis(check.norm, self.norms_day(month)),
            )
            for check in checks
        ]

    def quarter_lines(self, number: int) -> list[Check]:
        return self.check_lines(
            rules.quarter_checks(self.months, number, self.norms[3 * number]), 3 * number
        )

    def url(self, month: int = 0) -> str:
        return (
            reverse("yearmap:month", args=[self.group.pk, self.year, month])
            if month
            else reverse("yearmap:year", args=[self.group.pk, self.year])
        )

    def crumbs(self, *more: Crumb) -> list[Crumb]:
        return [
            Crumb(pgettext("wing", "Learn"), reverse("wing", args=["learn"])),
            Crumb(_("Map of the year"), f"{reverse('yearmap:map')}?year={self.year}"),
            *more,
        ]


@dataclass(frozen=True)
class MonthLine:
    """A month of the year, with what stands behind its mark in numbers."""

    word: str
    url: str
    mark: Words
    tone: str
    shape: str
    note: str


@dataclass(frozen=True)
class Quarter:
    """What a quarter is asked."""

    number: int
    checks: list[Check]


@dataclass(frozen=True, kw_only=True)
class YearPage:
    """One group's year."""

    title: str
    crumbs: list[Crumb]
    year: int
    group: StudyGroup
    plan: StudyPlan | None
    months: list[MonthLine]
    quarters: list[Quarter]
    checks: list[Check]
    before_url: str
    after_url: str


def year_page(person: Any, code: str, year: int) -> YearPage:
    """One group's year: the twelve months, what the quarters and the year are asked, each with its
    norm.
    """
    group_year = GroupYear(person, code, year)
    required = Topic.objects.filter(year=year, required=Required.REQUIRED).values_list(
        "pk", flat=True
    )
    checks = (
        rules.year_checks(group_year.months, group_year.plain, required, group_year.norms[12])
        if group_year.plan
        else []
    )
    words = _category_words(group_year.norms_day(12))
    lines = zip(group_year.check_lines(checks, 12), checks, strict=True)
    shown = [_with_categories(line, check, words) for line, check in lines]
    return YearPage(
        title=_("%(name)s in %(year)s") % {"name": group_year.group.unit.name, "year": year},
        year=year,
        group=group_year.group,
        plan=group_year.plan,
        crumbs=group_year.crumbs(Crumb(group_year.group.unit.name)),
        months=[_month_line(group_year, month) for month in group_year.months],
        quarters=[
            Quarter(number=number, checks=asked)
            for number in range(1, 5)
            if (asked := group_year.quarter_lines(number))
        ],
        checks=shown,
        before_url=reverse("yearmap:year", args=[code, year - 1]),
        after_url=reverse("yearmap:year", args=[code, year + 1]),
    )


def _with_categories(line: Check, check: PlanCheck, words: dict[str, str]) -> Check:
    """The line of a check, with the categories it names."""
    if not check.params.get("codes"):
        return line
    named = comma().join(words.get(category, category) for category in check.params["codes"])
    return replace(line, sentence=f"{line.sentence} {named}")


def _month_line(group_year: GroupYear, month: Month) -> MonthLine:
    numbers = [
        (_("planned %(count)s"), len(month.planned)),
        (_("held %(count)s"), len(month.held)),
        (_("counting %(count)s"), len(month.counting)),
        (_("reports overdue %(count)s"), len(month.overdue)),
    ]
    return MonthLine(
        word=month_span(month.month, month.month),
        url=group_year.url(month.month),
        mark=month.mark.label,
        tone=rules.TONES[month.mark],
        shape=SHAPES[month.mark],
        note=comma().join(words % {"count": count} for words, count in numbers if count),
    )


def _category_words(on: dt.date) -> dict[str, str]:
    key = "zh" if (get_language() or "zh").startswith("zh") else "en"
    return {category["code"]: category[key] for category in value_or("content.categories", on, [])}
