"""The policy window: what a publisher publishes, and what residents see without a log-in."""

from __future__ import annotations

import datetime as dt
from xml.etree import ElementTree

import icalendar
import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from tests.learn.lectures.test_lectures import DAY, TODAY, held, planned
from zhixing.demo.cast import CAST
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow
from zhixing.foundation.machinery.things.models import Audience
from zhixing.foundation.machinery.waiting import waiting_for
from zhixing.learn.lectures import acts

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def today():
    with clock.at(TODAY):
        yield


def drafted(county, **more):
    return acts.draft_note(
        county.clerk,
        county.town,
        **{
            "title": "断缴的养老保险可以补",
            "text": "带身份证到镇便民服务中心。\n当场就能办。",
            "source": "《经办规程》",
            "valid_until": dt.date(2026, 12, 31),
        }
        | more,
    )


def published(county, **more):
    note = drafted(county, **more)
    acts.publish_note(county.publisher, note, non_secret=True)
    return note


def test_a_publisher_publishes_and_withdraws(county):
    note = drafted(county)
    assert (note.state, note.thing.audience, last_record(note)[0]) == (
        "draft",
        Audience.UNIT,
        "policy.drafted",
    )
    assert (note.pk, "publish_note") in waiting_for(county.publisher) and (
        note.pk,
        "publish_note",
    ) not in waiting_for(county.clerk)
    for who in (county.clerk, county.office, county.secretary, county.stranger):
        with pytest.raises(NotAllowed):
            acts.publish_note(who, note, non_secret=True)
    with pytest.raises(BadInput):
        acts.publish_note(county.publisher, note, non_secret=False)
    acts.correct_note(county.clerk, note, title="可以补", text="带身份证。", source="《经办规程》")
    assert last_record(note)[0] == "policy.corrected" and last_record(note)[2]["title"] == [
        "断缴的养老保险可以补",
        "可以补",
    ]
    acts.publish_note(county.publisher, note, non_secret=True)
    assert (note.state, note.published_on, note.thing.audience) == (
        "published",
        TODAY,
        Audience.PUBLIC,
    )
    verb, who, body = last_record(note)
    assert (verb, who, body["told"]) == ("policy.published", county.publisher, {"non_secret": True})
    with pytest.raises(NotNow):
        acts.correct_note(county.clerk, note, title="悄悄改", text="x", source="x")
    with pytest.raises(NotAllowed):
        acts.withdraw_note(county.clerk, note, reason="x")
    acts.withdraw_note(county.publisher, note, reason="有新规定")
    assert (
        note.state,
        note.thing.audience,
        last_record(note)[0],
        last_record(note)[2]["told"]["reason"],
    ) == ("withdrawn", Audience.UNIT, "policy.withdrawn", "有新规定")
    with pytest.raises(NotNow):
        acts.publish_note(county.publisher, note, non_secret=True)


def test_what_is_over_is_not_published(county):
    note = drafted(county, valid_until=TODAY)
    with pytest.raises(BadInput):
        drafted(county, valid_until=TODAY - dt.timedelta(days=1))
    with clock.at(TODAY + dt.timedelta(days=1)), pytest.raises(BadInput):
        acts.publish_note(county.publisher, note, non_secret=True)
    with pytest.raises(NotAllowed):
        acts.draft_note(county.stranger, county.town, title="x", text="x", source="x")
    with pytest.raises(NotAllowed):
        acts.correct_note(county.stranger, note, title="x", text="x", source="x")


def test_residents_see_what_is_announced_and_nothing_else(county):
    shown, inner, over, draft = (
        planned(county),
        planned(county, title="只给中心组讲", open_to_all=False),
        held(county, title="讲过了"),
        drafted(county, title="还没发布"),
    )
    note, short = published(county), published(county, title="今天到期", valid_until=TODAY)
    with clock.at(TODAY):
        text = Client().get(reverse("portal:window")).content.decode()
        assert (
            shown.title in text and "白芷兰" in text and note.title in text and short.title in text
        )
        assert "讲过了" not in text and inner.title not in text and draft.title not in text
        assert not [
            getattr(county, name).name for name in CAST if getattr(county, name).name in text
        ]
        page = Client().get(reverse("portal:policy", args=[note.pk]))
        assert (
            page.status_code == 200
            and "当场就能办" in page.content.decode()
            and "《经办规程》" in page.content.decode()
        )
        for hidden in (draft, inner, over):
            assert Client().get(reverse("portal:policy", args=[hidden.pk])).status_code == 404
    with clock.at(TODAY + dt.timedelta(days=1)):
        assert short.title not in Client().get(reverse("portal:window")).content.decode()
        assert Client().get(reverse("portal:policy", args=[short.pk])).status_code == 404
    acts.withdraw_note(county.publisher, note, reason="x")
    assert Client().get(reverse("portal:policy", args=[note.pk])).status_code == 404


