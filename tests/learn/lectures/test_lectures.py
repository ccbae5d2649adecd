"""Lecture series and lectures: what changes, who may not, when not, what is on record."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.county import logins
from tests.house.test_queries import KEPT
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow
from zhixing.foundation.machinery.links.models import all_linked
from zhixing.foundation.machinery.things.models import Audience, Thing
from zhixing.foundation.machinery.things.page import trace_strip
from zhixing.foundation.spine.roster.queries.groups import studies
from zhixing.learn.lectures import acts
from zhixing.learn.lectures.models import CameBack
from zhixing.learn.lectures.rules import State
from zhixing.loop.threads.queries import loose_ends_of
from zhixing.solve.problems.models import Problem

TODAY = dt.date(2026, 9, 8)
DAY = dt.date(2026, 9, 15)


@pytest.fixture(autouse=True)
def today():
    with clock.at(TODAY):
        yield


def series_of(county, **more):
    return acts.found_series(
        county.secretary, county.town, **{"name": "田埂讲堂", "aim": "讲到田间地头"} | more
    )


def planned(county, series=None, **more):
    fields = {
        "title": "医疗废物为什么不能进垃圾桶",
        "day": DAY,
        "begins": dt.time(19, 0),
        "place": "柳沟村文化广场",
        "lecturer": "白芷兰",
        "for_whom": "三村村民",
        "open_to_all": True,
        "topic": county.topic,
    }
    return acts.plan_lecture(county.secretary, series or series_of(county), **fields | more)


def held(county, **more):
    lecture = planned(county, **more)
    with clock.at(DAY):
        acts.hold_lecture(county.secretary, lecture, listened=46)
    return lecture


# -- series ----------------------------------------------------------------------------------------


def test_a_series_begins_is_corrected_and_ends(county):
    series = series_of(county)
    assert (series.name, series.unit, series.group, series.state, series.thing.audience) == (
        "田埂讲堂",
        county.town,
        county.group,
        "running",
        Audience.PUBLIC,
    )
    assert last_record(series)[0] == "series.founded" and last_record(series)[2]["told"] == {
        "name": "田埂讲堂"
    }
    acts.correct_series(county.leader, series, name="田埂课堂", aim="")
    assert last_record(series)[2]["name"] == ["田埂讲堂", "田埂课堂"]
    acts.end_series(county.secretary, series, reason="并入别的品牌")
    assert (series.state, last_record(series)[0], last_record(series)[2]["told"]["reason"]) == (
        "ended",
        "series.ended",
        "并入别的品牌",
    )
    with pytest.raises(NotNow):
        planned(county, series)
    with pytest.raises(NotNow):
        acts.correct_series(county.secretary, series, name="x")


def test_who_may_not_and_what_must_be_said(county):
    for who in (county.member, county.stranger_secretary, county.stranger, county.verifier):
        with pytest.raises(NotAllowed):
            acts.found_series(who, county.town, name="x")
    with pytest.raises(BadInput):
        series_of(county, name="  ")
    series = series_of(county)
    for act, fields in ((acts.correct_series, {"name": "x"}), (acts.end_series, {"reason": "x"})):
        with pytest.raises(NotAllowed):
            act(county.stranger_secretary, series, **fields)
    assert acts.found_series(county.publisher, county.village, name="村里的").group is None


# -- lectures --------------------------------------------------------------------------------------


def test_a_lecture_is_planned_and_tied_to_series_and_topic(county):
    lecture = planned(county)
    assert (lecture.state, lecture.unit, lecture.group, lecture.thing.audience) == (
        State.PLANNED,
        county.town,
        county.group,
        Audience.PUBLIC,
    )
    assert [thing.pk for thing in all_linked(lecture, "part_of")] == [lecture.series_id] and [
        thing.pk for thing in all_linked(lecture, "concerns")
    ] == [county.topic.pk]
    assert last_record(lecture)[0] == "lecture.planned" and last_record(lecture)[2]["told"] == {
        "title": lecture.title,
        "day": "2026-09-15",
        "place": "柳沟村文化广场",
    }
    assert planned(county, open_to_all=False).thing.audience == Audience.UNIT
    with pytest.raises(BadInput):
        planned(county, day=TODAY - dt.timedelta(days=1))
    with pytest.raises(NotAllowed):
        acts.plan_lecture(
            county.member, lecture.series, title="x", day=DAY, place="x", lecturer="x"
        )


def test_a_lecture_is_not_the_group_s_own_study(county):
    """It concerns the topic; that the group has studied it is said by its sessions alone, and a
    lecture is no loose end.
    """
    held(county)
    assert studies([county.topic.pk], group=county.group.pk) == {county.topic.pk: []}
    assert [
        loose_end.kind
        for loose_end in loose_ends_of(county.group, DAY)
        if loose_end.thing.kind == "lecture"
    ] == []


def test_a_change_is_on_record_and_counts_the_version_up(county):
    lecture = planned(county)
    version = lecture.thing.version
    fields = {
        "title": lecture.title,
        "day": DAY + dt.timedelta(days=1),
        "place": "村部",
        "lecturer": "白芷兰",
        "open_to_all": False,
    }
    acts.correct_lecture(county.secretary, lecture, **fields)
    assert lecture.thing.version > version and lecture.thing.audience == Audience.UNIT
    verb, _who, body = last_record(lecture)
    assert (verb, body["day"], body["told"]) == (
        "lecture.corrected",
        ["2026-09-15", "2026-09-16"],
        {"day": "2026-09-16", "place": "村部"},
    )
    with pytest.raises(BadInput):
        acts.correct_lecture(
            county.secretary, lecture, **fields | {"day": TODAY - dt.timedelta(days=3)}
        )
    with pytest.raises(NotAllowed):
        acts.correct_lecture(county.stranger_secretary, lecture, **fields)
    acts.cancel_lecture(county.secretary, lecture, reason="下雨")
    assert (lecture.state, last_record(lecture)[0], last_record(lecture)[2]["told"]["reason"]) == (
        "cancelled",
        "lecture.cancelled",
        "下雨",
    )
    for act, inputs in (
        (acts.correct_lecture, fields),
        (acts.cancel_lecture, {"reason": "x"}),
        (acts.hold_lecture, {"listened": 1}),
    ):
        with pytest.raises(NotNow):
            act(county.secretary, lecture, **inputs)


def test_how_many_listened_is_typed_by_hand(county):
    lecture = planned(county)
    with pytest.raises(BadInput):
        acts.hold_lecture(county.secretary, lecture, listened=46)  # its day has not come
    with clock.at(DAY):
        for odd in (-1, acts.MOST + 1):
            with pytest.raises(BadInput):
                acts.hold_lecture(county.secretary, lecture, listened=odd)
        with pytest.raises(NotAllowed):
            acts.hold_lecture(county.member, lecture, listened=46)
        acts.hold_lecture(county.secretary, lecture, listened=46)
        assert (lecture.state, last_record(lecture)[0], last_record(lecture)[2]["told"]) == (
            "held",
            "lecture.held",
            {"on": "2026-09-15", "listened": 46},
        )
        acts.recount_lecture(county.secretary, lecture, listened=64, reason="数错了")
        assert (lecture.listened, last_record(lecture)[0], last_record(lecture)[2]["listened"]) == (
            64,
            "lecture.recounted",
            [46, 64],
        )
        with pytest.raises(NotAllowed):
            acts.recount_lecture(county.stranger, lecture, listened=1, reason="x")


def test_what_came_back_becomes_a_problem_in_one_step(county):
    lecture = held(county)
    with pytest.raises(NotNow):
        acts.note_came_back(county.secretary, planned(county), text="x")
    with pytest.raises(NotAllowed):
        acts.note_came_back(county.stranger_secretary, lecture, text="x")
    with pytest.raises(BadInput):
        acts.note_came_back(county.secretary, lecture, text=" ")
    came_back = acts.note_came_back(
        county.secretary, lecture, text="塘边没有护栏", unit=county.village
    )
    problem = Problem.objects.get(title="塘边没有护栏")
    assert (problem.unit, problem.topic, problem.source, problem.state) == (
        county.village,
        county.topic,
        "resident",
        "draft",
    )
    assert [thing.pk for thing in all_linked(problem, "raised_at")] == [
        lecture.pk
    ] and CameBack.objects.get(pk=came_back.pk).thing_id == problem.pk
    assert [last_record(lecture)[0], last_record(problem)[0]] == ["came_back.tied", "problem.noted"]
    own = acts.note_came_back(county.secretary, lecture, text="路灯不亮")
    strip = {
        step.key: step.tone
        for step in trace_strip(
            county.secretary, Problem.objects.select_related("thing").get(title="路灯不亮")
        )
    }
    assert own.unit == county.town and strip["topic"] != "none", (
        "the problem's strip reaches the topic through the lecture"
    )


# -- pages -----------------------------------------------------------------------------------------


def test_pages_show_what_each_may_know(county):
    lecture, inner = held(county), planned(county, title="只给中心组讲", open_to_all=False)
    acts.note_came_back(county.secretary, lecture, text="塘边没有护栏")
    clients = logins(Client, county, "secretary", "stranger", "office")
    for name, sees in (("secretary", True), ("office", True), ("stranger", False)):
        text = clients[name].get(lecture.url).content.decode()
        assert "46" in text and ("塘边没有护栏" in text) is sees, name
        assert clients[name].get(inner.url).status_code == (200 if sees else 404)
        series = clients[name].get(lecture.series.url).content.decode()
        assert lecture.title in series
    assert "只给中心组讲" not in clients["stranger"].get(reverse("lectures:list")).content.decode()
    assert (
        clients["secretary"]
        .get(reverse("lectures:list") + "?state=held&year=2026")
        .context["page"]
        .pager.total
        == 1
    )


def test_it_is_done_on_the_pages(county):
    client = logins(Client, county, "secretary")["secretary"]
    answer = client.post(
        reverse("act", args=[county.town.pk, "found_series"]),
        {"name": "红色讲堂", "_key": "a" * 20},
    )
    series = Thing.objects.get(kind="lecture_series")
    assert answer.url == series.url
    fields = {
        "title": "老区故事",
        "day": "2026-09-15",
        "place": "纪念馆",
        "place_kind": "red_site",
        "lecturer": "白芷兰",
        "open_to_all": "on",
        "_key": "b" * 20,
    }
    assert client.post(reverse("act", args=[series.pk, "plan_lecture"]), fields).status_code == 302
    assert (
        client.post(
            reverse("act", args=[series.pk, "plan_lecture"]),
            fields | {"day": "2020-01-01", "_key": "c" * 20},
        ).status_code
        == 422
    )
    assert Thing.objects.filter(kind="lecture").count() == 1


@pytest.mark.database
@pytest.mark.parametrize("who", ["office", "secretary"])
def test_pages_cost_the_same_with_one_row_and_with_three(county, who):
    series = series_of(county)
    first = held(county, series=series)
    acts.note_came_back(county.secretary, first, text="护栏")
    note = acts.draft_note(county.clerk, county.town, title="政策", text="正文", source="文件")
    acts.publish_note(county.publisher, note, non_secret=True)
    client = logins(Client, county, who)[who]
    pages = [
        reverse("lectures:list"),
        reverse("lectures:series_list"),
        reverse("lectures:notes"),
        series.url,
        first.url,
        note.url,
        reverse("portal:window"),
        reverse("portal:policy", args=[note.pk]),
        reverse("portal:lectures_ics"),
        reverse("portal:atom"),
        "/calendar/",
        f"/calendar/group/{county.group.pk}/",
    ]

    def counts():
        counted = {}
        for url in pages:
            with CaptureQueriesContext(connection) as asked:
                status = client.get(url).status_code
            if status == 200:
                counted[url] = sum(
                    not any(word in query["sql"] for word in KEPT)
                    for query in asked.captured_queries
                )
        return counted

    counts()  # what a process keeps (norms, the calendar) is read by whoever asks first
    before = counts()
    for at in range(2):
        lecture = planned(county, series=series if at else None, topic=county.other_topic)
        acts.note_came_back(county.secretary, first, text=f"又一件{at}")
        more = acts.draft_note(
            county.clerk, county.town, title=f"政策{at}", text="正文", source="文件"
        )
        acts.publish_note(county.publisher, more, non_secret=True)
    assert lecture and counts() == before and max(before.values()) <= 15, before
