"""Who may what with pairings."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.may import NONE, GroupRole, PartnerRole, Role
from zhixing.foundation.machinery.registry import Holdings, holders, holdings
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.orgs.roles import RoleCode as R

from .models import PairedGroup
from .rules import State

KEEPERS = (G.SECRETARY, G.LEADER)


class Asked(GroupRole):
    """Holds one of the roles in a group that a proposed pairing still waits for."""

    def allows(self, person: Actor | None, row: Any, held: Holdings | None = None) -> bool:
        codes = (held or holdings(person)).group_codes(*self.roles)
        return bool(codes) and row is not None and not codes.isdisjoint(self.places(row))

    def q(self, person: Actor | None, held: Holdings | None = None) -> Q:
        codes = (held or holdings(person)).group_codes(*self.roles)
        if not codes:
            return NONE
        asked = PairedGroup.objects.filter(
            group__in=sorted(codes), agreed_on=None, pairing__state=State.PROPOSED
        )
        return Q(pk__in=asked.values("pairing"))

    def people(self, row: Any) -> Q:
        return Q(pk__in=holders["group"](self.roles, self.places(row))) if row else NONE

    def places(self, row: Any) -> list[str]:
        codes: list[str] = row.asked_codes
        return codes


PROPOSES = GroupRole(*KEEPERS, at="")  # of the own group
CHANGES = GroupRole(*KEEPERS)  # of the group that proposed it
AGREES = Asked(*KEEPERS)
ASKED = Asked(G.SECRETARY)  # whose turn it is, where leaders may too
ENDS = Role(R.OFFICE) | GroupRole(*KEEPERS) | PartnerRole(*KEEPERS)


def kept_groups(person: Actor | None) -> frozenset[str]:
    """Codes of the groups for which this person agrees."""
    return holdings(person).group_codes(*KEEPERS)