def test_a_cancelled_lecture_is_shown_as_cancelled_until_its_day_is_over(county):
    lecture = planned(county)
    acts.cancel_lecture(county.secretary, lecture, reason="下雨")
    text = Client().get(reverse("portal:window")).content.decode()
    assert lecture.title in text and "已取消" in text and "下雨" not in text
    with clock.at(DAY + dt.timedelta(days=1)):
        assert lecture.title not in Client().get(reverse("portal:window")).content.decode()


def test_one_unit_alone(county):
    planned(county)
    series = acts.found_series(county.stranger_secretary, county.other_town, name="石桥讲堂")
    acts.plan_lecture(
        county.stranger_secretary,
        series,
        title="桥的故事",
        day=DAY,
        place="石桥",
        lecturer="石匠",
        open_to_all=True,
    )
    every = Client().get(reverse("portal:window")).content.decode()
    town_page = (
        Client().get(reverse("portal:window"), {"unit": county.other_town.pk}).content.decode()
    )
    assert (
        "垃圾桶" in every
        and "桥的故事" in every
        and "垃圾桶" not in town_page
        and "桥的故事" in town_page
    )
    assert "垃圾桶" in Client().get(reverse("portal:window"), {"unit": "nothing"}).content.decode()


def test_the_public_calendar(county):
    lecture, inner = planned(county), planned(county, title="只给中心组讲", open_to_all=False)
    answer = Client().get(reverse("portal:lectures_ics"))
    (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert (
        str(event["UID"]) == f"{lecture.pk}@county"
        and "白芷兰" in str(event["DESCRIPTION"])
        and inner.title not in answer.content.decode()
    )
    assert (
        event["DTSTART"].dt == dt.datetime(2026, 9, 15, 11, tzinfo=dt.UTC)
        and "public" in answer["Cache-Control"]
    )
    assert (
        Client()
        .get(reverse("portal:lectures_ics"), headers={"if-none-match": answer["ETag"]})
        .status_code
        == 304
    )
    acts.cancel_lecture(county.secretary, lecture, reason="下雨")
    (again,) = icalendar.Calendar.from_ical(
        Client().get(reverse("portal:lectures_ics")).content
    ).walk("VEVENT")
    assert str(again["STATUS"]) == "CANCELLED" and again["SEQUENCE"] > event["SEQUENCE"]


def test_the_atom_feed(county):
    lecture, note = planned(county, title="含 & <号>"), published(county, text="一\x0b二")
    answer = Client().get(reverse("portal:atom"))
    assert answer["content-type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.content)
    entries = {entry.find(f"{ATOM}id").text: entry for entry in feed.iter(f"{ATOM}entry")}
    assert set(entries) == {f"urn:zhixing:county:{lecture.pk}", f"urn:zhixing:county:{note.pk}"}
    assert "含 & <号>" in entries[f"urn:zhixing:county:{lecture.pk}"].find(f"{ATOM}title").text
    assert (
        entries[f"urn:zhixing:county:{note.pk}"]
        .find(f"{ATOM}link")
        .get("href")
        .endswith(reverse("portal:policy", args=[note.pk]))
    )
    assert (
        Client().get(reverse("portal:atom"), headers={"if-none-match": answer["ETag"]}).status_code
        == 304
    )
    assert (
        ElementTree.fromstring(answer.content).find(f"{ATOM}updated") is not None
        and Client().post(reverse("portal:atom")).status_code == 405
    )


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_both_languages(county, language):
    client = Client(headers={"accept-language": language})
    assert ("近期没有" in client.get(reverse("portal:window")).content.decode()) is (
        language == "zh-hans"
    )
    note = published(county)
    assert client.get(reverse("portal:policy", args=[note.pk])).status_code == 200
    assert reverse("portal:window") in client.get(reverse("portal:home")).content.decode()
    office = logins(Client, county, "office")["office"]
    assert (
        reverse("portal:policy", args=[note.pk])
        in office.get(note.url, headers={"accept-language": language}).content.decode()
    )
