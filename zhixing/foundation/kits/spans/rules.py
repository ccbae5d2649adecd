"""Spans of days as an address names them: a day, a month, a quarter, a half year, a year."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zhixing.foundation.machinery.inputs import year_in

ONE = dt.timedelta(days=1)
NAMED = re.compile(r"(\d{4})(?:-(?:(Q)([1-4])|(H)([12])|(\d\d)(?:-(\d\d))?))?", re.ASCII)
MONTHS = {"": 12, "H": 6, "Q": 3, "M": 1}  # of each kind of span


@dataclass(frozen=True)
class Span:
    """From a day to a day, both included. ``code`` is what an address calls it: ``2026-09-18``,
    ``2026-09``, ``2026-Q3``, ``2026-H2``, ``2026``.
    """

    code: str
    first: dt.date
    last: dt.date

    @property
    def year(self) -> int:
        return self.first.year

    @property
    def range(self) -> tuple[dt.date, dt.date]:
        """For ``__range``."""
        return self.first, self.last

    def has(self, day: dt.date | None) -> bool:
        return day is not None and self.first <= day <= self.last


def day_span(day: dt.date) -> Span:
    """The day alone."""
    return Span(day.isoformat(), day, day)


def month_of(day: dt.date) -> Span:
    """The month of a day."""
    return _months(f"{day:%Y-%m}", day.year, day.month, 1)


def fortnight_of(day: dt.date) -> Span:
    """This week and the next, from Monday. No address names it."""
    monday = day - dt.timedelta(days=day.weekday())
    return Span("", monday, monday + dt.timedelta(days=13))


def quarter_of(day: dt.date) -> Span:
    """The quarter of a day."""
    return _nth(day.year, "Q", (day.month - 1) // 3 + 1)


def half_of(day: dt.date) -> Span:
    """The half year of a day."""
    return _nth(day.year, "H", (day.month - 1) // 6 + 1)


def year_span(year: int) -> Span:
    """From its first day to its last."""
    return _months(str(year), year, 1, 12)


def usual(today: dt.date) -> list[Span]:
    """The periods that are looked at most: this month, this quarter, this year and the last."""
    years = year_span(today.year), year_span(today.year - 1)
    return [month_of(today), quarter_of(today), *years]


def months_of(year: int) -> list[Span]:
    """The twelve months."""
    return [month_of(dt.date(year, month, 1)) for month in range(1, 13)]


def _nth(year: int, kind: str, nth: int) -> Span:
    """The first, second ... quarter or half of a year."""
    months = MONTHS[kind]
    return _months(f"{year}-{kind}{nth}", year, (nth - 1) * months + 1, months)


def _months(code: str, year: int, month: int, count: int) -> Span:
    behind = dt.date(year + (month + count > 12), (month + count - 1) % 12 + 1, 1)
    return Span(code, dt.date(year, month, 1), behind - ONE)


def span_in(text: Any) -> Span | None:
    """The span that an address names; None for anything else."""
    named = NAMED.fullmatch(str(text or ""))
    if named is None or year_in(named[1]) is None:
        return None
    year = int(named[1])
    if named[2] or named[4]:
        return _nth(year, named[2] or named[4], int(named[3] or named[5]))
    if named[6] is None:
        return year_span(year)
    return _of_calendar(year, int(named[6]), named[7])


def _of_calendar(year: int, month: int, day: str | None) -> Span | None:
    """A month or a day, where the calendar has it."""
    try:
        first = dt.date(year, month, int(day or 1))
    except ValueError:
        return None
    return month_of(first) if day is None else day_span(first)


def span_of(choices: Mapping[str, Any], name: str = "when") -> Span | None:
    """The span among the choices of an address."""
    return span_in(choices.get(name))
