"""How a cell with a telephone is read. No database, no clock.

Signs that nobody sees come along when a number is copied from a telephone or a web page; they are
dropped, as are country codes of China, words before the number and blanks. What was lost on the way
is said, never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain
from typing import Any

MOBILE, LOCAL = 11, (7, 8)
SCIENTIFIC = re.compile(r"(\d)(?:\.(\d+))?[eE]\+?(\d+)")
LABEL = re.compile(
    r"^(?:(?:手机|移动|办公|单位|家庭|住宅|固定|联系|值班)?(?:电话|号码|手机号码?|座机|热线)|手机|办|宅|[TtMm](?:el|ob)?)[:.]?"
)
EXTENSION = re.compile(r"(?:转|分机|ext\.?|#|x)\s*(\d{1,6})$", re.I)
LETTER = re.compile(r"(?<=\d)[oOlI](?=\d|$)|^[oOlI](?=\d)")  # a letter that looks like a digit
BETWEEN = re.compile(r"[、,，;；/|\n]|或者?|和|\s{2,}")
CHINA = re.compile(r"(?:\+|00)86|86(?=(?:1\d{10}|0\d{9,11})$)")
GROUPED, DECIMAL = re.compile(r"\d{1,3}(?:,\d{3})+"), re.compile(r"(?<=\d{7})\.0+$")


@dataclass(frozen=True)
class Phone:
    """A telephone as it is kept (``""``: none), and what is to be said about the cell
    (``reading.SENTENCES``).
    """

    number: str = ""
    code: str = ""
    params: dict[str, Any] = field(default_factory=dict)


def read_phone(text: str) -> Phone:
    """The first telephone of a cell. A mobile has 11 digits, a landline 7 or 8, with its area code
    10 to 12.
    """
    if len(text) == MOBILE and text.isascii() and text.isdigit():
        return Phone(text)  # nearly all of them
    plain = visible_signs(text)
    if not plain:
        return Phone()
    plain = plain.replace(",", "") if GROUPED.fullmatch(plain) else DECIMAL.sub("", plain)
    lost = SCIENTIFIC.fullmatch(plain)
    if lost:
        return _scientific(plain, *lost.groups(""))
    parts = [part for part in _parts(plain) if re.search(r"\d", part)]
    if not parts:
        return Phone(code="phone.none")
    first = _single_phone(parts[0])
    if len(parts) > 1 and first.number:
        return Phone(first.number, "phone.several", {"count": str(len(parts))})
    return first


def is_mobile(number: str) -> bool:
    """Whether a number is one person's: a landline is shared."""
    return len(number) == MOBILE and not number.startswith("0")


def visible_signs(text: str) -> str:
    """What of a cell one can see: narrow signs, without marks of direction, zero widths and
    apostrophes in front.
    """
    wide = unicodedata.normalize("NFKC", text)
    visible = "".join(
        sign for sign in wide if unicodedata.category(sign) not in ("Cf", "Cc") or sign == "\n"
    )
    return visible.strip().strip("'’`").strip()


def _scientific(plain: str, first: str, more: str, exponent: str) -> Phone:
    """``1.00000010010E+10`` still has all its digits, ``1.00E+10`` has lost them."""
    if int(exponent) > len(more) or int(exponent) > 20:
        return Phone(code="phone.lost", params={"kept": str(len(first + more))})
    return _single_phone(format(Decimal(plain).to_integral_value(), "f"))


def _parts(plain: str) -> list[str]:
    """Several numbers in one cell. Blanks are between numbers only where all of them are whole
    ones.
    """
    parts = [part.strip() for part in BETWEEN.split(plain) if part and part.strip()]
    return list(chain.from_iterable(map(_numbers_between_blanks, parts)))


def _numbers_between_blanks(part: str) -> list[str]:
    numbers = part.split()
    whole = all(len(re.sub(r"\D", "", number)) >= 10 for number in numbers)
    return numbers if len(numbers) > 1 and whole else [part]


def _single_phone(text: str) -> Phone:
    """One telephone."""
    plain = LABEL.sub("", "".join(text.split()))
    if LETTER.search(plain):
        return Phone(code="phone.none")
    plain, extension = _without_extension(plain)
    bare = re.sub(r"[\-‐‑–—―()_.·~]", "", plain)
    bare = (
        re.sub(r"^\D+(?=\d)|(?<=\d)\([^()]*\)$|(?<=\d)[^\d]+$", "", bare)
        if not bare.startswith("+")
        else bare
    )
    china = CHINA.match(bare)
    number = bare[china.end() :] if china else bare
    if china and re.fullmatch(r"[2-9]\d{8,10}", number):
        number = f"0{number}"  # an area code loses its zero behind a country code
    abroad = re.fullmatch(r"(?:\+|00)([1-9]\d{7,14})", number)
    if abroad and not china:
        return Phone(f"+{abroad.group(1)}")
    if not re.fullmatch(r"\d+", number):
        return Phone(code="phone.none")
    if extension and (_is_whole(number) or len(number) in LOCAL):
        return Phone(number, "phone.extension", {"extension": extension})
    if not _is_whole(number):
        return Phone(code="phone.length", params={"digits": str(len(number))})
    return Phone(number, "phone.local" if len(number) in LOCAL else "")


def _without_extension(plain: str) -> tuple[str, str]:
    match = EXTENSION.search(plain) or re.search(
        r"(?<=^\d{7})-(\d{2,5})$|(?<=^\d{8})-(\d{2,5})$|(?<=-\d{7})-(\d{2,5})$|(?<=-\d{8})-(\d{2,5})$",
        plain,
    )
    if match is None:
        return plain, ""
    return plain[: match.start()], next(group for group in match.groups() if group)


def _is_whole(number: str) -> bool:
    """A mobile, a landline with or without its area code, or a service's number (400, 800)."""
    length = len(number)
    return (
        length == MOBILE
        or (number.startswith("0") and 10 <= length <= 12)
        or (length in LOCAL and number[0] in "23456789")
        or (length == 10 and number.startswith(("400", "800")))
    )
