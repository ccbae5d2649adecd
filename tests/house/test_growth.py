"""The growth bound: a page costs the database (nearly) the same with ten times as many problems,
records and tasks.

Nothing is timed. SQLite counts the steps its machine takes; a page may take ``MOST`` steps more for
a further problem, which is what counting along an index costs: a hundred thousand problems are then
a million steps, some ten milliseconds. Who reads a row into Python, or looks at a row without an
index, takes more. Every route of the resolver is tried, so that coming pages are bound too.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count, cycle, product
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.county import worker_comes_by
from tests.routes import without_arguments
from zhixing.demo.round import the_round
from zhixing.demo.steps import in_order, walk
from zhixing.foundation.kits.deadlines.models import ClockEvent, Deadline
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.machinery.records.models import Record, RecordBody
from zhixing.foundation.machinery.things.lists import SIZE
from zhixing.foundation.machinery.things.models import Party, Thing
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.tasks.models import Task
from zhixing.learn.plans.models import PlanLine, StudyPlan
from zhixing.learn.sessions.models import StudySession
from zhixing.solve.problems.models import Problem

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))
UNITS, FEW, MORE = (
    40,
    1700,
    2000,
)  # more than is counted to its end, over as many units as a county has
MOST = 2
AIR = 6000  # steps: an index becomes a level deeper
EACH = 25  # steps after which SQLite tells
WHO = ("office", "clerk", "member")
LOOKS_THROUGH = {  # further steps for a further problem, where a page may look at each
    "/search/?q=没有的词": (16, "whoever looks for a word that nothing has: all titles are read"),
    "/solve/": (18, "numbers are counted up to a thousand: the smaller county has fewer"),
    "/loop/": (18, "as /solve/, whose numbers stand there as well"),
    "/loop/totals/": (70, "a number that is reported is counted to its end, by state"),
    "/loop/report/": (70, "a number that is reported is counted to its end"),
    "/loop/groups/CODE/": (
        8,
        "every fiftieth problem is this group's: its own numbers are counted to their end",
    ),
    "/solve/problems/": (10, "numbers are counted up to a thousand: the smaller county has fewer"),
}
NOT_BOUND = {
    "/county/imports/units/": "writes the workbooks of all units: a file, not a page",
}


class Steps:
    """Counts the steps of SQLite's machine."""

    def __init__(self) -> None:
        self.taken = 0

    def __call__(self) -> int:
        self.taken += EACH
        return 0


@contextmanager
def counted() -> Iterator[Steps]:
    steps = Steps()
    connection.connection.set_progress_handler(steps, EACH)
    try:
        yield steps
    finally:
        connection.connection.set_progress_handler(None, EACH)


NUMBERS = count(1)


def grow(county, many: int) -> None:
    """So many problems more, open ones with their clock and closed ones, each with three records; a
    task for every fourth. Past the acts, as no test has the time.
    """
    with traffic("growth"):
        units, now = (
            cycle([county.town, county.other_town, county.department, *_units(county)]),
            clock.now(),
        )
    groups, states = (
        {county.town.pk: county.group, county.other_town.pk: county.other_group},
        cycle(["in_progress", "listed", "archived", "reported_solved", "in_progress"]),
    )
    rows: dict[type, list] = {kind: [] for kind in (Thing, Problem, Party, Task, Deadline, Record)}
    with traffic("growth"):
        for _nth in range(many):
            at, unit, state = next(NUMBERS), next(units), next(states)
            group, due = groups.get(unit.pk), clock.today() + dt.timedelta(days=at % 90 - 20)
            moment = now - dt.timedelta(seconds=at)
            thing = _thing(
                f"WT-G-{at:06d}", "problem", f"第{at}处路灯不亮", unit, group, state, moment
            )
            problem = Problem(
                thing=thing,
                title=thing.title,
                text="夜间出行不便",
                unit=unit,
                noted_unit=unit,
                group=group,
                state=state,
                due=due,
                received_on=clock.today(),
                closed_before=state == "archived",
            )
            if state == "in_progress":
                problem.named_due, problem.named_clock = due, "answer"
            rows[Thing].append(thing)
            rows[Problem].append(problem)
            rows[Deadline].append(
                Deadline(
                    thing=thing,
                    clock="answer",
                    started_on=clock.today(),
                    due=due,
                    state="running" if state == "in_progress" else "met",
                    ended_on=None if state == "in_progress" else due,
                )
            )
            if at % 4 == 0:
                task = _thing(
                    f"RW-G-{at:06d}", "task", f"第{at}件任务", unit, group, "open", moment
                )
                rows[Thing].append(task)
                rows[Task].append(
                    Task(
                        thing=task,
                        title=task.title,
                        unit=unit,
                        group=group,
                        owner=county.stranger,
                        due=due,
                    )
                )
                rows[Party].append(Party(thing=task, person=county.stranger))
            for verb in ("problem.imported", "problem.progress_reported", "problem.contacted"):
                rows[Record].append(
                    Record(
                        origin="growth",
                        seq=next(NUMBERS),
                        at=moment,
                        thing=thing,
                        verb=verb,
                        act="report_progress",
                        typist=county.office,
                        decider=county.office,
                        commitment="-",
                        previous="-",
                        hash="-",
                    )
                )
        for kind, made in rows.items():
            kind._base_manager.bulk_create(made)
        ClockEvent.objects.bulk_create(
            ClockEvent(deadline=deadline, kind="start", on=deadline.started_on, until=deadline.due)
            for deadline in rows[Deadline]
        )
        RecordBody.objects.bulk_create(
            RecordBody(record=record, salt="-") for record in rows[Record]
        )


