"""Names: how they are stored, when two are the same, which one was probably meant. No database, no
clock.

Stored as NFC without surrounding or double blanks; compared as NFKC, case folded, without blanks
and brackets' shapes. Signs that nobody sees (controls, directions, zero widths) are refused, rare
Han and the dot of minority names are kept (Unicode TR 15 and 39).
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

Found = TypeVar("Found")

DOTS = str.maketrans(dict.fromkeys("•‧・∙⋅●", "·"))
BRACKETS = str.maketrans(
    {
        "〔": "(",
        "〕": ")",
        "［": "(",
        "］": ")",
        "[": "(",
        "]": ")",
        "【": "(",
        "】": ")",
        "（": "(",
        "）": ")",
    }
)
UNSEEN = frozenset(
    {"Cc", "Cf", "Cs", "Co", "Cn"}
)  # all of them are not printable; printable texts need no look at each sign
# Looking for a sign is several times as fast as translating a text that has none, and this runs for
# every cell of a workbook.
_DOT, _BRACKET = (
    re.compile("[" + re.escape("".join(map(chr, table))) + "]") for table in (DOTS, BRACKETS)
)


class UnseenSign(ValueError):
    """The text holds a sign that nobody sees; ``sign`` is its number, as in U+202E."""

    def __init__(self, sign: str) -> None:
        super().__init__(f"U+{ord(sign):04X}")
        self.sign = f"U+{ord(sign):04X}"


def stored(text: Any) -> str:
    """A name as it is kept. Raises UnseenSign for control, direction and zero-width signs (line
    ends and tabs are blanks).
    """
    name = " ".join(unicodedata.normalize("NFC", _dotted(str(text or ""))).split())
    if not name.isprintable():
        for sign in name:
            if unicodedata.category(sign) in UNSEEN:
                raise UnseenSign(sign)
    return name


def compared(text: Any) -> str:
    """What two spellings of one name have in common: width, case, blanks and shapes of brackets do
    not count.
    """
    wide = unicodedata.normalize("NFKC", _dotted(str(text or ""))).casefold()
    if _BRACKET.search(wide):
        wide = wide.translate(BRACKETS)
    wide = "".join(wide.split())
    return (
        wide
        if wide.isprintable()
        else "".join(sign for sign in wide if unicodedata.category(sign) not in UNSEEN)
    )


def _dotted(text: str) -> str:
    return text.translate(DOTS) if _DOT.search(text) else text


def find(name: Any, names: Mapping[str, Found]) -> Found | None:
    """What the name stands for among names and aliases; None when no spelling fits, or when it fits
    two different ones.
    """
    wanted = compared(name)
    matches = [value for other, value in names.items() if wanted and compared(other) == wanted]
    return matches[0] if matches and all(value == matches[0] for value in matches) else None


def likeness(name: Any, other: Any) -> float:
    """0 to 1: how probable it is that ``name`` was meant for ``other``. A shortened name, its signs
    in the same order, counts half of its way up.
    """
    short, long = compared(name), compared(other)
    if not short or not long:
        return 0.0
    ratio = difflib.SequenceMatcher(None, short, long, autojunk=False).ratio()
    rest = iter(long)
    if all(sign in rest for sign in short):
        ratio = max(ratio, 0.6 + 0.4 * ratio)
    return ratio


def candidates(name: Any, names: Iterable[str], most: int = 5, least: float = 0.5) -> list[str]:
    """The names that were probably meant, the most probable first; never decided without being
    asked.
    """
    ranked = sorted(
        ((likeness(name, other), other) for other in dict.fromkeys(names)),
        key=lambda pair: (-pair[0], pair[1]),
    )
    return [other for score, other in ranked if score >= least][:most]
