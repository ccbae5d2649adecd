"""Working days: which days count, and how a promise of N working days becomes a date.

Pure: no database, no clock. A county's days come in as a mapping (see ``queries.calendar``); where
a year has no official notice yet, Monday to Friday is assumed, 1 January apart, and the year says
so (``provisional``). Years before the first that the county has opened are read from the package
when a date needs them.

Sources: the State Council's yearly notice on public holidays, as read by the package
``chinesecalendar``; that counting begins on the working day after the event is our default
(domain.md 4.3, mark D).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from typing import Literal

ONE = timedelta(days=1)
SATURDAY = 5
# No promise is longer than this; a larger number is a slip of the pen, not a deadline.
LONGEST = 3660

Kind = Literal["today", "due", "work", "rest", "plain"]

# Short names of the seven statutory holidays: by the package's code, in Chinese and in English.
HOLIDAYS: dict[str, tuple[str, str]] = {
    "new_years_day": ("元旦", "New Year"),
    "spring_festival": ("春节", "Spring Festival"),
    "tomb_sweeping_day": ("清明", "Qingming"),
    "labour_day": ("五一", "Labour Day"),
    "dragon_boat_festival": ("端午", "Dragon Boat Festival"),
    "mid_autumn_festival": ("中秋", "Mid-Autumn"),
    "national_day": ("国庆", "National Day"),
}
MAKE_UP = ("调休班", "make-up day")


@dataclass(frozen=True, slots=True)
class Day:
    """What is known of one date: whether it is worked, and why it differs from the week."""

    working: bool
    zh: str = ""
    en: str = ""

    def name(self, language: str) -> str:
        """The name in the language asked for, or in the other one where only that is known."""
        return (self.zh or self.en) if language.startswith("zh") else (self.en or self.zh)


# Free in every year, also before its notice is out.
NEW_YEAR = Day(False, *HOLIDAYS["new_years_day"])


@dataclass(frozen=True, slots=True)
class RulerDay:
    """One day of the working-day ruler beside a deadline.

    ``nth`` is 1 for the first counted working day, 0 where the day is not counted. ``note`` is None
    for an ordinary day.
    """

    date: date
    kind: Kind
    working: bool
    make_up: bool
    nth: int
    note: Day | None


@dataclass(frozen=True, slots=True)
class Oddity:
    """A make-up working day, or a run of days off with a holiday's name, inside a span of days."""

    working: bool
    first: date
    last: date
    day: Day


