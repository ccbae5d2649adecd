"""How months, quarters and years are written. No database, no clock."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from zhixing.foundation.kits.workbooks.days import chinese_numerals
from zhixing.foundation.spine.orgs.rules import compared

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
