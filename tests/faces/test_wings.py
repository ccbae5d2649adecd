"""The front pages of the wings: every number opens exactly its rows, whoever looks; what is asked
for nowhere is not begun there; the price does not depend on how much there is.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import chain
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from zhixing.faces.desk.wings import WingPage, wing_page
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import ACTS
from zhixing.foundation.machinery.fronts import (
    FRONTS,
    HERE,
    Figure,
    Glance,
    Place,
    Sight,
    register,
)

# -- what begins the wing's work -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wing", "who", "first"),
    [
        ("learn", "secretary", "plan_session"),
        ("learn", "office", "set_topic"),
        ("examine", "secretary", "set_test"),
        ("solve", "clerk", "draft_problem"),
        ("oversee", "supervisor", "plan_sitin"),
    ],
)
def test_the_main_button_begins_what_this_person_may_begin(county, wing, who, first):
    acts = wing_page(getattr(county, who), wing).acts
    assert acts[0].name == first and acts[0].primary
    assert sum(button.primary for button in acts) == 1 and len(acts) <= 2
    client = logins(Client, county, who)[who]
    assert client.get(acts[0].url, follow=True).status_code == 200


def test_nobody_is_offered_what_they_may_not_begin(county):
    for wing, who in (("oversee", "member"), ("oversee", "secretary"), ("learn", "supervisor")):
        person = getattr(county, who)
        for button in wing_page(person, wing).acts:
            assert ACTS[button.name].may.allows(person, None), (wing, who, button.name)
    assert wing_page(county.member, "oversee").acts == []


# -- the page --------------------------------------------------------------------------------------


def test_a_county_without_anything_is_told_how_to_begin(county):
    client = logins(Client, county, "office")["office"]
    for wing, words in {
        "learn": "还没有安排学习。",
        "examine": "还没有安排测试。",
        "solve": "没有要到期的。",
        "oversee": "还没有安排旁听。",
    }.items():
        text = client.get(reverse("wing", args=[wing])).content.decode()
        assert words in text, wing


def test_what_is_asked_of_nobody_is_not_said(county):
    """A figure with a tone is left out while it is 0; the others are said."""
    page = wing_page(county.office, "solve")
    assert [clause.number for clause in page.first] == [0, 0]
    assert all(clause.tone == "none" for clause in page.first)


def test_the_page_says_when_it_was_counted_and_for_whom(county):
    client = logins(Client, county, "office")["office"]
    with clock.at(dt.datetime(2026, 9, 18, 8, 30)):
        text = client.get("/learn/").content.decode()
    assert "按记录统计，9月18日 08:30" in text and "按全县计" in text


def test_a_figure_kept_from_before_says_its_time(county, monkeypatch):
    """What is too heavy to be counted for a page comes with the time when it was."""
    at = dt.datetime(2026, 9, 18, 3, 0, tzinfo=dt.UTC)
    heavy = Figure(code="heavy", rows=417, url="/", words=lambda _number: HERE, at=at)
    monkeypatch.setattr("zhixing.foundation.machinery.fronts.FRONTS", {})
    register(replace(FRONTS["threads"], sight=lambda _glance: Sight([heavy])))
    page = wing_page(county.office, "loop")
    assert page.at == at
    assert numbers_said(page) == [417]


def numbers_said(page: WingPage) -> list[int]:
    lines = chain.from_iterable(shelf.rooms for shelf in page.shelves)
    return [line.count.number for line in lines if line.count]


def test_a_room_has_one_front(monkeypatch):
    monkeypatch.setattr("zhixing.foundation.machinery.fronts.FRONTS", {})
    register(FRONTS["threads"])
    with pytest.raises(RuntimeError, match="two fronts"):
        register(FRONTS["threads"])


def test_what_a_block_says_is_not_said_beside_its_room(county):
    page = wing_page(county.office, "solve")
    problems = next(
        line
        for line in chain.from_iterable(shelf.rooms for shelf in page.shelves)
        if line.url == reverse("problems:list")
    )
    blocks = {figure.code for figure in _sight(county, "problems") if figure.place == Place.BLOCK}
    assert {"sort", "promised"} <= blocks
    assert problems.asked is None


def _sight(county: Any, room: str) -> tuple[Figure, ...]:
    return tuple(FRONTS[room].sight(Glance.of(county.office)).figures)
