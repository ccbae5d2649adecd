"""How cells are read: days, numbers, yes and no, and the signs that only look like others. No database, no clock.

Two levels: ``tidy`` mends what nobody ever meant (a radical copied from a PDF instead of the sign), for every cell; ``plain`` makes words of
a closed list comparable (traditional signs, width, blanks), for headings and choices only: a name keeps its own signs.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from zhixing.foundation.spine.orgs.rules import compared

# Signs of the block of radicals (U+2E80) and what they stand for, by Unicode's EquivalentUnifiedIdeograph.txt; those of U+2F00 are folded by NFKC.
RADICALS = dict(
    zip(
        "⺁⺄⺅⺇⺉⺋⺎⺏⺐⺒⺓⺔⺖⺘⺙⺛⺝⺞⺟⺠⺡⺢⺣⺤⺥⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺷⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻯⻰⻱⻲⻳",
        "厂乙亻几刂卩兀尣尢巳幺彐忄扌攵旡月歺母民氵氺灬爫爫犭王疋目示礻竹糸纟罓罒羊耂肀聿月臼艹艹艹虎衤西西见角角讠贝车辶辶辶阝钅長镸长门阝雨青韦页风飞食食飠饣马骨鬼鱼鸟卤麦黄黾齐齿竜龙龜亀龟",
        strict=True,
    )
)
_RADICALS = str.maketrans(RADICALS | {chr(n): unicodedata.normalize("NFKC", chr(n)) for n in range(0x2F00, 0x2FD6)})
_RADICAL = re.compile("[\u2e80-\u2fdf]")  # to look is several times as fast as to translate, and nearly no cell has one

# Traditional signs of the words that our tables and closed lists are made of.
_TRADITIONAL = str.maketrans(
    "組長員學習書擴單稱姓職務級註備聯繫電話機號碼動況專題類別內資會討論調課問體責時間進展銷狀態農業區鄉鎮黨計劃標準選項判斷對錯難據釋處際實現場導檢查訪眾來縣為與經濟環發財衛監關應將後當報數總齊辦結啟續開無過還達認證簡領醫療廢險測試題個殊輔養務顧問參請記錄績議決議階樣",
    "组长员学习书扩单称姓职务级注备联系电话机号码动况专题类别内资会讨论调课问体责时间进展销状态农业区乡镇党计划标准选项判断对错难据释处际实现场导检查访众来县为与经济环发财卫监关应将后当报数总齐办结启续开无过还达认证简领医疗废险测试题个殊辅养务顾问参请记录绩议决议阶样",
)
YES = frozenset({"是", "有", "√", "✓", "✔", "☑", "对", "y", "yes", "t", "true", "1", "v"})
NO = frozenset({"否", "无", "没有", "×", "x", "✗", "✘", "☒", "错", "n", "no", "f", "false", "0"})


def tidy(cell: str) -> str:
    """A cell as it was meant: radicals are the signs they look like, blanks around it are gone."""
    return _meant(cell).strip(" \t\r\n\u3000\xa0\ufeff")


def _meant(text: str) -> str:
    return text.translate(_RADICALS) if _RADICAL.search(text) else text


def as_read(text: str) -> str:
    """What a text is after it went out into a cell and came in again: radicals mended, blanks at line ends and doubled ones gone. For comparing what stands here with what a file says."""
    return "\n".join(" ".join(line.translate(_RADICALS).split()) for line in unicodedata.normalize("NFC", text).replace("\r", "").split("\n")).strip()


def joined(text: str) -> str:
    """A name without the blanks between its Han signs, which were only there to fill a column (水 利 局)."""
    return re.sub(r"(?<=[\u2e80-\u9fff\U00020000-\U0003ffff])\s+(?=[\u2e80-\u9fff\U00020000-\U0003ffff])", "", text)


def plain(text: str) -> str:
    """A word of a closed list, comparable: as ``compared``, and traditional signs simplified."""
    word = compared(_meant(text))
    return word if word.isascii() else word.translate(_TRADITIONAL)


def choose(text: str, words: Mapping[str, str]) -> str | None:
    """The value of a word of a closed list, however it is written; None when it is none of them."""
    wanted = plain(text)
    return next((value for word, value in words.items() if plain(word) == wanted), None)


def read_yes(text: str) -> bool | None:
    """Whether a cell says yes; None when it says neither."""
    word = compared(text)
    return True if word in YES else False if word in NO else None


def read_number(text: str) -> Decimal | None:
    """``1,200``, ``３５``, ``85分``, ``12.5%`` (0.125). None when it is no number."""
    word = compared(text).replace(",", "")
    found = re.fullmatch(r"([+-]?\d+(?:\.\d+)?)(%|分|人|次|个|项|件|条|年|天|日|元)?", word)
    if found is None:
        return None
    try:
        number = Decimal(found.group(1))
    except InvalidOperation:  # pragma: no cover  the pattern lets nothing else through
        return None
    return number / 100 if found.group(2) == "%" else number


@dataclass(frozen=True)
class Day:
    """``kind``: day, missing, year (its year is not said), never (there is no such day), unreadable."""

    kind: str
    day: dt.date | None = None


EXCEL_BEGINS = dt.date(1899, 12, 30)
SERIALS = range(36526, 73051)  # 2000-01-01 to 2099-12-31, as Excel counts days
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_MONTHS = {name: n for n, names in enumerate(("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august", "sep sept september", "oct october", "nov november", "dec december"), 1) for name in names.split()}
_WEEKDAY = re.compile(r"[(](?:星期|周|礼拜)[一二三四五六日天][)]|(?:星期|周|礼拜)[一二三四五六日天]$")
_TIME = re.compile(r"(?<=\d)t?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$|(?<=日)(?:上午|下午|晚上)?\d{1,2}(?:[:时点]\d{0,2}分?)?$")
_BEFORE = re.compile(r"(?:(?<!\d)底|(?<=月)末|(?<=年)末)?(?:之前|以前|前|止|内)?$")
_YMD = re.compile(r"(?:(\d{4})[年.\-/、]|(\d{2})年)?(\d{1,2})(?:[月.\-/、](\d{1,2})?[日号]?|$)")


def read_day(text: str, year: int | None = None) -> Day:
    """A day in any usual writing: ``2026-9-3``, ``2026.9.3``, ``2026年9月3日前``, ``二〇二六年九月三日``, ``20260903``, ``9/30/2026``, ``3-Sep-26``, Excel's 46268.

    A month without a day is its last day (9月底前), a quarter, half or whole year its end, 上旬 the 10th, 中旬 the 20th. ``year`` is taken where none is
    written. A day and a month that could be either way round (9/3/2026) are not guessed.
    """
    word = compared(text)
    if not word:
        return Day("missing")
    english = _english(str(text)) if re.search("[a-z]", word) else None
    if english is not None:
        return english
    word = _WEEKDAY.sub("", word)
    word = chinese_numerals(word) if re.search("[一二三四五六七八九十〇○零]", word) else word
    if re.fullmatch(r"\d{1,5}(?:\.\d+)?", word):
        serial = int(float(word))
        if serial in SERIALS:
            return Day("day", EXCEL_BEGINS + dt.timedelta(days=serial))
        return Day("never" if serial == 60 else "unreadable")  # 60 is Excel's 1900-02-29
    if re.fullmatch(r"\d{8}", word):
        return _day(int(word[:4]), int(word[4:6]), int(word[6:]))
    if re.fullmatch(r"\d{6}", word):
        return _day(int(word[:4]), int(word[4:]), None) if word.startswith("20") and 1 <= int(word[4:]) <= 12 else Day("unreadable")
    western = re.fullmatch(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})", word)
    if western:
        one, two, last = map(int, western.groups())
        if one > 12 >= two:
            return _day(last, two, one)
        return _day(last, one, two) if one == two or two > 12 >= one else Day("unreadable")
    word = _TIME.sub("", word)
    span = re.fullmatch(r"(?:(\d{4})年?)?(?:第?([1-4])季度|(上半年|下半年|全年|年内|年|年度))[末底内]?(?:之前|以前|前)?", word)
    if span:
        month = int(span.group(2)) * 3 if span.group(2) else 6 if span.group(3) == "上半年" else 12
        return _with_year(span.group(1), year, month, None)
    third = re.fullmatch(r"(?:(\d{4})年)?(\d{1,2})月(上旬|中旬|下旬)(?:之前|以前|前)?", word)
    if third:
        return _with_year(third.group(1), year, int(third.group(2)), {"上旬": 10, "中旬": 20}.get(third.group(3)))
    found = _YMD.fullmatch(_BEFORE.sub("", word))
    if found is None or (found.group(1) is None and "月" not in word):
        return Day("unreadable")
    written = found.group(1) or (f"20{found.group(2)}" if found.group(2) else None)
    return _with_year(written, year, int(found.group(3)), int(found.group(4)) if found.group(4) else None)


def _english(text: str) -> Day | None:
    """``30 Sep 2026``, ``Sep 30, 2026``, ``30-Sep-26``; None when it is not written in English."""
    words = re.findall(r"[a-z]+|\d+", unicodedata.normalize("NFKC", text).lower())
    month = [one for one in words if one in _MONTHS]
    numbers = [int(one) for one in words if one.isdigit()]
    if len(month) != 1 or len(numbers) != 2 or len(words) != 3:
        return None
    day, year = numbers
    return _day(year + 2000 if year < 100 else year, _MONTHS[month[0]], day)


def chinese_numerals(word: str) -> str:
    """Chinese numerals as digits: 二〇二六年九月三十日 -> 2026年9月30日."""
    word = re.sub(r"([二三]?)十([一二三四五六七八九]?)", lambda m: f"{m.group(1) or '一'}{m.group(2) or '〇'}", word)
    return re.sub(r"[〇○零一二三四五六七八九]+(?=[年月日号季、\-~—–至到]|$)|(?<=第)[一二三四]", lambda m: m.group(0).translate(_DIGITS), word)


def _with_year(written: str | None, asked: int | None, month: int, day: int | None) -> Day:
    year = int(written) if written else asked
    return Day("year") if year is None else _day(year, month, day)


def _day(year: int, month: int, day: int | None) -> Day:
    try:
        found = dt.date(year, month, day or calendar.monthrange(year, month)[1])
    except (ValueError, calendar.IllegalMonthError):
        return Day("never")
    return Day("day", found) if 1949 <= found.year <= 2100 else Day("never")
