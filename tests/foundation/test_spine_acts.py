"""Acts of the spine: what changes, who may not, when not, what is on record."""

from __future__ import annotations

import datetime as dt

import pytest

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow, Refusal
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.spine.calendar.acts import confirm_year, open_year, set_day
from zhixing.foundation.spine.calendar.models import CalendarYear
from zhixing.foundation.spine.calendar.queries import calendar
from zhixing.foundation.spine.groups.acts import (
    admit_member,
    dissolve_group,
    found_group,
    name_substitute,
    release_member,
    rename_group,
)
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.groups.queries import missing_in
from zhixing.foundation.spine.norms.acts import seed_norms, set_norm
from zhixing.foundation.spine.norms.models import Norm
from zhixing.foundation.spine.norms.queries import cite, value
from zhixing.foundation.spine.orgs.acts import found_county, merge_unit, move_unit
from zhixing.foundation.spine.orgs.models import Alias, Unit
from zhixing.foundation.spine.people.acts import (
    appoint,
    change_password,
    close_account,
    correct_person,
    end_appointment,
    open_account,
    register_person,
    retire_person,
    set_password,
    transfer_person,
)
from zhixing.foundation.spine.people.models import Appointment
from zhixing.foundation.spine.tasks.acts import (
    drop_task,
    finish_task,
    give_task,
    return_task,
    verify_task,
)
from zhixing.foundation.spine.topics.acts import set_topic

DAY = dt.date(2026, 6, 1)


def test_there_is_one_county(county):
    with pytest.raises(NotNow):
        found_county(county.timekeeper, name="另一个县")
    with pytest.raises(NotAllowed):
        found_county(county.office, name="另一个县")


def test_a_moved_unit_takes_its_things_along(county):
    move_unit(county.office, county.village, parent=county.other_town, since=DAY)
    assert Unit.objects.get(pk=county.village.pk).path.startswith(county.other_town.path)
    assert Thing.objects.get(pk=county.village.pk).place.startswith(county.other_town.path)
    with pytest.raises(BadInput):
        move_unit(county.office, county.other_town, parent=county.village, since=DAY)
    with pytest.raises(NotAllowed):
        move_unit(county.stranger, county.village, parent=county.town, since=DAY)


def test_a_merged_unit_goes_on_in_the_other(county):
    merge_unit(county.office, county.village, into=county.other_town, on=DAY)
    merged = Unit.objects.get(pk=county.village.pk)
    assert (merged.until, merged.merged_into_id) == (DAY, county.other_town.pk)
    assert Alias.objects.get(name="柳沟村").unit_id == county.other_town.pk


def test_people_come_move_and_leave(county):
    person = register_person(county.office, county.town, name="新来的", phone="10000000009")
    correct_person(county.office, county.town, person=person, name="新来的人", phone="10000000009")
    assert last_record(county.town)[2]["told"]["person"] == person.pk, "an opaque id, no name"
    transfer_person(county.office, county.town, person=person, to=county.other_town)
    person.refresh_from_db()
    assert (person.name, person.unit_id) == ("新来的人", county.other_town.pk)
    retire_person(county.office, county.other_town, person=person, reason="退休")
    person.refresh_from_db()
    assert not person.active
    with pytest.raises(NotAllowed):
        register_person(county.stranger, county.town, name="x")


def test_administrators_exclude_each_other_and_nobody_grants_to_oneself(county):
    with pytest.raises(Refusal):
        appoint(county.sec, county.root, person=county.sys, role="AUD")
    with pytest.raises(NotAllowed):
        appoint(county.sec, county.root, person=county.sec, role="OFFICE")
    held = Appointment.objects.get(person=county.caller, role="CALLER")
    with pytest.raises(NotAllowed):
        end_appointment(county.office, county.root, appointment=held, reason="x")
    end_appointment(county.sec, county.root, appointment=held, reason="换人")
    held.refresh_from_db()
    assert held.until is not None


def test_accounts_are_opened_closed_and_get_new_passwords(county):
    person = register_person(county.office, county.town, name="要登录的")
    account = open_account(
        county.sys,
        county.town,
        person=person,
        username="Denglu",
        password="一句很长很长的话可以当密码用",
    )
    assert account.username == "denglu" and account.check_password("一句很长很长的话可以当密码用")
    with pytest.raises(NotAllowed):
        open_account(
            county.office,
            county.town,
            person=person,
            username="x2",
            password="一句很长很长的话可以当密码用",
        )
    set_password(
        county.sys,
        county.town,
        account=account,
        password="另外一句很长很长的话当密码",
        reason="忘了",
    )
    close_account(county.sys, county.town, account=account, reason="离任")
    account.refresh_from_db()
    assert not account.is_active


def test_one_changes_ones_own_password(county):
    from tests.county import PASSWORD

    with pytest.raises(BadInput):
        change_password(county.clerk, county.town, old="不对", new="一句很长很长的话可以当密码用")
    change_password(county.clerk, county.town, old=PASSWORD, new="一句很长很长的话可以当密码用")
    county.clerk.account.refresh_from_db()
    assert county.clerk.account.check_password("一句很长很长的话可以当密码用")


