"""A rule about a unit's own study group."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from zhixing.foundation.machinery.may import NONE, Rule
from zhixing.foundation.machinery.registry import Holdings, holdings


class InGroupOf(Rule):
    """Holds one of the roles (none named: any) in the study group of the unit that is the row."""

    def __init__(self, *roles: str) -> None:
        self.roles = tuple(str(role) for role in roles)

    def allows(self, person: Any, row: Any, held: Holdings | None = None) -> bool:
        held = held or holdings(person)
        codes = held.group_codes(*self.roles)
        if row is None:
            return bool(codes)
        return bool(codes) and any(_units_of(held).get(code) == row.pk for code in codes)

    def q(self, person: Any, held: Holdings | None = None) -> Q:
        from .models import StudyGroup

        codes = (held or holdings(person)).group_codes(*self.roles)
        return Q(pk__in=StudyGroup.objects.filter(pk__in=sorted(codes)).values("unit")) if codes else NONE


def _units_of(held: Holdings) -> dict[str, str]:
    """The units of all groups in which something is held: asked once for what is known of a person, however many acts ask."""
    kept = held.__dict__.get("_units_of_groups")
    if kept is None:
        from .models import StudyGroup

        kept = held.__dict__["_units_of_groups"] = dict(StudyGroup.objects.filter(pk__in=sorted(held.group_codes())).values_list("pk", "unit"))
    return kept
