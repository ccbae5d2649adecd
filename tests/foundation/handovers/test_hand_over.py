"""One act hands over what waits: roles, and what somebody has by name."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.deliveries.models import Delivery
from zhixing.foundation.machinery.errors import BadInput, NotAllowed
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.machinery.things.page import timeline
from zhixing.foundation.machinery.waiting import waiting_for
from zhixing.foundation.spine.groups.acts import name_substitute
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.handovers.acts import (
    decline_roles,
    end_handover,
    grant_handover,
    hand_over,
)
from zhixing.foundation.spine.handovers.models import Handover
from zhixing.foundation.spine.orgs.roles import RoleCode as R
from zhixing.foundation.spine.people.models import Person
from zhixing.foundation.spine.tasks.acts import finish_task, give_task
from zhixing.solve.claims.acts import claim_topic
from zhixing.solve.problems.acts import (
    dispatch_problem,
    draft_problem,
    list_problem,
    register_problem,
)

DAY, LAST = dt.date(2026, 9, 2), dt.date(2026, 9, 18)


@pytest.fixture(autouse=True)
def _today():
    with clock.at(DAY):
        yield


@pytest.fixture
def task(county):
    return give_task(county.clerk, county.town, title="交材料", owner=county.secretary)


def has(person: Person, role: str, group) -> bool:
    return group.pk in holdings(Person.objects.get(pk=person.pk)).group_codes(role)


def told(thing) -> set[str]:
    return set(Delivery.objects.filter(thing=thing.pk, kind="alert").values_list("to", flat=True))


def test_a_secretary_who_changes_post_hands_over_roles_and_tasks(county, task):
    made = hand_over(
        county.secretary, county.town, person=county.secretary, to=county.member, reason="轮岗"
    )
    assert made.state == "done" and [line.thing_id for line in made.lines.all()] == [task.pk]
    assert has(county.member, G.SECRETARY, county.group)
    assert not holdings(county.secretary).groups
    assert (task.pk, "finish_task") in waiting_for(county.member)
    assert county.member.name in timeline(county.member, task)[0].sentence
    verb, decider, _body = last_record(made)
    assert (verb, decider) == ("handover.made", county.secretary)
    assert told(made) == {county.member.pk}


def test_what_stays_stays(county, task):
    other = give_task(county.clerk, county.town, title="别的事", owner=county.secretary)
    hand_over(
        county.office,
        county.town,
        person=county.secretary,
        to=county.member,
        reason="轮岗",
        staying=[task.thing],
    )
    task.refresh_from_db()
    other.refresh_from_db()
    assert (task.owner, other.owner) == (county.secretary, county.member)


def test_a_leader_on_leave_is_stood_in_for_and_takes_back(county):
    task = give_task(county.clerk, county.town, title="会前准备", owner=county.leader)
    done = give_task(county.clerk, county.town, title="已办的事", owner=county.leader)
    made = hand_over(
        county.leader,
        county.town,
        person=county.leader,
        to=county.deputy,
        reason="学习培训",
        until=LAST,
    )
    assert made.state == "stands_in"
    assert has(county.deputy, G.LEADER, county.group) and has(county.leader, G.LEADER, county.group)
    finish_task(county.deputy, done, evidence="办了")
    assert (made.pk, "end_handover") not in waiting_for(county.leader)
    with clock.at(LAST):
        assert (made.pk, "end_handover") in waiting_for(county.leader)
        end_handover(county.leader, made)
        task.refresh_from_db()
        done.refresh_from_db()
        assert (task.owner, done.owner) == (county.leader, county.deputy)
        assert not has(county.deputy, G.LEADER, county.group)
    made.refresh_from_db()
    assert made.state == "done"


def test_a_stand_in_ends_by_itself_on_its_day(county):
    hand_over(
        county.leader,
        county.town,
        person=county.secretary,
        to=county.member,
        reason="休假",
        until=LAST,
    )
    assert has(county.member, G.SECRETARY, county.group)
    with clock.at(LAST + dt.timedelta(days=1)):
        assert not has(county.member, G.SECRETARY, county.group)
        assert has(county.secretary, G.SECRETARY, county.group)


def test_a_stand_in_of_the_secretary_does_not_bar_one_of_the_leader(county):
    hand_over(
        county.secretary,
        county.town,
        person=county.secretary,
        to=county.member,
        reason="休假",
        until=LAST,
    )
    name_substitute(
        county.leader, county.group, person=county.deputy, since=DAY, until=LAST, reason="外出"
    )
    assert has(county.deputy, G.LEADER, county.group)


def test_a_clerk_hands_over_cases_and_the_role_waits_for_the_security_administrator(county):
    problem = draft_problem(county.office, county.root, title="路灯不亮", text="柳沟村")
    register_problem(county.office, problem)
    list_problem(county.office, problem, kind="individual")
    dispatch_problem(county.office, problem, unit=county.town, person=county.clerk)
    made = hand_over(
        county.clerk, county.town, person=county.clerk, to=county.member2, reason="轮岗"
    )
    problem.refresh_from_db()
    assert problem.person == county.member2 and made.state == "waits"
    assert (made.pk, "grant_handover") in waiting_for(county.sec)
    assert not holdings(county.member2).has_at(county.town.path, R.CLERK)
    with pytest.raises(NotAllowed):
        grant_handover(county.office, made)
    grant_handover(county.sec, made)
    assert made.state == "done" and made.roles.get().passed
    assert holdings(Person.objects.get(pk=county.member2.pk)).has_at(county.town.path, R.CLERK)
    assert not holdings(Person.objects.get(pk=county.clerk.pk)).units


def test_who_may_not_and_what_may_not(county, task):
    with pytest.raises(NotAllowed) as refused:
        hand_over(
            county.clerk, county.town, person=county.secretary, to=county.member, reason="轮岗"
        )
    assert refused.value.code == "handover.others"
    with pytest.raises(NotAllowed):
        hand_over(
            county.stranger, county.town, person=county.secretary, to=county.member, reason="轮岗"
        )
    with pytest.raises(BadInput) as refused:
        hand_over(county.leader, county.town, person=county.leader, to=county.deputy, reason="调任")
    assert refused.value.code == "handover.for_good"
    with pytest.raises(BadInput) as refused:
        hand_over(
            county.office, county.town, person=county.stranger, to=county.member, reason="轮岗"
        )
    assert refused.value.code == "handover.not_here"
    assert not Handover.objects.exists()


def test_a_claim_goes_to_somebody_of_the_group_alone(county):
    claim = claim_topic(county.member, county.group, topic=county.topic)
    with pytest.raises(BadInput) as refused:
        hand_over(
            county.office,
            county.town,
            person=county.member,
            to=county.clerk,
            reason="x",
            until=LAST,
        )
    assert refused.value.code == "handover.not_this_one" and claim.subject in str(refused.value)
    hand_over(county.office, county.town, person=county.member, to=county.member2, reason="调任")
    claim.refresh_from_db()
    assert claim.person == county.member2


def test_the_page_shows_what_waits_before_it_is_done(county, task):
    client = Client()
    client.force_login(county.secretary.account)
    address = f"/things/{county.town.pk}/hand_over/"
    sent = {
        "person": county.secretary.pk,
        "to": county.member.pk,
        "reason": "轮岗",
        "look": "on",
        "_key": "k1",
    }
    looked = client.post(address, sent)
    words = looked.content.decode()
    assert looked.status_code == 200 and task.title in words and "学习秘书" in words
    assert not Handover.objects.exists()
    del sent["look"]
    done = client.post(address, sent, follow=True).content.decode()
    assert Handover.objects.get().to == county.member
    # the secretary is in the group no more: what was theirs is read by the other
    assert county.member.name in done and task.title not in done


def test_things_are_read_by_those_who_may_know_of_them(county, task):
    made = hand_over(
        county.secretary, county.town, person=county.secretary, to=county.member, reason="家中有事"
    )
    client = Client()
    client.force_login(county.stranger.account)
    words = client.get(made.url).content.decode()
    assert made.what in words and task.title not in words and "家中有事" not in words
    client.force_login(county.member.account)
    assert task.title in client.get(made.url).content.decode()


def test_roles_that_are_not_given_stay_and_what_went_by_name_does_not_come_back(county):
    task = give_task(county.clerk, county.town, title="报台账", owner=county.clerk)
    made = hand_over(
        county.clerk, county.town, person=county.clerk, to=county.member2, reason="轮岗"
    )
    with pytest.raises(NotAllowed):
        decline_roles(county.office, made, reason="另有人选")
    decline_roles(county.sec, made, reason="另有人选")
    task.refresh_from_db()
    assert made.state == "done" and not made.roles.get().passed
    assert task.owner == county.member2
    assert holdings(Person.objects.get(pk=county.clerk.pk)).has_at(county.town.path, R.CLERK)
    assert not holdings(Person.objects.get(pk=county.member2.pk)).has_at(county.town.path, R.CLERK)


def test_a_make_up_is_nobody_elses(county):
    task = give_task(county.clerk, county.town, title="补学", owner=county.member, kind="make_up")
    hand_over(county.office, county.town, person=county.member, to=county.member2, reason="调任")
    task.refresh_from_db()
    assert task.owner == county.member
