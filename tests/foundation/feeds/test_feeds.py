"""Calendar addresses: what they hold, who has one, and that an old one is nothing."""

from __future__ import annotations

import datetime as dt
import re

import icalendar
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.county import logins
from tests.house.test_queries import KEPT
from tests.learn.sessions.build import NOTICE, noticed_session, planned_session
from zhixing.foundation.kits.feeds import ical
from zhixing.foundation.kits.feeds.acts import end_feed, end_group_feed, make_feed, make_group_feed
from zhixing.foundation.kits.feeds.models import Feed, hash_of
from zhixing.foundation.kits.feeds.queries import BACK
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.errors import NotAllowed, NotNow
from zhixing.foundation.machinery.records.models import RecordBody
from zhixing.foundation.spine.groups.acts import dissolve_group, release_member
from zhixing.foundation.spine.people.acts import erase_person, retire_person
from zhixing.foundation.spine.people.models import LoginTry
from zhixing.foundation.spine.tasks.acts import finish_task, give_task
from zhixing.foundation.spine.topics.acts import set_topic
from zhixing.learn.sessions.acts import cancel_session, correct_session
from zhixing.solve.problems import acts as problems

TODAY = dt.datetime(2026, 9, 8, 9)


@pytest.fixture(autouse=True)
def today():
    with clock.at(TODAY):
        yield


def url(token: str) -> str:
    return reverse("feeds:feed", args=[token])


def events(token: str, client: Client | None = None) -> dict[str, icalendar.Event]:
    answer = (client or Client()).get(url(token))
    assert answer.status_code == 200 and answer["content-type"] == "text/calendar; charset=utf-8"
    return {
        str(event["UID"]): event
        for event in icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    }


def own(county, who: str = "member") -> str:
    person = getattr(county, who)
    return make_feed(person, person.unit).show_once


# -- acts ------------------------------------------------------------------------------------------


def test_only_the_hash_is_kept_and_no_record_holds_the_token(county):
    token = own(county)
    assert re.fullmatch(r"[a-z2-7]{32}", token), "160 bits"
    feed = Feed.objects.get(person=county.member)
    assert feed.token_hash == hash_of(token) and token not in str(list(Feed.objects.values()))
    verb, decider, body = last_record(county.town)
    assert (verb, decider, body["told"]) == ("feed.made", county.member, {"replaced": False})
    group = make_group_feed(county.secretary, county.group)
    assert last_record(county.group)[0] == "group_feed.made"
    assert not [
        body
        for body in RecordBody.objects.values_list("body", flat=True)
        if token in str(body) or group.show_once in str(body)
    ]


def test_a_new_address_ends_the_old_one(county):
    old = own(county)
    new = own(county)
    assert Client().get(url(old)).status_code == 404 and Client().get(url(new)).status_code == 200
    assert (
        last_record(county.town)[2]["told"] == {"replaced": True}
        and Feed.objects.filter(person=county.member).count() == 1
    )


def test_an_ended_address_leads_nowhere(county):
    token = own(county)
    end_feed(county.member, county.town)
    assert (
        last_record(county.town)[0] == "feed.ended" and Client().get(url(token)).status_code == 404
    )
    with pytest.raises(NotNow):
        end_feed(county.member, county.town)


def test_the_secretary_and_the_leader_keep_the_group_address(county):
    for who in (county.member, county.office, county.stranger_secretary, county.clerk):
        with pytest.raises(NotAllowed):
            make_group_feed(who, county.group)
    with pytest.raises(NotNow):
        end_group_feed(county.leader, county.group)
    token = make_group_feed(county.secretary, county.group).show_once
    with pytest.raises(NotAllowed):
        end_group_feed(county.member, county.group)
    end_group_feed(county.leader, county.group)
    assert (
        last_record(county.group)[0] == "group_feed.ended"
        and Client().get(url(token)).status_code == 404
    )


def test_who_has_left_and_what_has_ended_has_no_calendar(county):
    mine, ours = own(county, "member3"), make_group_feed(county.secretary, county.group).show_once
    release_member(
        county.secretary,
        county.group,
        membership=county.group.memberships.get(person=county.member3),
        reason="调离",
    )
    retire_person(county.office, county.town, person=county.member3, reason="退休")
    assert Client().get(url(mine)).status_code == 404
    erase_person(county.sec, county.town, person=county.member3, reason="本人申请")
    assert not Feed.objects.filter(person=county.member3).exists()
    dissolve_group(county.office, county.group, reason="撤销")
    assert Client().get(url(ours)).status_code == 404


# -- what it holds ---------------------------------------------------------------------------------


