"""Texts of cells, as they are compared and taken apart. No database, no clock."""

from __future__ import annotations

import re
import unicodedata

from zhixing.foundation.kits.workbooks.values import spelled


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
