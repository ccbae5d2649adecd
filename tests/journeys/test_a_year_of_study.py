"""The study wing's own journeys over HTTP: a plan that is returned, filed and changed; a three-part
session whose report comes back once; an absence that is made up; an exchange meeting.
"""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from tests.journeys.test_one_topic_all_the_way_round import page_words, remember, start, take
from zhixing.demo.round.learn import Q4
from zhixing.demo.steps import Step
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.records.models import Record
from zhixing.learn.sessions.models import Attendance

pytestmark = pytest.mark.database
PEOPLE = ("secretary", "leader", "member", "office", "stranger_secretary")


def planned(
    who: str, act: str, on: str, day: str, makes: str = "", kind: str = "", /, **data: Any
) -> Step:
    return Step(who, act, on, day, data, makes, kind)


def walked(clients: dict[str, Client], made: dict[str, Any], *steps: Step) -> None:
    for step in steps:
        with clock.at(step.date):
            answer = take(clients[step.who], made, step)
            assert answer.status_code == 302, (
                f"{step.who} {step.act} on {step.on}: {answer.status_code}\n{page_words(answer)}"
            )
            remember(made, step)
            for row in made.values():
                if hasattr(row, "thing_id"):
                    row.refresh_from_db()


def refused(clients: dict[str, Client], made: dict[str, Any], step: Step, *status: int) -> str:
    with clock.at(step.date):
        answer = take(clients[step.who], made, step)
    assert answer.status_code in status, f"{step.who} {step.act}: {answer.status_code}"
    return page_words(answer)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return re.sub(
        r"\s+",
        " ",
        html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode().split("<main")[1])),
    )


@pytest.fixture
def clients(county):
    return logins(Client, county, *PEOPLE)


def test_a_plan_is_returned_filed_and_changed(county, clients):
    made = start(county) | {"other_topic": county.other_topic}
    walked(
        clients,
        made,
        planned("secretary", "draft_plan", "group", "2026-01-08", "plan", "plan", year=2026),
        planned(
            "secretary",
            "set_plan_line",
            "plan",
            "2026-01-08",
            topic="@topic",
            first_month=5,
            last_month=5,
            form="三位一体",
            aim="收运体系",
            speakers="@member",
        ),
    )
    assert refused(clients, made, planned("secretary", "approve_plan", "plan", "2026-01-09"), 403)
    refused(
        clients,
        made,
        planned(
            "stranger_secretary",
            "set_plan_line",
            "plan",
            "2026-01-09",
            topic="@topic",
            first_month=5,
            last_month=5,
        ),
        404,
    )
    walked(
        clients,
        made,
        planned("leader", "approve_plan", "plan", "2026-01-09"),
        planned(
            "secretary",
            "record_committee",
            "plan",
            "2026-01-12",
            meeting="龙泉镇党委会",
            on="2026-01-12",
        ),
        planned("secretary", "file_plan", "plan", "2026-01-12"),
    )
    refused(
        clients, made, planned("office", "return_plan", "plan", "2026-01-13", reason=""), 400, 422
    )
    walked(
        clients,
        made,
        planned("office", "return_plan", "plan", "2026-01-13", reason="第三季度没有安排集体学习。"),
        planned("secretary", "take_up_plan", "plan", "2026-01-14"),
        planned(
            "secretary",
            "set_plan_line",
            "plan",
            "2026-01-14",
            topic="@other_topic",
            first_month=6,
            last_month=8,
            form="集体学习研讨",
        ),
        planned("leader", "approve_plan", "plan", "2026-01-15"),
        planned(
            "secretary",
            "record_committee",
            "plan",
            "2026-01-15",
            meeting="龙泉镇党委会",
            on="2026-01-15",
        ),
        planned("secretary", "file_plan", "plan", "2026-01-15"),
        planned("office", "take_note", "plan", "2026-01-16"),
    )
    assert made["plan"].state == "in_force" and made["plan"].version == 1
    assert "第三季度没有安排集体学习" in page(clients["secretary"], made["plan"].url), (
        "why it was returned stays readable"
    )
    made["first"] = made["plan"]
    walked(
        clients,
        made,
        planned(
            "secretary",
            "change_plan",
            "plan",
            "2026-07-02",
            "newer",
            "plan",
            reason="防汛任务重，延到九月。",
        ),
        planned(
            "secretary",
            "set_plan_line",
            "newer",
            "2026-07-02",
            topic="@other_topic",
            first_month=9,
            last_month=9,
            form="集体学习研讨",
        ),
    )
    assert made["plan"].state == "in_force", (
        "the old one stays in force until the county has the new one"
    )
    walked(
        clients,
        made,
        planned("leader", "approve_plan", "newer", "2026-07-03"),
        planned(
            "secretary",
            "record_committee",
            "newer",
            "2026-07-03",
            meeting="龙泉镇党委会",
            on="2026-07-03",
        ),
        planned("secretary", "file_plan", "newer", "2026-07-03"),
        planned("office", "take_note", "newer", "2026-07-06"),
    )
    assert (made["newer"].state, made["newer"].version, made["plan"].state) == (
        "in_force",
        2,
        "archived",
    )
    shown = page(clients["office"], made["newer"].url)
    assert county.other_topic.title in shown and "防汛任务重" in shown + page(
        clients["office"], made["plan"].url
    )
    assert clients["stranger_secretary"].get(made["newer"].url).status_code == 404


