"""Days as offices write them: one reading is read, two are not guessed, the time of day is kept."""

from __future__ import annotations

import datetime as dt

import pytest

from zhixing.foundation.kits.workbooks.days import read_day
from zhixing.solve.problems.countyfile.deadlines import months_later, read_deadline

LAST = dt.date(2026, 12, 31)


@pytest.mark.parametrize(
    "text",
    [
        "2026.12",
        "2026-12",
        "2026年12月",
        "2026年12月份",
        "2026–12–31",
        "2026—12—31",
        "2026－12－31",
        "2026‐12‐31",
        "2026。12。31",
        "2026,12,31",
        "2026，12，31",
        "2026、12、31",
        "2026·12·31",
        "2026 12 31",
        "2026年 12月 31日",
        "26.12.31",
        "26-12-31",
        "26/12/31",
        "12/31/26",
        "20261231前",
        "2026年底",
        "2026年末",
        "2026年年底前",
        "2026年岁末",
        "2026Q4",
        "2026年四季度末",
        "Dec 2026",
        "贰零贰陆年拾贰月叁拾壹日",
        "二零二六年十二月卅一日",
        "2026年12月31日前完成整改",
        "截至2026-12-31",
        "于2026年12月31日前全部办结",
        "2026年12月31日止",
        "2026-12-31T00:00:00Z",
        "2026/12/31 0:00",
    ],
)
def test_one_reading_is_read(text):
    day = read_day(text)
    assert (day.kind, day.day, day.time) == ("day", LAST, "")


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026年12月31日17:30前", "17:30"),
        ("2026-12-31 17:30:00", "17:30:00"),
        ("46387.75", "18:00"),
        ("2026-12-31T17:30Z", "17:30Z"),
        ("2026-12-31T09:00+08:00", "09:00+08:00"),
        ("2026年12月31日下午5点半前", "下午5点半"),
        ("2026年12月31日（周四） 9:00", "9:00"),
        ("2026年12月31日24时前", "24时"),
        ("2026年12月31日上午", "上午"),
        ("2026-12-31 17时30分", "17时30分"),
    ],
)
def test_the_time_of_day_is_kept_in_its_words(text, time):
    day = read_day(text)
    assert (day.kind, day.day, day.time) == ("day", LAST, time)


@pytest.mark.parametrize(
    "text",
    [
        "12.31",
        "12/31",
        "31/12",
        "12–31",
        "12月底",
        "12月",
        "年底前",
        "年终",
        "第四季度",
        "四季度末",
        "12月31日17:30",
        "今年底",
        "本年度内",
        "全年",
    ],
)
def test_the_year_is_asked_where_it_is_missing(text):
    assert (read_day(text).kind, read_day(text, 2026).day) == ("year", LAST)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("明年3月", dt.date(2027, 3, 31)),
        ("次年6月底前", dt.date(2027, 6, 30)),
        ("明年底", dt.date(2027, 12, 31)),
    ],
)
def test_a_year_may_be_said_from_the_year_of_the_file(text, day):
    assert (read_day(text).kind, read_day(text, 2026).day) == ("year", day)


@pytest.mark.parametrize(
    "text",
    [
        "1/2/2027",
        "31.12.26",
        "5.6.7",
        "12.3",
        "2026.1",
        "Dec-26",
        "12:00",
        "待定",
        "/",
        "—",
        "底",
        "2026年6月底前（已延期至12月底）",
    ],
)
def test_what_has_two_readings_or_none_is_not_guessed(text):
    day = read_day(text, 2026)
    two = text in ("1/2/2027", "31.12.26", "12.3", "2026.1", "Dec-26")
    assert (day.kind, day.twofold) == ("unreadable", two)
    assert read_deadline(text, 2026).twofold == two


@pytest.mark.parametrize("text", ["2月30日", "13月", "2026.13.1", "2026–02–30", "9999-12-31"])
def test_a_day_that_does_not_exist_is_said_so(text):
    assert read_day(text).kind == "never"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-31至2027-01-31", dt.date(2027, 1, 31)),
        ("2026年12月25日-31日", LAST),
        ("2026年12月25日至31日前", LAST),
        ("2026.11.1—2026.12.31", LAST),
    ],
)
def test_a_span_is_due_at_its_end(text, day):
    deadline = read_deadline(text)
    assert (deadline.kind, deadline.day, deadline.until) == ("day", day, True)


def test_a_span_that_ends_before_it_begins_is_none():
    assert read_deadline("2026-12-31至2026-01-31").kind == "unreadable"


@pytest.mark.parametrize(
    ("text", "count", "unit"),
    [
        ("3个工作日", 3, "working"),
        ("十五个工作日内", 15, "working"),
        ("一周内", 1, "weeks"),
        ("两周内完成", 2, "weeks"),
        ("1个月内", 1, "months"),
        ("三个月之内", 3, "months"),
        ("接到通知后15日内", 15, "days"),
        ("自交办之日起三十天内", 30, "days"),
    ],
)
def test_a_deadline_may_be_counted_from_the_day_of_receipt(text, count, unit):
    deadline = read_deadline(text)
    assert (deadline.kind, deadline.count, deadline.unit) == ("within", count, unit)


@pytest.mark.parametrize("text", ["15日", "3天", "0天内", "内"])
def test_a_number_of_days_alone_is_no_deadline(text):
    assert read_deadline(text).kind == "unreadable"


@pytest.mark.parametrize("text", ["长期", "持续", "长期坚持", "常态化", "持续推进"])
def test_what_has_no_end(text):
    assert read_deadline(text).kind == "standing"


def test_a_month_later_is_the_same_day_or_the_last():
    assert months_later(dt.date(2026, 1, 31), 1) == dt.date(2026, 2, 28)
    assert months_later(dt.date(2026, 11, 15), 2) == dt.date(2027, 1, 15)
