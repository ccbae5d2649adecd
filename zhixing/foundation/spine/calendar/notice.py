"""Reads the yearly notice on public holidays, as prose or as a table, into the days of a year.

Pure. The prose is that of the State Council's notices
("一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。");
a table has a day (or days) and 休 or 班 on each line, or columns headed 放假 and 上班.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from .rules import HOLIDAYS, MAKE_UP, NEW_YEAR, SATURDAY, Day

# A year has at least ten statutory days off (eleven since 2008, thirteen since 2025).
FEWEST_DAYS_OFF = 10
LONGEST_HOLIDAY = 20

_ASIDE = re.compile(r"[（(][^（()）]*[)）]")
_TOKEN = re.compile(
    r"〔(?P<week>[一二三四五六日天])〕"
    r"|(?P<y1>\d{4})\s*[-/.]\s*(?P<m1>\d{1,2})\s*[-/.]\s*(?P<d1>\d{1,2})(?!\d)"
    r"|(?:(?P<y2>\d{4})\s*年\s*)?(?:(?P<m2>\d{1,2})\s*月\s*)?(?P<d2>\d{1,2})\s*日"
    r"|(?<![〕\]】)）第\d])(?:(?P<m4>\d{1,2})\s*月\s*)?(?P<d4>\d{1,2})\s*号"  # not 〔2025〕7号
    r"|(?<![\d./])(?P<m3>\d{1,2})[./](?P<d3>\d{1,2})(?![\d./天])"
    r"|(?P<to>至|到|—+|–|~|～|-)"
    r"|(?P<works>上班|补班|工作日|班|works?\b|working)"
    r"|(?P<off>放假|休息|假期|休|off\b|holiday)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^\s*(?:[一二三四五六七八九十]+\s*[、.．]|\d+\s*[、)）])\s*")
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")
_WEEK = {sign: at for at, sign in enumerate("一二三四五六日")} | {"天": 6}
_WEEKDAY_TOKEN = re.compile("〔.〕")
_HEADED = re.compile(r"(\d{4})\s*年[^。；;\d]{0,12}(?:节假日|放假)[^。；;\d]{0,6}(?:安排|通知)")
_CELLS = re.compile(r"\t|\|")
# Other names in use, to the short ones.
_ALSO = {
    "劳动节": "五一",
    "春节": "春节",
    "清明节": "清明",
    "端午节": "端午",
    "中秋节": "中秋",
    "国庆节": "国庆",
    "新年": "元旦",
}


class NoticeError(ValueError):
    """What could not be read: ``code`` (empty, day, year, headed, few), ``line`` (its number, 0:
    none) and ``text``.
    """

    def __init__(self, code: str, line: int = 0, text: str = "") -> None:
        super().__init__(code)
        self.code, self.line, self.text = code, line, text


def _role_of_head(cell: str) -> str:
    if "班" in cell:
        return "上班"
    return "放假" if "假" in cell and "数" not in cell else ""


@dataclass
class _Reader:
    """Walks the lines; the heading above a line names its days off."""

    year: int
    days: dict[date, Day] = field(default_factory=dict)
    name: str = ""
    columns: tuple[str, ...] = ()
    misfits: int = 0  # weekdays that are not those of their days

    def read(self, number: int, line: str) -> None:
        self._ask_heading(number, line)
        plain = _ASIDE.sub(_weekday_of, line)
        cells = [cell.strip() for cell in _CELLS.split(plain)]
        if len(cells) > 1 and self._is_head(cells):
            return
        named = _name_in(_WEEKDAY_TOKEN.sub("", plain))
        self.name = named or self.name
        if self.columns and len(cells) > 1:
            for role, cell in zip(self.columns, cells, strict=False):
                self._take(number, f"{cell} {role}" if role else "", line)
        else:
            self._take(number, _NUMBERED.sub("", plain), line)

    def _ask_heading(self, number: int, line: str) -> None:
        """A notice says of which year it is; last year's is easily pasted again."""
        headed = _HEADED.search(line)
        if headed and int(headed[1]) != self.year:
            raise NoticeError("headed", number, line.strip())

    def _is_head(self, cells: list[str]) -> bool:
        """Columns headed 放假 and 上班 say by themselves what their days are."""
        if any(re.search(r"\d", cell) for cell in cells):
            return False
        roles = tuple(map(_role_of_head, cells))
        if {"上班", "放假"} <= set(roles):
            self.columns = roles
            return True
        return False

    def _take(self, number: int, text: str, line: str) -> None:
        waiting: list[date] = []
        span, month, year = False, 0, self.year
        for token in _TOKEN.finditer(text):
            if token["to"]:
                span = bool(waiting)
            elif token["week"]:
                self.misfits += bool(waiting) and waiting[-1].weekday() != _WEEK[token["week"]]
            elif token["works"] or token["off"]:
                self._say(number, line, waiting, bool(token["works"]))
                waiting, span = [], False
            else:
                year = int(token["y1"] or token["y2"] or year)
                month = int(token["m1"] or token["m2"] or token["m3"] or token["m4"] or month)
                number_of_day = int(token["d1"] or token["d2"] or token["d3"] or token["d4"])
                day = _day(year, month, number_of_day, number, line)
                waiting += _until(waiting[-1], day, number, line) if span else [day]
                span = False

    def _say(self, number: int, line: str, days: list[date], works: bool) -> None:
        for day in days:
            if day.year == self.year:
                self.days[day] = (
                    Day(True, *MAKE_UP) if works else Day(False, *both_names(self.name))
                )
            elif works == (day.weekday() >= SATURDAY):
                raise NoticeError("year", number, line.strip())


