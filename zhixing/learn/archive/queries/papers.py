"""The papers of a volume, drawn."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import chain

from django.utils.translation import pgettext

from zhixing.foundation.kits.documents import register
from zhixing.foundation.kits.documents.keeping import from_column
from zhixing.foundation.kits.documents.official import in_county_language
from zhixing.foundation.kits.documents.paper import Paper
from zhixing.foundation.kits.indicators.registry import figures
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.things.models import Thing

from ...plans import papers as plan_papers
from ...plans import queries as plans
from ...plans.rules import State as Plan
from ...reports import papers as report_papers
from ...sessions import papers as session_papers
from ...sessions import queries as sessions
from ...sessions import rules as session_rules
from ...sessions.rules import (
    SpeechKind,
    quarter,
    quarters_begun,
)
from .. import papers
from ..rules import (
    Item,
    Meeting,
    Rate,
    Sort,
    YearFacts,
)
from .volume import FIGURES, keeping_unit
from .year import Year, report_of


def paper_of(seen: Year, item: Item) -> Paper:
    """The paper of an item of the volume, with what the register says about it. Raises KeyError for
    an attached file: that is no paper.
    """
    return register.with_entry(_draw_paper(seen, item), seen.entry(item.sort, item.key))


@in_county_language()
def _draw_paper(seen: Year, item: Item) -> Paper:
    if item.sort == Sort.PLAN:
        return plan_papers.plan(
            plans.on_paper(
                next(plan for plan in seen.plans if plan.pk == item.key), seen.memberships
            )
        )
    if item.sort in (Sort.ANNUAL, Sort.CIRCULAR):
        return year_paper(seen, item.sort)
    if item.sort == Sort.REPORT:
        return report_papers.report(
            next(
                session.report
                for session in seen.held
                if report_of(session) and session.report.pk == item.key
            )
        )
    return session_papers.PAPERS[item.sort](
        sessions.on_paper(next(session for session in seen.held if session.pk == item.key))
    )


def year_paper(seen: Year, sort: Sort) -> Paper:
    """Annual report or circular of the year. The report that was handed in with the next plan
    stands as it was filed.
    """
    if sort == Sort.ANNUAL and seen.filed_report is not None:
        return from_column(seen.filed_report.paper)
    return drawn_from_record(seen, sort)


def drawn_from_record(seen: Year, sort: Sort) -> Paper:
    """The same as the record has it now; dated today while the year runs, else on its last day."""
    date = min(clock.today(), dt.date(seen.year, 12, 31))
    return {Sort.ANNUAL: papers.annual, Sort.CIRCULAR: papers.circular}[sort](
        facts(seen), seen.group.pk, date
    )


def facts(seen: Year) -> YearFacts:
    """The year's record as numbers. Four queries: the rates count their own rows (attendance of
    each session is taken from them), the outcomes, the lines of the plan.
    """
    kinds = dict(sessions.kinds(dt.date(seen.year, 12, 31)))
    counted_of = {figure.code: figure for figure in figures(seen.group, seen.year, FIGURES)}
    seats = counted_of["attendance"].rows
    expected, present = (
        Counter(seat.code for seat in seats),
        Counter(seat.code for seat in seats if seat.counted),
    )
    meetings = []
    for session in seen.held:
        discussions = sum(speech.kind == SpeechKind.DISCUSSION for speech in session.speeches.all())
        counts = session_rules.counts(
            state=session.state, category=session.category, discussed=discussions > 0
        )
        born = Counter(thing.kind for thing in seen.raised.get(session.pk, ()))
        meetings.append(
            Meeting(
                session.number,
                session.day,
                session.topic.title,
                kinds.get(session.kind, session.kind),
                present[session.pk],
                expected[session.pk],
                discussions > 0,
                counts,
                born["problem"],
                born["measure"],
                born["task"],
                keeping_unit(seen, session),
            )
        )
    things = list(chain.from_iterable(seen.raised.values()))
    raised = {
        kind: (
            sum(thing.tone == "done" for thing in things if thing.kind == kind),
            sum(thing.kind == kind for thing in things),
        )
        for kind in ("problem", "measure", "task")
    }
    today = clock.today()
    last = quarters_begun(seen.year, today)
    counted = {quarter(meeting.day.month) for meeting in meetings if meeting.counts}
    studied = {session.topic_id for session in seen.held}
    now = [plan for plan in seen.plans if plan.state == Plan.IN_FORCE] or seen.plans[-1:]
    planned = now[0].lines.select_related("topic").order_by("first_month", "pk") if now else []
    outcomes = [
        outcome
        for outcome in Thing.objects.filter(
            kind="outcome", group=seen.group.pk, made_at__year=seen.year
        )
        if outcome.tone == "done"
    ]
    return YearFacts(
        group=seen.group.name,
        year=seen.year,
        meetings=meetings,
        rates=[
            Rate(
                (
                    pgettext("rate", "Attendance without make-ups")
                    if figure.code == "attendance"
                    else str(figure.label)
                ),
                figure.numerator,
                figure.denominator,
            )
            for figure in counted_of.values()
        ],
        raised=raised,
        outcomes=len(outcomes),
        open_make_ups=sum(not make_up.counted for make_up in counted_of["make_ups_done"].rows),
        quarters_without=[number for number in range(1, last + 1) if number not in counted],
        not_studied=[line.topic.title for line in planned if line.topic_id not in studied],
    )
