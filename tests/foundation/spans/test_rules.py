"""Spans of days as an address names them."""

from __future__ import annotations

import datetime as dt

import pytest

from zhixing.foundation.kits.spans.rules import (
    day_span,
    fortnight_of,
    half_of,
    month_of,
    months_of,
    quarter_of,
    span_in,
    year_span,
)

DAY = dt.date(2026, 9, 18)


@pytest.mark.parametrize(
    ("span", "code", "first", "last"),
    [
        (day_span(DAY), "2026-09-18", (9, 18), (9, 18)),
        (month_of(DAY), "2026-09", (9, 1), (9, 30)),
        (quarter_of(DAY), "2026-Q3", (7, 1), (9, 30)),
        (half_of(DAY), "2026-H2", (7, 1), (12, 31)),
        (half_of(dt.date(2026, 6, 30)), "2026-H1", (1, 1), (6, 30)),
        (year_span(2026), "2026", (1, 1), (12, 31)),
    ],
)
def test_a_span_is_read_as_it_is_written(span, code, first, last):
    assert span.code == code
    assert (span.first, span.last) == (dt.date(2026, *first), dt.date(2026, *last))
    assert span_in(code) == span


@pytest.mark.parametrize(
    "text",
    [
        "",
        None,
        "2026-13",
        "2026-00",
        "2026-02-30",
        "2026-Q5",
        "2026-H3",
        "26-09",
        "2026-9",
        "2026-09-18x",
        "1066",
        "9999-12",
        "2026-Q",
        "٢٠٢٦",
        7,
    ],
)
def test_anything_else_names_no_span(text):
    assert span_in(text) is None


def test_the_months_of_a_year_are_the_year():
    months = months_of(2024)
    assert months[0].first == dt.date(2024, 1, 1) and months[-1].last == dt.date(2024, 12, 31)
    assert sum((month.last - month.first).days + 1 for month in months) == 366
    assert months[1].last == dt.date(2024, 2, 29)


def test_a_fortnight_begins_on_monday():
    span = fortnight_of(DAY)
    assert (span.first, span.last) == (dt.date(2026, 9, 14), dt.date(2026, 9, 27))
