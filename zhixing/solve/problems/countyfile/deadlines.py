"""What a cell of a ledger says of a deadline. No database, no clock."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from zhixing.foundation.kits.workbooks.days import chinese_numerals, read_day
from zhixing.foundation.spine.orgs.rules import compared

IMMEDIATE = frozenset({"立行立改", "立即整改", "立整立改", "即知即改"})

STANDING = frozenset(
    {
        "长期坚持",
        "长期",
        "持续坚持",
        "常态化",
        "持续",
        "持续推进",
        "持续整改",
        "长期整改",
        "长期推进",
        "常态长效",
        "长效坚持",
        "常抓不懈",
        "长期任务",
    }
)


@dataclass(frozen=True)
class Deadline:
    """What a cell says of a deadline.

    ``kind``: day, immediate, standing, within (``count`` of ``unit`` from the day of receipt),
    missing, year (a day whose year was not said), never (no such day), unreadable. ``time`` is the
    time of day in its own words; ``until``: the cell names a span, and ``day`` is its end.
    """

    kind: str
    day: dt.date | None = None
    time: str = ""
    until: bool = False
    count: int = 0
    unit: str = ""
    twofold: bool = False  # unreadable, because it can be read in two ways


def months_later(day: dt.date, count: int) -> dt.date:
    """The same day of a later month; its last day where it has none such."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


_SPAN = re.compile("(.+?)(?:至|到|~|—|--)(.+)|(.+?[日号])[-–](.+)", re.DOTALL)

_WITHIN = re.compile(
    r"(?:自?(?:接到|收到)?(?:通知|交办|受理|反馈|即日)(?:之日)?(?:起|后)?)?"
    r"(\d{1,3})个?(工作日|日|天|周|星期|月)(?:之内|以内|内)?(?:全部)?(?:完成|办结|整改到位|解决)?"
)

_WITHIN_SIGNS = re.compile("内|工作日|通知|交办|受理|反馈|即日")

UNITS = {
    "工作日": "working",
    "日": "days",
    "天": "days",
    "周": "weeks",
    "星期": "weeks",
    "月": "months",
}


def read_deadline(text: str, year: int | None = None) -> Deadline:
    """A day in any usual writing (``year`` where none is written), ``立行立改``, ``长期坚持``,
    ``15日内``.
    """
    plain = compared(text)
    if plain in IMMEDIATE:
        return Deadline("immediate")
    if plain in STANDING:
        return Deadline("standing")
    written_day = read_day(text, year)
    if written_day.kind != "unreadable":
        return Deadline(written_day.kind, written_day.day, written_day.time)
    unclear = Deadline("unreadable", twofold=written_day.twofold)
    return _counted_deadline(plain) or _end_of_span(text, year) or unclear


def _counted_deadline(plain: str) -> Deadline | None:
    """So many days, working days, weeks or months from the day of receipt."""
    counted = plain.replace("两", "二")
    counted = re.sub("[一二三四五六七八九十]+", lambda numerals: _digits(numerals.group()), counted)
    match = _WITHIN.fullmatch(counted)
    if match is None or not _WITHIN_SIGNS.search(plain) or int(match.group(1)) == 0:
        return None
    return Deadline("within", count=int(match.group(1)), unit=UNITS[match.group(2)])


def _digits(numerals: str) -> str:
    return str(int(chinese_numerals(f"{numerals}日").removesuffix("日")))


def _end_of_span(text: str, year: int | None) -> Deadline | None:
    """A span of days: its end. What the end leaves out is that of the beginning."""
    match = _SPAN.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        return None
    first, last = match.group(1) or match.group(3), match.group(2) or match.group(4)
    begins = read_day(first, year)
    if begins.kind != "day" or begins.day is None:
        return Deadline("year") if begins.kind == "year" else None
    if re.fullmatch(r"\s*\d{1,2}\s*[日号]\s*(?:之前|以前|前|止)?\s*", last):
        last = f"{begins.day.year}年{begins.day.month}月{last.strip()}"
    ends = read_day(last, begins.day.year)
    if ends.day is None or ends.day < begins.day:
        return None
    return Deadline("day", ends.day, ends.time, until=True)
