"""The yearly notice, as prose and as tables, against what the package knows."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from zhixing.foundation.spine.calendar.notice import NoticeError, as_lines, misfits, read_notice
from zhixing.foundation.spine.calendar.rules import seed

PROSE_2026 = """国务院办公厅关于2026年部分节假日安排的通知
国办发明电〔2025〕7号
各省、自治区、直辖市人民政府：
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。
国务院办公厅
2025年11月4日
"""
TABLE_2026 = """节日\t放假时间\t调休上班日期\t放假天数
元旦\t1月1日至1月3日\t1月4日\t3天
春节\t2月15日—2月23日\t2月14日、2月28日\t9天
清明节\t4月4日~6日\t\t3天
劳动节\t5月1日至5日\t5月9日\t5天
端午节\t6月19日至21日\t\t3天
中秋节\t9月25日至27日\t\t3天
国庆节\t10月1日至7日\t9月20日、10月10日\t7天
"""


def worked(days):
    """What counts: is it worked or not; names apart."""
    return {on: day.working for on, day in days.items()}


@pytest.mark.parametrize(
    "text",
    [
        PROSE_2026,
        TABLE_2026,
        PROSE_2026.replace("至", "-"),
        TABLE_2026.replace("\t", "|"),
        PROSE_2026.replace("日（", "号（").replace("周", "星期"),
        re.sub(r"(\d+)月(\d+)日", r"\1/\2", TABLE_2026),
        re.sub(r"(\d+)月(\d+)日", r"\1.\2", TABLE_2026),
        re.sub(r"\d", lambda digit: chr(ord(digit[0]) + 0xFEE0), PROSE_2026),
    ],
    ids=["prose", "table", "hyphens", "bars", "spoken", "slashes", "dots", "full width"],
)
def test_the_notice_is_read_as_the_package_knows_it(text):
    days, known = read_notice(text, 2026), worked(seed(2026))
    assert {on: works for on, works in worked(days).items() if known.get(on) != works} == {}
    assert {on: works for on, works in known.items() if on not in days} == {}
    assert (
        days[dt.date(2026, 2, 16)].zh == "春节"
        and days[dt.date(2026, 2, 16)].en == "Spring Festival"
    )


@pytest.mark.parametrize("year", [2020, 2023, 2024, 2025, 2026])
def test_lines_go_out_and_come_in_again(year):
    days = seed(year)
    assert worked(read_notice(as_lines(days), year)) == worked(days)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (PROSE_2026, 0),
        (TABLE_2026, 0),
        (PROSE_2026.replace("2月14日（周六）", "2月14日（周五）"), 1),
        (PROSE_2026.replace("至3日（周六）", "至3日（星期天）"), 1),
    ],
)
def test_weekdays_that_do_not_fit_are_counted(text, count):
    assert misfits(text, 2026) == count


def test_two_holidays_in_one_and_a_day_of_the_year_before():
    lines = as_lines({on: day for on, day in seed(2025).items() if on.month < 10})
    text = (
        lines + "\n国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、"
        "10月11日（周六）上班。"
    )
    days = read_notice(text, 2025)
    assert days[dt.date(2025, 10, 6)].zh == "国庆、中秋" and days[dt.date(2025, 10, 11)].working
    over = as_lines({on: day for on, day in seed(2023).items() if on.month > 1})
    days = read_notice(
        "元旦：2022年12月31日（周六）至2023年1月2日（周一）放假，共3天。\n" + over, 2023
    )
    assert not days[dt.date(2023, 1, 2)].working and min(days) == dt.date(2023, 1, 1)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("各地区要妥善安排好值班", "empty"),
        ("1月1日放假", "few"),
        ("2月30日放假", "day"),
        ("1月1日至12月1日放假", "day"),
        (PROSE_2026.replace("2026年部分", "2025年部分"), "headed"),
        (PROSE_2026.replace("1月4日（周日）上班", "2025年12月27日（周六）上班"), "year"),
    ],
)
def test_what_can_not_be_read_is_said(text, code):
    with pytest.raises(NoticeError) as refused:
        read_notice(text, 2026)
    assert refused.value.code == code
