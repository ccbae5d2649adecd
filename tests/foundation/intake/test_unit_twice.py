"""Rows of a unit's workbook about one thing: the second overwrites nothing, and is told."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from tests.foundation.intake.fill import edited, sheet_rows
from zhixing.foundation.kits.intake.acts import import_unit_workbook
from zhixing.foundation.kits.intake.answers import Answers
from zhixing.foundation.kits.intake.importing import dry_run
from zhixing.foundation.kits.intake.unitbook import workbook as unitbook
from zhixing.foundation.kits.workbooks.reading import read
from zhixing.foundation.machinery import clock
from zhixing.learn.sessions.models import StudySession
from zhixing.solve.problems.models import Problem

pytestmark = pytest.mark.django_db
TOPIC = "常态化医疗废物管理"


@pytest.fixture(autouse=True)
def in_may():
    with clock.at(dt.datetime(2026, 5, 12, 9)):
        yield


@pytest.fixture
def out(county) -> bytes:
    return unitbook.workbook(county.office, county.town, clock.today())


def noted_cells(county: Any, content: bytes) -> list[tuple[Any, ...]]:
    file = read("龙泉镇.xlsx", content)
    reading = dry_run("unit", file, Answers(by=county.office))
    return [(note.sheet, note.row, note.code, note.column) for note in reading.notes]


def import_copy(county: Any, content: bytes) -> Any:
    book = read("龙泉镇.xlsx", content)
    return import_unit_workbook(county.office, county.root, book=book)


def problems(*rows: tuple[str, str]) -> dict[str, list[dict[str, str]]]:
    cells = [{"问题": title, "具体情况": text, "问题来源": "群众反映"} for title, text in rows]
    return {"问题登记": cells}


def sessions(*rows: tuple[str, str]) -> dict[str, list[dict[str, str]]]:
    cells = [
        {"学习日期": day, "开始时间": begins, "专题": TOPIC, "地点": "会议室"}
        for day, begins in rows
    ]
    return {"集体学习": cells}


def test_two_problems_of_one_title_are_not_one_overwritten(county, out):
    file = edited(out, problems(("路灯不亮", "东街"), ("路灯不亮", "西街"), ("路灯 不亮", "东街")))
    assert noted_cells(county, file) == [
        ("问题登记", 4, "row.said", "text"),
        ("问题登记", 5, "row.again", "title"),
    ]
    done = import_copy(county, file)
    assert (done.new, done.refused) == (1, 1)
    assert Problem.objects.get(title="路灯不亮").text == "东街"


def test_two_sessions_of_one_day_are_not_one_overwritten(county, out):
    file = edited(out, sessions(("2026-05-20", "9:00"), ("2026年5月20日", "14:00")))
    assert noted_cells(county, file) == [("集体学习", 4, "row.said", "begins")]
    import_copy(county, file)
    assert StudySession.objects.get(day=dt.date(2026, 5, 20)).begins == dt.time(9)


@pytest.mark.parametrize("begins", ["9:00", "上午9点", "９：００", "09:00"])
def test_a_time_in_another_writing_is_no_change(county, out, begins):
    import_copy(county, edited(out, sessions(("2026-05-20", "09:00"))))
    file = edited(out, sessions(("2026/5/20", begins)) | problems(("路灯不亮", "东街")))
    reading = dry_run("unit", read("龙泉镇.xlsx", file), Answers(by=county.office))
    assert [line.says for line in reading.lines if line.action != "same"] == [["路灯不亮"]]


def test_a_month_is_no_day_on_which_something_happens(county, out):
    file = edited(out, sessions(("2026年5月", "9:00")))
    assert noted_cells(county, file) == [("集体学习", 3, "row.said", "day")]
    measure = {"措施": "修路", "具体内容": "一段", "专题": TOPIC, "完成时限": "2026年12月"}
    file = edited(out, {"意见建议及措施": [measure]})
    assert noted_cells(county, file) == [] and import_copy(county, file).new == 1


def test_a_sheet_that_has_lost_a_heading_is_told_which(county, out):
    book = read("龙泉镇.xlsx", edited(out, problems(("路灯不亮", "东街"))))
    pages = [
        replace(page, rows=tuple(row[:2] for row in page.rows)) if page.name == "成员" else page
        for page in book.sheets
    ]
    reading = dry_run("unit", replace(book, sheets=tuple(pages)), Answers(by=county.office))
    note = next(note for note in reading.notes if note.what == "not_read")
    assert (note.sheet, note.code) == ("成员", "sheet.no_header") and "中心组身份" in note.sentence


@pytest.mark.parametrize(
    ("name", "word"), [("空缺", "空缺"), ("12345", "没有文字"), ("李四、王五", "几个姓名")]
)
def test_what_can_not_be_a_name_is_told_here_too(county, out, name, word):
    members = [*sheet_rows(out, "成员"), {"姓名": name, "中心组身份": "成员"}]
    file = read("龙泉镇.xlsx", edited(out, {"成员": members}))
    reading = dry_run("unit", file, Answers(by=county.office))
    note = next(note for note in reading.notes if note.what == "refused")
    assert (note.column, note.row) == ("name", len(members) + 2) and word in note.sentence


def test_a_sheet_of_another_unit_in_the_file_is_told(county, out):
    other = read("x.xlsx", unitbook.workbook(county.office, county.other_town, clock.today()))
    own = read("龙泉镇.xlsx", edited(out, problems(("路灯不亮", "东街"))))
    members = next(page for page in other.sheets if page.name == "成员")
    pages = tuple(members if page.name == "成员" else page for page in own.sheets)
    reading = dry_run("unit", replace(own, sheets=pages), Answers(by=county.office))
    notes = [note for note in reading.notes if note.code == "book.other_unit"]
    assert [(note.sheet, note.row) for note in notes] == [("成员", 1)]
    assert county.other_town.name in notes[0].sentence and county.town.name in notes[0].advice
    reading = dry_run("unit", own, Answers(by=county.office))
    assert not [note for note in reading.notes if note.code == "book.other_unit"]
