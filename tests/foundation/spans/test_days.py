"""The days of a span with their squares."""

from __future__ import annotations

import datetime as dt

import pytest

from zhixing.foundation.kits.spans.coming import days_before
from zhixing.foundation.kits.spans.days import DRAWN, days_with, week
from zhixing.foundation.kits.spans.rules import month_of
from zhixing.foundation.machinery.things.blocks import Look

TODAY = dt.date(2026, 9, 18)


def way(day: dt.date) -> str:
    return f"?when={day}"


@pytest.mark.django_db
def test_a_square_stands_on_its_day_and_the_day_opens_its_rows(county):
    marks = [(dt.date(2026, 9, 2), Look.DONE), (dt.date(2026, 9, 2), Look.OVER)]
    days = {day.date.day: day for day in days_with(marks, month_of(TODAY), TODAY, way)}
    assert len(days) == 30
    assert days[2].squares == [Look.OVER, Look.DONE] and days[2].url == "?when=2026-09-02"
    assert days[3].squares == [] and days[3].url == ""


@pytest.mark.django_db
def test_of_many_it_is_said_how_many_more(county):
    marks = [(TODAY, Look.NEXT)] * (DRAWN + 3)
    day = next(day for day in days_with(marks, month_of(TODAY), TODAY, way) if day.squares)
    assert len(day.squares) == DRAWN and day.more == 3


@pytest.mark.django_db
def test_rest_days_fade_and_make_up_days_are_marked(county):
    kinds = {day.date.day: day.kind for day in days_with([], month_of(TODAY), TODAY, way)}
    assert (kinds[18], kinds[19], kinds[20], kinds[25]) == ("today", "rest", "work", "fest")


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "before"), [(0, 18), (1, 17), (3, 15), (5, 13)])
def test_the_last_day_from_which_working_days_are_left(county, days, before):
    assert days_before(TODAY, days) == dt.date(2026, 9, before)


def test_the_week_begins_on_monday():
    assert week()[0] in ("一", "Mon") and len(week()) == 7
