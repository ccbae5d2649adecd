"""The door of the demo and the tour that begins there: every card opens the real page as the right
person, the bar leads on, and none of it is there outside demo mode.
"""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.county import SEEN
from zhixing.config import env
from zhixing.demo.round import the_round
from zhixing.demo.steps import in_order, walk
from zhixing.demo.tour.models import Remembered
from zhixing.demo.tour.remembering import remember
from zhixing.demo.tour.scenes import CONTRASTS, RESIDENT, STOPS, Scene, Scenes, opened
from zhixing.faces.desk.touring import COOKIE
from zhixing.foundation.machinery import clock
from zhixing.solve.problems import acts

NOON = dt.datetime(2026, 9, 1, 12)


@pytest.fixture
def made(county, settings):
    """One thread all the way round and a resident's case, remembered by the names of the tour."""
    settings.ZHIXING_DEMO = True
    made = walk(county, in_order(the_round()))
    with clock.at(NOON):
        case = acts.register_resident_problem(
            county.clerk, county.town, title="汪塘发臭", text="臭"
        )
        acts.list_problem(county.office, case, kind="individual")
        acts.dispatch_problem(county.office, case, unit=county.town, person=county.responsible)
        acts.accept_problem(county.clerk, case)
        acts.start_problem(county.responsible, case, remedy="清淤")
        acts.report_solved(
            county.responsible, case, before="臭", after="不臭", public="汪塘已清淤。"
        )
        acts.verify_problem(county.verifier, case, observation="看了", **SEEN)
    names = {scene.row: "problem" for scene in (*STOPS.in_order(), *CONTRASTS.in_order())}
    names |= {f"pond_{name}": name for name in ("session", "research", "problem", "outcome")}
    remember({name: made[kind] for name, kind in names.items()} | {"pond_followup": case})
    return made


def cards(text: str, name: str) -> list[tuple[str, str]]:
    """(as whom, which) of the forms that post ``name``."""
    forms = re.findall(r"<form.*?</form>", text, re.S)
    found_in = (re.search(rf'name="{name}"\s+value="(\w+)"', form) for form in forms)
    whom = (re.search(r'name="as"\s+value="(\w+)"', form) for form in forms)
    pairs = zip(whom, found_in, strict=True)
    return [(person.group(1), which.group(1)) for person, which in pairs if person and which]


def test_the_door_shows_every_stop_with_its_day_and_whom_one_enters_as(made):
    text = Client().get("/demo/").content.decode()
    stops = [(stop.who, stop.key) for stop in STOPS.in_order()]
    assert len(stops) >= 6
    assert cards(text, "stop") == [stops[0], *stops], "the main button begins with the first one"
    assert [key for _who, key in cards(text, "contrast")] == [
        scene.key for scene in CONTRASTS.in_order()
    ]
    assert "5月12日" in text and "龙政发〔2026〕9号" in text


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_each_stop_opens_its_page_as_its_person_and_bears_the_bar(county, made, language):
    visitor = Client(headers={"Accept-Language": language})
    stops = opened(STOPS.in_order())
    for stop in stops:
        answer = visitor.post("/demo/", {"as": stop.scene.who, "stop": stop.scene.key})
        assert answer.status_code == 302
        page = visitor.get(urlsplit(answer["location"]).path)
        assert page.status_code == 200
        text = page.content.decode()
        if stop.scene.who == RESIDENT:
            assert answer["location"] == reverse("portal:case")
            assert "_auth_user_id" not in visitor.session, "the resident has no account"
        else:
            assert answer["location"] == stop.url
            assert getattr(county, stop.scene.who).name in text
        bar = re.search(r'<aside class="zx-tour".*?</aside>', text, re.S).group()
        assert str(stop.scene.look).strip(".。") in bar or language == "en"
        following = cards(bar, "stop")
        later = [
            (other.scene.who, other.scene.key) for other in stops if other.number > stop.number
        ]
        assert following == later[:1], "the next stop, none after the last"


