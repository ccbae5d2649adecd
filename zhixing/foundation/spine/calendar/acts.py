"""Acts on the calendar."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.act import act, begin, tell
from zhixing.foundation.machinery.errors import BadInput, NotNow
from zhixing.foundation.machinery.may import Role, SystemPerson, Where
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.roles import RoleCode

from .models import CalendarYear, DayKind, DayOff, Standing
from .rules import seed

OFFICE = Role(RoleCode.OFFICE)


@act("year.opened", label=_("Open a calendar year"), says=_("opened the calendar of %(year)s; %(state)s"), tells={"state": Standing}, on=Unit, may=Role(RoleCode.OFFICE, at="") | SystemPerson("timekeeper"), creates=CalendarYear, when=Where(kind="county"))
def open_year(actor: Any, unit: Unit, *, year: int) -> CalendarYear:
    """The days off of a year, from the package that knows the official notices; a year it does not know stays provisional and says so."""
    if CalendarYear.objects.filter(year=year).exists():
        raise NotNow("year.exists", _("The calendar of %(year)s is open already."), year=year)
    try:
        days, official = seed(year), True
    except NotImplementedError:
        days, official = {}, False
    row = begin(CalendarYear(year=year, official=official, unit=unit, source="chinesecalendar" if official else "", changes=1))
    DayOff.objects.bulk_create([DayOff(date=on, year=row, working=day.working, zh=day.zh, en=day.en) for on, day in days.items()])
    tell(year=year, state=str(Standing.OFFICIAL if official else Standing.PROVISIONAL))
    return row


@act("day.set", label=_("Set a day"), says=_("set %(date)s: %(what)s"), tells={"what": DayKind}, on=CalendarYear, may=OFFICE)
def set_day(actor: Any, year: CalendarYear, *, date: dt.date, working: bool, zh: str = "", en: str = "", reason: str = "") -> CalendarYear:
    """A day is worked, or not, otherwise than the table says. Deadlines already promised keep their date; later counts use the new table."""
    if date.year != year.year:
        raise BadInput("day.year", _("This day is not in %(year)s."), {"date": [_("This day is not in this year.")]}, year=year.year)
    DayOff.objects.update_or_create(date=date, defaults={"year": year, "working": working, "zh": zh, "en": en})
    year.changes += 1
    tell(date=date, what=str(DayKind.WORKED if working else DayKind.OFF))
    return year


@act("year.confirmed", label=_("The official notice is entered"), says=_("confirmed the year by %(source)s"), on=CalendarYear, may=OFFICE)
def confirm_year(actor: Any, year: CalendarYear, *, source: str) -> CalendarYear:
    """From now on the year is no longer provisional."""
    year.official, year.source = True, source
    year.changes += 1
    tell(source=source)
    return year
