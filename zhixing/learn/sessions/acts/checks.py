"""What several acts on sessions ask of their input."""

from __future__ import annotations

import datetime as dt

from .. import queries
from ..refusals import Refused


def stays(*states: str) -> dict[str, str]:
    """The moves of an act that changes no state."""
    return {state: state for state in states}


def check_words(kind: str, category: str, day: dt.date) -> None:
    """Raises BadInput for a kind or a category that is not among the norms of the day."""
    if kind not in dict(queries.kinds(day)):
        raise Refused.KIND_UNKNOWN("kind")
    if category and category not in dict(queries.categories(day)):
        raise Refused.CATEGORY_UNKNOWN("category")
