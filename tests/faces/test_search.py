"""The search: each word counts, what is found says what it is and where."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.county import logins
from zhixing.faces.desk.queries import search
from zhixing.foundation.machinery.records.models import RecordBody
from zhixing.foundation.spine.groups.lists import group_list
from zhixing.foundation.spine.orgs.acts import rename_unit
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people import acts as people_acts
from zhixing.foundation.spine.people.acts import register_person
from zhixing.foundation.spine.people.models import Person
from zhixing.foundation.spine.roster.lists import unit_list
from zhixing.solve.problems.acts import draft_problem

pytestmark = [pytest.mark.database, pytest.mark.django_db]


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


def assert_spelled(county) -> None:
    """The town as the tests type it."""
    assert county.town.name == "龙泉镇" and county.town.sound == "long quan zhen"


@pytest.mark.parametrize("typed", ["lqz", "longquan", "longqz", "lquanzhen", "LQZ", "long quan"])
def test_a_unit_is_found_by_its_pinyin(county, typed):
    assert_spelled(county)
    page = search(county.office, typed)
    assert page.units[0] == county.town
    assert county.town.pk not in {thing.pk for thing in page.things}, "it stands there once"


@pytest.mark.parametrize("typed", ["zql", "ongquan", "lqzz", "l", "lq%", "l.z", "long_quan", "龙z"])
def test_what_does_not_sound_so_finds_no_unit(county, typed):
    assert_spelled(county)
    assert county.town not in search(county.office, typed).units


@pytest.mark.parametrize("word", ["汪塘", "冷库"])
def test_two_signs_find_and_what_is_found_says_what_it_is_and_where(county, word):
    problem = draft_problem(
        county.office, county.town, title=f"柳沟村{word}该修了", text="多年没修"
    )
    assert [thing.pk for thing in search(county.office, word).things] == [problem.pk]
    page = logins(Client, county, "office")["office"].get("/search/", {"q": word}).content.decode()
    line = page[page.index(problem.url) : page.index("</li>", page.index(problem.url))]
    assert "问题" in line and problem.pk in line and county.town.name in line


def named(county, name: str):
    return register_person(county.office, county.town, name=name)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("秦致远", "qzy"),
        ("秦致远", "qinzhiy"),
        ("单立新", "slx"),
        ("单立新", "shanlx"),
        ("仇小满", "qxm"),
        ("曾国安", "zengguoan"),
        ("解春晖", "xch"),
        ("尉迟明", "ycm"),
        ("覃小雨", "qinxy"),
        ("覃小雨", "tanxy"),
        ("吕平", "lvp"),
    ],
)
def test_a_person_is_found_by_pinyin_with_the_surname_as_a_surname(county, name, typed):
    person = named(county, name)
    assert person in search(county.office, typed).people
    assert person in search(county.office, f"{typed} lqz").people, "with a word of the unit"


@pytest.mark.parametrize(("name", "typed"), [("单立新", "danlx"), ("曾国安", "cengguoan")])
def test_a_surname_is_not_read_as_the_sign_elsewhere(county, name, typed):
    assert named(county, name) not in search(county.office, typed).people


@pytest.mark.stray_writes
def test_a_name_and_its_pinyin_go_and_change_together(county):
    chosen = named(county, "单立新")
    people_acts.correct_person(county.office, county.town, person=chosen, name="仇立新")
    chosen.refresh_from_db()
    assert chosen.sound == "qiu li xin"
    rename_unit(county.office, county.town, name="汪塘镇")
    county.town.refresh_from_db()
    assert county.town.sound == "wang tang zhen"
    assert search(county.office, "wtz").units == [county.town]
    people_acts.retire_person(county.office, county.town, person=chosen, reason="调离")
    assert search(county.office, "qlx").people == [], "who has left is not found, as by the name"
    people_acts.erase_person(county.sec, county.town, person=chosen, reason="本人申请")
    chosen.refresh_from_db()
    assert chosen.sound == "" and "立新" not in chosen.name


def test_everybody_and_every_unit_is_kept_with_its_pinyin(county):
    for row in [*Person.objects.all(), *Unit.objects.all()]:
        assert row.sound == row.sounds(), row
    assert not Person.objects.filter(system="", sound="").exists()
    assert not Person.objects.exclude(system="").exclude(sound="").exists()


def test_nobody_who_is_not_logged_in_finds_anybody(county):
    assert_spelled(county)
    answer = Client().get("/search/?q=lqz")
    assert answer.status_code == 302 and county.town.name not in answer.content.decode()


def test_lists_of_units_and_groups_are_searched_by_pinyin_too(county):
    assert county.town in unit_list(county.office, {"q": "lqz"}).every
    assert county.group in group_list(county.office, {"q": "longquan"}).every
    assert county.group not in group_list(county.office, {"q": "xyz"}).every


def test_no_act_tells_the_pinyin(county):
    """No record repeats what the name says."""
    assert not RecordBody.objects.filter(body__icontains="long quan zhen").exists()
