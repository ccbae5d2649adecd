"""The reasons behind one cell of the map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery.things.parts import Check, Crumb, Way
from zhixing.foundation.machinery.words import Words
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.topics.models import Required
from zhixing.ui.words import datewords, month_span, shortdate

from ...plans.models import StudyPlan
from ...sessions.models import StudySession
from ...sessions.rules import AHEAD, HAPPENED, MISSING_WORDS
from .. import rules
from ..rules import Month
from .year import GroupYear


@dataclass(frozen=True, kw_only=True)
class PlannedLine:
    """A line of the plan, what became of it, and the session that studied it."""

    title: str
    url: str
    note: str
    word: str
    tone: str
    session: StudySession | None


@dataclass(frozen=True, kw_only=True)
class SessionLine:
    """A session of the month: whether it counts, what it lacks, where its report stands."""

    title: str
    number: int
    url: str
    day: str
    word: str
    tone: str
    lacks: list[str]
    report: str
    report_tone: str


@dataclass(frozen=True, kw_only=True)
class MonthPage:
    """The reasons behind one cell."""

    title: str
    state_word: Words
    tone: str
    lead: Words
    crumbs: list[Crumb]
    group: StudyGroup
    plan: StudyPlan | None
    year: int
    month: Month
    planned: list[PlannedLine]
    sessions: list[SessionLine]
    checks: list[Check]
    quarter: int
    quarter_checks: list[Check]
    before: Way | None
    after: Way | None
    year_url: str


def month_page(person: Any, code: str, year: int, month: int) -> MonthPage:
    """The reasons behind one cell: what was planned, what was held, which checks, which norms with
    source and date.
    """
    group_year = GroupYear(person, code, year)
    if not 1 <= month <= 12:
        raise Http404
    shown_month = group_year.months[month - 1]
    params = {"month": month_span(month, month), "year": year, "name": group_year.group.unit.name}
    studied = {
        session.topic_id: session
        for session in reversed(group_year.sessions)
        if session.state in HAPPENED
    }
    return MonthPage(
        title=_("%(name)s, %(month)s %(year)s") % params,
        state_word=shown_month.mark.label,
        tone=rules.TONES[shown_month.mark],
        lead=rules.HELP.get(shown_month.mark, ""),
        crumbs=group_year.crumbs(
            Crumb(group_year.group.unit.name, group_year.url()),
            Crumb(month_span(month, month)),
        ),
        group=group_year.group,
        plan=group_year.plan,
        year=year,
        month=shown_month,
        planned=[
            _planned(line, studied.get(line.topic_id), shown_month)
            for line in group_year.lines
            if line.first_month <= month <= line.last_month
        ],
        sessions=[
            _session(group_year, session)
            for session in group_year.sessions
            if session.day.month == month
        ],
        checks=group_year.check_lines(
            rules.month_checks(shown_month, group_year.norms[month]), month
        ),
        quarter=rules.quarter_of(month),
        quarter_checks=group_year.quarter_lines(rules.quarter_of(month)),
        before=(
            Way(label=month_span(month - 1, month - 1), url=group_year.url(month - 1))
            if month > 1
            else None
        ),
        after=(
            Way(label=month_span(month + 1, month + 1), url=group_year.url(month + 1))
            if month < 12
            else None
        ),
        year_url=group_year.url(),
    )


def _planned(line: Any, session: Any, month: Month) -> PlannedLine:
    """A line of the plan and what became of it."""
    if session is not None:
        word, tone = _("studied on %(day)s") % {"day": shortdate(session.day, session.year)}, "done"
    elif any(late_line.topic == line.topic_id for late_line in month.behind):
        word, tone = _("not studied by the end of its months"), "over"
    else:
        word, tone = _("not studied yet"), "none"
    kind = _("required") if line.topic.required == Required.REQUIRED else pgettext("topic", "own")
    return PlannedLine(
        title=line.topic.title,
        url=line.topic.url,
        note=" · ".join(
            part
            for part in (str(kind), month_span(line.first_month, line.last_month), line.form)
            if part
        ),
        word=word,
        tone=tone,
        session=session,
    )


def _session(group_year: GroupYear, session: Any) -> SessionLine:
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
    return SessionLine(
        title=session.title,
        number=session.number,
        url=session.url,
        day=datewords(session.day, session.year),
        word=word,
        tone=tone,
        lacks=lacks,
        report=report,
        report_tone=report_tone,
    )
