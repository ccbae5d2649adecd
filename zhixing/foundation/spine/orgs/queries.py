"""Who may know of units, and what the county is called."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db.models import Q

from zhixing.foundation.machinery import refusals
from zhixing.foundation.machinery.sounds import sounds_q

from .models import Unit, UnitKind


def known(person: Any) -> None:
    """Units, groups and their people are for those whom the county knows. Raises NotAllowed."""
    if person is None or person.pk is None:
        raise refusals.Refused.NOT_KNOWN()


def named_q(word: str, prefix: str = "") -> Q:
    """Units (``prefix`` leads there: ``"unit__"``) in whose name the word is, or whose name sounds
    as it was typed.
    """
    return Q(**{f"{prefix}name__icontains": word}) | sounds_q(f"{prefix}sound", word)


def county_name() -> str:
    """The county's name, read once a process (a renamed county shows after a restart)."""
    try:
        return _county_name()
    except LookupError:
        return ""


@lru_cache(maxsize=1)
def _county_name() -> str:
    name = Unit.objects.filter(kind=UnitKind.COUNTY).values_list("name", flat=True).first()
    if name is None:
        raise LookupError
    return name
