"""Acts on the calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.act import act, begin, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.may import Where
from zhixing.foundation.spine.orgs.models import Unit

from . import may
from .models import CalendarYear, Change, DayKind, Standing, new_mark
from .notice import FEWEST_DAYS_OFF, NoticeError, read_notice
from .queries import calendar
from .refusals import Refused
from .rules import Day, seed


def _change(year: CalendarYear, days: Mapping[dt.date, Day | None]) -> None:
    """A new version of the calendar: what is different from now on; promises keep the one they were
    counted by.
    """
    year.changes, year.mark = year.changes + 1, new_mark()
    _write(year, days)


def _write(year: CalendarYear, days: Mapping[dt.date, Day | None]) -> None:
    version = (Change.objects.aggregate(last=Max("version"))["last"] or 0) + 1
    lines = [Change(version=version, year=year, official=year.official)]
    for on, day in sorted(days.items()):
        what = {"working": day.working, "zh": day.zh, "en": day.en} if day is not None else {}
        lines.append(Change(version=version, year=year, official=year.official, date=on, **what))
    Change.objects.bulk_create(lines)


@act(
    "year.opened",
    label=_("Open a calendar year"),
    says=_("opened the calendar of %(year)s; %(state)s"),
    tells={"state": Standing},
    on=Unit,
    may=may.OPENS_YEAR,
    creates=CalendarYear,
    when=Where(kind="county"),
)
def open_year(actor: Actor, unit: Unit, *, year: int) -> CalendarYear:
    """The days off of a year, from the package that knows the official notices; a year it does not
    know stays provisional and says so.
    """
    if CalendarYear.objects.filter(year=year).exists():
        raise Refused.YEAR_EXISTS(year=year)
    try:
        days, official = seed(year), True
    except NotImplementedError:
        days, official = {}, False
    row = begin(
        CalendarYear(
            year=year,
            official=official,
            unit=unit,
            source="chinesecalendar" if official else "",
            changes=1,
        )
    )
    _write(row, days)
    tell(year=year, state=str(Standing.OFFICIAL if official else Standing.PROVISIONAL))
    return row


@act(
    "day.set",
    label=_("Set a day"),
    says=_("set %(date)s: %(what)s"),
    tells={"what": DayKind},
    on=CalendarYear,
    may=may.KEEPS,
)
def set_day(
    actor: Actor,
    year: CalendarYear,
    *,
    date: dt.date,
    working: bool,
    zh: str = "",
    en: str = "",
    reason: str = "",
) -> CalendarYear:
    """A day is worked, or not, otherwise than the table says. Deadlines already promised keep their
    date; later counts use the new table.
    """
    if date.year != year.year:
        raise Refused.DAY_YEAR.at({"date": [_("This day is not in this year.")]}, year=year.year)
    _change(year, {date: Day(working, zh, en)})
    tell(date=date, what=str(DayKind.WORKED if working else DayKind.OFF))
    return year


@act(
    "notice.entered",
    label=_("Enter the notice of the year"),
    says=_(
        "entered the notice of the year, %(source)s: days off: %(off)s, make-up days: %(works)s"
    ),
    on=CalendarYear,
    may=may.KEEPS,
)
def enter_notice(actor: Actor, year: CalendarYear, *, table: str, source: str) -> CalendarYear:
    """The whole notice at once, as its text or as a table: from now on the year is official. What
    stood in the table before and is not in the notice goes.
    """
    days = _read(table, year.year)
    year.official, year.source = True, source
    standing = calendar().table_of(year.year)
    _change(
        year,
        {on: None for on in standing if on not in days}
        | {on: day for on, day in days.items() if standing.get(on) != day},
    )
    tell(
        source=source,
        off=sum(not day.working for day in days.values()),
        works=sum(day.working for day in days.values()),
    )
    return year


def _read(table: str, year: int) -> dict[dt.date, Day]:
    try:
        return read_notice(table, year)
    except NoticeError as fault:
        raise Refused.of(f"notice.{fault.code}")(
            "table",
            line=fault.line,
            text=fault.text[:80],
            year=year,
            least=FEWEST_DAYS_OFF,
        ) from fault


@act(
    "year.confirmed",
    label=_("The official notice is entered"),
    says=_("confirmed the year by %(source)s"),
    on=CalendarYear,
    may=may.KEEPS,
    when=Where(official=False),
)
def confirm_year(actor: Actor, year: CalendarYear, *, source: str) -> CalendarYear:
    """The days were set one by one; from now on the year is no longer provisional. Not while
    nothing but 1 January is known of it.
    """
    if set(calendar().table_of(year.year)) <= {dt.date(year.year, 1, 1)}:
        raise Refused.YEAR_EMPTY(year=year.year)
    year.official, year.source = True, source
    _change(year, {})
    tell(source=source)
    return year
