"""Dates, moments, rates and phone numbers as words, in the language that is active.

Nothing here reads the database. "Today" is the local date of Django's clock unless the caller names
a day or a year.
"""

import datetime as dt
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

FEWEST_TO_RATE = 10  # Under ten a rate says nothing (the design's rule: under ten, 样本不足).


class Choice:
    """The label of a radio card: a word, and a line of help under it (both may be lazy
    translations).
    """

    def __init__(self, word: str, help: str = "") -> None:
        self.word, self.help = word, help

    def __str__(self) -> str:
        return str(self.word)


def choice(word: str, help: str = "") -> Choice:
    """Join the word and the help of one choice for a form field's `choices`."""
    return Choice(word, help)


WEEKDAYS = (
    gettext_lazy("Monday"),
    gettext_lazy("Tuesday"),
    gettext_lazy("Wednesday"),
    gettext_lazy("Thursday"),
    gettext_lazy("Friday"),
    gettext_lazy("Saturday"),
    gettext_lazy("Sunday"),
)


def _weekday(day: dt.date) -> str:
    return str(WEEKDAYS[day.weekday()])


def short_weekday(day: dt.date) -> str:
    """One sign of the weekday for a narrow cell: 一 or Mon."""
    return [
        pgettext("short weekday", "Mon"),
        pgettext("short weekday", "Tue"),
        pgettext("short weekday", "Wed"),
        pgettext("short weekday", "Thu"),
        pgettext("short weekday", "Fri"),
        pgettext("short weekday", "Sat"),
        pgettext("short weekday", "Sun"),
    ][day.weekday()]


def _month(day: dt.date) -> str:
    return date_format(day, "F")


def month_span(first: int, last: int) -> str:
    """The months of a topic: 5月, 7月–9月, July–September."""
    form = pgettext("format of a month", "F")
    names = [date_format(dt.date(2000, month, 1), form) for month in dict.fromkeys((first, last))]
    return "–".join(names)


def months(first: int | None, last: int | None) -> str:
    """The span from one month to another; a dash where it is not known."""
    return month_span(int(first), int(last)) if first and last else "–"


def month_word(month: int) -> str:
    """A month as the head of a narrow column: 5月, May."""
    return date_format(dt.date(2000, month, 1), pgettext("format of a short month", "M"))


def as_date(value) -> dt.date | None:
    """The local date of a date, a moment or None."""
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value if isinstance(value, dt.date) else None


def _year_of(known) -> int:
    if isinstance(known, dt.date):
        return known.year
    return int(known) if known else timezone.localdate().year


@lru_cache(maxsize=4096)
def _date_parts(day: dt.date, _language: str) -> dict[str, Any]:
    """What a date is said with. A list says a hundred, and a year has few."""
    return {
        "year": day.year,
        "number": day.month,
        "month": _month(day),
        "day": day.day,
        "weekday": _weekday(day),
    }


def datewords(value, known_year=None) -> str:
    """A date with its weekday; with the year when it is another than `known_year` (default: this
    year).
    """
    day = as_date(value)
    if day is None:
        return ""
    parts = _date_parts(day, get_language())
    if day.year == _year_of(known_year):
        return _("%(weekday)s %(day)d %(month)s") % parts
    return _("%(weekday)s %(day)d %(month)s %(year)d") % parts


def shortdate(value, known_year=None) -> str:
    """A date without weekday; with the year when it is another than `known_year` (default: this
    year).
    """
    day = as_date(value)
    if day is None:
        return ""
    parts = _date_parts(day, get_language())
    if day.year == _year_of(known_year):
        return _("%(day)d %(month)s") % parts
    return _("%(day)d %(month)s %(year)d") % parts


def fulldate(value) -> str:
    """A date with its year and no weekday, as a document bears it."""
    day = as_date(value)
    return _("%(day)d %(month)s %(year)d") % _date_parts(day, get_language()) if day else ""


