"""Problems on the front page of Solve: by step and age, what falls due on which day, what was
promised and kept, how the last one was and is.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from zhixing.foundation.kits.deadlines.wording import named_words
from zhixing.foundation.kits.spans.days import days_with, week
from zhixing.foundation.kits.spans.rules import Span, day_span, fortnight_of, month_of
from zhixing.foundation.kits.spans.wording import span_words
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
from zhixing.foundation.machinery.things.lists import COUNTED, address
from zhixing.foundation.machinery.things.parts import Empty, Rate
from zhixing.foundation.spine.files.queries import pair_of
from zhixing.ui.words import shortdate

from .acts import draft_problem, register_resident_problem
from .models import Problem, ProblemQuerySet
from .present import STAGE_OF, Present, Standing, is_late, present_of
from .rules import AGE_CODES, AGE_WORDS, ANSWERS, RATINGS, STAGE_WORDS, STAGES, Answer

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


def problems_way(**conditions: object) -> str:
    """The list of problems under these conditions."""
    return reverse("problems:list") + address({}, **conditions)


def sight(glance: Glance) -> Sight:
    """The open problems, those closed this month, and what was promised for it."""
    mine = Problem.objects.visible_to(glance.person, glance.held).filter(closed_before=False)
    month = month_of(glance.today)
    present = present_of(mine, glance.today)
    closed = list(mine.closed_in(month).values_list("answer", "rating"))
    return Sight(
        [
            *_figures(glance.today, mine, present),
            _closed(month, len(closed)),
            *_stages(mine, present),
            *_promises(glance.today, mine, month),
            *_answers(month, closed),
        ],
        partial(_blocks, glance, mine, present, month),
    )


def _figures(today: dt.date, mine: ProblemQuerySet, present: Present | None) -> list[Figure]:
    """The open ones, the overdue ones, those due today."""
    this_day = day_span(today)
    return [
        Figure(
            code="open",
            rows=mine.open() if present is None else len(present.open),
            url=problems_way(open=1),
            words=lambda number: ngettext(
                "%(number)s problem open", "%(number)s problems open", number
            ),
            place=Place.FIRST,
        ),
        Figure(
            code="overdue",
            rows=mine.overdue(today) if present is None else present.overdue,
            url=problems_way(overdue=1),
            words=lambda number: ngettext("%(number)s overdue", "%(number)s overdue", number),
            tone="over",
            place=Place.FIRST,
        ),
        Figure(
            code="today",
            rows=mine.due_in(this_day) if present is None else len(present.due_in(this_day)),
            url=problems_way(due=this_day.code),
            words=lambda number: ngettext("%(number)s due today", "%(number)s due today", number),
            tone="soon",
            place=Place.FIRST,
        ),
    ]


def _closed(month: Span, number: int) -> Figure:
    return Figure(
        code="closed",
        rows=number,
        url=problems_way(closed=month.code),
        words=lambda number: ngettext(
            "%(number)s closed this month", "%(number)s closed this month", number
        ),
        place=Place.FIRST,
    )


def _number_alone(_number: int) -> str:
    """Of a figure that a block says in its own words."""
    return "%(number)s"


def _stages(mine: ProblemQuerySet, present: Present | None) -> list[Figure]:
    """How many are at each step."""
    known = Counter(STAGE_OF[row.state] for row in present.open) if present else Counter[str]()
    return [
        _of_block(stage, known[stage] if present else mine.in_stage(stage), stage=stage)
        for stage in STAGES
    ]


def _of_block(code: str, rows: ProblemQuerySet | int, **conditions: object) -> Figure:
    """A figure that its block says."""
    url = problems_way(**conditions)
    return Figure(code=code, rows=rows, url=url, words=_number_alone, place=Place.BLOCK)


def _promises(today: dt.date, mine: ProblemQuerySet, month: Span) -> list[Figure]:
    """Of how many promises how many were kept: of this month, so that it stays cheap."""
    on_time = list(mine.with_kept(month, today).values_list("kept", flat=True))
    return [
        _of_block("promised", len(on_time), promised=month.code),
        _of_block("kept", sum(on_time), promised=month.code, kept=1),
    ]


def _answers(month: Span, closed: list[tuple[str, str]]) -> list[Figure]:
    """What the persons concerned said of what was closed this month, and how they rated it."""
    answers = Counter(answer for answer, _rating in closed)
    ratings = Counter(rating for _answer, rating in closed)
    figures = [
        _of_block(code, _count(answers, codes), closed=month.code, answer=code)
        for code, codes in ANSWERS.items()
    ]
    return figures + [
        _of_block(code, _count(ratings, codes), closed=month.code, rated=code)
        for code, codes in RATINGS.items()
    ]


def _count(numbers: Counter[str], codes: Iterable[str]) -> int:
    return sum(numbers[code] for code in codes)


def _blocks(
    glance: Glance,
    mine: ProblemQuerySet,
    present: Present | None,
    month: Span,
    numbers: Numbers,
) -> Sequence[Block]:
    return [
        _flow(present, month, numbers),
        *([] if glance.brief else [_days(glance.today, mine, present)]),
        _kept(month, numbers),
        _last_pair(glance, mine),
    ]


# -- by step and age -------------------------------------------------------------------------------


def _flow(present: Present | None, month: Span, numbers: Numbers) -> FlowBlock:
    standing = present.standings if present else {}
    stages = [
        _stage(stage, numbers[stage], standing.get(stage)) for stage in STAGES if stage != "shelved"
    ]
    closed = Stage(
        pgettext("step of a problem", "closed"),
        numbers["closed"],
        problems_way(closed=month.code),
        bar([(Look.DONE, numbers["closed"])]),
        span_words(month, month.year),
        end=True,
    )
    shelved = _stage("shelved", numbers["shelved"], standing.get("shelved"), aside=True)
    return FlowBlock(
        title=_("Where they stand, and since when"),
        note=_("working days since it was received"),
        stages=[*stages, closed, shelved],
        keys=_age_keys(standing),
    )


def _stage(stage: str, number: int, standing: Standing | None, *, aside: bool = False) -> Stage:
    ages = standing.ages if standing else Counter[str]()
    late = standing.late if standing else 0
    words = ngettext("%(count)s overdue", "%(count)s overdue", late) % {"count": late}
    return Stage(
        str(STAGE_WORDS[stage]),
        number,
        problems_way(stage=stage),
        bar([(LOOKS[age], ages[age]) for age in AGE_CODES]),
        words if late else "",
        problems_way(stage=stage, overdue=1) if late else "",
        "over" if late else "none",
        aside,
    )


def _age_keys(standing: dict[str, Standing]) -> list[Key]:
    """How many are how old, and the way to them; nothing where that was not counted."""
    if not standing:
        return []
    return [
        Key(
            LOOKS[age],
            str(AGE_WORDS[age]),
            sum(part.ages[age] for part in standing.values()),
            problems_way(age=age),
        )
        for age in AGE_CODES
    ]


# -- by day ----------------------------------------------------------------------------------------


def _days(today: dt.date, mine: ProblemQuerySet, present: Present | None) -> DaysBlock:
    """What falls due this week and the next; below it the nearest deadlines by name."""
    span = fortnight_of(today)
    marks = [(due, _look(due, still, today)) for due, still in _dues(mine, present, span)]
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


def _look(due: dt.date, still: dt.date | None, today: dt.date) -> Look:
    if due == today:
        return Look.SOON
    return Look.OVER if is_late(due, still, today) else Look.NEXT


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


def _kept(month: Span, numbers: Numbers) -> RatesBlock:
    promised, closed = {"promised": month.code}, {"closed": month.code}
    return RatesBlock(
        title=_("Promised and kept"),
        note=span_words(month, month.year),
        width=Width.SIDE,
        rates=[
            Rate(
                _("Reported solved on time"),
                numbers["kept"],
                numbers["promised"],
                _("of those whose day has come"),
                problems_way(**promised, kept=1),
                problems_way(**promised),
            ),
            Rate(
                _("Really solved"),
                numbers["really"],
                numbers["given"],
                _("of those that were answered"),
                problems_way(**closed, answer="really"),
                problems_way(**closed, answer="given"),
            ),
            Rate(
                _("Satisfied"),
                numbers["content"],
                numbers["any"],
                _("of those that were rated"),
                problems_way(**closed, rated="content"),
                problems_way(**closed, rated="any"),
            ),
        ],
    )


def _last_pair(glance: Glance, mine: ProblemQuerySet) -> PairBlock:
    """The last one that was really solved and of which both are told."""
    solved = mine.filter(closed_on__gt=glance.today - LATELY).narrowed(answer=Answer.REALLY)
    described = solved.exclude(before="").exclude(after="").order_by("-closed_on", "pk")
    problem = described.select_related("unit").first()
    title = _("The last one solved")
    if problem is None:
        return PairBlock(title=title, none=_("Nothing with before and after was solved lately."))
    return PairBlock(
        title=title,
        pictures=pair_of(glance.person, problem, before=problem.before, after=problem.after),
        note=shortdate(problem.closed_on),
        name=problem.title,
        url=problem.url,
        before=problem.before,
        before_on=problem.received_on,
        after=problem.after,
        after_on=problem.verified_on,
        word=str(Answer.REALLY.label),
        where=problem.unit.name,
    )


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