def _weekday_of(aside: re.Match) -> str:
    """What stands in brackets behind a day says its weekday, or nothing that is needed."""
    weekday = _WEEKDAY.search(aside[0])
    return f"〔{weekday[1]}〕" if weekday else ""


def read_notice(text: str, year: int) -> dict[date, Day]:
    """The days of the year that differ from the week or bear a name. Raises NoticeError.

    A day of another year that the week says already is left out; 1 January is free unless the text
    says otherwise.
    """
    reader = _read_through(text, year)
    if not reader.days:
        raise NoticeError("empty")
    reader.days.setdefault(date(year, 1, 1), NEW_YEAR)
    if sum(not day.working for day in reader.days.values()) < FEWEST_DAYS_OFF:
        raise NoticeError("few", text=str(sum(not day.working for day in reader.days.values())))
    return dict(sorted(reader.days.items()))


def misfits(text: str, year: int) -> int:
    """How many weekdays in it are not those of their days: the notice is of another year, or
    mistyped.
    """
    return _read_through(text, year).misfits


def _read_through(text: str, year: int) -> _Reader:
    reader = _Reader(year)
    for number, line in enumerate(text.splitlines(), 1):
        for sentence in re.split(r"[。；;]", line):
            reader.read(number, sentence)
    return reader


def as_lines(days: Mapping[date, Day]) -> str:
    """The table as text, one day a line, as ``read_notice`` reads it again."""
    lines = [
        f"{on.isoformat()} {'班' if day.working else '休'} {day.zh}".rstrip()
        for on, day in sorted(days.items())
    ]
    return "\n".join(lines)


def both_names(name: str) -> tuple[str, str]:
    """The name of a day off in Chinese and in English, where it is one of the known holidays."""
    english = dict(HOLIDAYS.values())
    known = [english[part] for part in name.split("、") if part in english]
    return name, " and ".join(known)


def _name_in(text: str) -> str:
    names_at = {text.find(word): short for word, short in _names() if word in text}
    return "、".join(dict.fromkeys(names_at[at] for at in sorted(names_at)))


def _names() -> Iterator[tuple[str, str]]:
    yield from _ALSO.items()
    for short, _english in HOLIDAYS.values():
        yield short, short


def _day(year: int, month: int, day: int, number: int, line: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as fault:
        raise NoticeError("day", number, line.strip()) from fault


def _until(first: date, last: date, number: int, line: str) -> Iterable[date]:
    count = (last - first).days
    if not 0 < count <= LONGEST_HOLIDAY:
        raise NoticeError("day", number, line.strip())
    return [first + timedelta(days=at) for at in range(1, count + 1)]
