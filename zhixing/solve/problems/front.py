"""Problems on the front page of Solve: by step and age, what falls due on which day, what was
promised and kept, how the last one was and is.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from zhixing.foundation.kits.deadlines.wording import named_words
from zhixing.foundation.kits.snapshots.store import Shown, kept
from zhixing.foundation.kits.spans.days import days_with, week
from zhixing.foundation.kits.spans.rules import Span, day_span, fortnight_of, month_of
from zhixing.foundation.machinery.fronts import (
    Figure,
    Front,
    Glance,
    Numbers,
    Place,
    Sight,
    register,
)
from zhixing.foundation.machinery.things.blocks import (
    Block,
    Coming,
    DaysBlock,
    FlowBlock,
    Key,
    Look,
    PairBlock,
    RatesBlock,
    Stage,
    Width,
    bar,
)
from zhixing.foundation.machinery.things.lists import COUNTED, numbers
from zhixing.foundation.machinery.things.parts import Empty, Rate
from zhixing.foundation.spine.calendar.queries import calendar

from .acts import draft_problem, register_resident_problem
from .models import Problem, ProblemQuerySet
from .pair import last_pair
from .periods import Scope, period_rows, problems_way
from .present import STAGE_OF, Present, Standing, is_late, present_of
from .rules import AGE_CODES, AGE_WORDS, ANSWERS, RATINGS, STAGE_WORDS, STAGES
from .snapshots import PERIOD_NUMBERS

COMING, LATELY = 6, dt.timedelta(days=90)
SHOWN = (
    "thing",
    "title",
    "state",
    "named_clock",
    "named_due",
    "named_still",
    "named_counted",
    "unit",
    "unit__name",
    "unit__short",
)
LOOKS = dict(zip(AGE_CODES, (Look.AGE_1, Look.AGE_2, Look.AGE_3, Look.AGE_4), strict=True))


def sight(glance: Glance) -> Sight:
    """The open problems, those closed this month, and what was promised for it."""
    mine = Problem.objects.visible_to(glance.person, glance.held).filter(closed_before=False)
    scope = Scope(mine, glance.today, month_of(glance.today))
    present = present_of(scope.mine, scope.today)
    month = _month_kept(glance, scope) if present is None else None
    if month is None:
        return _sight(glance, scope, present, numbers(**period_rows(scope)))
    return _sight(glance, scope, present, month.body, at=month.made_at)


def _month_kept(glance: Glance, scope: Scope) -> Shown | None:
    """In a county of more open problems than anybody counts, whoever sees them all reads what the
    worker counted of the month.
    """
    return kept(PERIOD_NUMBERS, scope.span.code) if glance.held.sees_county() else None


def sight_of(glance: Glance, scope: Scope, period: Numbers, *, pair: bool = True) -> Sight:
    """The same of some of them, and of another period, whose numbers are known; ``pair`` where the
    last one solved is shown.
    """
    present = present_of(scope.mine, scope.today)
    return _sight(glance, scope, present, period, pair=pair)


def _sight(
    glance: Glance,
    scope: Scope,
    present: Present | None,
    known: Numbers,
    *,
    at: dt.datetime | None = None,
    pair: bool = True,
) -> Sight:
    figures = [
        *_figures(scope, present),
        *(
            replace(figure, at=at)
            for figure in (_closed(scope, known["closed"]), *_of_period(scope, known))
        ),
        *_stages(scope, present),
    ]
    return Sight(figures, partial(_blocks, glance, scope, present, pair=pair))


def _figures(scope: Scope, present: Present | None) -> list[Figure]:
    """The open ones, the overdue ones, those due today."""
    mine, today = scope.mine, scope.today
    this_day = day_span(today)
    return [
        Figure(
            code="open",
            rows=mine.open() if present is None else len(present.open),
            url=scope.way(open=1),
            words=lambda number: ngettext(
                "%(number)s problem open", "%(number)s problems open", number
            ),
            place=Place.FIRST,
        ),
        Figure(
            code="overdue",
            rows=mine.overdue(today) if present is None else present.overdue,
            url=scope.way(overdue=1),
            words=lambda number: ngettext("%(number)s overdue", "%(number)s overdue", number),
            tone="over",
            place=Place.FIRST,
        ),
        Figure(
            code="today",
            rows=mine.due_in(this_day) if present is None else len(present.due_in(this_day)),
            url=scope.way(due=this_day.code),
            words=lambda number: ngettext("%(number)s due today", "%(number)s due today", number),
            tone="soon",
            place=Place.FIRST,
        ),
    ]


def _closed(scope: Scope, number: int) -> Figure:
    return Figure(
        code="closed",
        rows=number,
        url=scope.way(closed=scope.span.code),
        words=lambda number: ngettext(
            "%(number)s closed this month", "%(number)s closed this month", number
        ),
        place=Place.FIRST,
    )


def _number_alone(_number: int) -> str:
    """Of a figure that a block says in its own words."""
    return "%(number)s"


def _stages(scope: Scope, present: Present | None) -> list[Figure]:
    """How many are at each step."""
    mine = scope.mine
    known = Counter(STAGE_OF[row.state] for row in present.open) if present else Counter[str]()
    return [
        _of_block(scope, stage, known[stage] if present else mine.in_stage(stage), stage=stage)
        for stage in STAGES
    ]


def _of_block(scope: Scope, code: str, rows: ProblemQuerySet | int, **conditions: object) -> Figure:
    """A figure that its block says."""
    url = scope.way(**conditions)
    return Figure(code=code, rows=rows, url=url, words=_number_alone, place=Place.BLOCK)


def _of_period(scope: Scope, known: Numbers) -> list[Figure]:
    """What the rates of the period are made of."""
    span = scope.span.code
    conditions: dict[str, dict[str, object]] = {
        "promised": {"promised": span},
        "kept": {"promised": span, "kept": 1},
        **{code: {"closed": span, "answer": code} for code in ANSWERS},
        **{code: {"closed": span, "rated": code} for code in RATINGS},
    }
    return [
        _of_block(scope, code, known[code], **asked_for) for code, asked_for in conditions.items()
    ]


def _blocks(
    glance: Glance, scope: Scope, present: Present | None, known: Numbers, *, pair: bool
) -> Sequence[Block]:
    return [
        _flow(scope, present, known),
        *([] if glance.brief else [_days(scope.today, scope.mine, present)]),
        _kept(scope, known),
        *([_last_solved(glance, scope.mine)] if pair else []),
    ]


# -- by step and age -------------------------------------------------------------------------------


def _flow(scope: Scope, present: Present | None, known: Numbers) -> FlowBlock:
    standing = present.standings if present else {}
    stages = [
        _stage(scope, stage, known[stage], standing.get(stage))
        for stage in STAGES
        if stage != "shelved"
    ]
    closed = Stage(
        pgettext("step of a problem", "closed"),
        known["closed"],
        scope.way(closed=scope.span.code),
        bar([(Look.DONE, known["closed"])]),
        scope.when,
        end=True,
    )
    shelved = _stage(scope, "shelved", known["shelved"], standing.get("shelved"), aside=True)
    return FlowBlock(
        title=_("Where they stand, and since when"),
        note=_("working days since it was received"),
        stages=[*stages, closed, shelved],
        keys=_age_keys(scope, standing),
    )


def _stage(
    scope: Scope, stage: str, number: int, standing: Standing | None, *, aside: bool = False
) -> Stage:
    ages = standing.ages if standing else Counter[str]()
    late = standing.late if standing else 0
    words = ngettext("%(count)s overdue", "%(count)s overdue", late) % {"count": late}
    return Stage(
        str(STAGE_WORDS[stage]),
        number,
        scope.way(stage=stage),
        bar([(LOOKS[age], ages[age]) for age in AGE_CODES]),
        words if late else "",
        scope.way(stage=stage, overdue=1) if late else "",
        "over" if late else "none",
        aside,
    )


def _age_keys(scope: Scope, standing: dict[str, Standing]) -> list[Key]:
    """How many are how old, and the way to them; nothing where that was not counted."""
    if not standing:
        return []
    return [
        Key(
            LOOKS[age],
            str(AGE_WORDS[age]),
            sum(part.ages[age] for part in standing.values()),
            scope.way(age=age),
        )
        for age in AGE_CODES
    ]


# -- by day ----------------------------------------------------------------------------------------


def _days(today: dt.date, mine: ProblemQuerySet, present: Present | None) -> DaysBlock:
    """What falls due this week and the next; below it the nearest deadlines by name."""
    span = fortnight_of(today)
    last_day, dues = calendar().last_working(today), _dues(mine, present, span)
    marks = [(due, _look(due, still, today, last_day)) for due, still in dues]
    counts = Counter(look for _day, look in marks)
    words = {
        Look.OVER: pgettext("deadlines", "overdue"),
        Look.SOON: pgettext("deadlines", "today"),
        Look.NEXT: pgettext("deadlines", "to come"),
    }
    rows = _coming(today, mine, present)
    return DaysBlock(
        title=_("What falls due on which day"),
        note=_("a square is a problem"),
        days=days_with(marks, span, today, lambda day: problems_way(due=day_span(day).code)),
        week=week(),
        keys=[Key(look, word) for look, word in words.items() if counts[look]],
        coming=rows,
        empty=None if rows else _nothing_due(),
    )


def _dues(mine: ProblemQuerySet, present: Present | None, span: Span) -> list[Any]:
    if present is not None:
        return present.due_in(span)
    dues = mine.due_in(span).order_by().values_list("named_due", "named_still")
    return list(dues[:COUNTED])


def _look(due: dt.date, still: dt.date | None, today: dt.date, last_day: dt.date) -> Look:
    if due == today:
        return Look.SOON
    return Look.OVER if is_late(due, still, today, last_day) else Look.NEXT


def _coming(today: dt.date, mine: ProblemQuerySet, present: Present | None) -> list[Coming]:
    """The nearest deadlines, those that are over first."""
    rows = mine.filter(named_due__isnull=False)
    if present is not None:
        rows = Problem.objects.filter(pk__in=present.nearest(COMING))
    near = rows.soonest_first().select_related("thing", "unit").only(*SHOWN)
    return [_line(problem, today) for problem in near[:COMING]]


def _line(problem: Problem, today: dt.date) -> Coming:
    named = named_words(problem, today)
    return Coming(
        named["due"],
        problem.title,
        problem.url,
        note=problem.unit.short_name,
        word=named["words"],
        tone=named["tone"],
    )


def _nothing_due() -> Empty:
    return Empty(
        _("Nothing is due."),
        _("A problem has a day as soon as it is dispatched to the unit that answers for it."),
    )


# -- what was promised -----------------------------------------------------------------------------


def _kept(scope: Scope, known: Numbers) -> RatesBlock:
    promised, closed = {"promised": scope.span.code}, {"closed": scope.span.code}
    return RatesBlock(
        title=_("Promised and kept"),
        note=scope.when,
        width=Width.SIDE,
        rates=[
            Rate(
                _("Reported solved on time"),
                known["kept"],
                known["promised"],
                _("of those whose day has come"),
                scope.way(**promised, kept=1),
                scope.way(**promised),
            ),
            Rate(
                _("Really solved"),
                known["really"],
                known["given"],
                _("of those that were answered"),
                scope.way(**closed, answer="really"),
                scope.way(**closed, answer="given"),
            ),
            Rate(
                _("Satisfied"),
                known["content"],
                known["any"],
                _("of those that were rated"),
                scope.way(**closed, rated="content"),
                scope.way(**closed, rated="any"),
            ),
        ],
    )


def _last_solved(glance: Glance, mine: ProblemQuerySet) -> PairBlock:
    return last_pair(glance.person, mine.filter(closed_on__gt=glance.today - LATELY))


register(
    Front(
        wing="solve",
        heading="problem",
        order=10,
        page="problems:list",
        label=gettext_lazy("Problems"),
        icon="flag",
        line=gettext_lazy("From the first word to the answer of the person concerned"),
        sight=sight,
        begins=(draft_problem, register_resident_problem),
        leads=True,
    )
)
