"""A county that is set up in November: nobody is asked for the time before."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest

from zhixing.faces.desk.today import today_page
from zhixing.foundation.kits.deadlines.models import Deadline
from zhixing.foundation.kits.indicators.registry import INDICATORS
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.fairness import counted_from, first_month, was_here
from zhixing.foundation.machinery.registry import keep_holdings
from zhixing.foundation.spine.groups.acts import admit_member, found_group
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.people.acts import open_account, register_person
from zhixing.foundation.spine.topics.acts import set_topic
from zhixing.learn.circulars.counting import lines_of
from zhixing.learn.circulars.rules import Period
from zhixing.learn.plans.acts import draft_plan
from zhixing.learn.sessions.acts import plan_session, record_session, take_attendance
from zhixing.learn.sessions.models import Attendance

CAME = dt.date(2027, 11, 16)
DAY = dt.date


@pytest.fixture
def late(county):
    """A group that the county knows from November on, with topics of the whole year."""
    with clock.at(CAME):
        group = found_group(county.timekeeper, county.department, name="县卫健局理论学习中心组")
        people = {}
        for name, role in (("组长", "LEADER"), ("秘书", "SECRETARY"), ("成员", "MEMBER")):
            people[role] = register_person(county.office, county.department, name=name)
            admit_member(
                county.office, group, person=people[role], role=role, since=DAY(2027, 1, 4)
            )
        topics = [
            set_topic(
                county.office,
                county.root,
                title=f"专题{month}",
                year=2027,
                first_month=month,
                last_month=month,
                research_subject="课题",
            )
            for month in (3, 11)
        ]
        open_account(
            county.sys,
            county.department,
            person=people["SECRETARY"],
            username="mishu",
            password="一句很长很长的话可以当密码用",
        )
        yield SimpleNamespace(
            group=StudyGroup.objects.select_related("thing").get(pk=group.pk),
            people=people,
            secretary=people["SECRETARY"],
            topics=topics,
        )


def test_the_rule_itself():
    assert was_here(DAY(2027, 1, 31), DAY(2027, 1, 31), DAY(2027, 2, 1))
    assert not was_here(DAY(2027, 1, 31), DAY(2027, 2, 1), DAY(2027, 2, 1))
    assert was_here(DAY(2027, 1, 31), DAY(2027, 3, 1), DAY(2027, 2, 1)), "told afterwards"
    assert not was_here(DAY(2027, 1, 31), DAY(2027, 3, 1))
    assert first_month(CAME, DAY(2027, 12, 1)) == 11 and first_month(CAME, DAY(2028, 1, 1)) == 1
    assert counted_from(DAY(2027, 5, 4), CAME, DAY(2027, 11, 20)) == DAY(2027, 11, 20)
    assert counted_from(DAY(2027, 11, 18), CAME, DAY(2027, 11, 20)) == DAY(2027, 11, 18)


def test_today_greets_nobody_with_what_was_due_in_january(late):
    page = today_page(keep_holdings(late.secretary), {})
    (asked,) = [item for item in page.items if item.act == "draft_plan"]
    assert (asked.date, asked.tone, page.over) == (None, "none", 0)
    with clock.at(DAY(2028, 1, 10)):
        (asked,) = today_page(keep_holdings(late.secretary), {}).items
        assert asked.date == DAY(2028, 1, 31), "the plan of the next year is asked for in time"


def test_a_plan_drafted_in_november_has_no_clock_of_january(late):
    plan = draft_plan(late.secretary, late.group, year=2027)
    assert not Deadline.objects.filter(thing=plan.pk).exists()


def test_a_session_of_may_that_is_recorded_in_november_is_overdue_with_nothing(late):
    session = plan_session(
        late.secretary,
        late.group,
        topic=late.topics[0],
        day=DAY(2027, 5, 12),
        begins=dt.time(9),
        place="会议室",
        place_kind="room",
        kind="three_part",
        draft_agenda=True,
    )
    record_session(late.secretary, session, on=DAY(2027, 5, 12))
    clocks = Deadline.objects.filter(thing=session.pk)
    assert clocks.count() == 1 and not clocks.overdue(CAME).exists()
    marks = {late.people["LEADER"].pk: "PRESENT", late.people["MEMBER"].pk: "ABSENT"}
    take_attendance(late.secretary, session, marks=marks)
    assert Attendance.objects.get(person=late.people["MEMBER"]).make_up_by > CAME
    page = today_page(keep_holdings(late.secretary), {})
    assert page.over == 0 and page.items


def test_figures_and_circulars_leave_the_time_before_out(late):
    rows = {
        code: [row.title for row in INDICATORS[code].rows(late.group, 2027)]
        for code in ("quarters_with_session", "topics_claimed")
    }
    assert rows == {"quarters_with_session": [], "topics_claimed": ["专题11"]}
    with clock.at(DAY(2028, 4, 10)):
        assert len(list(INDICATORS["quarters_with_session"].rows(late.group, 2028))) == 2
    listed = {
        code: {line.code for line in lines_of(late.group.unit, Period.read(code), CAME)}
        for code in ("quarter-2027-1", "month-2027-11")
    }
    assert listed == {"quarter-2027-1": set(), "month-2027-11": {late.group.pk}}
