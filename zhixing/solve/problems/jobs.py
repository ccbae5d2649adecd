"""What the worker does for problems: a pause with a named end is over by itself."""

from __future__ import annotations

from zhixing.foundation.kits.deadlines.models import Deadline
from zhixing.foundation.machinery import clock, registry
from zhixing.foundation.machinery.errors import Refusal
from zhixing.foundation.spine.people.models import timekeeper

from .acts import resume_problem
from .models import Problem
from .rules import State


def go_on() -> int:
    """Problems whose pause has come to its named end are under way again. Answers how many."""
    over = Deadline.objects.filter(state="paused", clock="answer", resumes_on__lte=clock.today())
    waiting = Problem.objects.filter(state=State.WAITING, pk__in=over.values("thing"))
    return sum(
        _goes_on(problem) for problem in waiting.select_related("thing").order_by("pk")[:100]
    )


def _goes_on(problem: Problem) -> bool:
    try:
        resume_problem.do(timekeeper(), problem, channel="worker")
    except Refusal:
        return False  # somebody was faster
    return True


registry.chores.append(go_on)
