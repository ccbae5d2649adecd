"""Number formats: what a spreadsheet shows for a number (ECMA-376 part 1, 18.8.30 and 18.8.31).

``Format(code).show(value)`` answers the text, and whether that is sure: a format of another
calendar or in written-out Chinese numbers is shown plainly, and said to be doubtful.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache

from .page import DAY, MONTH, YEAR

# Numbers of formats that a file does not write out (18.8.30), as a Chinese spreadsheet shows them.
BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0',
    6: '"¥"#,##0;"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00',
    8: '"¥"#,##0.00;"¥"-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0 ;-#,##0",
    38: "#,##0 ;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: "#,##0;-#,##0;-",
    42: '"¥"#,##0;"¥"-#,##0;"¥"-',
    43: "#,##0.00;-#,##0.00;-",
    44: '"¥"#,##0.00;"¥"-#,##0.00;"¥"-',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
TOKEN = re.compile(
    r'"(?P<text>[^"]*)"?|[\\!](?P<sign>.)|_(?P<room>.)|\*(?P<fill>.)'
    r"|\[\$(?P<money>[^\]\-]*)(?:-(?P<place>[^\]]*))?\]"
    r"|\[(?P<elapsed>h+|m+|s+)\]|\[(?P<bracket>[^\]]*)\]"
    r"|(?P<half>AM/PM|A/P|上午/下午)|(?P<general>General|G/通用格式|常规)"
    r"|(?P<exponent>E[+\-])|(?P<date>y+|m+|d+|h+|s+|e+|g+|b+|aaaa?)"
    r"|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)"
    r"|(?P<percent>%)|(?P<slash>/)|(?P<at>@)|(?P<plain>.)",
    re.I | re.S,
)
CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
MONTHS = (
    "January February March April May June July August September October November December".split()
)
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
EXACT = Context(prec=700)  # a number has at most 309 digits before its point, a format 255 signs
LONGEST_CODE = 255
HAN = "〇一二三四五六七八九"
LAST_DAY = 2_958_466  # 9999-12-31 is the day before
COMPARE = {
    "<": lambda number, limit: number < limit,
    ">": lambda number, limit: number > limit,
    "=": lambda number, limit: number == limit,
    "<=": lambda number, limit: number <= limit,
    ">=": lambda number, limit: number >= limit,
    "<>": lambda number, limit: number != limit,
}


@dataclass(frozen=True)
class Shown:
    """What a cell shows; ``sure`` when a spreadsheet shows exactly this. ``day``: the day it stands
    for.
    """

    text: str
    sure: bool = True
    day: dt.datetime | None = None
    least: str = DAY  # what of the day is shown


@dataclass
class Section:
    """One part of a format between its semicolons."""

    tokens: list[tuple[str, str]] = field(default_factory=list)
    condition: tuple[str, float] | None = None
    numerals: int = 0  # DBNum1, 2, 3
    sure: bool = True

    @property
    def dated(self) -> bool:
        return any(kind in ("date", "elapsed", "half") for kind, _word in self.tokens)

    @property
    def has(self) -> set[str]:
        return {kind for kind, _word in self.tokens}

    def around(self, words: str, places: set[str]) -> str:
        """A text in these places of the format, among the signs that it adds."""
        shown = [(kind, word) for kind, word in self.tokens if kind == "text" or kind in places]
        return "".join(words if kind in places else word for kind, word in shown)


def general(value: float) -> str:
    """A number without a format: as many digits as fit into eleven signs; whole numbers with all of
    theirs.
    """
    if value != value or value in (float("inf"), float("-inf")):
        return format(value, "g")
    if value.is_integer() and abs(value) < 1e21:
        return str(int(value))
    size = abs(value)
    if 1e-4 <= size < 1e11:
        places = max(10 - len(str(int(size))), 0)
        return format(_rounded(value, places).normalize(), "f")
    mantissa, exponent = f"{value:.5E}".split("E")
    return (
        f"{mantissa.rstrip('0').rstrip('.')}E{exponent}" if size < 1e300 else format(value, ".15g")
    )


def _rounded(value: float, places: int) -> Decimal:
    return Decimal(format(value, ".15g")).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, EXACT)


def moment(serial: float, from_1904: bool = False, exact: bool = False) -> dt.datetime | None:
    """The day and time of a number, to the second (``exact``: to the thousandth); None when there
    is none.
    """
    if not 0 <= serial < LAST_DAY:
        return None
    days, part = divmod(serial, 1)
    if from_1904:
        days += 1462
    elif days < 60:  # Excel has a 29th of February 1900
        days += 1
    seconds = round(part * 86400, 3) if exact else round(part * 86400)
    try:
        return dt.datetime(1899, 12, 30) + dt.timedelta(days=days, seconds=seconds)
    except OverflowError:
        return None


class Format:
    """One format of a file."""

    def __init__(self, code: str) -> None:
        self.code = code
        code = code if len(code) <= LONGEST_CODE else "General"
        self.sections = [_section(part) for part in _parts(code)[:4]] or [_section("General")]

    @property
    def plain(self) -> bool:
        """Whether it shows a number as it is."""
        section = self.sections[0]
        return section.has <= {"general"} and len(self.sections) == 1 and not section.numerals

    @property
    def dated(self) -> bool:
        return self.sections[0].dated

    @property
    def words(self) -> bool:
        """Whether it adds something to a text."""
        section = self.sections[3] if len(self.sections) > 3 else self.sections[0]
        return "at" in section.has and section.has != {"at"}

    def text(self, words: str) -> str:
        """A text in this format: a few add signs to it."""
        if not self.words:
            return words
        section = self.sections[3] if len(self.sections) > 3 else self.sections[0]
        return section.around(words, {"at"})

    def show(self, value: float, from_1904: bool = False) -> Shown:
        if value != value or abs(value) > 1e300:
            return Shown(general(value), sure=False)
        section, value = self._choose(value)
        if section.dated:
            return _dated(section, value, from_1904)
        if not section.tokens:
            return Shown("", sure=False)
        if section.numerals and section.has & {"digit", "general"}:
            return Shown(general(value), sure=False)
        if section.has & {"general", "at"}:
            text = section.around(general(value), {"general", "at"})
            return Shown(text.strip(), section.sure)
        shown = (
            _fraction(section, value)
            if "slash" in section.has and section.has & {"digit"}
            else _number(section, value)
        )
        return Shown(shown.strip(), section.sure)

    def _choose(self, value: float) -> tuple[Section, float]:
        """The section for a value, and the value as that section shows it (a section for negative
        ones brings its own sign).
        """
        sections = self.sections
        if any(section.condition for section in sections):
            for section in sections[:3]:
                if section.condition is None or COMPARE[section.condition[0]](
                    value, section.condition[1]
                ):
                    return section, (
                        abs(value)
                        if section.condition and value < 0 and section.condition[0] in ("<", "<=")
                        else value
                    )
            return sections[-1], value
        if value < 0 and len(sections) > 1:
            return sections[1], -value
        if value == 0 and len(sections) > 2:
            return sections[2], value
        return sections[0], value


@lru_cache(500)
def format_of(code: str) -> Format:
    return Format(code)


def _parts(code: str) -> list[str]:
    """A format cut at the semicolons that are not within quotes, brackets or behind a backslash."""
    parts, begun, at = [], 0, 0
    while at < len(code):
        sign = code[at]
        if sign in "\\!_*":
            at += 2
            continue
        if sign in '"[':
            end = code.find('"' if sign == '"' else "]", at + 1)
            at = len(code) if end < 0 else end + 1
            continue
        if sign == ";":
            parts.append(code[begun:at])
            begun = at + 1
        at += 1
    return [*parts, code[begun:]] if code else []


def _section(part: str) -> Section:
    section = Section()
    for match in TOKEN.finditer(part):
        kind, word = match.lastgroup or "plain", match.group()
        if kind in ("text", "sign", "plain"):
            section.tokens.append(("text", match.group(kind)))
        elif kind == "room":
            section.tokens.append(("text", " "))
        elif kind in ("money", "place"):
            section.tokens += _place(match.group("money") or "", match.group("place") or "")
        elif kind == "bracket":
            _read_bracket(section, match.group("bracket"))
        elif kind == "elapsed":
            section.tokens.append(("elapsed", match.group("elapsed").lower()))
        elif kind == "date":
            section.tokens.append(("date", word.lower()))
            section.sure = section.sure and word[0].lower() not in "gb"
        elif kind != "fill":
            section.tokens.append((kind, word))
    _minutes(section.tokens)
    return section


def _place(money: str, place: str) -> list[tuple[str, str]]:
    """``[$¥-804]`` is a sign of money; ``[$-F800]`` and ``[$-F400]`` stand for the long day and the
    time of the system.
    """
    if place.upper() == "F800":
        return [("system", "day")]
    if place.upper() == "F400":
        return [("system", "time")]
    tokens = [("text", money)] if money else []
    return [*tokens, ("english", "")] if place.upper().endswith("409") else tokens


def _read_bracket(section: Section, bracket: str) -> None:
    condition = CONDITION.fullmatch(bracket.strip())
    if condition:
        section.condition = condition.group(1), float(condition.group(2))
    elif bracket.lower().startswith("dbnum"):
        section.numerals = int(bracket[5:6] or 1) if bracket[5:6].isdigit() else 1


def _minutes(tokens: list[tuple[str, str]]) -> None:
    """``m`` means minutes behind hours and before seconds, else months. The day and the time of the
    system are written out.
    """
    for nth, (kind, word) in enumerate(tokens):
        if kind == "system":
            tokens[nth:] = _section(
                BUILT_IN[31] if word == "day" else BUILT_IN[21]
            ).tokens  # what follows it is not looked at
            return
    clock = [at for at, (kind, _word) in enumerate(tokens) if kind in ("date", "elapsed")]
    for nth, at in enumerate(clock):
        word = tokens[at][1]
        if word[0] != "m" or tokens[at][0] == "elapsed" or len(word) > 2:
            continue
        before = tokens[clock[nth - 1]][1] if nth else ""
        after = tokens[clock[nth + 1]][1] if nth + 1 < len(clock) else ""
        if before[:1] == "h" or after[:1] == "s":
            tokens[at] = ("date", "n" * len(word))


# -- numbers ---------------------------------------------------------------------------------------


def _number(section: Section, value: float) -> str:
    """Digits at the places that the section has for them, and its words between."""
    kinds = [kind for kind, _word in section.tokens]
    if "digit" not in kinds:
        words = "".join(
            "%" if kind == "percent" else word
            for kind, word in section.tokens
            if kind in ("text", "percent")
        )
        return ("-" if value < 0 else "") + words
    if "exponent" in kinds:
        return _scientific(section, value)
    point = kinds.index("point") if "point" in kinds else len(kinds)
    last = max((at for at, kind in enumerate(kinds[:point]) if kind == "digit"), default=-1)
    scale = sum(
        kind == "comma" for kind in kinds[last + 1 : point]
    )  # commas behind the digits: thousands left out
    if point == len(kinds):
        grouped = "comma" in kinds[:last]
    else:
        grouped = "comma" in kinds[: max(last, 0)]
        end = max(at for at, kind in enumerate(kinds) if kind in ("digit", "point"))
        scale += sum(kind == "comma" for kind in kinds[end + 1 :])
    places = sum(kind == "digit" for kind in kinds[point:])
    number = Decimal(format(value, ".15g")).scaleb(2 * kinds.count("percent") - 3 * scale)
    number = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, EXACT)
    whole, _point, part = format(number.copy_abs(), "f").partition(".")
    shown = _placed(section.tokens, point, whole, part, grouped)
    return f"-{shown}" if number < 0 else shown


def _placed(tokens: list[tuple[str, str]], point: int, whole: str, part: str, grouped: bool) -> str:
    """The digits of a number put into the section, from the right for those before the point."""
    before: list[str] = []
    digits = "" if whole == "0" else whole
    left = sum(kind == "digit" for kind, _word in tokens[:point])
    count = 0
    if not left:
        before.extend(
            reversed(digits)
        )  # the format has no place for them: they are shown all the same
    for kind, word in reversed(tokens[:point]):
        if kind == "digit":
            left -= 1
            take = digits if not left else digits[-1:]
            digits = "" if not left else digits[:-1]
            for sign in reversed(take or {"0": "0", "?": " "}.get(word, "")):
                if grouped and count and count % 3 == 0:
                    before.append(",")
                before.append(sign)
                count += 1
        elif kind in ("text", "percent"):
            before.append(word[::-1])
    behind: list[str] = []
    needed = len(part.rstrip("0"))
    at = 0
    for kind, word in tokens[point:]:
        if kind == "digit":
            shown = at < needed or word == "0"
            behind.append(part[at] if shown else {"?": " "}.get(word, ""))
            at += 1
        elif kind in ("text", "percent", "point"):
            behind.append(word)
    return "".join(before)[::-1] + "".join(behind)


def _scientific(section: Section, value: float) -> str:
    tokens = section.tokens
    kinds = [kind for kind, _word in tokens]
    cut = kinds.index("exponent")
    point = kinds.index("point") if "point" in kinds[:cut] else cut
    whole, places = kinds[:point].count("digit"), kinds[point:cut].count("digit")
    number = Decimal(format(value, ".15g"))
    exponent = number.adjusted() if number else 0
    exponent -= exponent % whole if whole > 1 else 0
    mantissa = number.scaleb(-exponent).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, EXACT)
    if abs(mantissa) >= Decimal(10) ** max(whole, 1):
        exponent += max(whole, 1)
        mantissa = number.scaleb(-exponent).quantize(
            Decimal(1).scaleb(-places), ROUND_HALF_UP, EXACT
        )
    plus = "+" if tokens[cut][1][1] == "+" else ""
    sign = "-" if exponent < 0 else plus
    return f"{mantissa}E{sign}{abs(exponent):0{max(kinds[cut:].count('digit'), 1)}d}"


def _fraction(section: Section, value: float) -> str:
    """``# ?/?``, ``??/??``, ``# ?/8``."""
    words = "".join(word for kind, word in section.tokens if kind in ("digit", "slash", "text"))
    head, _slash, below = words.partition("/")
    number = Fraction(format(value, ".15g"))
    sign, number = ("-" if number < 0 else ""), abs(number)
    fixed = re.match(
        r"\s*([1-9]\d*)",
        "".join(
            word
            for kind, word in section.tokens[
                [kind for kind, _word in section.tokens].index("slash") :
            ]
            if kind != "slash"
        ),
    )
    if fixed:
        below_number = int(fixed.group(1))
        above = int(number * below_number + Fraction(1, 2))
    else:
        close = number.limit_denominator(10 ** max(sum(sign in "?#0" for sign in below), 1) - 1)
        above, below_number = close.numerator, close.denominator
    mixed = len(re.findall(r"[#0?]+", head)) > 1
    whole, above = divmod(above, below_number) if mixed else (0, above)
    if not above:
        return f"{sign if whole else ''}{whole}"
    return f"{sign}{f'{whole} ' if whole else ''}{above}/{below_number}"