@dataclass(frozen=True)
class WorkCalendar:
    """A county's working days. ``days`` holds only the dates that differ from the week or bear a
    name.

    ``version`` counts what the county has entered: a promise is counted by the calendar as it was
    known then. ``opened`` are the years the county has entered, notice or not; others before the
    last of them come from the package.
    """

    days: Mapping[date, Day] = field(default_factory=dict)
    official: frozenset[int] = frozenset()
    version: int = 0
    opened: frozenset[int] = frozenset()
    last: int = 0
    _sums: dict[int, list[int]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def known(self, on: date) -> Day | None:
        """What is known of a date beyond its weekday."""
        day = self.days.get(on)
        if day is not None or on.year in self.official:
            return day
        earlier = self._earlier(on.year)
        if earlier is not None:
            return earlier.get(on)
        return NEW_YEAR if (on.month, on.day) == (1, 1) else None

    def _earlier(self, year: int) -> Mapping[date, Day] | None:
        """A year that nobody needed to open: the package knows it since long."""
        return _package_days(year) if year < self.last and year not in self.opened else None

    def table_of(self, year: int) -> dict[date, Day]:
        """What the county itself has entered of a year."""
        return {on: day for on, day in self.days.items() if on.year == year}

    def named(self, year: int) -> dict[date, Day]:
        """The days of a year that differ from the week or bear a name."""
        days = ((on, self.known(on)) for on in _days(date(year, 1, 1), date(year, 12, 31)))
        return {on: day for on, day in days if day is not None}

    def is_working(self, on: date) -> bool:
        """Whether ``on`` is worked: what the county's notice says, else Monday to Friday."""
        known = self.known(on)
        return known.working if known else on.weekday() < SATURDAY

    def is_make_up(self, on: date) -> bool:
        """A Saturday or Sunday that is worked (调休上班)."""
        return on.weekday() >= SATURDAY and self.is_working(on)

    def next_working(self, on: date) -> date:
        """``on`` itself if it is worked, else the first working day after it."""
        while not self.is_working(on):
            on += ONE
        return on

    def last_working(self, on: date) -> date:
        """``on`` itself if it is worked, else the last working day before it."""
        while not self.is_working(on):
            on -= ONE
        return on

    def add_working_days(self, start: date, days: int) -> date:
        """The last of ``days`` working days, the first of which is the next working day after
        ``start``.

        0 gives ``start`` or the next working day. A negative number counts backwards ("5 working
        days before the session"). Raises ValueError beyond ``LONGEST``.
        """
        if abs(days) > LONGEST:
            raise ValueError(f"{days} working days is more than {LONGEST}")
        if days == 0:
            return self.next_working(start)
        step = ONE if days > 0 else -ONE
        on, left = start, abs(days)
        while left:
            on += step
            left -= self.is_working(on)
        return on

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and with ``end``; negative when ``end`` lies before
        ``start``.
        """
        if end < start:
            return -self.working_days_between(end, start)
        years = range(start.year, end.year)
        before = sum(self._worked(year)[-1] for year in years)
        return before + self._worked_until(end) - self._worked_until(start)

    def _worked_until(self, on: date) -> int:
        """Working days of its year up to and with ``on``."""
        return self._worked(on.year)[(on - date(on.year, 1, 1)).days]

    def _worked(self, year: int) -> list[int]:
        """For each day of a year how many working days it has by then: a list counts with many
        dates.
        """
        if year not in self._sums:
            days = _days(date(year, 1, 1), date(year, 12, 31))
            self._sums[year] = list(accumulate(int(self.is_working(on)) for on in days))
        return self._sums[year]

    def provisional(self, year: int) -> bool:
        """True while the year's official notice is not entered: its dates may still move."""
        return year not in self.official and self._earlier(year) is None

    def provisional_years(self, start: date, end: date) -> list[int]:
        """The years touched by the span whose notice is missing."""
        return [year for year in range(start.year, end.year + 1) if self.provisional(year)]

    def explain(self, start: date, end: date) -> list[RulerDay]:
        """Every day from ``start`` (today) to ``end`` (the day due), counted: the ruler beside a
        deadline.

        With ``end`` before ``start`` the span runs from the day due to today and counts the overdue
        working days.
        """
        first, last = min(start, end), max(start, end)
        ruler, nth = [], 0
        for on in _days(first, last):
            working = self.is_working(on)
            counted = working and on > first
            nth += counted
            ruler.append(
                RulerDay(
                    on,
                    self._kind(on, start, end),
                    working,
                    self.is_make_up(on),
                    nth if counted else 0,
                    self.known(on),
                )
            )
        return ruler

    def oddities(self, start: date, end: date) -> list[Oddity]:
        """What surprises in the span after ``start`` up to ``end``: make-up days, and holidays as
        runs of days off.
        """
        oddities: list[Oddity] = []
        for on in _days(start + ONE, end):
            day = self.known(on)
            if day is None or (day.working and on.weekday() < SATURDAY):
                continue
            last = oddities[-1] if oddities else None
            if (
                not day.working
                and last
                and not last.working
                and last.last == on - ONE
                and last.day == day
            ):
                oddities[-1] = Oddity(False, last.first, on, day)
            elif day.working or day.zh or day.en:
                oddities.append(Oddity(day.working, on, on, day))
        return oddities

    def _kind(self, on: date, today: date, due: date) -> Kind:
        if on == today:
            return "today"
        if on == due:
            return "due"
        if not self.is_working(on):
            return "rest"
        return "work" if self.is_make_up(on) else "plain"


def seed(year: int) -> dict[date, Day]:
    """The year's days that differ from the week or bear a holiday's name, from ``chinesecalendar``.

    Raises NotImplementedError for a year whose notice the package does not know: the caller keeps
    it provisional.
    """
    import chinese_calendar  # only the seed needs the package; a running county reads its own table

    days: dict[date, Day] = {}
    for on in _days(date(year, 1, 1), date(year, 12, 31)):
        rest, code = chinese_calendar.get_holiday_detail(on)
        names = _names(code)
        if rest and names:
            days[on] = Day(False, *names)
        elif not rest and on.weekday() >= SATURDAY:
            days[on] = Day(True, *MAKE_UP)
    return days


@cache
def _package_days(year: int) -> Mapping[date, Day] | None:
    """As ``seed``, once a process; None for a year the package does not know."""
    try:
        return seed(year)
    except NotImplementedError:
        return None


def month_grid(year: int, month: int) -> list[list[date | None]]:
    """The month as weeks of seven, Monday first, None outside the month."""
    first = date(year, month, 1)
    last = (date(year, month, 28) + timedelta(days=4)).replace(day=1) - ONE
    cells: list[date | None] = [None] * first.weekday() + list(_days(first, last))
    cells += [None] * (-len(cells) % 7)
    return [cells[at : at + 7] for at in range(0, len(cells), 7)]


def _names(holiday: str | None) -> tuple[str, str] | None:
    """Both short names, from the package's English name of a holiday (None: no holiday)."""
    if holiday is None:
        return None
    import chinese_calendar

    known = chinese_calendar.Holiday(holiday)
    names: tuple[str, str] = HOLIDAYS.get(known.name, (known.chinese, holiday))
    return names


def _days(first: date, last: date) -> Iterator[date]:
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)


def of_years(years: Iterable[int]) -> WorkCalendar:
    """A calendar seeded for these years: for tests, previews and a county's first start."""
    days: dict[date, Day] = {}
    known = set()
    for year in years:
        try:
            days |= seed(year)
        except NotImplementedError:
            continue
        known.add(year)
    return WorkCalendar(days, frozenset(known))
