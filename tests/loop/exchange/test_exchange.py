"""The exchange meeting lays out what has come since the last one; the four questions are read
across all groups.
"""

from __future__ import annotations

import datetime as dt
from itertools import chain

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from tests.house.test_queries import counts
from zhixing.demo.round import the_round
from zhixing.demo.steps import in_order, walk
from zhixing.foundation.kits.workbooks.reading import read
from zhixing.foundation.machinery import clock
from zhixing.learn.sessions.acts import add_speech, plan_session


@pytest.fixture
def round_done(county):
    walk(county, in_order(the_round()))
    with clock.at(dt.datetime(2026, 7, 1, 9)):
        county.meeting = plan_session(
            county.secretary,
            county.group,
            topic=county.topic,
            day=dt.date(2026, 7, 2),
            kind="exchange",
        )
        yield county


def test_each_member_finds_what_they_brought(round_done):
    county = round_done
    client = logins(Client, county, "secretary")["secretary"]
    page = client.get(reverse("exchange:meeting", args=[county.meeting.pk])).context["page"]
    assert [member.name for member in page.members][0] == county.leader.name, (
        "in the order of the roster"
    )
    members = [member for member in page.members if member.name == county.member.name]
    lines = chain.from_iterable(member.lines for member in members)
    mine = {(line.kind, line.title) for line in lines}
    assert ("认领专题", county.topic.title) in mine and {kind for kind, _title in mine} >= {
        "认领专题",
        "走访",
        "提交调研报告",
        "主旨发言",
    }
    assert any(
        meeting.title.startswith("龙泉镇") or meeting.kind == "印发制度性成果"
        for meeting in page.together
    )
    assert (
        client.get(county.meeting.url)
        .content.decode()
        .count(reverse("exchange:meeting", args=[county.meeting.pk]))
        == 1
    )


def test_what_was_shown_the_last_time_is_not_shown_again(round_done):
    county = round_done
    with clock.at(dt.datetime(2026, 7, 2, 9)):
        from zhixing.learn.sessions.acts import (
            correct_session,
            hold_session,
            issue_notice,
            set_agenda,
        )

        correct_session(
            county.secretary,
            county.meeting,
            day=dt.date(2026, 7, 2),
            kind="exchange",
            title="交流会",
            begins=dt.time(9),
            place="会议室",
        )
        set_agenda(county.secretary, county.meeting, items=[{"kind": "first_item", "title": "x"}])
        issue_notice(county.secretary, county.meeting, reason="急")
        hold_session(county.secretary, county.meeting)
        later = plan_session(
            county.secretary,
            county.group,
            topic=county.topic,
            day=dt.date(2026, 8, 3),
            kind="exchange",
        )
    client = logins(Client, county, "secretary")["secretary"]
    page = client.get(reverse("exchange:meeting", args=[later.pk])).context["page"]
    assert page.since == dt.date(2026, 7, 2) and not page.any
    assert (
        "还没有可摆上来的内容"
        in client.get(reverse("exchange:meeting", args=[later.pk])).content.decode()
    )


def test_only_an_exchange_meeting_and_only_for_who_may_know_of_it(round_done):
    county = round_done
    clients = logins(Client, county, "secretary", "stranger_secretary", "office")
    url = reverse("exchange:meeting", args=[county.meeting.pk])
    assert (
        clients["office"].get(url).status_code == 200
        and clients["stranger_secretary"].get(url).status_code == 404
    )
    with clock.at(dt.datetime(2026, 7, 1, 9)):
        other = plan_session(
            county.secretary, county.group, topic=county.topic, day=dt.date(2026, 7, 9)
        )
    assert clients["secretary"].get(reverse("exchange:meeting", args=[other.pk])).status_code == 404


def test_the_four_questions_of_a_topic_across_groups(round_done):
    county = round_done
    with clock.at(dt.datetime(2026, 7, 1, 9)):
        theirs = plan_session(
            county.stranger_leader, county.other_group, topic=county.topic, day=dt.date(2026, 7, 3)
        )
        add_speech(
            county.stranger_leader,
            theirs,
            person=county.stranger_leader,
            kind="KEYNOTE",
            q1="石桥也有山村",
            q4="=收运不过夜",
        )
    clients = logins(Client, county, "office", "member", "stranger_secretary")
    url = reverse("exchange:questions", args=[county.topic.pk])
    page = clients["office"].get(url).context["page"]
    assert page.groups == 2 and len(page.questions) == 4
    assert "石桥也有山村" in [answer.text for answer in page.questions[0].answers] and any(
        "收运车" in answer.text for answer in page.questions[0].answers
    )
    assert [
        answer.text
        for answer in (
            clients["office"].get(url + "?q=石桥也有").context["page"].questions[3].answers
        )
    ] == ["=收运不过夜"]
    assert clients["member"].get(url).context["page"].groups == 1, (
        "a member reads what the own group said"
    )
    sheet = read("x.xlsx", clients["office"].get(url + "?export=xlsx").content).sheets[0].rows
    assert "=收运不过夜" in set(chain.from_iterable(sheet))
    assert len(sheet) == 1 + len(page.rows)
    assert (
        reverse("exchange:questions", args=[county.topic.pk])
        in clients["office"].get(county.topic.url).content.decode()
    )


def test_who_only_administers_reads_no_answers_of_groups(round_done):
    county = round_done
    clients = logins(Client, county, "sec", "clerk")
    url = reverse("exchange:questions", args=[county.topic.pk])
    assert clients["sec"].get(url).status_code == 404
    assert url not in clients["sec"].get(county.topic.url).content.decode()
    assert clients["clerk"].get(url).status_code == 200


def test_pages_ask_as_often_with_one_as_with_three(round_done):
    county = round_done
    client = logins(Client, county, "office")["office"]
    pages = {
        "meeting": reverse("exchange:meeting", args=[county.meeting.pk]),
        "questions": reverse("exchange:questions", args=[county.topic.pk]),
    }
    counts(client, pages)  # what a process keeps is asked for once
    with_one_meeting = counts(client, pages)
    with clock.at(dt.datetime(2026, 7, 1, 9)):
        for at in range(2):
            session = plan_session(
                county.secretary,
                county.group,
                topic=county.topic,
                day=dt.date(2026, 7, 1),
                title=f"又一次{at}",
            )
            add_speech(county.secretary, session, person=county.member, kind="KEY", q1=f"答{at}")
    assert counts(client, pages) == with_one_meeting and max(with_one_meeting.values()) <= 15