def test_an_erased_person_leaves_the_chain_whole(county):
    from zhixing.foundation.machinery.records import chain
    from zhixing.foundation.machinery.records.models import ChainHead, Record
    from zhixing.foundation.spine.people.acts import erase_person

    person = register_person(county.office, county.town, name="要删的人", phone="10000000008")
    retire_person(county.office, county.town, person=person, reason="离任")
    with pytest.raises(NotAllowed):
        erase_person(county.stranger, county.town, person=person, reason="x")
    erase_person(county.sec, county.town, person=person, reason="本人书面要求")
    person.refresh_from_db()
    assert "要删的人" not in person.name and person.phone == ""
    assert (
        list(
            chain.faults(
                Record.objects.select_related("body_row").order_by("seq"), ChainHead.objects.first()
            )
        )
        == []
    )


def test_a_group_is_founded_renamed_and_dissolved(county):
    group = found_group(county.office, county.department, name="县卫生健康局党组理论学习中心组")
    assert missing_in(group) == ["no_leader", "no_secretary"]
    with pytest.raises(BadInput):
        found_group(county.office, county.department, name="再来一个")
    rename_group(county.office, group, name="县卫健局党组理论学习中心组")
    dissolve_group(county.office, group, until=clock.today(), reason="机构改革")
    assert StudyGroup.objects.get(pk=group.pk).until is not None


def test_a_substitute_stands_in_for_a_time(county):
    with clock.at(DAY):
        with pytest.raises(NotAllowed):
            name_substitute(
                county.secretary,
                county.group,
                person=county.deputy,
                since=DAY,
                until=DAY,
                reason="x",
            )
        name_substitute(
            county.leader,
            county.group,
            person=county.deputy,
            since=DAY,
            until=DAY + dt.timedelta(days=5),
            reason="外出",
        )
        assert missing_in(county.group) == []
    membership = county.group.memberships.filter(person=county.member3, until__isnull=True).first()
    release_member(county.secretary, county.group, membership=membership, reason="调离")
    membership.refresh_from_db()
    assert membership.until is not None
    admit_member(county.secretary, county.group, person=county.member3, role="MEMBER")


def test_a_topic_is_set_once_a_year(county):
    topic = set_topic(
        county.office, county.root, title="安全生产责任", year=2026, first_month=2, last_month=2
    )
    assert topic.thing.audience == "county"
    with pytest.raises(BadInput):
        set_topic(
            county.office, county.root, title="安全生产责任", year=2026, first_month=2, last_month=2
        )
    with pytest.raises(NotAllowed):
        set_topic(
            county.secretary, county.root, title="自定", year=2026, first_month=2, last_month=2
        )


def test_a_task_is_done_by_one_and_verified_by_another(county):
    task = give_task(
        county.clerk, county.town, title="建台账", owner=county.member, due=DAY, group=county.group
    )
    with pytest.raises(NotAllowed):
        finish_task(county.stranger, task, evidence="x")
    finish_task(county.member, task, evidence="建好了")
    with pytest.raises(NotAllowed):
        verify_task(county.member, task)
    return_task(county.secretary, task, reason="还差一本")
    finish_task(county.member, task, evidence="补齐")
    verify_task(county.secretary, task)
    assert (task.state, last_record(task)[0]) == ("verified", "task.verified")
    other = give_task(county.clerk, county.town, title="不用了", group=county.group)
    drop_task(county.secretary, other, reason="重复")
    assert other.state == "dropped"


def test_the_calendar_counts_make_up_days_and_can_be_corrected(county):
    assert calendar().add_working_days(dt.date(2026, 2, 13), 3) == dt.date(2026, 2, 25)
    assert calendar().add_working_days(dt.date(2026, 9, 18), 3) == dt.date(2026, 9, 22)
    year = CalendarYear.objects.get(year=2027)
    assert calendar().provisional(2027) and not year.official
    with pytest.raises(NotNow):
        open_year(county.office, county.root, year=2026)
    set_day(county.office, year, date=dt.date(2027, 1, 4), working=False, zh="元旦")
    assert not calendar().is_working(dt.date(2027, 1, 4))
    with pytest.raises(NotAllowed):
        set_day(county.clerk, year, date=dt.date(2027, 1, 5), working=False)
    confirm_year(county.office, year, source="国办发明电〔2026〕1号")
    assert not calendar().provisional(2027)


def test_a_norm_gets_a_new_version_and_keeps_the_old(county):
    norm = Norm.objects.get(key="problem.answer")
    before, after = dt.date(2026, 5, 31), dt.date(2026, 7, 1)
    set_norm(county.office, norm, value=7, since=dt.date(2026, 6, 1), source="县府办〔2026〕3号")
    assert (
        value("problem.answer", before),
        value("problem.answer", after),
        cite("problem.answer", after).version,
    ) == (5, 7, 2)
    with pytest.raises(BadInput):
        set_norm(county.office, norm, value="很多", since=after, source="x")
    with pytest.raises(BadInput):
        set_norm(county.office, norm, value=3, since=before, source="x")
    with pytest.raises(NotAllowed):
        set_norm(county.secretary, norm, value=9, since=after, source="x")
    seed_norms(county.timekeeper, county.root)
    assert value("problem.answer", after) == 7, "seeding again changes nothing"
