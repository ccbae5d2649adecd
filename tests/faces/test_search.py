"""The search: each word counts, what is found says what it is and where."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.county import logins
from zhixing.faces.desk.queries import search
from zhixing.solve.problems.acts import draft_problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def lamps(county):
    """Two problems with the same word, in two towns."""
    return [
        draft_problem(county.office, unit, title="村口路灯不亮", text="晚上看不见路")
        for unit in (county.town, county.other_town)
    ]


@pytest.mark.parametrize("typed", ["路灯", "路灯 龙泉", "龙泉镇　路灯", "  路灯   不亮 龙泉镇 "])
def test_each_word_counts_in_title_or_unit(county, lamps, typed):
    codes = {thing.pk for thing in search(county.office, typed).things}
    own, other = (problem.pk for problem in lamps)
    assert own in codes and (other in codes) == (typed == "路灯")


def test_words_that_do_not_stand_together_find_nothing(county, lamps):
    assert search(county.office, "路灯 水渠").things == []


def test_people_are_found_by_name_with_a_word_of_their_unit(county):
    name, unit = county.secretary.name, county.secretary.unit.name
    for typed in (name, name[:1], f"{unit} {name}"):
        assert county.secretary in search(county.office, typed).people
    assert county.secretary not in search(county.office, f"{county.other_town.name} {name}").people
    assert search(county.office, unit).people == [], "a unit alone is no name of anybody"


def test_what_is_found_says_what_it_is_and_where(county, lamps):
    page = logins(Client, county, "office")["office"].get("/search/?q=路灯 龙泉").content.decode()
    assert lamps[0].url in page and "问题" in page and county.town.name in page
    page = logins(Client, county, "office")["office"].get(f"/search/?q={county.secretary.name}")
    assert f'href="{county.secretary.unit.url}"' in page.content.decode()
