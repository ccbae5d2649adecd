"""Codes of things: kind, year, five characters that nobody misreads (``WT-26-7K3QF``); unique
across instances, no sequence.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Callable

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # without 0 O 1 I L U
LENGTH = 5


def new_code(prefix: str, year: int, taken: Callable[[str], object]) -> str:
    """A free code. ``taken(code)`` answers whether it exists; 30^5 codes a kind and year make a
    second try rare.
    """
    while True:
        code = f"{prefix}-{year % 100:02d}-" + "".join(
            secrets.choice(ALPHABET) for _ in range(LENGTH)
        )
        if not taken(code):
            return code


def typed(text: str) -> str:
    """A code as somebody typed it from paper: width, case, blanks and the kind of hyphens do not
    count (``ｗｔ—26—7k3qf`` is WT-26-7K3QF). What is no code comes back in upper case.
    """
    wide = unicodedata.normalize("NFKC", text).upper()
    signs = "".join(sign for sign in wide if sign.isalnum())
    if len(signs) != 4 + LENGTH or not signs.isascii() or not signs[2:4].isdigit():
        return wide.strip()
    return f"{signs[:2]}-{signs[2:4]}-{signs[4:]}"
