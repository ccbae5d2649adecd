"""How offices write days: read where there is one reading, never guessed. No database, no clock.

A time of day does not move the day; it is kept in its own words (``Day.time``).
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from dataclasses import dataclass, field

from zhixing.foundation.spine.orgs.rules import compared


@dataclass(frozen=True)
class Day:
    """``kind``: day, missing, year (its year is not said), never (no such day), unreadable.

    ``time``: the time of day as it was written; midnight is none. ``twofold``: it is unreadable,
    because it can be read in two ways. ``ends``: no day is written, it is the end of what is.
    """

    kind: str
    day: dt.date | None = None
    time: str = field(default="", compare=False)
    twofold: bool = field(default=False, compare=False)
    ends: bool = field(default=False, compare=False)


MISSING, YEAR, NEVER, UNREADABLE = Day("missing"), Day("year"), Day("never"), Day("unreadable")

TWOFOLD = Day("unreadable", twofold=True)

EXCEL_BEGINS = dt.date(1899, 12, 30)
SERIALS = range(36526, 73051)  # 2000-01-01 to 2099-12-31, as Excel counts days
NEAR = range(2015, 2041)  # what a year of two digits can mean
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_FORMAL = str.maketrans("壹贰貳叁參肆伍陆陸柒捌玖拾", "一二二三三四五六六七八九十")
_WEEKDAY = re.compile(
    r"[(](?:星期|周|礼拜)[一二三四五六日天][)]|(?:星期|周|礼拜)[一二三四五六日天]"
)
MIDNIGHT = re.compile(r"0?0:00(:00(\.0+)?)?(Z|[+-]\d\d:?\d\d)?")
_BY = "(?:之前|以前|前|止|内)?"
_TIME = re.compile(
    r"(?:(?<=[日号)])\s*|(?<=\d)\s*[Tt]\s*|(?<=[\d日号)])\s+)"
    r"(?P<time>(?:上午|下午|晚上|早上|中午|晚|早)?\s*\d{1,2}\s*"
    r"(?::\s*\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[+\-]\d\d:?\d\d)?"
    r"|[时点]\s*(?:\d{1,2}\s*分?|半|整)?)|上午|下午|中午|晚上|早上)"
    rf"(?=\s*{_BY}\s*$)"
)
_BETWEEN = re.compile(r"(?<=\d)(?:\s*[–—―‒‐‑−﹣\-./。．、,，·]\s*|\s+)(?=\d)")
_AT = re.compile(r"^(?:截至|截止到?|限于|限|于|在|至|到)(?=\d|本年|今年|明年|年)")
_END = re.compile(
    r"(?:(?:之前|以前|前|止|内)?(?:全部|基本)?"
    r"(?:完成整改|整改完成|整改到位|整改完毕|办理完毕|完成|办结|整改|解决|销号|到位))$"
)
_BEFORE = re.compile(rf"(?:(?<!\d)底|(?<=月)末|(?<=年)末)?{_BY}$")
_RELATIVE = {"今年": 0, "本年度": 0, "本年": 0, "当年": 0, "明年": 1, "次年": 1, "来年": 1}
_SPAN = re.compile(
    r"(?:(\d{4})年?)?(?:第?([1-4])季度?|q([1-4])|(上半年|下半年|全年|年内|年终|年度|年))"
    rf"[末底内]?{_BY}"
)
_THIRD = re.compile(rf"(?:(\d{{4}})[年-])?(\d{{1,2}})月(上旬|中旬|下旬){_BY}")
_YMD = re.compile(
    r"(?:(?P<year>\d{4})[年-]|(?P<short>\d{2})年)?"
    r"(?P<month>\d{1,2})(?:[月-](?:份)?(?P<day>\d{1,2})?[日号]?|$)"
)


def read_day(text: str, year: int | None = None) -> Day:
    """A day in any usual writing; ``year`` is taken where none is written.

    ``2026-9-3``, ``2026.9.3``, ``2026–9–3``, ``2026年9月3日17:30前``, ``二〇二六年九月三日``,
    ``20260903``, ``26.9.30``, ``12.31``, ``9/30/2026``, ``3-Sep-26``, ISO with a time, Excel's
    46268.
    A month without a day is its last day (9月底前), a quarter, half or whole year its end, 上旬 the
    10th, 中旬 the 20th. What can be read in two ways (9/3/2026) is not guessed.
    """
    word = unicodedata.normalize("NFKC", str(text or "")).strip()
    if not compared(word):
        return MISSING
    word = _WEEKDAY.sub("", word.replace("（", "(").replace("）", ")"))
    match = _TIME.search(word)
    if match is None:
        return _whole(word, year)
    time = re.sub(r"\s+", "", match.group("time"))
    day = _whole(word[: match.start()] + word[match.end() :], year)
    return Day(day.kind, day.day, "" if MIDNIGHT.fullmatch(time) else time)


def _whole(word: str, year: int | None) -> Day:
    """A day without its time."""
    serial = re.fullmatch(r"\s*(\d{5})(?:\.(\d+))?\s*", word)
    if serial:
        return _serial(int(serial.group(1)), serial.group(2))
    if re.fullmatch(r"\s*0*\.?\d*\s*", word) and float(word) < 1:
        return UNREADABLE  # a time of day alone, as a spreadsheet counts it
    if re.fullmatch(r"\s*(?:\d{1,2}\.[123]|\d{4}\.1)\s*", word):
        return TWOFOLD  # a number drops its last zero: 12.3 may be the 3rd or the 30th
    if re.search("[A-Za-z]", word):
        english = _english(word, year)
        if english is not None:
            return english
    word = compared(_BETWEEN.sub("-", word))
    word = (
        word.translate(_FORMAL).replace("廿", "二十").replace("卅", "三十").replace("元月", "1月")
    )
    word = word.replace("岁末", "年末")
    word = chinese_numerals(word) if re.search("[一二三四五六七八九十〇○零]", word) else word
    return _chinese(_END.sub("", _AT.sub("", word)), year)


def _serial(days: int, part: str | None) -> Day:
    """Excel's count of days."""
    if days not in SERIALS:
        return UNREADABLE
    minutes = round(float(f"0.{part or 0}") * 1440)
    time = f"{minutes // 60:02}:{minutes % 60:02}" if 0 < minutes < 1440 else ""
    return Day("day", EXCEL_BEGINS + dt.timedelta(days=days), time)


