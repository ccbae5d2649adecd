"""How the words of a county's workbooks are read. No database, no clock.

Nothing is guessed in silence: what is read otherwise than it is written says so, and what can not
be read is refused with its place.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from zhixing.foundation.kits.workbooks.days import chinese_numerals, read_day
from zhixing.foundation.kits.workbooks.values import plain as simple
from zhixing.foundation.kits.workbooks.values import read_yes, spelled
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.orgs.models import UnitKind
from zhixing.foundation.spine.orgs.rules import compared
from zhixing.solve.problems.rules import Class, Source, State

# -- roster ----------------------------------------------------------------------------------------

ROLES = {
    "组长": G.LEADER,
    "副组长": G.DEPUTY,
    "成员": G.MEMBER,
    "扩大人员": G.INVITED,
    "列席人员": G.ATTENDEE,
    "学习秘书": G.SECRETARY,
}

# How offices write them otherwise. What is not here is asked once, and remembered.
WRITINGS = {
    "第一组长": "组长",
    "正组长": "组长",
    "常务副组长": "副组长",
    "第一副组长": "副组长",
    "执行副组长": "副组长",
    "组员": "成员",
    "正式成员": "成员",
    "固定成员": "成员",
    "常任成员": "成员",
    "中心组学习成员": "成员",
    "扩大": "扩大人员",
    "扩大成员": "扩大人员",
    "扩大对象": "扩大人员",
    "扩大学习人员": "扩大人员",
    "列席": "列席人员",
    "列席成员": "列席人员",
    "列席对象": "列席人员",
    "列席同志": "列席人员",
    "秘书": "学习秘书",
    "中心组秘书": "学习秘书",
    "学习中心组秘书": "学习秘书",
    "秘书长": "学习秘书",
    "专职秘书": "学习秘书",
    "兼职秘书": "学习秘书",
}
_GROUP = re.compile(r"^(?:.{0,14}?中心组(?:理论学习)?的?|学习组)(?=.)")
_PARTED = re.compile(r"[、,;/+和及与兼&|]+|\n")
_ENDS = re.compile(r"^[\d.。:]+|[\d.。:!]+$")  # numbers and signs around a word
_ONLY_SAID = frozenset(
    {
        "兼",
        "兼任",
        "主持",
        "主持工作",
        "主持全面工作",
        "代",
        "代理",
        "暂",
        "暂代",
        "临时",
        "牵头",
        "正职",
        "负责",
        "负责人",
        "专职",
        "兼职",
        "挂职",
        "新任",
        "拟任",
    }
)  # in brackets: it does not change the role
_EITHER = (
    {"成员", "列席人员"},
    {"成员", "扩大人员"},
    {"扩大人员", "列席人员"},
)  # 成员（列席）: which of the two is not clear


@dataclass(frozen=True)
class Roles:
    """Roles that a cell gives, in its order; ``read_as`` is set when it was written otherwise."""

    codes: tuple[str, ...]
    read_as: str = ""


def read_roles(text: str, known: Mapping[str, str] | None = None) -> Roles | None:
    """``成员、学习秘书`` -> two roles; blanks, traditional signs and what WRITINGS has do not
    count.

    ``known``: writings that somebody has explained (``role_key`` -> code). None when it is not
    known what a part means.
    """
    roles = _roles_cached(text)
    if roles is not None or not known:
        return roles
    whole = known.get(role_key(text))
    return Roles((whole,), ROLE_OF_CODE[whole]) if whole else _roles(text, known)


@lru_cache(1000)
def _roles_cached(text: str) -> Roles | None:
    """The same few writings stand in every row."""
    return _roles(text, {})


def _roles(text: str, known: Mapping[str, str]) -> Roles | None:
    words: list[str] = []
    for part in _role_parts(text):
        word = _role_word(part, known)
        if word is None:
            return None
        words += [word] if word not in words else []
    if not words or ("(" in simple(text) and any(pair <= set(words) for pair in _EITHER)):
        return None
    read = "、".join(words)
    return Roles(tuple(str(ROLES[word]) for word in words), "" if read == text.strip() else read)


ROLE_OF_CODE = {str(code): word for word, code in ROLES.items()}


def role_key(text: str) -> str:
    """A writing of roles, comparable."""
    return simple(text)


def unclear_role(text: str, known: Mapping[str, str] | None = None) -> str:
    """What is to be asked about a writing that ``read_roles`` can not read: the part that is not
    known, or all of it.
    """
    outside = re.sub(r"\([^()]*\)", "、", simple(text))
    unknown = [part for part in _role_parts(outside) if _role_word(part, known or {}) is None]
    return unknown[0] if unknown else text.strip()


def _role_parts(text: str) -> list[str]:
    """The parts of a cell; a bracket is one of them, unless it says nothing about the role."""
    plain = simple(text)
    asides = [aside for aside in re.findall(r"\(([^()]*)\)", plain) if aside not in _ONLY_SAID]
    outside = re.sub(r"\([^()]*\)", "、", plain)
    parts = chain.from_iterable(map(_PARTED.split, (outside, *asides)))
    return list(chain.from_iterable(map(_roles_without_sign, filter(None, parts))))


_ROLE = re.compile(
    "|".join(sorted({*ROLES, "常务副组长", "第一组长", "第一副组长"}, key=len, reverse=True))
)


def _roles_without_sign(part: str) -> list[str]:
    """``成员学习秘书``: two roles without a sign between them."""
    roles = _ROLE.findall(part)
    return roles if len(roles) > 1 and "".join(roles) == part else [part]


def _role_word(part: str, known: Mapping[str, str]) -> str | None:
    part = _ENDS.sub("", part)
    for word in (part, _GROUP.sub("", part)):
        if word in ROLES:
            return word
        if word in known:
            return ROLE_OF_CODE[known[word]]
        if word in WRITINGS:
            return WRITINGS[word]
    return None


VACANT = frozenset("空缺 暂缺 缺 缺位 空岗 空 无 暂无 待定 待补 待配 未配备".split())
SEVERAL = re.compile(r"[、，,;；/|]")


def name_fault(name: str) -> str:
    """Why something that stands for a new person is none (``reading.SENTENCES``); ``""`` where it
    may be one.
    """
    if not any(map(str.isalpha, name)):
        return "name.none"
    if name.strip("()（）") in VACANT:
        return "name.vacant"
    return "name.several" if SEVERAL.search(name) else ""


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


_AROUND = re.compile(
    r"^(?:\d+|[一二三四五六七八九十]+)[、"
    r".)]|\([^()]*\)|(?:人民政府|党委|党工委|党组|机关|本级|办事处)$"
)


def bare_unit(name: str, county: str = "") -> str:
    """What two names of probably one unit have in common: the county before it, its organ behind
    it, remarks in brackets, numbers and traditional signs do not count.
    """
    plain = simple(name)
    bare = _AROUND.sub("", plain.removeprefix(simple(county)) if county else plain)
    return bare or plain


def group_name(unit: str) -> str:
    """The name of a unit's study group: a subdistrict has a working committee, a town a committee;
    a department's party organ the roster does not say.
    """
    plain = compared(unit)
    organ = "党委" if plain.endswith(("镇", "乡")) else ""
    if "街道" in plain:
        organ = "党工委"
    return f"{unit}{organ}理论学习中心组"


def shortened(name: str, other: str) -> bool:
    """One of the two names is the other with signs left out: 县工信局 of 县工业和信息化局."""
    short, long = sorted((compared(name), compared(other)), key=len)
    rest = iter(long)
    return bool(short) and all(sign in rest for sign in short)


# -- plan ------------------------------------------------------------------------------------------

_MONTH = r"(?:0?([1-9])|(1[0-2]))"
_MONTHS = re.compile(
    rf"{_MONTH}(?:月份?)?(?:[-~—–至到]+{_MONTH})?(?:月份?)?(?:初|底|末|上旬|中旬|下旬)?"
)
_QUARTER = re.compile(r"第?([一二三四1-4])季度?|q([1-4])")
_YEAR = re.compile(r"(20\d{2})年度?|(20\d{2})[-/](?=\d{1,2}(?!\d))(?!\d+[-/])")
_SPANS = {"上半年": (1, 6), "下半年": (7, 12), "全年": (1, 12)}


def read_months(text: str) -> tuple[int, int] | None:
    """``5月``, ``7-9月``, ``第二季度``, ``上半年`` -> first and last month."""
    plain = _YEAR.sub("", chinese_numerals(compared(text)))
    if len(years_of_months(text)) > 1:
        return None
    pair = re.fullmatch(r"(\d{1,2})月?、(\d{1,2})月", plain)
    if pair and int(pair.group(2)) == int(pair.group(1)) + 1:
        plain = f"{pair.group(1)}-{pair.group(2)}月"
    if plain in _SPANS:
        return _SPANS[plain]
    quarter = _QUARTER.fullmatch(plain)
    if quarter:
        nth = "一二三四1234".find(quarter.group(1) or quarter.group(2)) % 4
        return nth * 3 + 1, nth * 3 + 3
    months = _MONTHS.fullmatch(plain)
    if months and ("月" in plain or years_of_months(text)):
        first = int(months.group(1) or months.group(2))
        last = int(months.group(3) or months.group(4) or first)
        return (first, last) if first <= last else None
    return None


def years_of_months(text: str) -> set[int]:
    """The years that a cell with months names: 2027年5月, 2027-05."""
    plain = chinese_numerals(compared(text))
    return {int(whole or short) for whole, short in _YEAR.findall(plain)}


def year_in(texts: Iterable[str]) -> int | None:
    """The one year that a title speaks of."""
    years = set()
    for text in texts:
        digits = re.findall(r"(20\d{2})\s*年", unicodedata.normalize("NFKC", text))
        years |= set(map(int, digits))
    return years.pop() if len(years) == 1 else None


def same_words(text: str) -> str:
    """A whole text, comparable: width, case and blanks do not count.

    A blank between letters or digits does (1 2 is not 12), and so does a raised sign (m² is not
    m2).
    """
    wide = unicodedata.normalize("NFKC", spelled(text)).casefold()
    return re.sub(r"(?<![a-z0-9])\s+|\s+(?![a-z0-9])", "", re.sub(r"\s+", " ", wide)).strip()


def split(text: str, signs: str = "、，,；;") -> list[str]:
    """Several names or titles in one cell."""
    return [part.strip() for part in re.split(f"[{re.escape(signs)}]|\n", text) if part.strip()]


# -- ledger ----------------------------------------------------------------------------------------

SOURCES = {
    "群众反映": Source.RESIDENT,
    "群众来访": Source.RESIDENT,
    "督导检查": Source.SITIN,
    "列席旁听": Source.SITIN,
    "中心组调研": Source.RESEARCH,
    "调研": Source.RESEARCH,
    "企业走访": Source.ENTERPRISE,
    "企业反映": Source.ENTERPRISE,
    "现场学习": Source.SESSION,
    "集体学习": Source.SESSION,
}
CLASSES = {
    "共性": Class.COMMON,
    "共性问题": Class.COMMON,
    "个性": Class.INDIVIDUAL,
    "个性问题": Class.INDIVIDUAL,
    "特殊": Class.SPECIAL,
    "特殊问题": Class.SPECIAL,
}
STRUCK = frozenset({"是", "√", "✓", "✔", "已销号", "销号", "已销"})
NOT_STRUCK = frozenset({"", "否", "×", "未销号", "未"})
DONE = ("已完成", "已解决", "已办结", "已整改到位")
# 已完成80%, 已完成招标，正在施工: begun with the word, and not done
PARTLY = re.compile(
    r"(?<![\d.])\d{1,2}(?:\.\d+)?%|[一二三四五六七八九\d]成(?!立)|一半|过半|大半|(?:大|绝大)?部分(?!的?意见)"
    r"|正在|推进中|剩余|其余|尚未|还未|未完成|预计|力争"
)
GOING = ("正在推进", "持续推进", "已列入", "推进中")
NOT_BEGUN = ("未启动", "尚未启动", "未开始")
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


def read_source(text: str) -> str | None:
    """The code of where a problem comes from, as offices write it; None where it says something
    else.
    """
    return SOURCES.get(compared(text))


def read_class(text: str) -> str | None:
    """The class of a problem; empty stays empty, None is unknown."""
    return CLASSES.get(compared(text)) if text.strip() else ""


def read_struck(text: str) -> bool | None:
    """Whether a row is struck off: 是, √, 已销号; 否 or empty. None when it is neither."""
    plain = compared(text)
    if plain in STRUCK or plain in NOT_STRUCK:
        return plain in STRUCK
    return read_yes(text)


def is_done(progress: str) -> bool:
    """Whether it is done by its own words, all of it."""
    plain = compared(progress)
    return plain.startswith(DONE) and PARTLY.search(plain) is None


def read_state(progress: str) -> str | None:
    """The state of a row that is not struck off, by its own words. None when they are others."""
    plain = compared(progress)
    if plain.startswith(DONE):
        return State.REPORTED_SOLVED if is_done(progress) else None
    if plain.startswith(GOING):
        return State.IN_PROGRESS
    return State.DISPATCHED if plain.startswith(NOT_BEGUN) else None


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
