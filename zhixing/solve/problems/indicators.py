"""What problems let be counted: answered on time, solved by call-back; and the county's total of
problems solved.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.deadlines.models import Deadline
from zhixing.foundation.kits.indicators.registry import Indicator, Row, Total, register
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.things.places import Aside

from .models import Problem, ProblemQuerySet
from .rules import Answer, State


def _received(group: Any, year: int) -> Any:
    return Problem.objects.countable().filter(group=group, received_on__year=year)


def _answered(group: Any, year: int) -> Iterable[Row]:
    """按时办结率: closed by the valid day (extensions included), of those whose day has come or
    that were closed (domain.md 4.5).
    """
    over = Q(ended_on__isnull=False) | Q(due__lt=clock.today())
    for deadline in (
        Deadline.objects.filter(over, thing__in=_received(group, year).values("pk"), clock="answer")
        .exclude(state="stopped")
        .select_related("thing")
        .order_by("thing")
    ):
        on_time = deadline.ended_on is not None and deadline.ended_on <= deadline.due
        yield Row(
            deadline.thing_id,
            deadline.thing.title,
            on_time,
            _("on time") if on_time else _("late"),
            deadline.thing.url,
        )


def _solved(group: Any, year: int) -> Iterable[Row]:
    """解决率: call-backs that said "really solved", of those that got an answer."""
    answered = _received(group, year).filter(answer__in=[Answer.REALLY, Answer.PARTLY, Answer.NOT])
    for problem in answered.order_by("pk"):
        yield Row(
            problem.pk,
            problem.title,
            problem.answer == Answer.REALLY,
            problem.get_answer_display(),
            problem.url,
        )


register(
    Indicator(
        "answered_on_time",
        _("Problems reported solved on time"),
        "solve",
        _answered,
        estimates=True,
    )
)
register(
    Indicator(
        "solved_by_call_back",
        _("Problems really solved, by call-back"),
        "solve",
        _solved,
        help=_("No answer counts neither way."),
        estimates=True,
    )
)


def _really_solved(since: dt.date, until: dt.date) -> ProblemQuerySet:
    """Solved in the period, by the word of the person concerned."""
    closed = Problem.objects.countable().filter(closed_on__range=(since, until))
    really = closed.filter(answer=Answer.REALLY).alias(_in_state=Aside("state"))
    return really.filter(_in_state__in=[State.SOLVED, State.ARCHIVED])


register(
    Total(
        "problems_solved",
        _("Problems solved"),
        "solve",
        _really_solved,
        help=_("The person concerned says so."),
    )
)
register(
    Total(
        "problems",
        _("Problems"),
        "solve",
        lambda since, until: Problem.objects.filter(received_on__range=(since, until)).exclude(
            state__in=[State.DRAFT, State.DECLINED, State.DUPLICATE, State.VOID]
        ),
        help=_("Received in the period; without what was declined, void or joined to another."),
    )
)