def _units(county) -> list[Unit]:
    """The units beside those of the cast; made once."""
    units = list(Unit.objects.filter(name__startswith="某局"))
    if units:
        return units
    rows = []
    for at in range(UNITS):
        thing = _thing(f"DW-G-{at:06d}", "unit", f"某局{at}", county.root, None, "", clock.now())
        thing.place, thing.unit_id, thing.audience = (
            f"{county.root.path}{thing.code}/",
            thing.code,
            "county",
        )
        rows.append(
            Unit(
                thing=thing,
                name=thing.title,
                kind="department",
                parent=county.root,
                path=thing.place,
            )
        )
    Thing.objects.bulk_create(row.thing for row in rows)
    return Unit.objects.bulk_create(rows)


def _thing(code, kind, title, unit, group, state, now) -> Thing:
    return Thing(
        code=code,
        kind=kind,
        title=title,
        unit_id=unit.pk,
        group_id=group.pk if group else None,
        place=unit.path,
        state=state,
        made_at=now,
        changed_at=now,
    )


def allowed(address: str) -> int:
    """Further steps of a page for a further problem."""
    page = re.sub(r"/[A-Z]{2}-[^/]+/", "/CODE/", address)
    return LOOKS_THROUGH.get(page, (MOST, ""))[0]


def cost(client: Client, address: str) -> int | None:
    """Steps of a page that answers with HTML; None of everything else."""
    with counted() as steps:
        answer = client.get(address)
    html = answer.status_code == 200 and "text/html" in answer.headers.get("Content-Type", "")
    return steps.taken if html else None


@pytest.fixture
def pages(county):
    from screens import addresses

    walk(county, in_order(the_round()))
    paths = [*without_arguments(), *addresses().values(), "/search/?q=路灯", "/search/?q=没有的词"]
    return sorted(set(paths) - set(NOT_BOUND))


def test_no_page_grows_with_the_county(county, pages):
    clients = {}
    for who in WHO:
        clients[who] = Client()
        clients[who].force_login(getattr(county, who).account)
    with clock.at(dt.datetime(2026, 9, 1, 9)):
        worker_comes_by()
        grow(county, FEW)
        before = {
            (who, address): cost(client, address)
            for (who, client), address in product(clients.items(), pages)
        }
        grow(county, MORE)
        after = {
            (who, address): cost(clients[who], address)
            for (who, address), steps in before.items()
            if steps is not None
        }
    assert len(after) > 200
    grown = {
        f"{who} {address}": (before[who, address], steps)
        for (who, address), steps in after.items()
        if steps is not None and steps > before[who, address] + AIR + allowed(address) * MORE
    }
    assert grown == {}


def grow_sessions(county, year: int) -> int:
    """For each of many other groups a plan, once changed, and a session a month with its minutes;
    how many sessions.
    """
    with traffic("growth"):
        groups = _groups(county)
        plans = [_plan(group, year, *version) for group, version in product(groups, VERSIONS)]
        months = product(groups, range(1, 13))
        sessions = [_session(county, group, year, month) for group, month in months]
        Thing.objects.bulk_create(row.thing for row in [*plans, *sessions])
        StudyPlan.objects.bulk_create(plans)
        PlanLine.objects.bulk_create(
            PlanLine(plan=plan, topic=county.topic, first_month=1, last_month=2) for plan in plans
        )
        StudySession.objects.bulk_create(sessions)
    return len(sessions)