def _chinese(word: str, year: int | None) -> Day:
    for phrase, more in _RELATIVE.items():
        if word.startswith(phrase):
            rest = word.removeprefix(phrase)
            rest = f"年{rest}" if rest[:1] in "底末终内" else rest
            return _chinese(rest, year + more) if year is not None else _asked(_chinese(rest, 2024))
    word = re.sub(r"^(\d\d)年", r"20\1年", word)
    if re.fullmatch(r"\d{1,5}", word):
        return NEVER if word == "60" else UNREADABLE  # 60 is Excel's 1900-02-29
    if re.fullmatch(rf"\d{{8}}{_BY}", word):
        return _day(int(word[:4]), int(word[4:6]), int(word[6:8]))
    if re.fullmatch(r"20\d{4}", word) and 1 <= int(word[4:]) <= 12:
        return _day(int(word[:4]), int(word[4:]), None)
    month = re.fullmatch(rf"(\d{{1,2}})-(20\d\d){_BY}", word)
    if month:
        return _day(int(month.group(2)), int(month.group(1)), None)
    three = re.fullmatch(rf"(\d{{1,2}})-(\d{{1,2}})-(\d{{4}}|\d{{2}}){_BY}", word)
    if three:
        return _three(*three.groups())
    span = _SPAN.fullmatch(word)
    if span:
        quarter = span.group(2) or span.group(3)
        halves = {"上半年": 6}
        last_month = int(quarter) * 3 if quarter else halves.get(span.group(4), 12)
        return _with_year(span.group(1), year, last_month, None)
    third = _THIRD.fullmatch(word)
    if third:
        last_day = {"上旬": 10, "中旬": 20}.get(third.group(3))
        return _with_year(third.group(1), year, int(third.group(2)), last_day)
    return _year_month_day(word, year)


