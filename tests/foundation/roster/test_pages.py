"""What the pages of a unit and of a study group say, and to whom."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from tests.learn.sessions.build import planned_session
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.errors import NotAllowed
from zhixing.foundation.spine.groups.acts import dissolve_group, name_substitute, release_member
from zhixing.foundation.spine.groups.rules import GroupRoleCode
from zhixing.foundation.spine.orgs.acts import found_unit, merge_unit
from zhixing.foundation.spine.people.models import PUBLIC
from zhixing.foundation.spine.roster.lists import unit_list
from zhixing.foundation.spine.roster.queries import group_page, unit_page
from zhixing.foundation.spine.topics.acts import choose_topic

SPRING = dt.date(2026, 4, 20)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"), clock.at(SPRING):
        yield


def leave_without_leader(county) -> None:
    leader = county.group.memberships.get(role=GroupRoleCode.LEADER, stands_in=False)
    release_member(county.office, county.group, membership=leader, reason="调离")


def test_a_unit_shows_its_people_their_roles_and_its_group(county):
    page = unit_page(county.clerk, county.town.pk)
    assert county.clerk in page.people and county.stranger not in page.people
    assert county.clerk in {appointment.person for appointment in page.appointments}
    assert [here.group for here in page.groups] == [county.group]
    assert set(page.below) == {county.village, county.enterprise}
    assert page.lead.endswith(f"2 units below; its study group is {county.group.name}.")


def test_the_office_alone_is_shown_telephones(county):
    shown = {
        name: unit_page(getattr(county, name), county.town.pk).shows_phone
        for name in ("office", "sys", "clerk", "stranger")
    }
    assert shown == {"office": True, "sys": True, "clerk": False, "stranger": False}


def test_buttons_stand_beside_what_they_are_about(county):
    page = unit_page(county.office, county.town.pk)
    beside = {button.name for button in page.people_acts + page.names_acts}
    assert {"register_person", "rename_unit"} <= beside
    assert beside.isdisjoint(button.name for button in page.acts)


def test_a_merged_unit_says_where_it_went(county):
    street = found_unit(county.office, county.root, name="河东街道", kind="town")
    assert "no study group" in unit_page(county.office, street.pk).lead
    merge_unit(county.office, street, into=county.town, on=SPRING)
    page = unit_page(county.office, street.pk)
    assert page.state_word == "ended" and page.lead.startswith(f"It was merged into {county.town}")
    assert {fact.label: fact.value for fact in page.facts}["Merged into"] == county.town.name


def test_what_a_group_misses_stands_on_both_pages(county):
    assert group_page(county.office, county.group.pk).state_word == "complete"
    leave_without_leader(county)
    page = group_page(county.office, county.group.pk)
    assert page.state_word == "incomplete" and page.missing[0].startswith("It has no leader")
    (here,) = unit_page(county.office, county.town.pk).groups
    assert here.missing == page.missing


def test_a_substitute_does_not_complete_a_group(county):
    deputy = county.group.memberships.filter(role=GroupRoleCode.MEMBER).first().person
    name_substitute(
        county.leader,
        county.group,
        person=deputy,
        since=SPRING,
        until=SPRING + dt.timedelta(days=9),
        reason="出差",
    )
    assert group_page(county.office, county.group.pk).missing == []
    leave_without_leader(county)
    page = group_page(county.office, county.group.pk)
    assert page.missing and page.by_role[0].members[0].person == deputy


def test_a_group_shows_its_people_by_role_then_and_now(county):
    page = group_page(county.office, county.group.pk)
    assert page.by_role[0].role == "leader" and not page.before
    leave_without_leader(county)
    page = group_page(county.office, county.group.pk)
    assert [membership.person for membership in page.before] == [county.leader]
    assert all(role.role != "leader" for role in page.by_role)


def test_how_far_a_group_has_come_is_told_to_those_who_look_into_it(county):
    own = choose_topic(
        county.secretary, county.group, title="茶园", year=2026, first_month=3, last_month=3
    )
    session = planned_session(county)
    page = group_page(county.secretary, county.group.pk)
    sessions = {topic.topic: topic.sessions for topic in page.topics}
    assert sessions == {county.topic: [session.thing], county.other_topic: [], own: []}
    assert page.lead.endswith("topics of 2026 studied: 1 of 3.")
    others = group_page(county.stranger_secretary, county.group.pk)
    assert [topic.topic for topic in others.topics] == [county.topic, county.other_topic]
    assert {topic.sessions for topic in others.topics} == {None} and "studied" not in others.lead


def test_a_group_that_was_dissolved_misses_nothing(county):
    leave_without_leader(county)
    dissolve_group(county.office, county.group, reason="机构改革")
    page = group_page(county.office, county.group.pk)
    assert page.state_word == "dissolved" and page.lead.startswith("Dissolved on")
    assert page.missing == [] and page.by_role == []
    assert unit_page(county.office, county.town.pk).groups == []


def test_the_list_names_the_group_of_each_unit(county):
    rows = {unit.pk: unit for unit in unit_list(county.clerk, {}).rows}
    assert rows[county.town.pk].group_name == county.group.name
    assert rows[county.department.pk].group_name is None
    assert county.village.pk not in rows  # of its kind alone, or by its name


@pytest.mark.parametrize("page", [unit_page, group_page])
def test_whoever_the_county_does_not_know_is_refused(county, page):
    code = {unit_page: county.town.pk, group_page: county.group.pk}[page]
    with pytest.raises(NotAllowed) as refused:
        page(PUBLIC, code)
    assert refused.value.code == "not_known"
