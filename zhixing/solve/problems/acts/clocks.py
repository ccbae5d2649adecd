"""What several acts do to the clocks of a problem, in the same way. What one move alone does to
them stands in its act (``handling``, ``closing``, ``intake``).
"""

from __future__ import annotations

import datetime as dt

from zhixing.foundation.kits import deadlines
from zhixing.foundation.kits.deadlines.acts import counts_again
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.refusals import Common
from zhixing.foundation.spine.norms.queries import value

from ..models import Problem

count_problem_again = counts_again(Problem)


def promise(problem: Problem, due: dt.date | None) -> None:
    """At dispatch: the answer clock starts, by the day typed or by the norm; one that runs never
    restarts.
    """
    now = clock.today()
    if due is not None and due <= now:
        raise Common.DUE_PAST("due")
    if deadlines.is_open(problem, "answer"):
        return
    if due is not None:
        deadlines.start_until(problem, "answer", due, now)
    else:
        deadlines.start(problem, "answer", value("problem.answer", now), now, norm="problem.answer")
    problem.extended = problem.returned_once = False


def ask_to_accept(problem: Problem) -> None:
    """The unit has its days to accept, counted anew for each unit it is handed to."""
    now = clock.today()
    deadlines.stop(problem, "acceptance", now)
    deadlines.start(
        problem, "acceptance", value("problem.acceptance", now), now, norm="problem.acceptance"
    )


def back_to_work(problem: Problem) -> None:
    """The answer clock goes on: the old date holds, with a fair minimum of time; what the closing
    had begun ends.
    """
    now = clock.today()
    deadlines.meet(problem, "call_back", now)
    deadlines.stop(problem, "effect_check", now)
    deadlines.reopen(problem, "answer", now)
    problem.closed_on = problem.verified_on = problem.check_on = None


def drop_requests(problem: Problem) -> None:
    """What was asked for ends with what it was about: more time, or to be shelved."""
    problem.extension_days, problem.shelving_proposed = 0, False


def close(problem: Problem) -> None:
    """Closed: nothing runs any more but the check of the effect, which begins now."""
    now = clock.today()
    if problem.closed_on is None:
        problem.closed_on = now
    deadlines.meet(problem, "call_back", now)
    if not deadlines.is_open(problem, "effect_check"):
        deadlines.stop_all(problem, now, "closed")
        days = value("problem.effect_check", now)
        check = deadlines.start(
            problem, "effect_check", days, now, norm="problem.effect_check", unit="calendar"
        )
        problem.check_on = check.due


def end(problem: Problem, cause: str) -> None:
    """Withdrawn, declined or void: every promise and every request ends."""
    problem.closed_on = clock.today()
    drop_requests(problem)
    deadlines.stop_all(problem, clock.today(), cause)
