"""A promise is counted by the calendar as it was known then; counting it again is an act that is
looked at before.
"""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from tests.learn.reports.build import drafted_report
from zhixing.faces.cli.doctor import wrong_deadlines
from zhixing.foundation.kits import deadlines
from zhixing.foundation.kits.deadlines.acts import COUNTERS, recount_deadlines
from zhixing.foundation.kits.deadlines.models import Deadline
from zhixing.foundation.kits.deadlines.queries import all_moves
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.deliveries.models import Delivery
from zhixing.foundation.machinery.errors import NotAllowed, NotNow
from zhixing.foundation.spine.calendar.acts import set_day
from zhixing.foundation.spine.calendar.models import CalendarYear
from zhixing.foundation.spine.calendar.queries import calendar, calendars
from zhixing.foundation.spine.tasks.acts import give_task
from zhixing.solve.problems import acts

pytestmark = pytest.mark.database
WEDNESDAY = dt.date(2026, 9, 16)  # + 5 working days: 17, 18, 20 (a make-up Sunday), 21, 22


def day(number: int) -> dt.date:
    return dt.date(2026, 9, number)


@pytest.fixture
def year(county):
    return CalendarYear.objects.get(year=2026)


@pytest.fixture
def going(county):
    with clock.at(WEDNESDAY):
        problem = acts.register_resident_problem(
            county.clerk, county.town, title="路灯不亮", text="x"
        )
        acts.list_problem(county.office, problem, kind="individual")
        acts.dispatch_problem(county.office, problem, unit=county.town, person=county.responsible)
        acts.accept_problem(county.clerk, problem)
        return acts.start_problem(county.responsible, problem, remedy="换灯")


def page_of(problem, client, name="problems:problem"):
    return client.get(
        reverse(name, args=[problem.pk] if name == "problems:problem" else [])
    ).content.decode()


def test_a_changed_day_moves_no_promise_and_all_pages_agree(county, year, going):
    assert going.due == day(22)
    with clock.at(day(17)):
        set_day(county.office, year, date=day(21), working=False, zh="停水")
        set_day(county.office, year, date=day(19), working=True, zh="调休班")
        set_day(county.office, year, date=day(18), working=False, zh="停电")
        going.refresh_from_db()
        assert going.due == day(22) and wrong_deadlines() == []
        boxes = deadlines.due_box(going.thing)["ledger"]
        assert {line["due"] for line in boxes} >= {day(22)}
        client = logins(Client, county, "office")["office"]
        assert "9月22日" in page_of(going, client) and wrong_deadlines() == []
        fresh = acts.register_resident_problem(county.clerk, county.town, title="桥面", text="x")
        acts.list_problem(county.office, fresh, kind="individual")
        acts.dispatch_problem(county.office, fresh, unit=county.town)
        assert fresh.due == day(24), "19, 20, 22, 23, 24: counted by what is known now"
        acts.report_solved(county.responsible, going, before="黑", after="亮")
        margin = deadlines.status(
            next(row for row in deadlines.clocks_of(going) if row.clock == "answer")
        ).margin
        set_day(county.office, year, date=day(20), working=False)
        again = deadlines.status(
            next(row for row in deadlines.clocks_of(going) if row.clock == "answer")
        )
        assert again.margin == margin and wrong_deadlines() == []


def test_the_calendar_of_each_version_stays(county, year):
    before = calendar()
    set_day(county.office, year, date=day(21), working=False)
    after = calendar()
    known = calendars()
    assert after.version == before.version + 1
    assert known(before.version).is_working(day(21)) and not known(after.version).is_working(
        day(21)
    )


def test_counting_again_moves_later_dates_and_tells_whom_it_concerns(county, year, going):
    with clock.at(day(17)):
        set_day(county.office, year, date=day(21), working=False, zh="停水")
        moves = {move.deadline.clock: (move.old, move.new, move.later) for move in all_moves()}
        assert moves["answer"] == (day(22), day(23), True)
        client = logins(Client, county, "office")["office"]
        page = client.get(reverse("act", args=[year.pk, "recount_deadlines"])).content.decode()
        assert "路灯不亮" in page and "9月23日" in page and "顺延" in page
        with pytest.raises(NotAllowed):
            recount_deadlines(county.clerk, year, reason="x")
        recount_deadlines(county.office, year, reason="按新通知")
        going.refresh_from_db()
        assert (going.due, going.named_due) == (
            day(23),
            day(20),
        ), "the contact is still the nearest"
        assert last_record(going)[0] == "problem.counted_again"
        assert county.responsible.pk in set(
            Delivery.objects.filter(kind="alert").values_list("to", flat=True)
        )
        assert wrong_deadlines() == [] and all_moves() == []
        with pytest.raises(NotNow):
            recount_deadlines(county.office, year, reason="再算")


def test_an_earlier_count_leaves_the_old_date(county, year, going):
    with clock.at(day(17)):
        set_day(county.office, year, date=day(19), working=True, zh="调休班")
        moves = {move.deadline.clock: (move.old, move.new, move.later) for move in all_moves()}
        assert moves["answer"] == (day(22), day(21), False)
        recount_deadlines(county.office, year, reason="加班")
        going.refresh_from_db()
        assert going.due == day(22) and wrong_deadlines() == [] and all_moves() == []


def test_a_clock_that_stands_still_is_counted_again_too(county, year, going):
    with clock.at(day(17)):
        acts.wait_problem(county.responsible, going, until=day(23), cause="等件")
        assert going.due == dt.date(2026, 9, 30), (
            "18, 20 to 23 are given back; 25 to 27 are the festival"
        )
        set_day(county.office, year, date=day(29), working=False)
        recount_deadlines(county.office, year, reason="停电")
        going.refresh_from_db()
        assert going.due == dt.date(2026, 10, 8) and wrong_deadlines() == []
    with clock.at(day(18)):
        acts.resume_problem(county.responsible, going)
        assert going.due == day(23), "one day was given back, and what changed lies behind it"
        assert wrong_deadlines() == []


def test_every_kind_with_clocks_can_be_counted_again(county, going):
    assert {"problem", "session", "plan", "sitin", "demand", "measure"} <= set(COUNTERS)
    assert set(Deadline.objects.values_list("thing__kind", flat=True)) <= set(COUNTERS)


def test_a_report_says_the_day_of_its_sessions_clock(county, year):
    report = drafted_report(county)
    promised = Deadline.objects.get(thing=report.session_id, clock="report")
    with clock.at(promised.started_on):
        set_day(county.office, year, date=promised.due, working=False, zh="停电")
        recount_deadlines(county.office, year, reason="停电")
        promised.refresh_from_db()
        report.refresh_from_db()
        assert report.due == promised.due > promised.started_on
        alerts = set(Delivery.objects.filter(kind="alert").values_list("to", "thing"))
        assert (county.secretary.pk, report.session_id) in alerts
        assert wrong_deadlines() == []


def test_a_make_up_counted_over_an_unannounced_year_says_so(county):
    with clock.at(dt.date(2026, 12, 28)):
        due = dt.date(2027, 1, 8)
        task = give_task(
            county.timekeeper,
            county.town,
            title="补学",
            kind="make_up",
            owner=county.member,
            due=due,
        )
        client = logins(Client, county, "member")["member"]
        assert "暂定" in client.get(task.url).content.decode()
        assert "暂定" in client.get(reverse("tasks:list")).content.decode()
