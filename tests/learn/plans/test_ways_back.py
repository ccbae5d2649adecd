"""A plan that comes back, and one that may not go."""

from __future__ import annotations

import datetime as dt

import pytest

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow
from zhixing.foundation.spine.topics.acts import choose_topic
from zhixing.learn.plans.acts import (
    approve_plan,
    archive_plan,
    change_plan,
    draft_plan,
    file_plan,
    leave_out_line,
    record_committee,
    return_plan,
    set_plan_line,
    take_note,
)
from zhixing.learn.plans.models import StudyPlan

DAY = dt.date(2026, 6, 1)


@pytest.fixture(autouse=True)
def june():
    with clock.at(DAY):
        yield


def test_a_returned_plan_is_written_on_and_a_change_is_a_new_version(county):
    plan = draft_plan(county.secretary, county.group, year=2026)
    assert plan.lines.count() == 2
    own = choose_topic(
        county.secretary, county.group, title="茶产业", year=2026, first_month=7, last_month=9
    )
    set_plan_line(
        county.secretary, plan, topic=own, first_month=7, last_month=9, speakers=[county.member]
    )
    with pytest.raises(BadInput):
        leave_out_line(county.secretary, plan, topic=county.topic, reason="不想学")
    leave_out_line(county.secretary, plan, topic=own, reason="挪到明年")
    with pytest.raises(NotAllowed):
        approve_plan(county.secretary, plan)
    approve_plan(county.leader, plan)
    record_committee(county.secretary, plan, meeting="党委会", on=DAY)
    file_plan(county.secretary, plan)
    return_plan(county.office, plan, reason="缺重点发言人")
    assert plan.state == "returned"
    set_plan_line(
        county.secretary,
        plan,
        topic=county.topic,
        first_month=5,
        last_month=6,
        speakers=[county.member],
    )
    approve_plan(county.leader, plan)
    record_committee(county.secretary, plan, meeting="党委会", on=DAY)
    file_plan(county.secretary, plan)
    take_note(county.office, plan)
    newer = change_plan(county.secretary, plan, reason="加一个专题")
    assert newer.version == 2 and newer.lines.count() == 2
    for step, who in ((approve_plan, county.leader),):
        step(who, newer)
    record_committee(county.secretary, newer, meeting="党委会", on=DAY)
    file_plan(county.secretary, newer)
    take_note(county.office, newer)
    assert StudyPlan.objects.get(pk=plan.pk).state == "archived"
    with pytest.raises(NotNow):
        archive_plan(county.secretary, newer)
    with clock.at(dt.date(2027, 1, 5)):
        archive_plan(county.secretary, newer)


def test_an_incomplete_group_files_no_plan(county):
    from zhixing.foundation.spine.groups.acts import admit_member

    plan = draft_plan(county.secretary, county.group, year=2026)
    approve_plan(county.leader, plan)
    record_committee(county.secretary, plan, meeting="党委会", on=DAY)
    admit_member(county.secretary, county.group, person=county.deputy, role="LEADER")
    with pytest.raises(NotNow) as refused:
        file_plan(county.secretary, plan)
    assert refused.value.code == "group.incomplete"
