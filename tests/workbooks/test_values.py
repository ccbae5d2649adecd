"""How cells are read."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from zhixing.foundation.kits.intake.roster.table import ROSTER
from zhixing.foundation.kits.workbooks import days, values
from zhixing.foundation.kits.workbooks.reading import Sheet
from zhixing.foundation.kits.workbooks.tables import (
    data_rows,
    find_header,
    is_total_or_note,
    rows_word,
)

SEPTEMBER = dt.date(2026, 9, 3)


@pytest.mark.parametrize(
    "text",
    [
        "2026-09-03",
        "2026-9-3",
        "2026/9/3",
        "2026.9.3",
        "2026. 9. 3",
        "2026年9月3日",
        "2026年9月3号",
        "２０２６年９月３日",
        "2026 年 9 月 3 日",
        "20260903",
        "二〇二六年九月三日",
        "二○二六年九月三日",
        "2026-09-03 00:00:00",
        "2026-09-03 14:30",
        "2026-09-03T08:00:00",
        "2026年9月3日（星期四）",
        "2026年9月3日 周四",
        "2026年9月3日前",
        "2026年9月3日之前",
        "2026年9月3日以前",
        "26年9月3日",
        "3 Sep 2026",
        "Sep 3, 2026",
        "3-Sep-26",
        "September 3, 2026",
        "46268",
        "46268.0",
        "2026年9月3日下午3点",
    ],
)
def test_one_day_in_every_writing(text):
    assert days.read_day(text) == days.Day("day", SEPTEMBER)


@pytest.mark.parametrize(
    ("text", "year", "kind", "day"),
    [
        ("9月3日", None, "year", None),
        ("9月3日", 2026, "day", SEPTEMBER),
        ("九月三日", 2026, "day", SEPTEMBER),
        ("十二月三十一日", 2026, "day", dt.date(2026, 12, 31)),
        ("9月底前", 2026, "day", dt.date(2026, 9, 30)),
        ("9月末", 2026, "day", dt.date(2026, 9, 30)),
        ("2026年9月", None, "day", dt.date(2026, 9, 30)),
        ("2026-09", None, "day", dt.date(2026, 9, 30)),
        ("202609", None, "day", dt.date(2026, 9, 30)),
        ("年底前", 2026, "day", dt.date(2026, 12, 31)),
        ("2026年底", None, "day", dt.date(2026, 12, 31)),
        ("三季度末", 2026, "day", dt.date(2026, 9, 30)),
        ("2026年第三季度", None, "day", dt.date(2026, 9, 30)),
        ("上半年", 2026, "day", dt.date(2026, 6, 30)),
        ("9月上旬", 2026, "day", dt.date(2026, 9, 10)),
        ("2026年9月中旬", None, "day", dt.date(2026, 9, 20)),
        ("9月下旬", 2026, "day", dt.date(2026, 9, 30)),
        ("30/9/2026", None, "day", dt.date(2026, 9, 30)),
        ("9/30/2026", None, "day", dt.date(2026, 9, 30)),
        ("9/3/2026", None, "unreadable", None),
        ("60", None, "never", None),
        ("1900-02-29", None, "never", None),
        ("1900-02-28", None, "never", None),
        ("2026-02-30", None, "never", None),
        ("2026年13月1日", None, "never", None),
        ("", None, "missing", None),
        ("尽快", None, "unreadable", None),
        ("12345678901", None, "unreadable", None),
        ("2026", None, "unreadable", None),
        ("一周内", None, "unreadable", None),
        ("0", None, "unreadable", None),
    ],
)
def test_days_that_say_less(text, year, kind, day):
    assert days.read_day(text, year) == days.Day(kind, day)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,200", 1200),
        ("３５", 35),
        ("85分", 85),
        ("12.5%", Decimal("0.125")),
        ("1 200", 1200),
        ("-3", -3),
        ("约300", None),
        ("", None),
        ("十", None),
    ],
)
def test_numbers(text, number):
    assert values.read_number(text) == number


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("是", True),
        ("√", True),
        ("TRUE", True),
        ("Ｙ", True),
        ("☑", True),
        ("否", False),
        ("×", False),
        ("X", False),
        ("FALSE", False),
        ("", None),
        ("也许", None),
    ],
)
def test_yes_and_no(text, answer):
    assert values.read_yes(text) is answer


def test_what_nobody_meant_is_mended():
    assert (
        values.tidy("\u3000⻘山镇\xa0") == "青山镇"
        and values.tidy("县⽔利局") == "县水利局"
        and values.tidy("㐂𠮷") == "㐂𠮷"
    )
    assert (
        values.plain("聯 繫電話") == "联系电话"
        and values.choose("組 長", {"组长": "LEADER"}) == "LEADER"
        and values.choose("顾问", {"组长": "LEADER"}) is None
    )


@pytest.mark.parametrize(
    "heading",
    [
        "姓名",
        "姓 名",
        "姓名*",
        "＊姓名",
        "姓名：",
        "姓名（必填）",
        "姓名\n(全称)",
        "Name",
        "name",
        "人员姓名",
    ],
)
def test_a_heading_by_its_meaning(heading):
    assert ROSTER.meaning(heading) == "name"


def test_no_heading():
    assert ROSTER.meaning("联系人姓名和电话") is None and ROSTER.meaning("") is None


@pytest.mark.parametrize(
    ("row", "over"),
    [
        (["合计", "", "30"], True),
        (["合计：30条"], True),
        (["1", "合 计"], True),
        (["注：单位用全称"], True),
        (["制表人：陈", "审核人：李"], True),
        (["填表日期：2026年9月3日"], True),
        (["1", "城关镇", "合计小姐"], False),
        (["", ""], False),
        (["说明", "城关镇", "陈知行"], False),
    ],
)
def test_totals_and_notes(row, over):
    assert is_total_or_note(row) is over


def test_tables_below_and_beside_each_other():
    sheet = Sheet(
        "表",
        False,
        (
            ("名单", "", "", "", "", ""),
            ("单位", "姓名", "身份", "单位", "姓名", "身份"),
            ("甲镇", "陈", "组长", "乙镇", "李", "成员"),
            ("", "", "", "乙镇", "王", "组长"),
            ("小计", "1", "", "", "", ""),
            ("姓名", "身份", "单位", "", "", ""),
            ("赵", "成员", "丙镇", "", "", ""),
        ),
    )
    header = find_header(sheet, ROSTER)
    assert [
        (row, cells["unit"], cells["name"])
        for row, _columns, cells in data_rows(sheet, header, ROSTER)
    ] == [(3, "甲镇", "陈"), (3, "乙镇", "李"), (4, "乙镇", "王"), (7, "丙镇", "赵")]


def test_rows_in_words():
    assert (
        rows_word([88, 89, 90]) == "88–90"
        and rows_word([106, 110]) == "106, 110"
        and rows_word([5]) == "5"
    )
