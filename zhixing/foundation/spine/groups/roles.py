"""Roles in a group, told to the machinery."""

from __future__ import annotations

from zhixing.foundation.machinery import clock, registry

from .rules import GroupRoleCode

registry.recorder_roles["group"].add(GroupRoleCode.SECRETARY)


@registry.provides_holdings
def memberships(person: object) -> registry.Holdings:
    """Group roles held today: one query."""
    from .models import Membership

    groups: dict[str, set[str]] = {}
    for role, group in Membership.objects.in_force(clock.today()).filter(person=person.pk, person__active=True).values_list("role", "group"):
        groups.setdefault(role, set()).add(group)
    return registry.Holdings({}, {role: frozenset(codes) for role, codes in groups.items()})
