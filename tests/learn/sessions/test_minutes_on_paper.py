"""The minutes on paper: who was there and who was not and why, who spoke on what, what was raised
with its code and who deals with it; what is empty has no heading.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.county import logins
from tests.learn.joint.build import bureaus, hold_joint_session, joint_session
from tests.learn.sessions.build import DAY, held_session, minuted_session, planned_session
from zhixing.foundation.kits.documents.paper import Heading, Paper, Table
from zhixing.foundation.machinery import clock
from zhixing.learn.archive import queries as archive
from zhixing.learn.archive.rules import Sort
from zhixing.learn.sessions import acts, queries
from zhixing.learn.sessions.papers import minutes


def printed(person: Any, session: Any) -> Paper:
    with translation.override("zh-hans"):
        return minutes(queries.paper(person, session.pk))


def headings(paper: Paper) -> list[str]:
    return [block.text for block in paper.blocks if isinstance(block, Heading)]


def rows_under(paper: Paper, heading: str) -> list[tuple[str, ...]]:
    """Of the table that stands under a heading."""
    at = [getattr(block, "text", "") for block in paper.blocks].index(heading)
    return next(list(block.rows) for block in paper.blocks[at:] if isinstance(block, Table))


def test_attendance_says_who_was_on_leave_for_what_and_who_granted_it(county):
    session = minuted_session(county)
    rows = {row[0]: row[1:] for row in rows_under(printed(county.secretary, session), "出席情况")}
    assert county.leader.name in rows["实到"][1] and county.member2.name not in rows["实到"][1]
    assert rows["请假"][0] == "1"
    assert rows["请假"][1].startswith(
        f"{county.member2.name}（公务，{county.leader.name}准假；应于"
    )
    assert "缺席" not in rows
    assert "柳沟村医" in rows["来宾"][1]
    with clock.at(DAY + dt.timedelta(days=7)):
        acts.record_make_up(
            county.secretary,
            session,
            person=county.member2,
            on=DAY + dt.timedelta(days=6),
            how="自学材料",
        )
    rows = {row[0]: row[1:] for row in rows_under(printed(county.secretary, session), "出席情况")}
    assert rows["请假"][1].endswith("9月21日补学：自学材料）")


def test_speeches_say_who_and_on_what_and_what_was_raised_its_code_and_owner(county):
    session = minuted_session(county)
    paper = printed(county.secretary, session)
    assert rows_under(paper, "发言情况") == [
        (county.member.name, "主旨发言", "六个村在山上"),
        (county.member3.name, "交流发言", "车到不了"),
    ]
    problem, measure = rows_under(paper, "会上提出的问题、任务和措施")
    notes = list(session.raised.order_by("at", "pk"))
    assert problem == (
        "问题",
        "医疗废物台账，村医要填两遍（柳沟村医）",
        notes[0].thing_id,
        county.town.short or county.town.name,
        "2026年9月30日",
    )
    assert measure[:3] == (
        "措施",
        f"三村一点，设 2 个联村收集点（{county.member.name}）",
        notes[1].thing_id,
    )
    assert "会议记录：学习、讨论、议定事项。" in paper.text()
    assert headings(paper) == ["出席情况", "会议记录", "发言情况", "会上提出的问题、任务和措施"]


def test_a_task_names_its_owner(county):
    session = held_session(county)
    with clock.at(session.day):
        acts.note_raised(
            county.secretary,
            session,
            kind="TASK",
            text="把台账合成一本",
            person=county.member,
            due=dt.date(2026, 9, 29),
        )
    row = rows_under(printed(county.secretary, session), "会上提出的问题、任务和措施")[0]
    unit = county.group.unit
    assert row[1] == "把台账合成一本"
    assert row[3] == f"{unit.short or unit.name} {county.member.name}"


def test_what_is_empty_has_no_heading(county):
    held = held_session(county, attendance=False)
    assert headings(printed(county.secretary, held)) == ["会议记录"]
    ahead = printed(county.secretary, planned_session(county, day=dt.date(2026, 11, 24)))
    assert headings(ahead) == [] and "学习记录还没有写" in ahead.text()


def test_a_code_that_the_reader_may_not_know_of_is_not_printed(county):
    three = bureaus(county)
    session = hold_joint_session(county, three, joint_session(county, three))
    keeper, partner = three.secretaries["health"], three.secretaries["market"]
    with clock.at(session.day):
        acts.note_raised(
            keeper, session, kind="PROBLEM", text="交接没有签字", unit=three.ecology.unit
        )
    code = session.raised.get().thing_id
    title = "会上提出的问题、任务和措施"
    assert rows_under(printed(keeper, session), title)[0][2] == code
    paper = printed(partner, session)
    assert rows_under(paper, title)[0][1:3] == ("交接没有签字", "–") and code not in paper.text()
    present = dict(row[::2] for row in rows_under(paper, "出席情况"))["实到"]
    ecology = three.ecology.unit
    lines = [line for line in present.split("\n") if three.both.name in line]
    assert len(present.split("\n")) == 3 and len(lines) == 1
    assert not lines[0].startswith(ecology.short or ecology.name), "with the first of both"


def test_nothing_of_the_draft_is_printed_twice(county):
    session = held_session(county)
    with clock.at(session.day):
        draft = queries.draft_of_minutes(session)
        acts.write_minutes(county.secretary, session, minutes=draft)
    lines = printed(county.secretary, session).text().split("\n")
    for word in ("时间：", "地点：", "主持：", "方式：", "内容："):
        assert sum(line.startswith(word) for line in lines) == 1, word
    assert sum(county.member2.name in line for line in lines) == 1


def test_what_the_secretary_typed_of_time_and_place_is_not_said_again(county):
    session = held_session(county)
    with clock.at(session.day):
        text = "时间：上午　地点：柳沟村\n学习、讨论。"
        acts.write_minutes(county.secretary, session, minutes=text)
    lines = printed(county.secretary, session).text().split("\n")
    assert sum("时间：" in line for line in lines) == sum("地点：" in line for line in lines) == 1
    assert sum(line.startswith("主持：") for line in lines) == 1


def test_the_volume_of_the_year_prints_the_same_minutes(county):
    session = minuted_session(county)
    seen = archive.read(county.secretary, county.group.pk, 2026)
    item = next(item for item in archive.volume(seen).items if item.sort == Sort.MINUTES)
    with translation.override("zh-hans"):
        assert archive.paper_of(seen, item).text() == printed(county.secretary, session).text()


def test_the_page_shows_it(county):
    session = minuted_session(county)
    client = logins(Client, county, "secretary")["secretary"]
    page = client.get(reverse("sessions:minutes", args=[session.pk])).content.decode()
    assert "<h2>四、会上提出的问题、任务和措施</h2>" in page