VERSIONS = ((1, "archived"), (2, "in_force"))


def _plan(group: StudyGroup, year: int, version: int, state: str) -> StudyPlan:
    day = dt.date(year, 1, 10)
    return StudyPlan(
        thing=_of_group("plan", f"JH-G-{next(NUMBERS):06d}", group, state),
        group=group,
        unit=group.unit,
        year=year,
        version=version,
        state=state,
        approved_on=day,
        filed_on=day,
    )


def _groups(county) -> list[StudyGroup]:
    existing_groups = list(
        StudyGroup.objects.filter(name__startswith="某局").select_related("unit")
    )
    if existing_groups:
        return existing_groups
    groups = []
    for unit in _units(county):
        thing = _thing(f"ZU-G-{next(NUMBERS):06d}", "group", unit.name, unit, None, "", clock.now())
        thing.audience = "county"
        groups.append(StudyGroup(thing=thing, unit=unit, name=f"{unit.name}中心组"))
    Thing.objects.bulk_create(group.thing for group in groups)
    return StudyGroup.objects.bulk_create(groups)


def _of_group(kind: str, code: str, group: StudyGroup, state: str) -> Thing:
    return _thing(code, kind, group.name, group.unit, group, state, clock.now())


def _session(county, group: StudyGroup, year: int, month: int) -> StudySession:
    """A signed one, with minutes as long as they are."""
    day = dt.date(year, month, 9)
    return StudySession(
        thing=_of_group("session", f"JT-G-{next(NUMBERS):06d}", group, "signed"),
        group=group,
        unit=group.unit,
        topic=county.topic,
        year=year,
        number=month,
        kind="collective",
        title="学习",
        day=day,
        minutes="学习记录。" * 200,
        notice_on=day,
        attendance_on=day,
        minutes_on=day,
        signed_on=day,
        state="signed",
    )


OF_OTHERS = 5  # further steps for a session that another group held: the roster is longer
OF_ONE_GROUP = ("archive:volume", "archive:annual", "archive:circular")


def test_a_page_of_one_group_does_not_grow_with_the_others(county):
    """Its year is found by the group: what other groups do in that year is not looked at."""
    with clock.at(dt.datetime(2026, 9, 1, 9)):
        grow_sessions(county, 2025)
        pages = [reverse(name, args=[county.group.pk, 2026]) for name in OF_ONE_GROUP]
        pages.append(reverse("joint:partners", args=[county.group.pk]))
        client = Client()
        client.force_login(county.office.account)
        before = {address: cost(client, address) for address in pages}
        sessions = grow_sessions(county, 2026)
        after = {address: cost(client, address) for address in pages}
    assert sessions == 12 * UNITS and None not in before.values()
    grown = {
        address: (before[address], steps)
        for address, steps in after.items()
        if steps > before[address] + sessions * OF_OTHERS
    }
    assert grown == {}


def test_a_list_of_many_groups_is_read_page_by_page(county):
    """Sessions and plans of a year: fifty rows, and the numbers of all."""
    with clock.at(dt.datetime(2026, 9, 1, 9)):
        sessions = grow_sessions(county, 2026)
        client = Client()
        client.force_login(county.office.account)
        plans = len(VERSIONS) * UNITS
        for name, number in (("sessions:list", sessions), ("plans:list", plans)):
            page = client.get(reverse(name) + "?year=2026").context["page"]
            assert (len(page.rows), page.all, page.pager.total) == (
                SIZE,
                number,
                number,
            )
            codes = set()
            while page.pager.next_url:
                codes |= {row.pk for row in page.rows}
                page = client.get(reverse(name) + page.pager.next_url).context["page"]
            assert len(codes | {row.pk for row in page.rows}) == number


def test_the_bound_would_notice(county):
    """A page that read every problem, or looked at each without an index, would be over it."""
    grow(county, FEW)

    def read() -> tuple[int, int, int]:
        taken = []
        for work in (
            lambda: list(Problem.objects.all()),
            lambda: Problem.objects.filter(text__contains="夜").count(),
            lambda: list(Problem.objects.order_by("pk")[:50]),
        ):
            with counted() as steps:
                work()
            taken.append(steps.taken)
        return tuple(taken)

    before = read()
    grow(county, MORE)
    after = read()
    over = [steps > begun + AIR + MOST * MORE for begun, steps in zip(before, after, strict=True)]
    assert over == [True, False, False] or over == [True, True, False]