def test_the_tour_ends_at_the_door_and_with_every_other_way_in(made):
    visitor = Client()
    visitor.post("/demo/", {"as": "secretary", "stop": "session"})
    assert "zx-tour" in visitor.get("/learn/").content.decode(), "wherever one goes meanwhile"
    assert "zx-tour" not in visitor.get("/demo/").content.decode()
    assert not visitor.cookies[COOKIE].value
    visitor.post("/demo/", {"as": "secretary", "stop": "session"})
    visitor.post("/demo/", {"as": "office"})
    assert "zx-tour" not in visitor.get("/").content.decode()


def test_the_tour_stands_in_no_table_and_nowhere_but_in_demo_mode(made, settings):
    visitor = Client()
    visitor.post("/demo/", {"as": "secretary", "stop": "session"})
    assert visitor.cookies[COOKIE].value == "session" and not visitor.cookies[COOKIE]["max-age"]
    assert "tour" not in " ".join(dict(visitor.session.items()))
    settings.ZHIXING_DEMO = False
    assert "zx-tour" not in visitor.get("/").content.decode()
    visitor.cookies[COOKIE] = "nowhere"
    settings.ZHIXING_DEMO = True
    assert "zx-tour" not in visitor.get("/").content.decode(), "a stop that is none"


def test_every_number_of_the_loop_opens_its_rows(made):
    text = Client().get("/demo/").content.decode()
    loop = re.search(r'<form class="zx-loop".*?</form>', text, re.S).group()
    ways = re.findall(r'name="next"\s+value="([^"]+)"', loop)
    assert {"/learn/", "/examine/", "/solve/", "/oversee/", "/loop/"} < set(ways)
    assert len(ways) > 9
    for way in ways:
        visitor = Client()
        answer = visitor.post("/demo/", {"as": "office", "next": way.replace("&amp;", "&")})
        assert answer["location"] == way.replace("&amp;", "&")
        assert visitor.get(answer["location"]).status_code == 200, way


@pytest.mark.parametrize("way", ["//elsewhere.example/", "https://elsewhere.example/"])
def test_the_door_leads_nowhere_else(made, way):
    assert Client().post("/demo/", {"as": "office", "next": way})["location"] == "/"


@pytest.mark.parametrize("typed", [{}, {"as": "sys"}, {"as": "nobody"}, {"stop": "nowhere"}])
def test_nobody_else_is_let_in(made, typed):
    assert Client().post("/demo/", typed).status_code == 404


def test_a_contrast_opens_as_its_person_without_a_tour(county, made):
    for contrast in opened(CONTRASTS.in_order()):
        visitor = Client()
        answer = visitor.post("/demo/", {"as": "", "contrast": contrast.scene.key})
        assert answer["location"] == contrast.url
        page = visitor.get(answer["location"])
        assert page.status_code == 200 and "zx-tour" not in page.content.decode()


def test_a_county_of_an_earlier_version_says_that_it_has_no_tour(county, settings):
    settings.ZHIXING_DEMO = True
    assert not Remembered.objects.exists()
    text = Client().get("/demo/", headers={"Accept-Language": "en"}).content.decode()
    assert "zhixing demo --reset" in text and 'name="stop"' not in text


def test_the_door_says_when_it_is_reset_only_where_that_is_set(made, settings):
    assert "复原" not in Client().get("/demo/").content.decode()
    settings.ZHIXING_DEMO_RESET = "04:00"
    assert "每天 04:00 复原" in Client().get("/demo/").content.decode()


def test_the_door_asks_the_same_however_much_there_is(county, made):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert Client().get("/demo/").status_code == 200
        return len(asked.captured_queries)

    queries()
    before = queries()
    with clock.at(NOON):
        for number in range(3):
            acts.register_resident_problem(county.clerk, county.town, title=f"{number}", text="臭")
    assert queries() == before and before <= 15


@pytest.mark.parametrize("typed", ["24:00", "4 am", "04:60"])
def test_a_time_that_is_none_stops_the_start_with_a_sentence(monkeypatch, typed):
    monkeypatch.setenv("ZHIXING_DEMO_RESET", typed)
    with pytest.raises(env.BadSetting, match="04:00"):
        env.time_of_day("ZHIXING_DEMO_RESET", help="")


def test_a_scene_is_there_once():
    scenes: Scenes[Scene] = Scenes()
    scene = CONTRASTS.in_order()[0]
    scenes.add(scene)
    with pytest.raises(ValueError, match="already"):
        scenes.add(scene)
