"""What the map of the year shows. The map asks six times, whatever the number of groups; a month of
one group asks for what it links to as well.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import product
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from zhixing.foundation.kits.deadlines.models import Deadline
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.inputs import number_in
from zhixing.foundation.machinery.things.lists import address, choice, year_of
from zhixing.foundation.machinery.things.parts import Check, Chip, Crumb
from zhixing.foundation.machinery.things.places import Aside
from zhixing.foundation.spine.calendar.queries import calendar
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.norms.queries import basis, value_or
from zhixing.foundation.spine.orgs.models import UnitKind
from zhixing.foundation.spine.topics.models import Required, Topic
from zhixing.ui.words import comma, datewords, month_span, month_word, shortdate

from ..plans.models import PlanLine, StudyPlan
from ..plans.rules import goes_by
from ..sessions.models import StudySession, is_discussed
from ..sessions.rules import AHEAD, HAPPENED, MISSING_WORDS
from ..sessions.rules import State as Session
from . import rules
from .rules import Line, Mark, Meeting, Month, Norms

SHAPES = {
    Mark.NOTHING: "dot",
    Mark.PLANNED: "ring",
    Mark.HELD: "half",
    Mark.COUNTS: "full",
    Mark.LATE: "bar",
    Mark.MISSING: "gap",
}
COUNTED = (Mark.COUNTS, Mark.HELD, Mark.PLANNED, Mark.LATE, Mark.MISSING)
KINDS = (UnitKind.TOWN, UnitKind.DEPARTMENT)
KIND_WORDS = {
    UnitKind.TOWN: _lazy("Towns and subdistricts"),
    UnitKind.DEPARTMENT: _lazy("Departments"),
}


def norms_of(year: int, today: dt.date) -> dict[int, Norms]:
    """Month -> what the county's norms say on its last day, or today when that is still to come."""
    return {month: _norms_on(min(today, rules.last_day(year, month))) for month in range(1, 13)}


def _norms_on(day: dt.date) -> Norms:
    due = value_or("plan.filing_due", day)
    return Norms(
        per_quarter=value_or("session.per_quarter", day),
        per_month=value_or("session.per_month", day),
        first_item=value_or("agenda.first_item", day),
        in_time=value_or("plan.in_time", day),
        key_speakers=value_or("plan.key_speakers", day),
        required_topics=value_or("plan.required_topics", day),
        report_days=value_or("session.report_days", day),
        filing_due=str(due[0]) if due else None,
        categories=tuple(category["code"] for category in value_or("content.categories", day, [])),
    )


# -- the map ---------------------------------------------------------------------------------------


def map_page(person: Any, choices: Any) -> dict[str, Any]:
    """Groups x twelve months of a year, in the order of the roster. ``kind`` leaves towns or
    departments; ``month`` and ``mark`` open the rows of one number.

    Whoever has no group to look at gets an empty page: the names of the others' groups are no
    secret, how they study is.
    """
    year, today = year_of(choices), clock.today()
    groups = list(
        _groups(person, year)
        .select_related("unit")
        .values_list("pk", "unit__name", "unit__kind", "thing__made_at", "until")
    )
    kinds = [kind for kind in KINDS if any(group[2] == kind for group in groups)]
    kind = choice(choices, "kind", kinds)
    groups = [group for group in groups if group[2] == kind] if kind else groups
    codes = [group[0] for group in groups]
    norms, lines, plans, meetings = (
        norms_of(year, today),
        _lines(codes, year),
        _plans(codes, year),
        _meetings(codes, year, today),
    )
    links, cells = reverse("yearmap:map"), _cells()
    chosen_month, chosen_mark = _chosen_cell(choices)
    counts: dict[Mark, Counter] = {mark: Counter() for mark in Mark}
    rows = []
    for code, name, _kind, made_at, until in groups:
        months = rules.year_of_group(
            lines.get(code, ()),
            meetings.get(code, ()),
            year=year,
            today=today,
            norms=norms,
            plan=plans.get(code, ""),
            since=localdate(made_at),
            until=until,
        )
        marks = [month.mark for month in months]
        for at, mark in enumerate(marks, 1):
            counts[mark][at] += 1
        if chosen_mark is None or marks[chosen_month - 1] == chosen_mark:
            rows.append(
                {
                    "name": name,
                    "url": f"{links}{code}/{year}/",
                    "cells": [cells[at, mark] for at, mark in enumerate(marks, 1)],
                }
            )
    many = len(groups) > 1
    return {
        "title": _("Map of the year"),
        "year": year,
        "rows": rows,
        "groups": len(groups),
        "months": [
            {"number": at, "short": month_word(at), "now": (year, at) == (today.year, today.month)}
            for at in range(1, 13)
        ],
        "legend": [_legend(mark, counts[mark], many, year, kind) for mark in COUNTED],
        "many": many,
        "kinds": (
            [
                {"word": _("All"), "url": address({}, year=year), "here": not kind},
                *(
                    {
                        "word": KIND_WORDS[offered_kind],
                        "url": address({}, year=year, kind=offered_kind),
                        "here": kind == offered_kind,
                    }
                    for offered_kind in kinds
                ),
            ]
            if len(kinds) > 1
            else []
        ),
        "before_url": address({}, year=year - 1, kind=kind),
        "after_url": address({}, year=year + 1, kind=kind),
        "chips": (
            [
                Chip(
                    pgettext("map", "%(month)s: %(mark)s")
                    % {
                        "month": month_word(chosen_month),
                        "mark": chosen_mark.label,
                    },
                    address({}, year=year, kind=kind),
                )
            ]
            if chosen_mark
            else []
        ),
        "lead": (
            ngettext(
                "%(count)s study group, in the order of the roster.",
                "%(count)s study groups, in the order of the roster.",
                len(groups),
            )
            % {"count": len(groups)}
            if many
            else ""
        ),
    }


