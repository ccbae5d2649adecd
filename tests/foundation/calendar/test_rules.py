"""Working days, without a database."""

from datetime import date, timedelta

import pytest

from zhixing.foundation.spine.calendar.rules import Day, WorkCalendar, month_grid, of_years, seed


@pytest.fixture(scope="module")
def calendar():
    return of_years([2025, 2026, 2027])


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (
            date(2026, 2, 13),
            3,
            date(2026, 2, 25),
        ),  # Saturday 14 Feb is worked, then Spring Festival to 23 Feb
        (date(2026, 9, 18), 3, date(2026, 9, 22)),  # Sunday 20 Sep is worked
        (date(2026, 9, 9), 10, date(2026, 9, 22)),
        (date(2026, 9, 2), 5, date(2026, 9, 9)),
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 9, 19), 0, date(2026, 9, 20)),
        (date(2026, 9, 18), 0, date(2026, 9, 18)),
        (date(2026, 10, 8), -5, date(2026, 9, 23)),
    ],
)
def test_working_days_are_counted_from_the_next_working_day(calendar, start, days, end):
    assert calendar.add_working_days(start, days) == end


def test_a_span_over_years_is_counted_day_by_day(calendar):
    first = date(2024, 12, 20)
    for length in (0, 1, 9, 40, 365, 400, 800):
        for offset in (0, 3, 11, 200, 377):
            start = first + timedelta(offset)
            days = [start + timedelta(number) for number in range(1, length + 1)]
            counted = sum(calendar.is_working(on) for on in days)
            assert calendar.working_days_between(start, start + timedelta(length)) == counted


def test_counting_there_and_back_agree(calendar):
    for offset in range(0, 400, 7):
        start = date(2025, 3, 1) + timedelta(days=offset)
        for days in (1, 2, 3, 5, 10):
            end = calendar.add_working_days(start, days)
            assert calendar.working_days_between(start, end) == days
            assert calendar.working_days_between(end, start) == -days


def test_an_absurd_number_of_days_is_refused(calendar):
    with pytest.raises(ValueError, match="more than"):
        calendar.add_working_days(date(2026, 1, 1), 100_000)


def test_the_make_up_days_of_2026_are_known(calendar):
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    assert [on.strftime("%m-%d") for on in days if calendar.is_make_up(on)] == [
        "01-04",
        "02-14",
        "02-28",
        "05-09",
        "09-20",
        "10-10",
    ]


def test_a_year_without_a_notice_is_provisional_and_knows_new_year_alone(calendar):
    with pytest.raises(NotImplementedError):
        seed(2027)
    assert calendar.provisional(2027)
    assert not calendar.provisional(2026)
    assert not calendar.is_working(date(2027, 1, 1))  # a Friday, and free in every year
    assert calendar.is_working(date(2027, 1, 4)) and calendar.is_working(
        date(2027, 10, 1)
    )  # Monday to Friday, until the notice is entered
    assert calendar.provisional_years(date(2026, 12, 30), date(2027, 1, 4)) == [2027]


def test_the_ruler_shows_every_day_and_numbers_those_that_count(calendar):
    ruler = calendar.explain(date(2026, 9, 18), date(2026, 9, 22))
    assert [(day.date.day, day.kind, day.nth) for day in ruler] == [
        (18, "today", 0),
        (19, "rest", 0),
        (20, "work", 1),
        (21, "plain", 2),
        (22, "due", 3),
    ]
    assert ruler[2].note.zh == "调休班"


def test_the_ruler_of_an_overdue_promise_runs_from_the_day_due(calendar):
    ruler = calendar.explain(date(2026, 9, 22), date(2026, 9, 18))
    assert [(day.date.day, day.kind, day.nth) for day in ruler] == [
        (18, "due", 0),
        (19, "rest", 0),
        (20, "work", 1),
        (21, "plain", 2),
        (22, "today", 3),
    ]


def test_what_surprises_in_a_span_is_named_once(calendar):
    oddities = calendar.oddities(date(2026, 9, 18), date(2026, 10, 9))
    assert [
        (odd.working, odd.first.isoformat(), odd.last.isoformat(), odd.day.zh) for odd in oddities
    ] == [
        (True, "2026-09-20", "2026-09-20", "调休班"),
        (False, "2026-09-25", "2026-09-27", "中秋"),
        (False, "2026-10-01", "2026-10-07", "国庆"),
    ]


def test_a_county_may_override_one_day():
    closed = WorkCalendar({date(2026, 3, 4): Day(False, "停电", "power cut")}, frozenset({2026}))
    assert closed.add_working_days(date(2026, 3, 3), 1) == date(2026, 3, 5)
    assert closed.days[date(2026, 3, 4)].name("en") == "power cut"
    assert closed.days[date(2026, 3, 4)].name("zh-hans") == "停电"


def test_a_month_is_laid_out_in_weeks(calendar):
    weeks = month_grid(2026, 9)
    assert weeks[0] == [None, date(2026, 9, 1), *[date(2026, 9, n) for n in range(2, 7)]]
    assert len(weeks) == 5
    assert weeks[-1][3:] == [None, None, None, None]
