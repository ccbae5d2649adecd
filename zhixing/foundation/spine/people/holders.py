"""Who holds which role at which unit today, told to the machinery, which knows no appointment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import QuerySet

from zhixing.foundation.machinery import clock, registry

from .models import Appointment


@registry.provides_holdings
def appointments(keys: list[Any]) -> dict[Any, registry.Holdings]:
    """Roles held today, as unit paths: one query."""
    units: dict[Any, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for person, role, path in (
        _in_force().filter(person__in=keys).values_list("person", "role", "unit__path")
    ):
        units[person][role].add(path)
    return {
        person: registry.Holdings({role: frozenset(paths) for role, paths in roles.items()})
        for person, roles in units.items()
    }


def appointed(roles: Collection[str], codes: Collection[str] | None) -> QuerySet:
    """Keys of those who hold one of the roles at one of the units (None: anywhere) today."""
    held = _in_force().filter(role__in=list(roles))
    return (held if codes is None else held.filter(unit__in=list(codes))).values("person")


registry.holders["unit"] = appointed


def seats(roles: Collection[str], paths: Collection[str]) -> Iterable[tuple[str, str, str, str]]:
    """(person, name, role, path) of those who hold one of the roles at one of the units today."""
    held = _in_force().filter(role__in=roles, unit__path__in=paths).order_by("pk")
    return held.values_list("person", "person__name", "role", "unit__path")


registry.seats["unit"] = seats


def _in_force() -> QuerySet:
    return Appointment.objects.in_force(clock.today()).filter(person__active=True)
