"""The working calendar: read once a process, and again when a year has changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from time import monotonic
from typing import Any

from django.conf import settings
from django.db.models import Count, Sum
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.listing import Column, ListPage
from zhixing.foundation.machinery.things.page import acts_of

from .models import CalendarYear, Change
from .rules import Day, WorkCalendar, month_grid

_cache: dict[str, Any] = {"key": None, "versions": {}, "current": None, "asked": None}


def calendar() -> WorkCalendar:
    """The county's working days as known now. One small query tells whether what is kept still
    holds; it is asked at most once a second.
    """
    _read_again()
    return _cache["current"]


def as_last_read() -> WorkCalendar:
    """For what is only shown, never counted by: asks no more often than ``calendar``, and not for
    every row in tests.
    """
    if settings.ZHIXING_TEST and _cache["current"] is not None:
        return _cache["current"]
    return calendar()


def calendars() -> Callable[[int], WorkCalendar]:
    """Version -> the calendar as it was known then; of 0, before anything was known."""
    _read_again()
    return _cache["versions"].__getitem__


def _read_again() -> None:
    if (
        _cache["current"] is not None
        and monotonic() - _cache["asked"] < 1
        and not settings.ZHIXING_TEST
    ):
        return
    sums = CalendarYear.objects.aggregate(
        years=Count("pk"), changes=Sum("changes"), marks=Sum("mark")
    )
    key = tuple(sums.values())
    if _cache["key"] != key or _cache["current"] is None:
        versions = _versions(Change.objects.select_related("year"))
        _cache.update({"versions": versions, "current": versions[max(versions)], "key": key})
    _cache["asked"] = monotonic()


def _versions(lines: Iterable[Change]) -> dict[int, WorkCalendar]:
    """Every version there was: each is the one before it and its own lines."""
    versions = {0: WorkCalendar()}
    days: dict[dt.date, Day] = {}
    official: set[int] = set()
    years: set[int] = set()
    for version, several in groupby(lines, key=lambda line: line.version):
        for line in several:
            if line.date is None:
                years.add(line.year.year)
                (official.add if line.official else official.discard)(line.year.year)
            elif line.working is None:
                days.pop(line.date, None)
            else:
                days[line.date] = Day(line.working, line.zh, line.en)
        versions[version] = WorkCalendar(
            dict(days), frozenset(official), version, frozenset(years), max(years)
        )
    return versions


def provisional(
    counted_from: dt.date | None, due: dt.date | None, days: WorkCalendar | None = None
) -> str:
    """What stands behind a date that was counted over a year whose days off are not announced; else
    nothing.
    """
    if counted_from is None or due is None:
        return ""
    if not (days or as_last_read()).provisional_years(counted_from, due):
        return ""
    return _(" (provisional)")


@dataclass(frozen=True)
class DayCell:
    """A day of a month, as the page marks it."""

    date: dt.date
    working: bool
    make_up: bool
    look: str
    day: Any  # what is known of it, or None


@dataclass(frozen=True)
class MonthGrid:
    """A month as weeks; a week begins on Monday, days of other months are None."""

    month: dt.date
    weeks: list[list[DayCell | None]]


@dataclass(frozen=True, kw_only=True)
class YearPage(ListPage):
    """A year as twelve months; its rows are the days that differ from the week."""

    year: int
    before: int
    after: int
    row: CalendarYear | None
    months: list[MonthGrid]
    provisional: bool
    working: int


def year_page(person: Actor, year: int) -> YearPage:
    """A year as twelve months of weeks, with what is known of each day."""
    days, today = calendar(), clock.today()
    row = CalendarYear.objects.select_related("thing").filter(year=year).first()
    months = [
        MonthGrid(
            dt.date(year, month, 1),
            [[_cell(day, days, today) for day in week] for week in month_grid(year, month)],
        )
        for month in range(1, 13)
    ]
    named = list(days.named(year).items())
    return YearPage(
        title=_("Working days of %(year)s") % {"year": year},
        columns=_columns(),
        rows=named,
        every=named,
        file=f"days-{year}",
        acts=acts_of(person, row) if row else [],
        year=year,
        before=year - 1,
        after=year + 1,
        row=row,
        months=months,
        provisional=days.provisional(year),
        working=sum(
            days.is_working(dt.date(year, 1, 1) + dt.timedelta(days=at))
            for at in range(366 if _is_leap(year) else 365)
        ),
    )


def _columns() -> list[Column]:
    """What the file holds of a day that differs; the page marks it in its month."""
    return [
        Column(_("Day"), lambda named: named[0]),
        Column(_("What it is"), lambda named: named[1].name(get_language() or "zh")),
        Column(_("Worked"), lambda named: named[1].working),
    ]


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _cell(day: dt.date | None, days: WorkCalendar, today: dt.date) -> DayCell | None:
    if day is None:
        return None
    working, make_up = days.is_working(day), days.is_make_up(day)
    looks = {"is-rest": not working, "is-work": make_up, "is-today": day == today}
    look = " ".join(look for look, holds in looks.items() if holds)
    return DayCell(day, working, make_up, look, days.known(day))
