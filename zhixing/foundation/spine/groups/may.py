"""Who may what with study groups, and who may look at their study."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from zhixing.foundation.machinery import registry
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.may import NONE, GroupRole, Role, Rule, SystemPerson
from zhixing.foundation.machinery.registry import Holdings, holdings
from zhixing.foundation.spine.orgs.roles import RoleCode as R

from .models import StudyGroup
from .rules import GroupRoleCode as G

FOUNDS = Role(R.OFFICE, at="") | SystemPerson("timekeeper")
KEEPS = Role(R.OFFICE)
KEEPS_THE_LIST = KEEPS | GroupRole(G.SECRETARY, at="")
PREPARES = GroupRole(G.SECRETARY, at="")  # does what a group does first
NAMES_SUBSTITUTE = GroupRole(G.LEADER, at="")
SEATS_STAND_IN = KEEPS_THE_LIST | NAMES_SUBSTITUTE
STANDS_IN = GroupRole(at="")  # gives back what was taken for a time


class InGroupOf(Rule):
    """Holds one of the roles (none named: any) in the study group of the unit that is the row."""

    def __init__(self, *roles: str) -> None:
        self.roles = tuple(str(role) for role in roles)

    def allows(self, person: Actor | None, row: Any, held: Holdings | None = None) -> bool:
        held = held or holdings(person)
        codes = held.group_codes(*self.roles)
        if row is None:
            return bool(codes)
        return any(held.places[code] == row.path for code in codes)

    def q(self, person: Actor | None, held: Holdings | None = None) -> Q:
        codes = (held or holdings(person)).group_codes(*self.roles)
        return (
            Q(pk__in=StudyGroup.objects.filter(pk__in=sorted(codes)).values("unit"))
            if codes
            else NONE
        )

    def people(self, row: Any) -> Q:
        groups = (
            None
            if row is None
            else StudyGroup.objects.filter(unit=row.pk).values_list("pk", flat=True)
        )
        return Q(pk__in=registry.holders["group"](self.roles, groups))


def prepared_groups(person: Actor | None) -> list[str]:
    """Codes of the groups for which this person prepares what is to be done."""
    return sorted(holdings(person).group_codes(*PREPARES.roles))


def looks_into(person: Actor | None, group: StudyGroup) -> bool:
    """Whether this person may look at the group's study: ``StudyGroup.objects.looked_into_by`` of
    one group, without a query.
    """
    held = holdings(person)
    return group.pk in held.group_codes() or held.sees_at(group.unit.path)