def test_a_group_sees_its_sessions_and_nothing_of_another(county):
    session, other = noticed_session(county), planned_session_of_another(county)
    with clock.at(TODAY):
        give_task(
            county.office,
            county.town,
            title="交材料",
            owner=county.member,
            due=dt.date(2026, 9, 20),
            group=county.group,
        )
        ours, theirs = (
            events(make_group_feed(who, group).show_once)
            for who, group in (
                (county.secretary, county.group),
                (county.stranger_secretary, county.other_group),
            )
        )
    assert list(ours) == [f"{session.pk}@county"] and list(theirs) == [f"{other.pk}@county"]
    event = ours[f"{session.pk}@county"]
    assert (str(event["STATUS"]), str(event["LOCATION"]), event["DTSTART"].dt) == (
        "CONFIRMED",
        "柳沟村卫生室",
        dt.datetime(2026, 9, 15, 1, tzinfo=dt.UTC),
    )
    assert "第" in str(event["SUMMARY"]) and str(event["URL"]).endswith(session.url)
    text = (
        Client()
        .get(url(make_group_feed(county.secretary, county.group).show_once))
        .content.decode()
    )
    for person in ("secretary", "leader", "member", "deputy"):
        assert getattr(county, person).name not in text


def planned_session_of_another(county):
    from zhixing.learn.sessions.acts import plan_session

    return plan_session(
        county.stranger_secretary, county.other_group, topic=county.topic, day=dt.date(2026, 9, 17)
    )


def test_changes_count_up_and_a_cancelled_session_says_so(county):
    session, token = planned_session(county), own(county)
    first = events(token)[f"{session.pk}@county"]
    assert str(first["STATUS"]) == "TENTATIVE"
    correct_session(
        county.secretary, session, day=dt.date(2026, 9, 16), kind="on_site", title=session.title
    )
    second = events(token)[f"{session.pk}@county"]
    assert second["SEQUENCE"] > first["SEQUENCE"] and second["DTSTART"].dt == dt.date(
        2026, 9, 16
    ), "no hour: all day"
    with clock.at(NOTICE + dt.timedelta(days=1)):
        cancel_session(county.secretary, session, reason="防汛")
    third = events(token)[f"{session.pk}@county"]
    assert (
        third["SEQUENCE"] > second["SEQUENCE"]
        and str(third["STATUS"]) == "CANCELLED"
        and third["LAST-MODIFIED"].dt >= second["LAST-MODIFIED"].dt
    )


def test_a_person_sees_own_tasks_and_the_deadlines_that_ask_something(county):
    task = give_task(
        county.office,
        county.town,
        title="交材料",
        owner=county.responsible,
        due=dt.date(2026, 9, 20),
    )
    give_task(
        county.office, county.town, title="别人的", owner=county.member, due=dt.date(2026, 9, 20)
    )
    problem = problems.draft_problem(
        county.clerk, county.town, title="渠首漏水", text="每天漏掉一池水"
    )
    problems.register_problem(county.office, problem)
    problems.list_problem(county.office, problem, kind="individual")
    problems.dispatch_problem(county.office, problem, unit=county.town, person=county.responsible)
    token = own(county, "clerk")
    assert f"{problem.pk}.acceptance@county" in events(token)
    problems.accept_problem(county.clerk, problem, person=county.responsible)
    assert f"{problem.pk}.acceptance@county" not in events(token)
    problems.start_problem(county.responsible, problem, remedy="修")
    token = own(county, "responsible")
    by_uid = events(token)
    assert set(by_uid) == {f"{task.pk}@county", f"{problem.pk}.answer@county"}
    assert (
        by_uid[f"{problem.pk}.answer@county"]["DTSTART"].dt
        == problem.thing.deadlines.get(clock="answer").due
    )
    finish_task(county.responsible, task, evidence="交了")
    assert set(events(token)) == {f"{problem.pk}.answer@county"}


def test_what_is_long_over_is_left_out(county):
    session, token = planned_session(county), own(county)
    with clock.at(dt.datetime.combine(session.day + BACK, dt.time(9))):
        assert events(token)
    with clock.at(dt.datetime.combine(session.day + BACK + dt.timedelta(days=1), dt.time(9))):
        assert not events(token)


def test_it_speaks_the_language_it_was_made_in(county):
    planned_session(county)
    for language, word in (("zh-hans", "第"), ("en", "Study session")):
        client = logins(Client, county, "member")["member"]
        page = client.post(
            reverse("feeds:mine"), {"do": "make"}, headers={"accept-language": language}
        ).content.decode()
        token = re.search(r"/calendar/feed/([a-z2-7]{32})\.ics", page)[1]
        (event,) = events(token, Client(headers={"accept-language": "fr"})).values()
        assert word in str(event["SUMMARY"])


