"""Every act's ``may`` read twice: for one row and as a set. After a whole round, over everybody and
everything.
"""

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
from zhixing.foundation.machinery.act import ACTS, open_to
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.machinery.things.models import Audience, Thing, kinds
from zhixing.foundation.machinery.waiting import waiting_for
from zhixing.learn.joint.acts import found_joint
from zhixing.learn.sessions.acts import plan_session

WALKED = 36  # steps: far enough that things stand in many states


@pytest.fixture
def county_half_way(county):
    walk(county, in_order(the_round())[:WALKED])
    return county


@pytest.mark.database
def test_predicate_and_query_agree_for_every_act_person_and_row(county_half_way):
    county = county_half_way
    with clock.at(dt.date(2026, 9, 1)):
        found_joint(
            county.stranger_secretary,
            county.other_group,
            name="联学组",
            partners=[county.group],
            why="few",
            reason="人少",
            since=clock.today(),
        )
        plan_session(
            county.stranger_secretary,
            county.other_group,
            topic=county.topic,
            day=dt.date(2026, 9, 20),
            partners=[county.group],
        )
    people = [getattr(county, name) for name in CAST] + [county.timekeeper, county.resident]
    rows = {model: list(model._base_manager.select_related("thing")) for model in kinds().values()}
    compared = 0
    for person in people:
        held = holdings(person)
        for act in ACTS.values():
            if act.on is None or not rows[act.on]:
                continue
            by_row = {row.pk for row in rows[act.on] if act.is_open(person, row, held)}
            by_query = set(
                act.on._base_manager.filter(act.open_q(person, None, held)).values_list(
                    "pk", flat=True
                )
            )
            assert by_row == by_query, (
                f"{act.name} for {person.name}: only by row {by_row - by_query}, only by query"
                f" {by_query - by_row}"
            )
            compared += len(rows[act.on])
    assert compared > 5_000


def test_what_waits_is_open(county_half_way):
    """Whatever Today asks of somebody, the page of the thing offers."""
    for name in CAST:
        person = getattr(county_half_way, name)
        for code, act in waiting_for(person):
            thing = Thing.objects.get(pk=code)
            row = thing.model._base_manager.select_related("thing").get(pk=code)
            assert act in {act.name for act in open_to(person, row)}, f"{name}: {act} on {code}"


def test_the_stranger_sees_nothing_of_the_town(county_half_way):
    """A clerk of another town: what is not for the whole county does not exist, by any address."""
    county = county_half_way
    client = logins(Client, county, "stranger")["stranger"]
    hidden = Thing.objects.filter(place__startswith=county.town.path).exclude(
        audience__in=[Audience.COUNTY, Audience.PUBLIC]
    )
    assert hidden.count() > 10
    for thing in hidden:
        for address in (
            thing.url,
            reverse("thing", args=[thing.pk]),
            reverse("api:thing", args=[thing.pk]),
        ):
            assert client.get(address).status_code == 404, address
        for act in ACTS.values():
            if act.on is thing.model and not act.inner_only:
                assert client.get(reverse("act", args=[thing.pk, act.name])).status_code == 404
    page = client.get("/search/?q=" + "医疗废物").content.decode()
    assert not any(thing.pk in page for thing in hidden)


def test_nobody_passes_without_login(county_half_way):
    client = Client()
    for thing in Thing.objects.all()[:40]:
        assert client.get(thing.url).status_code == 302
        assert "/login/" in client.get(thing.url).url
