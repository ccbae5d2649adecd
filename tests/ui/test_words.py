"""Dates, moments, rates and phones as words, in both languages."""

import datetime as dt

import pytest
from django.utils import timezone, translation

from zhixing.ui import words

DAY = dt.date(2026, 9, 22)


@pytest.mark.parametrize(
    ("language", "known", "expected"),
    [
        ("zh-hans", 2026, "9月22日 星期二"),
        ("en", 2026, "Tuesday 22 September"),
        ("zh-hans", 2027, "2026年9月22日 星期二"),
        ("en", dt.date(2027, 1, 1), "Tuesday 22 September 2026"),
    ],
)
def test_dates_are_words(language, known, expected):
    with translation.override(language):
        assert words.datewords(DAY, known) == expected


def test_short_and_full_dates():
    with translation.override("zh-hans"):
        assert words.shortdate(DAY, 2026) == "9月22日"
        assert words.fulldate(DAY) == "2026年9月22日"
        assert words.datewords(None) == words.shortdate("") == words.fulldate(None) == ""
    with translation.override("en"):
        assert words.fulldate(DAY) == "22 September 2026"


def test_moments_are_local():
    moment = dt.datetime(2026, 9, 16, 7, 10, tzinfo=dt.UTC)
    with translation.override("zh-hans"), timezone.override("Asia/Shanghai"):
        assert words.timewords(moment, 2026) == "9月16日 15:10"
        assert words.clockwords(moment) == "15:10:00"
        assert words.sincewords(moment, dt.date(2026, 9, 16)) == "今天 15:10"
        assert words.sincewords(moment, dt.date(2026, 9, 17)) == "昨天 15:10"
        assert words.sincewords(moment, dt.date(2026, 9, 20)) == "9月16日 15:10"


def test_under_a_days_number():
    with translation.override("zh-hans"):
        assert words.day_caption(DAY, DAY) == "今天"
        assert words.day_caption(DAY, dt.date(2026, 9, 18)) == "星期二"
        assert words.day_caption(DAY, dt.date(2026, 8, 18)) == "9月 周二"
    with translation.override("en"):
        assert words.day_caption(DAY, dt.date(2026, 8, 18)) == "Sep Tue"


def test_a_rate_has_both_numbers_and_is_silent_when_few():
    with translation.override("zh-hans"):
        assert words.rate_words(12, 14) == "12 / 14，85.7%"
        assert words.rate_words(7, 8) == "样本不足 7 / 8"
        assert words.rate_words(0, 0) == "还没有数"
    with translation.override("en"):
        assert words.rate_words(12, 14) == "12 / 14, 85.7%"
        assert words.rate_words(7, 8) == "too few to rate, 7 / 8"


def test_phones_are_masked_and_scores_read_as_on_paper():
    assert words.mask_phone("10000000022") == "100****0022"
    assert words.mask_phone("1234567") == "12***67"
    assert words.mask_phone("") == ""
    assert [words.hundredths(n) for n in (6000, 8650, 8625, 5, 0, -150, None)] == [
        "60",
        "86.5",
        "86.25",
        "0.05",
        "0",
        "-1.5",
        "",
    ]
