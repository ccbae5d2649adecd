"""Codes of things: kind, year, five characters that nobody misreads (``WT-26-7K3QF``); unique across instances, no sequence."""

from __future__ import annotations

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # without 0 O 1 I L U
LENGTH = 5


def new_code(prefix: str, year: int, taken: object) -> str:
    """A free code. ``taken(code)`` answers whether it exists; 30^5 codes a kind and year make a second try rare."""
    while True:
        code = f"{prefix}-{year % 100:02d}-" + "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if not taken(code):
            return code
