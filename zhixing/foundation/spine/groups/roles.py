"""Roles in a group, told to the machinery."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import QuerySet

from zhixing.foundation.machinery import clock, registry

from .models import Membership
from .rules import GroupRoleCode

registry.recorder_roles["group"].add(GroupRoleCode.SECRETARY)


@registry.provides_holdings
def memberships(keys: list[Any]) -> dict[Any, registry.Holdings]:
    """Group roles held today, and where the groups are: one query."""
    groups: dict[Any, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    places: dict[Any, dict[str, str]] = defaultdict(dict)
    for person, role, group, path in (
        _in_force()
        .filter(person__in=keys)
        .values_list("person", "role", "group", "group__unit__path")
    ):
        groups[person][role].add(group)
        places[person][group] = path
    return {
        person: registry.Holdings(
            {}, {role: frozenset(codes) for role, codes in roles.items()}, places[person]
        )
        for person, roles in groups.items()
    }


def seated(roles: Collection[str], codes: Collection[str] | None) -> QuerySet:
    """Keys of those who hold one of the roles (none named: any) in one of the groups (None:
    anywhere) today.
    """
    held = _in_force().filter(role__in=list(roles)) if roles else _in_force()
    return (held if codes is None else held.filter(group__in=list(codes))).values("person")


registry.holders["group"] = seated


def seats(roles: Collection[str], codes: Collection[str]) -> Iterable[tuple[str, str, str, str]]:
    """(person, name, role, group) of those who hold one of the roles in one of the groups today."""
    held = _in_force().filter(role__in=roles, group__in=codes).order_by("place", "pk")
    return held.values_list("person", "person__name", "role", "group")


registry.seats["group"] = seats


def _in_force() -> QuerySet:
    return Membership.objects.in_force(clock.today()).filter(person__active=True)
