"""Who holds which role at which unit today, told to the machinery, which knows no appointment."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import CharField, F, QuerySet, Value

from zhixing.foundation.machinery import clock, registry

from .models import Appointment

KIND = Value("unit", CharField())


@registry.provides_holdings
def appointments(keys: list[Any]) -> QuerySet:
    """Roles held today, as unit paths."""
    held = _in_force().filter(person__in=keys)
    held = held.annotate(_kind=KIND, _at=F("unit__path"), _path=F("unit__path"))
    return held.values_list("person", "_kind", "role", "_at", "_path")


def appointed(roles: Collection[str], codes: Collection[str] | None) -> QuerySet:
    """Keys of those who hold one of the roles at one of the units (None: anywhere) today."""
    held = _in_force().filter(role__in=list(roles))
    return (held if codes is None else held.filter(unit__in=list(codes))).values("person")


registry.holders["unit"] = appointed


def seats(roles: Collection[str], paths: Collection[str]) -> QuerySet:
    """(kind, person, name, role, path, order) of those who hold one of the roles at one of the
    units today.
    """
    held = _in_force().filter(role__in=roles, unit__path__in=paths)
    held = held.annotate(_kind=KIND, _name=F("person__name"), _at=F("unit__path"), _order=F("pk"))
    return held.values_list("_kind", "person", "_name", "role", "_at", "_order")


registry.seats["unit"] = seats


def _in_force() -> QuerySet:
    return Appointment.objects.in_force(clock.today()).filter(person__active=True)
