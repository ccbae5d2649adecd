"""The days of a span, each with a square for everything on it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable

from django.utils.translation import ngettext, pgettext

from zhixing.foundation.machinery.things.blocks import DayOfSquares, Look
from zhixing.foundation.spine.calendar.queries import calendar
from zhixing.foundation.spine.calendar.rules import RulerDay
from zhixing.ui.words import datewords, short_weekday

from .rules import Span

DRAWN = 5  # squares on a day; of more it is said how many
ORDER = (Look.OVER, Look.SOON, Look.DONE, Look.NEXT)


def days_with(
    marks: Iterable[tuple[dt.date, Look]],
    span: Span,
    today: dt.date,
    way: Callable[[dt.date], str],
) -> list[DayOfSquares]:
    """Every day of the span with the squares on it; ``way`` leads to the list of a day's rows, and
    names the day as ``2026-09-18``.
    """
    by_day: dict[dt.date, list[Look]] = defaultdict(list)
    for date, look in marks:
        by_day[date].append(look)
    names, first = week(), span.first.isoformat()
    before, behind = way(span.first).split(first)
    return [
        _day(
            day,
            sorted(by_day[day.date], key=ORDER.index),
            _label(day, names),
            today,
            f"{before}{day.date.isoformat()}{behind}",
        )
        for day in calendar().explain(span.first, span.last)
    ]


def week() -> list[str]:
    """The short names of the weekdays, from Monday."""
    monday = dt.date(2024, 1, 1)
    return [short_weekday(monday + dt.timedelta(days=at)) for at in range(7)]


def _day(
    day: RulerDay,
    squares: list[Look],
    label: str,
    today: dt.date,
    url: str,
) -> DayOfSquares:
    return DayOfSquares(
        day.date,
        _kind(day, today),
        label,
        _spoken(day.date, len(squares)) if squares else "",
        squares[:DRAWN],
        max(len(squares) - DRAWN, 0),
        url if squares else "",
    )


def _kind(day: RulerDay, today: dt.date) -> str:
    if day.date == today:
        return "today"
    if day.make_up:
        return "work"
    if day.working:
        return "plain"
    return "fest" if day.note else "rest"


def _label(day: RulerDay, names: list[str]) -> str:
    """What stands over the number: the weekday, or a sign that the day is not what it seems."""
    if day.make_up:
        return pgettext("sign of a make-up workday", "work")
    if day.working:
        return names[day.date.weekday()]
    if day.note:
        return pgettext("sign of a holiday", "hol")
    return pgettext("sign of a rest day", "off")


def _spoken(date: dt.date, count: int) -> str:
    words = ngettext("%(day)s: %(count)s", "%(day)s: %(count)s", count)
    return words % {"day": datewords(date), "count": count}