# -- the address -----------------------------------------------------------------------------------


def test_a_calendar_that_has_it_already_gets_304(county):
    session, token = planned_session(county), own(county)
    client = Client()
    first = client.get(url(token))
    assert (first["Cache-Control"], first["Referrer-Policy"]) == (
        "private, max-age=900",
        "no-referrer",
    ) and "noindex" in first["X-Robots-Tag"]
    again = client.get(url(token), headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304 and not again.content and again["ETag"] == first["ETag"]
    assert client.head(url(token)).status_code == 200 and client.post(url(token)).status_code == 405
    correct_session(
        county.secretary, session, day=dt.date(2026, 9, 16), kind="on_site", title="改了"
    )
    assert client.get(url(token), headers={"if-none-match": first["ETag"]}).status_code == 200


def test_guessing_is_slowed_and_a_right_address_never_is(county):
    token = own(county)
    client = Client(REMOTE_ADDR="192.0.2.7")
    assert [client.get(url("a" * 32)).status_code for _try in range(7)] == [404] * 5 + [429] * 2
    assert (
        client.get(url(token)).status_code == 200
        and Client(REMOTE_ADDR="192.0.2.8").get(url("a" * 32)).status_code == 404
    )
    assert token not in str(list(LoginTry.objects.values()))


@pytest.mark.parametrize("token", ["a", "A" * 32, "a" * 33, "%00" * 32, "汉" * 32])
def test_what_is_no_address_is_404(county, token):
    assert Client().get(f"/calendar/feed/{token}.ics").status_code == 404


@pytest.mark.database
def test_it_costs_the_same_with_one_session_and_with_three(county):
    token = own(county)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert Client().get(url(token)).status_code == 200
        return sum(
            not any(word in query["sql"] for word in KEPT) for query in queries.captured_queries
        )

    planned_session(county)
    cost()  # what a process reads once and keeps
    first = cost()
    for at in range(2):
        topic = set_topic(
            county.office,
            county.root,
            title=f"又一个专题{at}",
            year=2026,
            first_month=5,
            last_month=5,
            category="law",
            question="问",
        )
        planned_session(county, topic=topic)
        give_task(
            county.office,
            county.town,
            title="交材料",
            owner=county.member,
            due=dt.date(2026, 9, 20),
        )
    assert cost() == first <= 10


# -- pages -----------------------------------------------------------------------------------------


def test_the_page_shows_the_address_once(county):
    client = logins(Client, county, "member")["member"]
    assert reverse("feeds:mine") in client.get(reverse("me")).content.decode()
    assert "/calendar/feed/" not in client.get(reverse("feeds:mine")).content.decode()
    page = client.post(reverse("feeds:mine"), {"do": "make"})
    token = re.search(r"/calendar/feed/([a-z2-7]{32})\.ics", page.content.decode())[1]
    assert (
        events(token) == {}
        and "webcal://" in page.content.decode()
        and "no-store" in page["Cache-Control"]
    )
    assert token not in client.get(reverse("feeds:mine")).content.decode()
    assert client.post(reverse("feeds:mine"), {"do": "end"}).status_code == 302
    assert Client().get(url(token)).status_code == 404


def test_the_group_page_leads_to_the_address_and_a_stranger_finds_nothing(county):
    clients = logins(Client, county, "secretary", "member", "stranger", "office")
    page = reverse("feeds:group", args=[county.group.pk])
    assert (
        page in clients["member"].get(county.group.url).content.decode()
        and page not in clients["office"].get(county.group.url).content.decode()
    )
    assert [clients[name].get(page).status_code for name in clients] == [
        200,
        200,
        404,
        404,
    ] and Client().get(page).status_code == 302
    shown = clients["secretary"].post(page, {"do": "make"}).content.decode()
    token = re.search(r"/calendar/feed/([a-z2-7]{32})\.ics", shown)[1]
    assert (
        Client().get(url(token)).status_code == 200
        and token not in clients["secretary"].get(page).content.decode()
    )
    assert (
        'value="make"' not in clients["member"].get(page).content.decode()
        and clients["member"].post(page, {"do": "end"}).status_code == 403
    )
    assert (
        clients["secretary"].post(page, {"do": "end"}).status_code == 302
        and Client().get(url(token)).status_code == 404
    )
    assert (
        clients["secretary"]
        .get(reverse("act", args=[county.group.pk, "make_group_feed"]))
        .status_code
        == 404
    ), "only on its own page"


def test_how_often_a_calendar_asks_is_an_iso_duration():
    text = ical.calendar([], "x").decode()
    assert "X-PUBLISHED-TTL:PT2H\r\n" in text
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT2H\r\n" in text
