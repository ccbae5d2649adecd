"""How a number of a paper (发文字号) is written: short name of who issues it, year in 〔〕, serial
without noughts before it (GB/T 9704). Pure.
"""

from __future__ import annotations

import re

NUMBER = re.compile(
    r"^(?P<series>[^〔〕\[\]［］（）()【】]{1,40}?)\s*[〔\[［（(【]\s*"
    r"(?P<year>\d{4})\s*[〕\]］）)】]\s*(?:第)?\s*0*(?P<serial>[1-9]\d{0,5})\s*号$"
)


def number_of(series: str, year: int, serial: int) -> str:
    """青委宣〔2026〕7号."""
    return f"{series}〔{year}〕{serial}号"


def parts_of(text: str) -> tuple[str, int, int] | None:
    """Series, year and serial of a number as somebody typed it; other brackets, 第 and noughts are
    forgiven. None when it is no number.
    """
    match = NUMBER.match(text.strip())
    if not match or not match["series"].strip():
        return None
    return "".join(match["series"].split()), int(match["year"]), int(match["serial"])