# -- days and times --------------------------------------------------------------------------------


def _dated(section: Section, value: float, from_1904: bool) -> Shown:
    thousandths = {"point", "digit"} <= section.has
    day = moment(value, from_1904, thousandths)
    if day is None and not ("elapsed" in section.has and abs(value) < LAST_DAY):
        return Shown(general(value), sure=False)
    when = day or dt.datetime(1900, 1, 1)
    half, digits = "half" in section.has, iter(f"{when.microsecond // 1000:03d}")
    shown: list[str] = []
    for kind, word in section.tokens:
        if kind == "digit":
            shown.append(next(digits, "0"))
        elif kind == "elapsed":
            shown.append(_elapsed(word, value))
        elif kind == "date":
            shown.append(_part(word, when, half, section.numerals))
        elif kind == "half":
            shown.append(_half(word, when.hour >= 12))
        elif kind in ("text", "point", "slash", "comma", "percent"):
            shown.append(word)
    signs = {word[0] for kind, word in section.tokens if kind == "date"}
    sure = section.sure and section.numerals < 2
    return Shown("".join(shown).strip(), sure, day if signs & set("ymdea") else None, _least(signs))


def _least(signs: set[str]) -> str:
    """What is shown of a day by the signs of its format. A time is one of a day."""
    if signs & set("dahns"):
        return DAY
    return MONTH if "m" in signs else YEAR


