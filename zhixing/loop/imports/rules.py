"""How the words of a county's workbooks are read. No database, no clock.

Nothing is guessed in silence: what is read otherwise than it is written says so, and what can not be read is refused with its place.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zhixing.foundation.kits.workbooks.reading import Sheet
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.orgs.models import UnitKind
from zhixing.foundation.spine.orgs.rules import compared
from zhixing.solve.problems.rules import Class, Source, State

TOTALS = frozenset({"合计", "总计", "小计", "共计", "总数"})
NOTES = ("注:", "注1", "备注:", "说明:", "填表说明", "填报说明")
HEADER_WITHIN = 30


# -- sheets, headings, rows ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Header:
    """Where the headings stand (row number) and which column holds what (column name -> index); ``words`` are the headings as written."""

    row: int
    columns: dict[str, int]
    words: dict[str, str]


def find_header(sheet: Sheet, words: Mapping[str, Iterable[str]], needed: Iterable[str]) -> Header | None:
    """The first row that has a heading for every needed column. Blanks inside a heading (单 位) do not count."""
    meanings = {compared(word): column for column, several in words.items() for word in several}
    for number, row in enumerate(sheet.rows[:HEADER_WITHIN], 1):
        columns: dict[str, int] = {}
        for at, cell in enumerate(row):
            column = meanings.get(compared(cell))
            if column is not None:
                columns.setdefault(column, at)
        if set(needed) <= set(columns):
            return Header(number, columns, {column: "".join(row[at].split()) for column, at in columns.items()})
    return None


def is_total_or_note(row: Iterable[str]) -> bool:
    """A total row, or one that only remarks something."""
    filled = [compared(cell) for cell in row if cell.strip()]
    return bool(filled) and (filled[0] in TOTALS or (len(filled) == 1 and filled[0].startswith(NOTES)))


def data_rows(sheet: Sheet, header: Header) -> list[tuple[int, dict[str, str]]]:
    """(row number, column -> text) of every row under the headings that is neither empty, nor a total, nor a note."""
    found = []
    for number, row in enumerate(sheet.rows[header.row :], header.row + 1):
        cells = {column: row[at].strip() if at < len(row) else "" for column, at in header.columns.items()}
        if any(text for column, text in cells.items() if column != "number") and not is_total_or_note(row):
            found.append((number, cells))
    return found


def rows_word(numbers: Iterable[int]) -> str:
    """``88–93`` for neighbours, ``106, 110`` for others."""
    several = sorted(set(numbers))
    if len(several) > 1 and several[-1] - several[0] == len(several) - 1:
        return f"{several[0]}–{several[-1]}"
    return ", ".join(map(str, several))


# -- roster --------------------------------------------------------------------------------------------------------------

ROSTER = {
    "number": ("序号", "编号"), "unit": ("单位", "单位名称", "所在单位", "部门"), "name": ("姓名",), "post": ("职务", "现任职务", "职务职级"),
    "role": ("中心组身份", "身份", "中心组职务", "角色"), "phone": ("手机号", "手机号码", "联系电话", "电话", "手机"), "note": ("备注", "变动情况"),
}  # fmt: skip
ROSTER_NEEDED = ("unit", "name", "role")
ROLES = {"组长": G.LEADER, "副组长": G.DEPUTY, "成员": G.MEMBER, "扩大人员": G.INVITED, "列席人员": G.ATTENDEE, "学习秘书": G.SECRETARY}
SIMPLIFIED = str.maketrans("組長員學習書擴", "组长员学习书扩")
_ROLE = re.compile("(" + "|".join(sorted(ROLES, key=len, reverse=True)) + r")|[、,;/+和及兼]")


@dataclass(frozen=True)
class Roles:
    """Roles that a cell gives, in its order; ``read_as`` is set when it was written otherwise."""

    codes: tuple[str, ...]
    read_as: str = ""


def read_roles(text: str) -> Roles | None:
    """``成员、学习秘书`` -> two roles; blanks and traditional signs do not count. None when a part is no role."""
    plain = compared(text).translate(SIMPLIFIED)
    found: list[str] = []
    at = 0
    while at < len(plain):
        match = _ROLE.match(plain, at)
        if match is None:
            return None
        if match.group(1) and match.group(1) not in found:
            found.append(match.group(1))
        at = match.end()
    if not found:
        return None
    read = "、".join(found)
    return Roles(tuple(str(ROLES[word]) for word in found), "" if read == text.strip() else read)


def read_phone(text: str) -> str | None:
    """Digits of a telephone: a mobile has 11, a landline with its area code (0...) 10 to 12. None when the length is another one."""
    digits = re.sub(r"[\s\-‐－—()（）.]", "", unicodedata.normalize("NFKC", text)).removeprefix("+86")
    if not re.fullmatch("[0-9]+", digits):
        return None
    return digits if len(digits) == 11 or (digits.startswith("0") and 10 <= len(digits) <= 12) else None


def digits_in(text: str) -> int:
    return sum(sign.isdigit() for sign in text)


def unit_kind(name: str) -> str:
    """What kind of unit a name speaks of."""
    plain = compared(name)
    if plain.endswith(("街道", "街道办事处", "镇", "乡", "街道办")):
        return UnitKind.TOWN
    if plain.endswith(("村", "社区", "居委会", "村委会")):
        return UnitKind.VILLAGE
    if plain.endswith(("公司", "厂", "合作社")):
        return UnitKind.ENTERPRISE
    return UnitKind.DEPARTMENT


def group_name(unit: str) -> str:
    """The name of a unit's study group: a subdistrict has a working committee, a town a committee; a department's party organ the roster does not say."""
    plain = compared(unit)
    organ = "党工委" if "街道" in plain else "党委" if plain.endswith(("镇", "乡")) else ""
    return f"{unit}{organ}理论学习中心组"


def shortened(name: str, other: str) -> bool:
    """One of the two names is the other with signs left out: 县工信局 of 县工业和信息化局."""
    short, long = sorted((compared(name), compared(other)), key=len)
    rest = iter(long)
    return bool(short) and all(sign in rest for sign in short)


# -- plan ----------------------------------------------------------------------------------------------------------------

PLAN = {
    "number": ("序号",), "months": ("月份", "时间", "学习时间"), "title": ("专题", "学习专题", "学习主题"), "category": ("内容类别", "类别", "学习内容类别"),
    "materials": ("学习材料", "学习资料", "学习内容"), "question": ("研讨题目", "研讨题", "研讨主题"), "research_subject": ("调研课题", "调研题目"), "forms": ("学习形式", "形式"), "lead": ("牵头单位", "责任单位"),
}  # fmt: skip
PLAN_NEEDED = ("months", "title")
_MONTH = r"(1[0-2]|[1-9])"
_MONTHS = re.compile(rf"(?:\d{{4}}年)?{_MONTH}(?:月份?)?(?:[-~—–至到]+(?:\d{{4}}年)?{_MONTH})?月份?")
_QUARTER = re.compile(r"(?:\d{4}年)?第?([一二三四1-4])季度")
_SPANS = {"上半年": (1, 6), "下半年": (7, 12), "全年": (1, 12)}


def read_months(text: str) -> tuple[int, int] | None:
    """``5月``, ``7-9月``, ``第二季度``, ``上半年`` -> first and last month."""
    plain = compared(text)
    if plain in _SPANS:
        return _SPANS[plain]
    quarter = _QUARTER.fullmatch(plain)
    if quarter:
        nth = "一二三四".find(quarter.group(1)) % 4 if quarter.group(1) in "一二三四" else int(quarter.group(1)) - 1
        return nth * 3 + 1, nth * 3 + 3
    months = _MONTHS.fullmatch(plain)
    if months and "月" in plain:
        first = int(months.group(1))
        last = int(months.group(2) or first)
        return (first, last) if first <= last else None
    return None


def year_in(texts: Iterable[str]) -> int | None:
    """The one year that a title speaks of."""
    years = {int(found) for text in texts for found in re.findall(r"(20\d{2})\s*年", unicodedata.normalize("NFKC", text))}
    return years.pop() if len(years) == 1 else None


def split(text: str, signs: str = "、，,；;") -> list[str]:
    """Several names or titles in one cell."""
    return [part.strip() for part in re.split(f"[{re.escape(signs)}]|\n", text) if part.strip()]


# -- ledger --------------------------------------------------------------------------------------------------------------

LEDGER = {
    "number": ("序号",), "source": ("问题来源", "来源"), "text": ("具体问题", "问题", "存在问题", "问题描述"), "kind": ("类别", "问题类别"), "unit": ("责任单位", "整改单位"),
    "person": ("责任人", "整改责任人"), "remedy": ("整改措施",), "due": ("完成时限", "整改时限", "时限"), "progress": ("整改进展", "进展情况", "整改情况"), "struck": ("是否销号", "销号", "销号情况"), "note": ("备注",),
}  # fmt: skip
LEDGER_NEEDED = ("text", "unit", "due", "progress", "struck")
SOURCES = {
    "群众反映": Source.RESIDENT, "群众来访": Source.RESIDENT, "督导检查": Source.SITIN, "列席旁听": Source.SITIN, "中心组调研": Source.RESEARCH, "调研": Source.RESEARCH,
    "企业走访": Source.ENTERPRISE, "企业反映": Source.ENTERPRISE, "现场学习": Source.SESSION, "集体学习": Source.SESSION,
}  # fmt: skip
CLASSES = {"共性": Class.COMMON, "共性问题": Class.COMMON, "个性": Class.INDIVIDUAL, "个性问题": Class.INDIVIDUAL, "特殊": Class.SPECIAL, "特殊问题": Class.SPECIAL}
STRUCK = frozenset({"是", "√", "✓", "✔", "已销号", "销号", "已销"})
NOT_STRUCK = frozenset({"", "否", "×", "未销号", "未"})
DONE = ("已完成", "已解决", "已办结", "已整改到位")
GOING = ("正在推进", "持续推进", "已列入", "推进中")
NOT_BEGUN = ("未启动", "尚未启动", "未开始")
IMMEDIATE = frozenset({"立行立改", "立即整改", "立整立改", "即知即改"})
STANDING = frozenset({"长期坚持", "长期", "持续坚持", "常态化"})


def read_source(text: str) -> str | None:
    return SOURCES.get(compared(text))


def read_class(text: str) -> str | None:
    """The class of a problem; empty stays empty, None is unknown."""
    return CLASSES.get(compared(text)) if text.strip() else ""


def read_struck(text: str) -> bool | None:
    """Whether a row is struck off: 是, √, 已销号; 否 or empty. None when it is neither."""
    plain = compared(text)
    return True if plain in STRUCK else False if plain in NOT_STRUCK else None


def is_done(progress: str) -> bool:
    return compared(progress).startswith(DONE)


def read_state(progress: str) -> str | None:
    """The state of a row that is not struck off, by its own words. None when they are others."""
    plain = compared(progress)
    if plain.startswith(DONE):
        return State.REPORTED_SOLVED
    if plain.startswith(GOING):
        return State.IN_PROGRESS
    return State.DISPATCHED if plain.startswith(NOT_BEGUN) else None


@dataclass(frozen=True)
class Deadline:
    """``kind``: day, immediate, standing, missing, year (a day whose year was not said), unreadable."""

    kind: str
    day: dt.date | None = None


_DAY = re.compile(r"(?:(\d{4})[年.\-/])?(\d{1,2})[月.\-/](?:(\d{1,2})日?|(底))?(?:之?前)?")
_YEAR_END = re.compile(r"(?:(\d{4})年?)?年底(?:之?前)?")


def read_deadline(text: str, year: int | None = None) -> Deadline:
    """``20261031``, ``2026.9.30``, ``2026年12月31日前``, ``9月底前`` (``year`` says which), ``立行立改``, ``长期坚持``."""
    plain = compared(text)
    if not plain:
        return Deadline("missing")
    if plain in IMMEDIATE:
        return Deadline("immediate")
    if plain in STANDING:
        return Deadline("standing")
    if re.fullmatch(r"\d{8}", plain):
        return _day(int(plain[:4]), int(plain[4:6]), int(plain[6:]))
    end = _YEAR_END.fullmatch(plain)
    if end:
        return _with_year(end.group(1), year, 12, 31)
    found = _DAY.fullmatch(plain)
    if found is None or (found.group(1) is None and "月" not in plain):
        return Deadline("unreadable")
    return _with_year(found.group(1), year, int(found.group(2)), int(found.group(3)) if found.group(3) else None)


def _with_year(written: str | None, asked: int | None, month: int, day: int | None) -> Deadline:
    year = int(written) if written else asked
    return Deadline("year") if year is None else _day(year, month, day)


def _day(year: int, month: int, day: int | None) -> Deadline:
    try:
        return Deadline("day", dt.date(year, month, day or calendar.monthrange(year, month)[1]))
    except (ValueError, calendar.IllegalMonthError):
        return Deadline("unreadable")
