"""Errors, what is hidden or struck through, and totals: ledgers, plans, workbooks of units."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.foundation.intake.build import LEDGER_HEAD, PLAN_HEAD
from tests.workbooks import shown
from tests.workbooks.outside import outside
from zhixing.foundation.kits.intake.acts import import_unit_workbook
from zhixing.foundation.kits.intake.answers import Answers
from zhixing.foundation.kits.intake.importing import dry_run
from zhixing.foundation.kits.intake.reading import NEW, REFUSED, SAME
from zhixing.foundation.kits.workbooks.reading import read
from zhixing.foundation.machinery import clock
from zhixing.solve.problems.countyfile import import_ledger
from zhixing.solve.problems.models import Problem

LEDGER_ROW = ["群众反映", "路灯不亮", "个性", "龙泉镇", "方岩", "2026-12-31", "正在推进", "否"]
PLAN_ROW = ["5月", "新专题", "法律法规", "甲", "乙", "丙", "现场学习", "县卫生健康局"]
UNIT_HEAD, UNIT_ROW = ["单位", "问题", "具体情况"], ["龙泉镇", "渠首漏水", "三处"]
TABLES = {
    "ledger": ([], LEDGER_HEAD, LEDGER_ROW, 1),
    "plan": [[["2026年安排"]], PLAN_HEAD, PLAN_ROW, 1],
    "unit": ([], UNIT_HEAD, UNIT_ROW, 1),
}


@pytest.fixture(autouse=True)
def in_november():
    with clock.at(dt.datetime(2026, 11, 27, 9)):
        yield


def other_values(row: list[str], at: int) -> list[str]:
    return [f"{cell}二" if place == at else cell for place, cell in enumerate(row)]


def rehearse(county: Any, what: str, content: bytes, **more: Any) -> Any:
    return dry_run(what, read("表.xlsx", content), Answers(by=county.office, **more))


def table(what: str, *rows: list[Any], **more: Any) -> bytes:
    above, head, row, at = TABLES[what]
    return shown.xlsx([*above, head, row, *(rows or [other_values(row, at)])], **more)


def first_row(what: str) -> int:
    return len(TABLES[what][0]) + 2


@pytest.mark.parametrize("what", TABLES)
@pytest.mark.parametrize("how", ["hidden", "filtered"])
def test_hidden_rows_stay_out_until_somebody_chooses(county, what, how):
    """Two rows, of which the second is hidden: one remark with the number, and the choice."""
    content = table(what, **{how: [first_row(what) + 1]})
    reading = rehearse(county, what, content)
    assert [line.action for line in reading.lines] == [NEW, REFUSED]
    note = next(note for note in reading.notes if note.options)
    assert (note.code, note.params["count"]) == (f"rows.{how}", 1)
    taken = rehearse(county, what, content, choices={note.key: "take"})
    assert [line.action for line in taken.lines] == [NEW, NEW]
    assert rehearse(county, what, content, choices={note.key: "leave"}).count(NEW) == 1


@pytest.mark.parametrize("what", TABLES)
def test_a_row_struck_through_stays_out_until_somebody_chooses(county, what):
    row, at = TABLES[what][2], TABLES[what][3]
    struck = [(cell, {"font_strikeout": True}) for cell in other_values(row, at)]
    reading = rehearse(county, what, table(what, struck))
    assert [line.action for line in reading.lines] == [NEW, REFUSED]
    assert [note.code for note in reading.notes if note.options] == ["rows.struck"]


@pytest.mark.parametrize("what", TABLES)
@pytest.mark.parametrize(
    "total",
    [
        ["合计", "", "2"],
        ["", "合　计", "2件"],
        ["总计（条）", "2"],
        ["", "", "总 计"],
        ["小计：2条"],
    ],
)
def test_rows_of_totals_are_told_and_left_out(county, what, total):
    width = len(TABLES[what][1])
    cells = [cell for _place, cell in zip(range(width), [*total, *[""] * width], strict=False)]
    reading = rehearse(county, what, table(what, cells))
    assert [line.action for line in reading.lines] == [NEW]
    assert [note.code for note in reading.notes if note.code == "rows.totals"] == ["rows.totals"]


@pytest.mark.parametrize(
    ("what", "at"),
    [("ledger", 1), ("ledger", 3), ("ledger", 5), ("plan", 0), ("plan", 1), ("unit", 1)],
)
def test_an_error_in_a_cell_that_decides_holds_the_row_back(county, what, at):
    row = TABLES[what][2]
    broken = [("=error=#N/A", {}) if place == at else cell for place, cell in enumerate(row)]
    reading = rehearse(county, what, table(what, broken))
    assert [line.action for line in reading.lines] == [NEW, REFUSED]
    refused = [(note.row, note.code, note.at) for note in reading.notes if note.what == "refused"]
    assert refused == [(first_row(what) + 1, "cell.error", at + 1)]


@pytest.mark.parametrize(
    ("what", "at", "column"),
    [
        ("ledger", 2, "kind"),
        ("ledger", 4, "person"),
        ("plan", 3, "materials"),
        ("plan", 7, "lead"),
        ("unit", 2, "text"),
    ],
)
def test_an_error_in_another_cell_leaves_that_cell_out_and_says_so(county, what, at, column):
    row, key = TABLES[what][2], TABLES[what][3]
    broken = [
        ("=error=#REF!", {}) if place == at else cell
        for place, cell in enumerate(other_values(row, key))
    ]
    reading = rehearse(county, what, table(what, broken))
    assert [line.action for line in reading.lines] == [NEW, NEW]
    assert [note.column for note in reading.notes if note.code == "cell.error"] == [column]


def test_a_month_is_its_last_day_as_a_date_cell_and_as_text(county):
    book = outside("due_ym_cn.xlsx")
    reading = dry_run("ledger", book, Answers())
    assert {line.plan.fields["due"] for line in reading.lines} == {dt.date(2026, 12, 31)}
    import_ledger(county.office, county.root, book=book)
    assert set(
        Problem.objects.filter(title__startswith="测试ym").values_list("due", flat=True)
    ) == {dt.date(2026, 12, 31)}


@pytest.mark.parametrize(
    "look",
    ['yyyy"年"m"月"', "yyyy.m", "yyyy/mm", "yyyy-mm", "mmm-yy", "[$-409]mmm-yy;@", "mmmm yyyy"],
)
def test_a_month_in_every_format_is_its_last_day(county, look):
    rows = [[*LEDGER_ROW[:5], (dt.datetime(2026, 12, 1), look), *LEDGER_ROW[6:]]]
    reading = rehearse(county, "ledger", shown.xlsx([LEDGER_HEAD, *rows]))
    assert [line.plan.fields["due"] for line in reading.lines] == [dt.date(2026, 12, 31)]


@pytest.mark.parametrize(
    "look", ["yyyy-mm-dd", 'yyyy"年"m"月"d"日"', "m/d", "d-mmm-yy", 'm"月"d"日"']
)
def test_a_day_in_every_format_is_that_day(county, look):
    rows = [[*LEDGER_ROW[:5], (dt.datetime(2026, 12, 1), look), *LEDGER_ROW[6:]]]
    reading = rehearse(county, "ledger", shown.xlsx([LEDGER_HEAD, *rows]))
    assert [line.plan.fields["due"] for line in reading.lines] == [dt.date(2026, 12, 1)]


def test_a_hidden_row_of_a_unit_workbook_is_not_carried_out(county):
    content = table("unit", hidden=[first_row("unit") + 1])
    done = import_unit_workbook(county.office, county.root, book=read("表.xlsx", content))
    assert (done.new, done.refused) == (1, 1)
    assert not Problem.objects.filter(title="渠首漏水二").exists()
    assert [line.action for line in rehearse(county, "unit", content).lines][0] == SAME