def _chosen_cell(choices: Any) -> tuple[int, Mark | None]:
    month, mark = str(choices.get("month") or ""), choices.get("mark", "")
    if 1 <= (number_in(month) or 0) <= 12 and mark in Mark.values:
        return int(month), Mark(mark)
    return 0, None


def _cells() -> dict[tuple[int, Mark], tuple[str, str, str]]:
    """Month and mark -> shape, tone, and what a screen reader says."""
    cells = {}
    words = pgettext("map", "%(month)s: %(mark)s")
    for month, mark in product(range(1, 13), Mark):
        read = words % {"month": month_word(month), "mark": mark.label}
        cells[month, mark] = (SHAPES[mark], rules.TONES[mark], read)
    return cells


def _legend(mark: Mark, counts: Counter, many: bool, year: int, kind: str) -> dict[str, Any]:
    """A mark with its words and, in a county, how many groups show it in each month; a number opens
    its rows.
    """

    def url(month: int) -> str:
        if not counts[month]:
            return ""
        return address({}, year=year, kind=kind, month=month, mark=mark.value)

    months = range(1, 13) if many else ()
    return {
        "shape": SHAPES[mark],
        "tone": rules.TONES[mark],
        "word": rules.SHORT.get(mark) or mark.label,
        "help": rules.HELP[mark],
        "cells": [{"count": counts[month], "url": url(month)} for month in months],
    }


def _groups(person: Any, year: int) -> Any:
    """The groups of the year that this person may look into, in the order of the roster."""
    return (
        StudyGroup.objects.looked_into_by(person)
        .filter(Q(until__isnull=True) | Q(until__gt=dt.date(year, 1, 1)))
        .in_roster_order()
    )


def _plans(codes: list[str], year: int) -> dict[str, str]:
    """Group -> state of the plan it goes by."""
    versions: dict[str, dict[int, str]] = defaultdict(dict)
    for group, version, state in StudyPlan.objects.filter(
        group__among=codes, year=year
    ).values_list("group", "version", "state"):
        versions[group][version] = state
    return {group: states[goes_by(states)] for group, states in versions.items()}


def _lines(codes: list[str], year: int) -> dict[str, list[Line]]:
    """Group -> lines of the plan it goes by: topics and months, which is all the marks need."""
    versions: dict[str, dict[int, tuple[str, list[Line]]]] = defaultdict(dict)
    rows = PlanLine.objects.filter(plan__group__among=codes, plan__year=year).order_by()
    for group, version, state, topic, first, last in rows.values_list(
        "plan__group", "plan__version", "plan__state", "topic", "first_month", "last_month"
    ):
        versions[group].setdefault(version, (state, []))[1].append(Line(topic, first, last))
    return {
        group: plan_versions[
            goes_by({version: state for version, (state, _plan_lines) in plan_versions.items()})
        ][1]
        for group, plan_versions in versions.items()
    }


