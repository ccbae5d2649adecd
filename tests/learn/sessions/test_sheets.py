"""What a unit's workbook says of its sessions: category, sign-off, notice, who was there."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.foundation.intake.fill import edited, sheet_rows
from tests.learn.sessions.build import (
    held_session,
    minuted_session,
    planned_session,
    signed_session,
)
from zhixing.foundation.kits.intake.acts import import_unit_workbook
from zhixing.foundation.kits.intake.answers import Answers
from zhixing.foundation.kits.intake.importing import dry_run
from zhixing.foundation.kits.intake.notes import CHECK
from zhixing.foundation.kits.intake.reading import CHANGED, NEW, REFUSED
from zhixing.foundation.kits.intake.unitbook import workbook as unitbook
from zhixing.foundation.kits.workbooks.reading import read
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.deliveries.models import Delivery
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow
from zhixing.foundation.machinery.records.models import Record
from zhixing.foundation.spine.groups.acts import admit_member
from zhixing.learn.sessions.acts import categorise_session, issue_notice, record_session
from zhixing.learn.sessions.models import Attendance, StudySession
from zhixing.learn.sessions.queries import categories

pytestmark = pytest.mark.stray_writes
NOW = dt.datetime(2026, 9, 21, 9)


@pytest.fixture(autouse=True)
def in_september():
    with clock.at(NOW):
        yield


def out(county: Any) -> bytes:
    return unitbook.workbook(county.office, county.town, clock.today())


def book(content: bytes) -> Any:
    return read("龙泉镇-2026-09.xlsx", content)


def rehearse(county: Any, content: bytes) -> Any:
    return dry_run("unit", book(content), Answers(by=county.office))


def import_copy(county: Any, content: bytes) -> Any:
    return import_unit_workbook(county.office, county.root, book=book(content))


def without_category(session: StudySession) -> StudySession:
    StudySession.objects.filter(pk=session.pk).update(category="")
    session.refresh_from_db()
    return session


def with_first_row(content: bytes, sheet: str, **cells: str) -> bytes:
    """The first row of the sheet with these cells."""
    first, *others = sheet_rows(content, sheet)
    return edited(content, {sheet: [first | cells, *others]})


# -- category and sign-off -------------------------------------------------------------------------


def test_signing_without_a_category_is_warned_of_before_it_is_imported(county):
    without_category(minuted_session(county))
    reading = rehearse(county, with_first_row(out(county), "学习记录与学报", 组长审签="是"))
    (note,) = [note for note in reading.notes if note.what == CHECK]
    assert (note.sheet, note.row) == ("学习记录与学报", 3)
    assert "不能计为集体学习" in note.params["zh"] and "没有内容类别" in note.params["zh"]
    assert note.params["en"].startswith(
        "As it is, it will not count as collective study. It has no"
    )
    assert [line.action for line in reading.lines if line.action != "same"] == [CHANGED]


def test_a_row_that_signs_what_counts_is_not_warned_of(county):
    minuted_session(county, category="reform")
    reading = rehearse(county, with_first_row(out(county), "学习记录与学报", 组长审签="是"))
    assert [note for note in reading.notes if note.what == CHECK] == []


def test_the_category_comes_in_with_the_sign_off_of_the_same_file(county):
    without_category(minuted_session(county))
    content = out(county)
    words = dict(categories())
    session, minutes = sheet_rows(content, "集体学习")[0], sheet_rows(content, "学习记录与学报")[0]
    rows = {
        "集体学习": [session | {"内容类别": words["reform"]}],
        "学习记录与学报": [minutes | {"组长审签": "是"}],
    }
    done = import_copy(county, edited(content, rows))
    assert (done.changed, done.refused) == (2, 0)
    assert StudySession.objects.counting().get().category == "reform"


def test_a_new_session_takes_its_category_from_the_sheet(county):
    row = {"学习日期": "9月20日", "开始时间": "09:00", "专题": county.topic.title, "地点": "柳沟村"}
    words = dict(categories())
    done = import_copy(
        county, edited(out(county), {"集体学习": [row | {"内容类别": words["reform"]}]})
    )
    assert (done.new, done.refused) == (1, 0)
    assert StudySession.objects.get().category == "reform"


def test_a_category_that_is_none_is_refused_at_its_cell(county):
    row = {"学习日期": "9月20日", "开始时间": "09:00", "专题": county.topic.title, "地点": "柳沟村"}
    reading = rehearse(county, edited(out(county), {"集体学习": [row | {"内容类别": "唱歌"}]}))
    (note,) = [note for note in reading.notes if note.what == "refused"]
    assert (note.column, note.heading) == ("category", "内容类别")


def test_the_workbook_mends_the_category_of_a_signed_session_for_the_leader(county):
    session = without_category(signed_session(county))
    words = dict(categories())
    done = import_copy(county, with_first_row(out(county), "集体学习", 内容类别=words["reform"]))
    assert (done.changed, done.refused) == (1, 0)
    session.refresh_from_db()
    assert (session.state, session.category) == ("signed", "reform")
    verb, who, body = last_record(session)
    assert (verb, who) == ("session.categorised", county.leader)


def test_after_the_sign_off_the_leader_sets_the_category_and_says_why(county):
    session = without_category(signed_session(county))
    with pytest.raises(NotAllowed):
        categorise_session(county.secretary, session, category="reform", reason="漏填")
    with pytest.raises(BadInput) as refused:
        categorise_session(county.leader, session, category="reform")
    assert refused.value.code == "reason.missing"
    categorise_session(county.leader, session, category="reform", reason="漏填")
    assert list(StudySession.objects.counting()) == [session]
    assert "漏填" in str(last_record(session)[2])


def test_minutes_need_not_go_back_for_the_category_alone(county):
    session = without_category(minuted_session(county))
    categorise_session(county.secretary, session, category="reform")
    assert (session.state, session.category) == ("minuted", "reform")


# -- who was there ---------------------------------------------------------------------------------


def seats_of(content: bytes) -> list[dict[str, str]]:
    return [row | {"到会情况": "到会"} for row in sheet_rows(content, "考勤")]


def refusals(reading: Any) -> list[Any]:
    return [note for note in reading.notes if note.what == "refused"]


def test_somebody_who_joined_after_the_session_keeps_nobody_out(county):
    held_session(county, attendance=False)
    person = county.second_recorder
    admit_member(
        county.office, county.group, person=person, role="MEMBER", since=dt.date(2026, 9, 18)
    )
    content = out(county)
    seats = seats_of(content)
    file = edited(content, {"考勤": [*seats, seats[0] | {"姓名": person.name}]})
    (note,) = refusals(rehearse(county, file))
    assert (note.row, note.column) == (3 + len(seats), "person")
    assert note.params["zh"] == f"{person.name}在2026-09-15不在中心组名单内，这一行不导入。"
    done = import_copy(county, file)
    assert (done.new, done.refused) == (len(seats), 1)
    assert Attendance.objects.count() == len(seats)
    assert person.name not in str(done.notes), "no name is kept with the import"


def test_a_stranger_keeps_nobody_out(county):
    held_session(county, attendance=False)
    content = out(county)
    seats = seats_of(content)
    reading = rehearse(county, edited(content, {"考勤": [*seats, seats[0] | {"姓名": "没有此人"}]}))
    (note,) = refusals(reading)
    assert (note.column, reading.count(NEW)) == ("person", len(seats))


def test_who_has_no_row_is_named(county):
    held_session(county, attendance=False)
    content = out(county)
    *seats, last = seats_of(content)
    reading = rehearse(county, edited(content, {"考勤": seats}))
    assert reading.count(REFUSED) == len(seats)
    assert {note.params["zh"] for note in refusals(reading)} == {
        f"一次学习的考勤整体导入：以下应到人员没有可读、无疑义的一行：{last['姓名']}。"
    }
    assert last["姓名"] not in str([note.kept() for note in reading.notes])


def test_the_same_row_twice_keeps_nobody_out_and_two_that_differ_name_the_person(county):
    held_session(county, attendance=False)
    content = out(county)
    seats = seats_of(content)
    again = rehearse(county, edited(content, {"考勤": [*seats, seats[0]]}))
    assert (again.count(REFUSED), again.count(NEW)) == (1, len(seats))
    differs = rehearse(county, edited(content, {"考勤": [*seats, seats[0] | {"到会情况": "缺席"}]}))
    assert differs.count(REFUSED) == len(seats) + 1
    assert all(seats[0]["姓名"] in note.params["zh"] for note in refusals(differs)[:-1])


# -- the notice that was never sent from here ------------------------------------------------------


def held_row(county: Any, **cells: str) -> dict[str, str]:
    return {
        "学习日期": "9月15日",
        "开始时间": "09:00",
        "专题": county.topic.title,
        "地点": "柳沟村",
        "议程": "第一议题：重要讲话\n研讨：怎么收",
        "是否召开": "是",
    } | cells


def test_no_notice_is_recorded_that_nobody_sent(county):
    assert import_copy(county, edited(out(county), {"集体学习": [held_row(county)]})).new == 1
    session = StudySession.objects.get()
    assert (session.state, session.day, session.notice_on) == ("held", dt.date(2026, 9, 15), None)
    verbs = set(Record.objects.filter(thing=session.pk).values_list("verb", flat=True))
    assert "notice.issued" not in verbs and "session.recorded" in verbs
    assert not Delivery.objects.filter(thing=session.pk).exists()
    assert {line.action for line in rehearse(county, out(county)).lines} <= {"same"}


def test_the_day_of_the_notice_is_the_one_that_the_workbook_says(county):
    import_copy(county, edited(out(county), {"集体学习": [held_row(county, 通知日期="9月7日")]}))
    assert StudySession.objects.get().notice_on == dt.date(2026, 9, 7)


@pytest.mark.parametrize(
    "cells", [{"通知日期": "9月16日"}, {"通知日期": "9月7日", "是否召开": "否"}]
)
def test_a_notice_that_can_not_be_is_refused_at_its_cell(county, cells):
    reading = rehearse(county, edited(out(county), {"集体学习": [held_row(county, **cells)]}))
    assert [note.column for note in refusals(reading)] == ["noticed_on"]


def test_after_the_day_no_notice_is_issued_and_the_session_is_recorded(county):
    session = planned_session(county)
    with pytest.raises(NotNow) as refused:
        issue_notice(county.secretary, session, reason="补发")
    assert (refused.value.code, refused.value.mend) == ("notice.over", "record_session")
    record_session(county.secretary, session)
    assert (session.state, session.notice_on) == ("held", None)


def test_before_its_day_a_session_is_not_recorded_as_held(county):
    session = planned_session(county, day=dt.date(2026, 9, 25))
    with pytest.raises(NotNow) as refused:
        record_session(county.secretary, session)
    assert refused.value.mend == "issue_notice"