def session_steps(
    day: str, before: str, kind: str, name: str = "session", **more: Any
) -> list[Step]:
    return [
        planned(
            "secretary",
            "plan_session",
            "group",
            before,
            name,
            "session",
            **(
                {
                    "topic": "@topic",
                    "day": day,
                    "begins": "09:00",
                    "place": "柳沟村卫生室",
                    "place_kind": "field",
                    "kind": kind,
                    "category": "law",
                }
                | more
            ),
        ),
        planned(
            "secretary",
            "set_agenda",
            name,
            before,
            kind_1="first_item",
            title_1="第一议题学习",
            kind_2="discussion",
            title_2="研讨发言",
        ),
        planned("secretary", "issue_notice", name, before),
        planned("secretary", "hold_session", name, day, on=day),
        planned("secretary", "take_attendance", name, day, attendance="@attendance"),
        planned("secretary", "add_speech", name, day, person="@leader", kind="DISCUSSION", **Q4),
    ]


def test_a_three_part_session_and_its_report(county, clients):
    made = start(county)
    place = {"place": "柳沟村卫生室", "place_kind": "field"}
    walked(
        clients,
        made,
        *session_steps("2026-05-12", "2026-04-24", "three_part"),
        planned(
            "secretary",
            "add_guest",
            "session",
            "2026-05-12",
            name="村医",
            kind="resident",
            organisation="柳沟村卫生室",
        ),
        planned(
            "secretary",
            "write_part",
            "session",
            "2026-05-12",
            part="ON_SITE",
            **place,
            people="班子成员、村医",
            what="看废物间和交接单",
            result="废物最长放了 11 天",
        ),
        planned(
            "secretary",
            "write_part",
            "session",
            "2026-05-12",
            part="RESEARCH",
            **place,
            people="班子成员",
            what="按四问逐人发言",
            result="三村一点最可行",
        ),
        planned(
            "secretary",
            "write_part",
            "session",
            "2026-05-12",
            part="WORK",
            **place,
            people="组长",
            what="定人定事定日子",
            result="六月十日前建成两个点",
        ),
        planned(
            "secretary",
            "note_raised",
            "session",
            "2026-05-12",
            "problem",
            "problem",
            kind="PROBLEM",
            text="台账要填两遍",
            said_by="村医",
            part="ON_SITE",
        ),
        planned(
            "secretary",
            "note_raised",
            "session",
            "2026-05-12",
            "measure",
            "measure",
            kind="MEASURE",
            text="台账由镇卫生院一处记",
            said_by="韩立新",
            part="WORK",
        ),
    )
    form = page(clients["secretary"], reverse("act", args=[made["session"].pk, "write_minutes"]))
    for words in (
        "柳沟村卫生室",
        "废物最长放了 11 天",
        "三村一点最可行",
        "六月十日前建成两个点",
        Q4["q1"],
        "台账要填两遍",
        "台账由镇卫生院一处记",
        "村医",
    ):
        assert words in form, f"the draft of the minutes lacks {words}"
    refused(clients, made, planned("secretary", "draft_report", "session", "2026-05-13"), 403, 409)
    walked(
        clients,
        made,
        planned(
            "secretary",
            "write_minutes",
            "session",
            "2026-05-13",
            minutes="学习记录：看了废物间，定了两个收集点。",
        ),
        planned("leader", "sign_session", "session", "2026-05-14"),
        planned("secretary", "draft_report", "session", "2026-05-14", "report", "session_report"),
        planned("secretary", "send_report", "report", "2026-05-14"),
        planned("office", "return_report", "report", "2026-05-15", reason="没有写下一步谁来做。"),
    )
    assert made["report"].state == "returned" and "没有写下一步谁来做" in page(
        clients["secretary"], made["report"].url
    )
    assert (
        "六月十日前建成两个点" in made["report"].text
        and "台账由镇卫生院一处记" in made["report"].text
        and len(made["report"].text) <= 1500
    )
    walked(
        clients,
        made,
        planned(
            "secretary",
            "correct_report",
            "report",
            "2026-05-18",
            text=made["report"].text + "\n下一步由副镇长牵头。",
        ),
        planned("secretary", "send_report", "report", "2026-05-18"),
        planned("office", "receive_report", "report", "2026-05-19"),
    )
    assert made["report"].state == "received"
    paper = page(clients["leader"], reverse("sessions:minutes", args=[made["session"].pk]))
    for words in (
        "学习记录：看了废物间",
        county.deputy.name,
        made["problem"].pk,
        made["measure"].pk,
    ):
        assert words in paper, f"the minutes on paper lack {words}"
    for thing in (made["problem"], made["measure"]):
        assert made["session"].url in clients["office"].get(thing.url).content.decode(), (
            "from what was raised back to the session"
        )
        assert thing.url in clients["office"].get(made["session"].url).content.decode(), (
            "and from the session on to it"
        )
    with clock.at(made["session"].day.replace(month=6, day=1)):
        month = page(clients["office"], reverse("yearmap:month", args=[county.group.pk, 2026, 5]))
    assert "计入" in month


