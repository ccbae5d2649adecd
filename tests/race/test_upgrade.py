"""A database of before: its days become the first versions, and what was promised stays, whatever
was changed since.
"""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.county import SEEN, build_county
from zhixing.faces.cli.doctor import wrong_deadlines
from zhixing.foundation.kits.deadlines.models import Deadline
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.records import append_only
from zhixing.foundation.spine.calendar.queries import calendar
from zhixing.foundation.spine.calendar.rules import seed
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.solve.problems import acts
from zhixing.solve.problems.models import Problem

BEFORE = [
    ("problems", "0001_initial"),
    ("deadlines", "0002_initial"),
    ("calendar", "0001_initial"),
]
DAY = dt.date(2026, 9, 16)
# as the races: it changes tables, and leaves none behind for others
pytestmark = [
    pytest.mark.race,
    pytest.mark.django_db(transaction=True),
    pytest.mark.stray_writes,
]


@pytest.fixture
def county(transactional_db):
    append_only.remove(connection)  # the test empties its tables afterwards
    if Unit.objects.exists():
        call_command("flush", interactive=False, verbosity=0)
    return build_county()


def migrate(targets):
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps


def newest():
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes()
    return [(app, name) for app, name in leaves if app in ("problems", "deadlines", "calendar")]


def handed_over(county):
    problem = acts.register_resident_problem(county.clerk, county.town, title="路灯", text="x")
    acts.list_problem(county.office, problem, kind="individual")
    acts.dispatch_problem(county.office, problem, unit=county.town, person=county.responsible)
    acts.accept_problem(county.clerk, problem)
    return acts.start_problem(county.responsible, problem, remedy="换灯")


def test_what_was_promised_before_stays(county):
    with clock.at(DAY):
        going, closed = handed_over(county), handed_over(county)
        acts.wait_problem(county.responsible, going, until=dt.date(2026, 9, 18), cause="等件")
        acts.report_solved(county.responsible, closed, before="x", after="y")
        acts.verify_problem(county.verifier, closed, observation="x", **SEEN)
        acts.close_short(county.office, closed, outcome="unsolved", public="x")
    promised = dict(Deadline.objects.values_list("pk", "due"))
    after = newest()
    try:
        old = migrate(BEFORE)
        year = old.get_model("calendar", "CalendarYear").objects.get(year=2026)
        days = old.get_model("calendar", "DayOff").objects
        for on, day in seed(2026).items():
            days.create(date=on, year=year, working=day.working, zh=day.zh, en=day.en)
        days.create(date=dt.date(2026, 9, 21), year=year, working=False, zh="停电")
    finally:
        migrate(after)
    assert dict(Deadline.objects.values_list("pk", "due")) == promised
    assert not calendar().is_working(dt.date(2026, 9, 21))
    assert wrong_deadlines() == []
    going, closed = Problem.objects.get(pk=going.pk), Problem.objects.get(pk=closed.pk)
    assert (going.named_clock, going.named_due) == ("contact", dt.date(2026, 9, 20))
    assert closed.check_on is not None and not closed.answer_open
