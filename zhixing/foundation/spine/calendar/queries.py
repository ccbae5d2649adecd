"""The working calendar: read once a process, and again when a year has changed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, Sum

from zhixing.foundation.machinery import clock

from .models import CalendarYear, DayOff
from .rules import Day, WorkCalendar, month_grid

_kept: dict[str, Any] = {"key": None, "calendar": None, "asked": None}


def calendar() -> WorkCalendar:
    """The county's working days. One small query tells whether what is kept still holds; it is asked at most once a second."""
    from time import monotonic

    from django.conf import settings

    if _kept["calendar"] is not None and _kept["asked"] is not None and monotonic() - _kept["asked"] < 1 and not settings.ZHIXING_TEST:
        return _kept["calendar"]
    found = CalendarYear.objects.aggregate(years=Count("pk"), changes=Sum("changes"))
    key = (found["years"], found["changes"])
    if _kept["key"] != key or _kept["calendar"] is None:
        days = {one.date: Day(one.working, one.zh, one.en) for one in DayOff.objects.all()}
        official = frozenset(CalendarYear.objects.filter(official=True).values_list("year", flat=True))
        _kept.update(calendar=WorkCalendar(days, official), key=key)
    _kept["asked"] = monotonic()
    return _kept["calendar"]


def year_page(year: int) -> dict[str, Any]:
    """A year as twelve months of weeks, with what is known of each day."""
    days, today = calendar(), clock.today()
    row = CalendarYear.objects.select_related("thing").filter(year=year).first()
    months = [
        {
            "month": dt.date(year, month, 1),
            "weeks": [[_cell(day, days, today) for day in week] for week in month_grid(days, year, month)],
        }
        for month in range(1, 13)
    ]
    return {
        "year": year, "row": row, "months": months, "provisional": days.provisional(year),
        "named": [(on, day) for on, day in sorted(days.days.items()) if on.year == year],
        "working": sum(days.is_working(dt.date(year, 1, 1) + dt.timedelta(days=at)) for at in range(366 if _leap(year) else 365)),
    }  # fmt: skip


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _cell(day: dt.date | None, days: WorkCalendar, today: dt.date) -> dict[str, Any] | None:
    if day is None:
        return None
    known = days.days.get(day)
    return {"date": day, "working": days.is_working(day), "make_up": days.is_make_up(day), "today": day == today, "day": known}