def _meetings(codes: list[str], year: int, today: dt.date) -> dict[str, list[Meeting]]:
    """Group -> its sessions of the year, own ones and joint study (once for each group; two
    queries), without the text of any: whether there was a discussion speech, a report overdue.
    """
    overdue = set(
        Deadline.objects.overdue(today)
        .filter(clock="report", thing__kind="session")
        .values_list("thing", flat=True)
    )
    meetings: dict[str, list[Meeting]] = defaultdict(list)
    rows = (
        StudySession.objects.filter(group__among=codes, year=year)
        .exclude(state=Session.CANCELLED)
        .order_by()
    )
    for group, code, day, topic, state, category, talked in rows.values_list(
        "group", "pk", "day", "topic", "state", "category", is_discussed()
    ):
        meetings[group].append(
            Meeting(
                code,
                day,
                topic,
                state,
                category,
                talked,
                report_due=dt.date.min if code in overdue else None,
            )
        )
    joined = (  # few groups study together: their ties lead, not all sessions of the year
        StudySession.partners.through.objects.alias(_year=Aside("studysession__year"))
        .filter(studygroup__among=codes, _year=year)
        .exclude(studysession__state=Session.CANCELLED)
        .order_by()
    )
    for group, code, day, topic, state, category, talked in joined.values_list(
        "studygroup",
        *(f"studysession__{name}" for name in ("pk", "day", "topic", "state", "category")),
        is_discussed("studysession"),
    ):
        meetings[group].append(
            Meeting(code, day, topic, state, category, talked)
        )  # the group that keeps the record sends the report
    return meetings


# -- one group -------------------------------------------------------------------------------------


