"""A pause ends on the day named, without anybody: the clock runs, the case is under way, and it may
be overdue.
"""

from __future__ import annotations

import datetime as dt

import pytest

from zhixing.foundation.kits.deadlines.wording import named_words
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import last_record
from zhixing.solve.problems import acts
from zhixing.solve.problems.jobs import go_on
from zhixing.solve.problems.models import Problem
from zhixing.solve.problems.rules import State

DAY = dt.date(2026, 9, 2)


@pytest.fixture
def waiting(county):
    with clock.at(DAY):
        problem = acts.draft_problem(county.clerk, county.town, title="路灯不亮", text="x")
        acts.register_problem(county.office, problem)
        acts.list_problem(county.office, problem, kind="individual")
        acts.dispatch_problem(county.office, problem, unit=county.town, person=county.responsible)
        acts.accept_problem(county.clerk, problem)
        acts.start_problem(county.responsible, problem, remedy="换灯")
        return acts.wait_problem(
            county.responsible, problem, until=dt.date(2026, 9, 7), cause="等配件"
        )


def test_the_worker_takes_it_up_on_the_day_named(county, waiting):
    with clock.at(dt.date(2026, 9, 6)):
        assert go_on() == 0 and "停" in named_words(waiting)["words"]
    with clock.at(dt.date(2026, 9, 8)):
        assert go_on() == 1 and go_on() == 0
        waiting.refresh_from_db()
        assert waiting.state == State.IN_PROGRESS and waiting.due == dt.date(2026, 9, 14)
        assert last_record(waiting)[1] == county.timekeeper


def test_it_is_overdue_even_if_nobody_took_it_up(county, waiting):
    last = waiting.due
    with clock.at(last):
        assert not Problem.objects.overdue(clock.today()).exists()
    with clock.at(last + dt.timedelta(days=1)):
        assert list(Problem.objects.overdue(clock.today())) == [waiting]
        assert "超期" in named_words(waiting)["words"]
