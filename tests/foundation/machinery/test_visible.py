"""What a person may know of: roles that see open what lies below them, the others nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from zhixing.demo.cast import CAST
from zhixing.demo.round import the_round
from zhixing.demo.steps import in_order, walk
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.registry import Holdings
from zhixing.foundation.machinery.things.models import Audience, Thing, kinds, rows_visible_q
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.orgs.acts import move_unit
from zhixing.foundation.spine.orgs.roles import SEEING, RoleCode
from zhixing.foundation.spine.people.models import PUBLIC
from zhixing.learn.sessions.acts import plan_session
from zhixing.learn.sessions.models import StudySession
from zhixing.solve.problems.acts import draft_problem


@pytest.mark.parametrize("name", ["sys", "sec", "aud"])
def test_an_administrator_sees_no_business_of_any_unit(county, name):
    """Their role is the only one they hold: that it does not see must not open everything."""
    problem = draft_problem(county.clerk, county.town, title="渠首漏水", text="半年没人修")
    person = getattr(county, name)
    open_ones = {Audience.PUBLIC, Audience.COUNTY}
    assert set(Thing.objects.visible_to(person).values_list("audience", flat=True)) <= open_ones
    assert not StudyGroup.objects.looked_into_by(person).exists()
    client = logins(Client, county, name)[name]
    assert client.get(reverse("problems:problem", args=[problem.pk])).status_code == 404


@pytest.mark.parametrize("role", RoleCode.values)
def test_a_role_that_does_not_see_opens_nothing_alone(role):
    assert Holdings({role: frozenset({"/DW-1/"})}).seeing() == (
        frozenset({"/DW-1/"}) if role in SEEING else frozenset()
    )


def test_who_sees_sees_at_and_below_the_unit(county):
    problem = draft_problem(county.clerk, county.town, title="渠首漏水", text="半年没人修")
    seen = {
        name: Thing.objects.visible_to(getattr(county, name)).filter(pk=problem.pk).exists()
        for name in ("office", "county_leader", "verifier", "clerk", "stranger", "stranger_leader")
    }
    assert seen == {
        "office": True,
        "county_leader": True,
        "verifier": True,
        "clerk": True,
        "stranger": False,
        "stranger_leader": False,
    }


def test_a_group_that_takes_part_its_unit_and_the_roles_above_know_of_the_thing(county):
    """Joint study of the other town with 龙泉镇: both see it, as a row and as a thing; it is of
    both groups, and of neither twice.
    """
    session = plan_session(
        county.stranger_secretary,
        county.other_group,
        topic=county.topic,
        day=clock.today(),
        partners=[county.group],
    )
    alone = plan_session(
        county.stranger_secretary, county.other_group, topic=county.topic, day=clock.today()
    )
    for name, sees in {
        "secretary": True,
        "member": True,
        "clerk": True,
        "stranger": True,
        "office": True,
        "sys": False,
    }.items():
        person = getattr(county, name)
        assert Thing.objects.visible_to(person).filter(pk=session.pk).exists() is sees, name
        assert StudySession.objects.visible_to(person).filter(pk=session.pk).exists() is sees, name
    assert not Thing.objects.visible_to(county.clerk).filter(pk=alone.pk).exists()
    assert (
        list(Thing.objects.of_groups(county.group.pk).filter(kind="session")) == [session.thing]
        and session.thing.is_of(county.group.pk)
        and not alone.thing.is_of(county.group.pk)
    )
    assert (
        Thing.objects.of_groups(county.group.pk, county.other_group.pk)
        .filter(kind="session")
        .count()
        == 2
    )
    with clock.at(clock.today() + dt.timedelta(days=1)):
        move_unit(county.office, county.town, parent=county.publicity, since=clock.today())
    assert (
        Thing.objects.visible_to(county.clerk).filter(pk=session.pk).exists()
    )  # the place of the partner moves with its unit


@pytest.mark.database
def test_a_row_is_seen_exactly_when_its_thing_is(county):
    """For every room, everybody of the cast and whoever is not logged in: however the condition is
    asked, by the columns of the room or by its Thing.
    """
    walk(county, in_order(the_round()))
    people = [*(getattr(county, name) for name in CAST), county.timekeeper, PUBLIC]
    compared = own = 0
    for model in kinds().values():
        codes = set(model._base_manager.values_list("pk", flat=True))
        own += model.says_itself() and bool(codes)
        for person in people:
            by_thing = (
                set(
                    Thing.objects.visible_to(person)
                    .filter(kind=model.KIND)
                    .values_list("pk", flat=True)
                )
                & codes
            )
            by_row = set(
                model._base_manager.filter(rows_visible_q(model, person)).values_list(
                    "pk", flat=True
                )
            )
            assert by_row == by_thing, f"{model.KIND} for {person.name}"
            compared += len(codes)
    assert own > 8 and compared > 1_500