def test_an_absence_is_made_up(county, clients):
    made = start(county)
    walked(clients, made, *session_steps("2026-05-12", "2026-04-24", "collective"))
    session, expected = (
        made["session"],
        Attendance.objects.filter(session=made["session"].pk).count(),
    )
    assert (session.owed, expected) == (1, 6)
    line = Attendance.objects.get(session=session, person=county.deputy)
    assert line.status == "LEAVE" and str(line.make_up_by) == "2026-05-26", "ten working days"
    with clock.at(session.day):
        shown = page(clients["secretary"], session.url)
        assert "5/6" in shown.replace(" ", "") and county.deputy.name in shown
    assert refused(
        clients,
        made,
        planned(
            "secretary",
            "record_make_up",
            "session",
            "2026-05-20",
            person="@deputy",
            on="2026-05-21",
            how="自学",
        ),
        400,
        422,
    )
    refused(
        clients,
        made,
        planned(
            "stranger_secretary",
            "record_make_up",
            "session",
            "2026-05-20",
            person="@deputy",
            on="2026-05-20",
            how="自学",
        ),
        404,
    )
    walked(
        clients,
        made,
        planned(
            "secretary",
            "record_make_up",
            "session",
            "2026-05-20",
            person="@deputy",
            on="2026-05-20",
            how="自学条例，向组长汇报",
        ),
    )
    with clock.at(session.day.replace(day=21)):
        shown = page(clients["secretary"], session.url).replace(" ", "")
    assert "5/6" in shown and "6/6" in shown, (
        "with and without make-ups, both with numerator and denominator"
    )
    assert made["session"].owed == 0
    refused(
        clients,
        made,
        planned(
            "secretary",
            "record_make_up",
            "session",
            "2026-05-22",
            person="@deputy",
            on="2026-05-21",
            how="再补一次",
        ),
        409,
        422,
    )
    walked(
        clients,
        made,
        planned(
            "secretary",
            "correct_attendance",
            "session",
            "2026-05-22",
            person="@member",
            status="LEAVE",
            leave="DUTY",
            approved_by="@leader",
            reason="当天去县里开会，登记错了",
        ),
    )
    told_of = (
        Record.objects.filter(thing=session.pk, act="correct_attendance")
        .select_related("body_row")
        .last()
        .body_row.body
    )
    assert told_of["told"]["was"] == "PRESENT" and told_of["told"]["status"] == "LEAVE", (
        "old and new stand in the record"
    )
    assert made["session"].owed == 1


def test_an_exchange_meeting_lays_out_what_was_brought(county, clients):
    made = start(county)
    walked(
        clients,
        made,
        *session_steps("2026-05-12", "2026-04-24", "collective"),
        planned(
            "member",
            "claim_topic",
            "group",
            "2026-05-13",
            "claim",
            "claim",
            topic="@topic",
            subject="村卫生室医疗废物收运",
        ),
        planned("leader", "confirm_claim", "claim", "2026-05-14"),
        planned(
            "member",
            "start_research",
            "claim",
            "2026-05-18",
            "research",
            "research",
            title="村卫生室医疗废物收运",
            method="走访座谈",
        ),
        planned(
            "member",
            "note_visit",
            "research",
            "2026-05-21",
            day="2026-05-21",
            place="柳沟村",
            met="村医",
            saw="废物间没有冷柜，收运车半月一趟。",
        ),
        *session_steps(
            "2026-05-29", "2026-05-15", "exchange", "exchange", place="镇会议室", place_kind="room"
        ),
    )
    address = reverse("exchange:meeting", args=[made["exchange"].pk])
    shown = page(clients["secretary"], address)
    assert county.member.name in shown and "收运车半月一趟" in shown and Q4["q4"] in shown
    assert address in clients["member"].get(made["exchange"].url).content.decode(), (
        "one click from the meeting"
    )
    assert made["research"].url in clients["secretary"].get(address).content.decode()
    assert clients["stranger_secretary"].get(address).status_code == 404
    walked(
        clients,
        made,
        *session_steps(
            "2026-06-30", "2026-06-12", "exchange", "later", place="镇会议室", place_kind="room"
        ),
    )
    shown = page(clients["secretary"], reverse("exchange:meeting", args=[made["later"].pk]))
    assert "收运车半月一趟" not in shown, "what the last one has seen is not brought again"
