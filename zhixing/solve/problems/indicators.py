"""What problems let be counted: answered on time, solved by call-back; and the county's total of problems solved."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.deadlines.models import Deadline
from zhixing.foundation.kits.indicators.registry import Indicator, Row, Total, once, register
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.things.models import Thing

from .models import Problem
from .rules import Answer, State


def _received(group: Any, year: int) -> list[Problem]:
    return once(("problems", group.pk, year), lambda: list(Problem.objects.countable().filter(group=group, received_on__year=year).select_related("thing").order_by("pk")))


def _answered(group: Any, year: int) -> Iterable[Row]:
    """按时办结率: closed by the valid day (extensions included), of those whose day has come or that were closed (domain.md 4.5)."""
    problems = {one.pk: one for one in _received(group, year)}
    for one in Deadline.objects.filter(thing__in=problems, clock="answer").order_by("thing"):
        if (one.ended_on is None and one.due >= clock.today()) or one.state == "stopped":
            continue
        kept = one.ended_on is not None and one.ended_on <= one.due
        yield Row(one.thing_id, problems[one.thing_id].title, kept, _("on time") if kept else _("late"), problems[one.thing_id].url)


def _solved(group: Any, year: int) -> Iterable[Row]:
    """解决率: call-backs that said "really solved", of those that got an answer."""
    for one in _received(group, year):
        if one.answer not in (Answer.REALLY, Answer.PARTLY, Answer.NOT):
            continue
        yield Row(one.pk, one.title, one.answer == Answer.REALLY, one.get_answer_display(), one.url)


register(Indicator("answered_on_time", _("Problems reported solved on time"), "solve", _answered, estimates=True))
register(Indicator("solved_by_call_back", _("Problems really solved, by call-back"), "solve", _solved, help=_("No answer counts neither way."), estimates=True))
register(
    Total("problems_solved", _("Problems solved"), "solve", lambda since, until: Thing.objects.filter(
        pk__in=Problem.objects.countable().filter(closed_on__range=(since, until), state__in=[State.SOLVED, State.ARCHIVED], answer=Answer.REALLY).values("pk")
    ), help=_("The person concerned says so."))
)  # fmt: skip
