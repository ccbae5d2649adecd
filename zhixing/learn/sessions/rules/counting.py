"""When a session counts as collective study, and in which quarter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.may import Rule, Where

from .kinds import State

MINUTED = (State.MINUTED, State.SIGNED)  # the state says it: minutes that were given back are none

# What a session needs (domain.md 1.2, last line), each said once: of a row and of a query.
# ``discussed``: at least one discussion speech was given (``models.is_discussed``).
NEEDS: Mapping[str, Rule] = {
    "category": ~Where(category=""),
    "minutes": Where(state__in=MINUTED),
    "discussion": Where(discussed=True),
    "signature": Where(state=State.SIGNED),
}
MISSING_WORDS = {
    "category": _("It has no content category."),
    "minutes": _("It has no minutes."),
    "discussion": _("It has no discussion speech."),
    "signature": _("The leader has not signed it off."),
}


@dataclass(frozen=True)
class _Countable:
    """What decides: a session of any kind looks like one of some twenty of these."""

    state: str
    category: str
    discussed: bool


def missing_to_count(*, state: str, category: str, discussed: bool) -> tuple[str, ...]:
    """Codes of ``NEEDS`` that a session does not fulfil."""
    return _missing(_Countable(str(state), category and "-", bool(discussed)))


@lru_cache(maxsize=64)
def _missing(session: _Countable) -> tuple[str, ...]:
    return tuple(code for code, need in NEEDS.items() if not need.allows(None, session))


def counts(*, state: str, category: str, discussed: bool) -> bool:
    """Whether a session fulfils all of ``NEEDS``."""
    return not missing_to_count(state=state, category=category, discussed=discussed)


def counting_q() -> Q:
    """The same as a condition on rows that say whether they were ``discussed``."""
    condition = Q()
    for need in NEEDS.values():
        condition &= need.q(None)
    return condition


def quarters_begun(year: int, today: dt.date) -> int:
    """How many quarters of the year have begun."""
    if year < today.year:
        return 4
    return quarter(today.month) if year == today.year else 0


def quarter(month: int) -> int:
    """1 to 4."""
    return (month - 1) // 3 + 1
