"""Signs that the fonts of a PDF can not draw: each is printed as 〓, and a remark names it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

GETA = "〓"  # what Chinese printers set for a sign they have no type for
INVISIBLE = frozenset(
    {"Cc", "Cf", "Zl", "Zp", "Zs", "Mn", "Me"}
)  # drawn as nothing, or upon another


@lru_cache(maxsize=4)
def drawn_by(fonts: tuple[Path, ...]) -> frozenset[int]:
    """Code points for which one of the fonts has a drawing."""
    points: set[int] = set()
    for path in fonts:
        with TTFont(path, lazy=True) as font:
            points.update(font.getBestCmap())
    return frozenset(points)


def undrawn(text: str, fonts: Iterable[Path]) -> list[str]:
    """The signs of a text that no font draws, in the order in which they come first."""
    points = drawn_by(tuple(fonts))
    signs = dict.fromkeys(text)
    return [
        sign
        for sign in signs
        if ord(sign) not in points and unicodedata.category(sign) not in INVISIBLE
    ]


def with_geta(text: str, signs: Iterable[str]) -> str:
    """The text with 〓 for each of these signs."""
    return text.translate(dict.fromkeys(map(ord, signs), GETA))


def code_points(signs: Iterable[str]) -> str:
    """How a remark names signs that it can not show: U+2A700, U+1F600."""
    return ", ".join(f"U+{ord(sign):04X}" for sign in signs)
