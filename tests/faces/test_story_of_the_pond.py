"""The story that a visitor of the demo follows is whole, in the order of its days, and is told on
no day before it happened.
"""

from __future__ import annotations

import datetime as dt
import io
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from tests.county import logins
from tests.pages import page_says
from zhixing.demo.drawings import PICTURES
from zhixing.demo.pond import pond
from zhixing.demo.reopened import reopened
from zhixing.demo.round import afterwards, the_round
from zhixing.demo.steps import in_order, known, told
from zhixing.demo.stories import tell
from zhixing.faces.portal.views import COOKIE, enter
from zhixing.foundation.kits.deadlines.models import Deadline
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.records.models import Record
from zhixing.foundation.machinery.things.page import trace_strip
from zhixing.foundation.spine.files.queries import published_pair
from zhixing.learn.sessions.models import StudySession
from zhixing.loop.totals.models import TakenTotal
from zhixing.solve.problems.models import Problem

BEGINS, WHOLE, YEARS_ON = dt.date(2026, 7, 10), dt.date(2026, 11, 28), dt.date(2028, 3, 1)
SUMMER = dt.date(2026, 8, 13)
PICTURE_BYTES = 60_000


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def told_on(county: SimpleNamespace, day: dt.date) -> dict[str, Any]:
    """The round, the pond and the contrast, as a county that is made on this day knows them."""
    made = known(county) | {"other_topic": county.other_topic, "root": county.root}
    with clock.at(dt.datetime.combine(day, dt.time(12))):
        tell(
            [
                told(county, in_order([*the_round(), *afterwards()]), made),
                pond(county, made),
                reopened(county, made),
            ]
        )
        for row in made.values():
            row.refresh_from_db()
    return made


def things(made: dict[str, Any]) -> list[str]:
    return [row.pk for row in made.values() if hasattr(row, "thing_id")]


@pytest.mark.parametrize("day", [BEGINS, SUMMER, WHOLE, YEARS_ON])
def test_nothing_is_told_before_it_happened_and_nothing_is_overdue(county, day):
    began = Record.objects.latest("seq").seq
    made = told_on(county, day)
    moments = list(
        Record.objects.filter(seq__gt=began).order_by("seq").values_list("at", flat=True)
    )
    assert len(moments) > 50 and moments == sorted(moments)
    assert clock.day_of(moments[-1]) <= day
    late = Deadline.objects.overdue(day).filter(thing__in=things(made))
    assert not late.exists(), list(late.values_list("thing__title", "clock", "due"))
    assert ("pond_outcome" in made, "pond_total" in made) == (day >= SUMMER, day >= WHOLE)


def test_the_story_is_whole(county):
    made = told_on(county, WHOLE)
    problem = made["pond_problem"]
    assert (problem.state, problem.answer, made["problem"].state) == (
        "archived",
        "really",
        "archived",
    )
    assert {step.key: step.tone for step in trace_strip(county.office, problem)} == {
        step: "done"
        for step in ("topic session test claim research problem measure outcome call_back".split())
    }
    days = [
        made["pond_session"].day,
        made["pond_research"].reported_on,
        problem.received_on,
        problem.verified_on,
        problem.closed_on,
        made["pond_outcome"].issued_on,
        made["pond_total"].on,
    ]
    assert days[1] - days[0] > dt.timedelta(days=10) and sorted(days[1:]) == sorted(days)[1:]
    answer = Deadline.objects.get(thing=problem.pk, clock="answer")
    assert answer.state == "met" and answer.ended_on < answer.due
    before, after = (
        TakenTotal.objects.get(taken=made[name], code="outcomes").number
        for name in ("pond_total_before", "pond_total")
    )
    assert after == before + 1
    assert made["pond_outcome"].number and made["pond_outcome"].issuer


def test_the_session_is_written_down_as_a_clerk_would(county):
    made = told_on(county, BEGINS)
    session = StudySession.objects.get(pk=made["pond_session"].pk)
    reports = session.part_reports.values()
    assert all(report and len(report.what) + len(report.result) > 60 for report in reports)
    raised = session.raised.get(guest__name="赵桂兰")
    assert "不敢开窗" in raised.text and raised.thing_id == made["pond_said"].pk
    for name in ("leader", "member2", "member3"):
        assert getattr(county, name).name in session.minutes
    assert "期限：6月16日" in session.minutes and "责任人" in session.minutes
    round_minutes = made["session"].minutes
    assert county.member.name in round_minutes and "{" not in round_minutes


def test_as_many_visits_as_the_report_claims(county):
    made = told_on(county, BEGINS)
    for name in ("pond_research", "research"):
        research = made[name]
        visits = research.visits.all()
        assert "6 次" in research.report or "6 个山村" in research.report
        assert len({(visit.day, visit.place) for visit in visits}) == 6
        assert all(visit.met and visit.saw for visit in visits)
        assert max(visit.day for visit in visits) <= research.reported_on


def test_her_phone_shows_the_pictures_and_her_own_answer(county):
    made = told_on(county, WHOLE)
    followup = made["pond_followup"]
    assert (followup.answer, followup.rating) == ("really", "very_good")
    for name in ("pond_problem", "contrast_reopened"):
        pair = published_pair(made[name].pk)
        assert [file.side for file in pair] == ["before", "after"]
        for file in pair:
            content = file.path.read_bytes()
            assert Image.open(io.BytesIO(content)).size == (1200, 800)
            assert file.size == len(content)
    drawings = list(PICTURES.glob("*.jpg"))
    assert len(drawings) == 4
    assert max(drawing.stat().st_size for drawing in drawings) < PICTURE_BYTES
    client = Client()
    with clock.at(dt.datetime.combine(WHOLE, dt.time(12))):
        client.cookies[COOKIE] = enter(followup).cookies[COOKIE].value
        says = page_says(client, reverse("portal:case"), "zh-hans")
        for side in ("before", "after"):
            assert client.get(reverse("portal:picture", args=[side])).status_code == 200
    assert "真解决了" in says
    assert "办理 6月29日" in says, "also where she was joined to a case"
    office = logins(Client, county, "office")["office"]
    page = office.get(made["pond_problem"].url).content.decode()
    assert page.count("<figure>") == 2


def test_not_solved_was_taken_up_again(county):
    made = told_on(county, WHOLE)
    verbs = Record.objects.done().filter(thing=made["contrast_reopened"].pk).order_by("seq")
    acts = [verb.partition(".")[2] for verb in verbs.values_list("verb", flat=True)]
    assert acts.count("reported_solved") == acts.count("verified") == acts.count("answered") == 2
    case = Problem.objects.get(pk=made["contrast_reopened"].pk)
    assert (case.state, case.answer) == ("solved", "really")
    assert made["demand"].state == "verified"