class _Year:
    """One group's year with everything its pages link to."""

    def __init__(self, person: Any, code: str, year: int) -> None:
        if not 2000 <= year <= 2100:
            raise Http404
        self.today, self.year = clock.today(), year
        self.late = calendar().last_working(self.today)  # what was due before that day is overdue
        self.group = get_object_or_404(
            _groups(person, year).select_related("thing", "unit"), pk=code
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

    def check_lines(self, checks: list[rules.Check], month: int) -> list[Check]:
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


def year_page(person: Any, code: str, year: int) -> dict[str, Any]:
    """One group's year: the twelve months, what the quarters and the year are asked, each with its
    norm.
    """
    group_year = _Year(person, code, year)
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
    return {
        "title": _("%(name)s in %(year)s") % {"name": group_year.group.unit.name, "year": year},
        "year": year,
        "group": group_year.group,
        "plan": group_year.plan,
        "crumbs": group_year.crumbs(Crumb(group_year.group.unit.name)),
        "months": [_month_line(group_year, month) for month in group_year.months],
        "quarters": [
            {"number": number, "checks": checks}
            for number in range(1, 5)
            if (checks := group_year.quarter_lines(number))
        ],
        "checks": shown,
        "before_url": reverse("yearmap:year", args=[code, year - 1]),
        "after_url": reverse("yearmap:year", args=[code, year + 1]),
    }


def _with_categories(line: Check, check: rules.Check, words: dict[str, str]) -> Check:
    """The line of a check, with the categories it names."""
    if not check.params.get("codes"):
        return line
    named = comma().join(words.get(category, category) for category in check.params["codes"])
    return replace(line, sentence=f"{line.sentence} {named}")


def _month_line(group_year: _Year, month: Month) -> dict[str, Any]:
    numbers = [
        (_("planned %(count)s"), len(month.planned)),
        (_("held %(count)s"), len(month.held)),
        (_("counting %(count)s"), len(month.counting)),
        (_("reports overdue %(count)s"), len(month.overdue)),
    ]
    return {
        "word": month_span(month.month, month.month),
        "url": group_year.url(month.month),
        "mark": month.mark.label,
        "tone": rules.TONES[month.mark],
        "shape": SHAPES[month.mark],
        "note": comma().join(words % {"count": count} for words, count in numbers if count),
    }


def month_page(person: Any, code: str, year: int, month: int) -> dict[str, Any]:
    """The reasons behind one cell: what was planned, what was held, which checks, which norms with
    source and date.
    """
    group_year = _Year(person, code, year)
    if not 1 <= month <= 12:
        raise Http404
    shown_month = group_year.months[month - 1]
    params = {"month": month_span(month, month), "year": year, "name": group_year.group.unit.name}
    studied = {
        session.topic_id: session
        for session in reversed(group_year.sessions)
        if session.state in HAPPENED
    }
    return {
        "title": _("%(name)s, %(month)s %(year)s") % params,
        "state_word": shown_month.mark.label,
        "tone": rules.TONES[shown_month.mark],
        "lead": rules.HELP.get(shown_month.mark, ""),
        "crumbs": group_year.crumbs(
            Crumb(group_year.group.unit.name, group_year.url()),
            Crumb(month_span(month, month)),
        ),
        "group": group_year.group,
        "plan": group_year.plan,
        "year": year,
        "month": shown_month,
        "planned": [
            _planned(line, studied.get(line.topic_id), shown_month)
            for line in group_year.lines
            if line.first_month <= month <= line.last_month
        ],
        "sessions": [
            _session(group_year, session)
            for session in group_year.sessions
            if session.day.month == month
        ],
        "checks": group_year.check_lines(
            rules.month_checks(shown_month, group_year.norms[month]), month
        ),
        "quarter": rules.quarter_of(month),
        "quarter_checks": group_year.quarter_lines(rules.quarter_of(month)),
        "before": (
            {"word": month_span(month - 1, month - 1), "url": group_year.url(month - 1)}
            if month > 1
            else None
        ),
        "after": (
            {"word": month_span(month + 1, month + 1), "url": group_year.url(month + 1)}
            if month < 12
            else None
        ),
        "year_url": group_year.url(),
    }


def _planned(line: Any, session: Any, month: Month) -> dict[str, Any]:
    """A line of the plan and what became of it."""
    if session is not None:
        word, tone = _("studied on %(day)s") % {"day": shortdate(session.day, session.year)}, "done"
    elif any(late_line.topic == line.topic_id for late_line in month.behind):
        word, tone = _("not studied by the end of its months"), "over"
    else:
        word, tone = _("not studied yet"), "none"
    kind = _("required") if line.topic.required == Required.REQUIRED else pgettext("topic", "own")
    return {
        "title": line.topic.title,
        "url": line.topic.url,
        "note": " · ".join(
            part
            for part in (str(kind), month_span(line.first_month, line.last_month), line.form)
            if part
        ),
        "word": word,
        "tone": tone,
        "session": session,
    }


def _session(group_year: _Year, session: Any) -> dict[str, Any]:
    """A session of the month: whether it counts, what it lacks, where its report stands."""
    meeting = group_year.meetings[session.pk]
    if session.state in AHEAD:
        over = session.day < group_year.today
        word, tone, lacks = (
            (_("its day is over, nothing is recorded"), "over", [])
            if over
            else (session.state_word(session.state), "none", [])
        )
    else:
        lacks = [str(MISSING_WORDS[code]) for code in meeting.lacks]
        word, tone = (
            (_("does not count yet"), "going") if lacks else (pgettext("session", "counts"), "done")
        )
    report, report_tone = (
        (
            _("joint study; %(unit)s keeps the record")
            % {"unit": session.group.unit.short or session.group.unit.name}
            if session.group_id != group_year.group.pk
            else ""
        ),
        "none",
    )
    if session.due is not None:
        due = {"day": shortdate(session.due, session.year)}
        if session.ended is not None:
            report_tone = "done" if session.ended <= session.due else "none"
            report = _("report sent on %(sent)s, due %(day)s") % (
                due | {"sent": shortdate(session.ended, session.year)}
            )
        elif session.due < group_year.late:
            report, report_tone = _("report overdue since %(day)s") % due, "over"
        else:
            report = _("report due %(day)s") % due
    return {
        "title": session.title,
        "number": session.number,
        "url": session.url,
        "day": datewords(session.day, session.year),
        "word": word,
        "tone": tone,
        "lacks": lacks,
        "report": report,
        "report_tone": report_tone,
    }


def _category_words(on: dt.date) -> dict[str, str]:
    key = "zh" if (get_language() or "zh").startswith("zh") else "en"
    return {category["code"]: category[key] for category in value_or("content.categories", on, [])}