def day_caption(value, today=None) -> str:
    """The small words under a day's number: today, its weekday, or month and weekday when it is not
    this month's.
    """
    day = as_date(value)
    if day is None:
        return ""
    today = as_date(today) or timezone.localdate()
    if day == today:
        return pgettext("day", "Today")
    if (day.year, day.month) == (today.year, today.month):
        return _weekday(day) if get_language().startswith("zh") else short_weekday(day)
    short = {"month": date_format(day, "M"), "number": day.month, "weekday": short_weekday(day)}
    return pgettext("under the number of a day", "%(month)s %(weekday)s") % short


def _local_time(value):
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def timewords(value, known_year=None) -> str:
    """A moment as date and hour: "9月16日 15:10"; a bare date stays a date."""
    if not isinstance(value, dt.datetime):
        return shortdate(value, known_year)
    return _("%(date)s %(time)s") % {
        "date": shortdate(value, known_year),
        "time": _local_time(value).strftime("%H:%M"),
    }


def clockwords(value) -> str:
    """The time of day with seconds, for "saved at"."""
    return (
        _local_time(value).strftime("%H:%M:%S")
        if isinstance(value, dt.datetime)
        else str(value or "")
    )


def sincewords(value, today=None) -> str:
    """A moment told from today: "今天 08:12", "昨天 18:20", else date and hour."""
    day = as_date(value)
    if day is None:
        return ""
    today = as_date(today) or timezone.localdate()
    timed = isinstance(value, dt.datetime)
    time = _local_time(value).strftime("%H:%M") if timed else ""
    if day == today:
        return (
            pgettext("day", "Today %(time)s") % {"time": time}
            if timed
            else pgettext("day", "Today")
        )
    if day == today - dt.timedelta(days=1):
        return (
            pgettext("day", "Yesterday %(time)s") % {"time": time}
            if timed
            else pgettext("day", "Yesterday")
        )
    return timewords(value, today)


def per_cent(num: int, den: int) -> str:
    """`num` of `den` in per cent with one decimal, without a sign; "" when `den` is 0."""
    if not den:
        return ""
    return str((Decimal(num) * 100 / Decimal(den)).quantize(Decimal("0.1")))


def count_words(num: int, den: int) -> str:
    """A count of a whole (8 of 9 attended): both numbers, no per cent, and never "too few"."""
    num, den = int(num or 0), int(den or 0)
    return f"{num} / {den}" if den else _("nothing to count yet")


def rate_words(num: int, den: int, fewest: int = FEWEST_TO_RATE) -> str:
    """A rate that stands for more than its rows (solved, kept); under `fewest` too few."""
    num, den = int(num or 0), int(den or 0)
    if not den:
        return _("nothing to count yet")
    if den < fewest:
        return _("too few to rate, %(num)d / %(den)d") % {"num": num, "den": den}
    return _("%(num)d / %(den)d, %(rate)s%%") % {"num": num, "den": den, "rate": per_cent(num, den)}


def day_ordinal(nth: int) -> str:
    """The number of a counted working day, under a ruler: 第 1."""
    return pgettext("counted working day", "day %(nth)d") % {"nth": nth}


def mask_phone(value) -> str:
    """A phone number with its middle hidden: 100****0022; short ones keep two signs at each end."""
    text = str(value or "").strip()
    if len(text) >= 9:
        return f"{text[:3]}****{text[-4:]}"
    if len(text) > 4:
        return f"{text[:2]}{'*' * (len(text) - 4)}{text[-2:]}"
    return "*" * len(text)


def hundredths(value) -> str:
    """An integer score in hundredths as it is written on paper: 6000 is 60, 8650 is 86.5."""
    if value is None or value == "":
        return ""
    value = int(value)
    sign = "-" if value < 0 else ""
    decimals = f"{abs(value) % 100:02d}".rstrip("0")
    return f"{sign}{abs(value) // 100}{'.' if decimals else ''}{decimals}"


def comma() -> str:
    """What stands between words of a list: 、 or a comma."""
    return pgettext("list separator", ", ")


def clause_comma() -> str:
    """What stands between the pieces of a sentence: ， or a comma."""
    return pgettext("pieces of a sentence", ", ")


def entries(count: int) -> str:
    """How many entries a timeline has."""
    return ngettext(
        "%(count)s entry, cannot be changed", "%(count)s entries, cannot be changed", count
    ) % {"count": count}
