"""Tests and sittings: states, and bands by a norm. Marks are hundredths; no order of persons is
ever made of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("test", "to be held")
    TYPED = "typed", pgettext_lazy("test", "marks typed once")
    CONFIRMED = "confirmed", pgettext_lazy("test", "marks confirmed by a second hand")
    CANCELLED = "cancelled", pgettext_lazy("test", "cancelled")


TONES = {
    State.PLANNED: "none",
    State.TYPED: "going",
    State.CONFIRMED: "done",
    State.CANCELLED: "none",
}


def band(marks: int, bands: Sequence[dict[str, Any]]) -> str:
    """The code of the band a mark falls into. ``bands``: ``{"code", "from"}`` with ``from`` in
    hundredths, any order (norm ``test.bands``).
    """
    for level in sorted(bands, key=lambda level: -level["from"]):
        if marks >= level["from"]:
            return str(level["code"])
    raise ValueError("the lowest band must begin at 0")


def counts(marks: Iterable[int], bands: Sequence[dict[str, Any]]) -> dict[str, int]:
    """How many in each band, highest first; empty bands included."""
    tally = Counter(band(mark, bands) for mark in marks)
    return {
        level["code"]: tally[level["code"]]
        for level in sorted(bands, key=lambda level: -level["from"])
    }


def differing_marks(first: dict[str, int | None], second: dict[str, int | None]) -> list[str]:
    """Whose marks the second hand typed otherwise than the first (person ids), absent counting as
    None.
    """
    return sorted(key for key in {*first, *second} if first.get(key) != second.get(key))
