"""Roles in a group, told to the machinery."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import CharField, F, QuerySet, Value

from zhixing.foundation.machinery import clock, registry

from .models import Membership
from .rules import GroupRoleCode

registry.recorder_roles["group"].add(GroupRoleCode.SECRETARY)


KIND = Value("group", CharField())


@registry.provides_holdings
def memberships(keys: list[Any]) -> QuerySet:
    """Group roles held today, and where the groups are."""
    held = _in_force().filter(person__in=keys)
    held = held.annotate(_kind=KIND, _at=F("group"), _path=F("group__unit__path"))
    return held.values_list("person", "_kind", "role", "_at", "_path")


def seated(roles: Collection[str], codes: Collection[str] | None) -> QuerySet:
    """Keys of those who hold one of the roles (none named: any) in one of the groups (None:
    anywhere) today.
    """
    held = _in_force().filter(role__in=list(roles)) if roles else _in_force()
    return (held if codes is None else held.filter(group__in=list(codes))).values("person")


registry.holders["group"] = seated


def seats(roles: Collection[str], codes: Collection[str]) -> QuerySet:
    """(kind, person, name, role, group, order) of those who hold one of the roles in one of the
    groups today, in the order in which they sit.
    """
    held = _in_force().filter(role__in=roles, group__in=codes)
    held = held.annotate(_kind=KIND, _name=F("person__name"), _at=F("group"), _order=F("place"))
    return held.values_list("_kind", "person", "_name", "role", "_at", "_order")


registry.seats["group"] = seats


def _in_force() -> QuerySet:
    return Membership.objects.in_force(clock.today()).filter(person__active=True)