def _asked(day: Day) -> Day:
    """A day of this or the coming year, while nobody has said which year this is."""
    return YEAR if day.kind == "day" else day


def _year_month_day(word: str, year: int | None) -> Day:
    """``2026年9月3日``, ``2026-9``, ``9月底前``, ``12-31``."""
    match = _YMD.fullmatch(_BEFORE.sub("", word))
    if match is None:
        return UNREADABLE
    written = match["year"] or (f"20{match['short']}" if match["short"] else None)
    first, second = int(match["month"]), int(match["day"]) if match["day"] else None
    if written is None and "月" not in word:
        if second is None:
            return UNREADABLE
        if first > 12 >= second:  # 31/12: the day stands first
            first, second = second, first
    if written is None and year is None and _day(2024, first, second).kind == "never":
        return NEVER
    return _with_year(written, year, first, second)


def _three(first: str, second: str, third: str) -> Day:
    """Three numbers: 26-12-31 with the year in front, 9-30-2026 or 30-9-2026 with it at the end."""
    head, middle, last = int(first), int(second), int(third)
    if len(third) == 2:
        front = _short(head, middle, last)
        behind = {day for day in (_short(last, head, middle), _short(last, middle, head)) if day}
        if front is not None and ((len(first) == 2 and front.year <= 2030) or not behind):
            return Day("day", front)
        readings = behind | ({front} if front else set())
        unclear = TWOFOLD if readings else UNREADABLE
        return Day("day", readings.pop()) if len(readings) == 1 else unclear
    if head > 12 >= middle:
        return _day(last, middle, head)
    if head == middle or middle > 12 >= head:
        return _day(last, head, middle)
    return TWOFOLD if max(head, middle) <= 12 else UNREADABLE


def _short(year: int, month: int, day: int) -> dt.date | None:
    """A day whose year has two digits; None when there is none, or it is far away."""
    date = _day(2000 + year, month, day).day
    return date if date is not None and date.year in NEAR else None


def _english(text: str, year: int | None) -> Day | None:
    """``30 Sep 2026``, ``Sep 30, 2026``, ``30-Sep-26``; None when it is not English."""
    words = re.findall(r"[a-z]+|\d+", text.lower())
    names = [word for word in words if word[:3] in MONTHS and word.isalpha()]
    numbers = [word for word in words if word.isdigit()]
    if len(names) != 1 or len(words) != len(numbers) + 1:
        return None
    month = MONTHS.index(names[0][:3]) + 1
    if len(numbers) == 2:
        last = int(numbers[1])
        return _day(last + 2000 if last < 100 else last, month, int(numbers[0]))
    if len(numbers) == 1 and len(numbers[0]) == 4:
        return _day(int(numbers[0]), month, None)
    if len(numbers) == 1 and words[0].isdigit():
        return _with_year(None, year, month, int(numbers[0]))
    return TWOFOLD  # Dec-26 may be a day or a year


def chinese_numerals(word: str) -> str:
    """Chinese numerals as digits: 二〇二六年九月三十日 -> 2026年9月30日."""

    def tens(match: re.Match[str]) -> str:
        return f"{match.group(1) or '一'}{match.group(2) or '〇'}"

    word = re.sub(r"([二三]?)十([一二三四五六七八九]?)", tens, word)
    numerals = r"[〇○零一二三四五六七八九]+(?=[年月日号季、\-~—–至到]|$)|(?<=第)[一二三四]"
    return re.sub(numerals, lambda match: match.group(0).translate(_DIGITS), word)


def _with_year(written: str | None, asked: int | None, month: int, day: int | None) -> Day:
    year = int(written) if written else asked
    return YEAR if year is None else _day(year, month, day)


def _day(year: int, month: int, day: int | None) -> Day:
    try:
        date = dt.date(year, month, day or calendar.monthrange(year, month)[1])
    except (ValueError, calendar.IllegalMonthError):
        return NEVER
    return Day("day", date, ends=day is None) if _plausible(date) else NEVER


def _plausible(day: dt.date) -> bool:
    return 1949 <= day.year <= 2100
