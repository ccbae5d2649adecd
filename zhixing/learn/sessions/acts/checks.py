"""What several acts on sessions ask of their input."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.errors import BadInput

from .. import queries


def stays(*states: str) -> dict[str, str]:
    """The moves of an act that changes no state."""
    return {state: state for state in states}


def bad(code: str, name: str, sentence: Any) -> BadInput:
    """The refusal of one field."""
    return BadInput(code, sentence, {name: [sentence]})


def check_words(kind: str, category: str, day: dt.date) -> None:
    """Raises BadInput for a kind or a category that is not among the norms of the day."""
    if kind not in dict(queries.kinds(day)):
        raise bad(
            "kind.unknown", "kind", _("This kind of session is not among the county's norms.")
        )
    if category and category not in dict(queries.categories(day)):
        raise bad(
            "category.unknown", "category", _("This category is not among the county's norms.")
        )