def _half(word: str, late: bool) -> str:
    if "上" in word:
        return "下午" if late else "上午"
    return ("PM" if late else "AM")[: 2 if len(word) > 3 else 1]


def _elapsed(word: str, value: float) -> str:
    seconds = round(abs(value) * 86400)
    number = {"h": seconds // 3600, "m": seconds // 60, "s": seconds}[word[0]]
    return ("-" if value < 0 else "") + str(number).zfill(len(word))


def _part(word: str, day: dt.datetime, half: bool, numerals: int) -> str:
    sign, size = word[0], len(word)
    if sign in "ye":
        if numerals == 1 and size > 2:
            return _han_year(day.year)
        return str(day.year) if size > 2 or sign == "e" else f"{day.year % 100:02d}"
    if sign == "m" and size > 2:
        name = MONTHS[day.month - 1]
        return name[: {3: 3, 5: 1}.get(size)]
    if sign == "d" and size > 2:
        name = WEEKDAYS[day.weekday()]
        return name[:3] if size == 3 else name
    if sign == "a":
        name = "一二三四五六日"[day.weekday()]
        return f"星期{name}" if size > 3 else name
    hour = (day.hour - 1) % 12 + 1 if half else day.hour
    number = {"m": day.month, "d": day.day, "h": hour, "n": day.minute, "s": day.second}.get(sign)
    if number is None:
        return ""
    return _han(number) if numerals == 1 else str(number).zfill(size)


def _han_year(year: int) -> str:
    return "".join(HAN[int(sign)] for sign in str(year))


def _han(number: int) -> str:
    """``21`` -> 二十一."""
    tens, ones = divmod(number, 10)
    if not tens:
        return HAN[ones]
    return (HAN[tens] if tens > 1 else "") + "十" + (HAN[ones] if ones else "")
