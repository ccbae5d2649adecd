"""Who may what with campaigns."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.may import ALL, NONE, GroupRole, Role, Rule, Where
from zhixing.foundation.machinery.registry import Holdings, holders, holdings
from zhixing.foundation.spine.groups.may import InGroupOf
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.orgs.models import UnitKind
from zhixing.foundation.spine.orgs.roles import RoleCode as R

KEEPERS = (G.SECRETARY, G.LEADER)


class InSomeGroup(Rule):
    """Holds one of the roles in any study group."""

    def __init__(self, *roles: str) -> None:
        self.roles = tuple(str(role) for role in roles)

    def allows(self, person: Actor | None, row: Any, held: Holdings | None = None) -> bool:
        return bool((held or holdings(person)).group_codes(*self.roles))

    def q(self, person: Actor | None, held: Holdings | None = None) -> Q:
        return ALL if self.allows(person, None, held) else NONE

    def people(self, row: Any) -> Q:
        return Q(pk__in=holders["group"](self.roles, None))


FOUNDS = Role(R.OFFICE, at="") | InGroupOf(*KEEPERS)
KEEPS = Role(R.OFFICE) | GroupRole(*KEEPERS)
# into a campaign of the county every group puts what is its own
FILLS = KEEPS | (Where(unit__kind=UnitKind.COUNTY) & InSomeGroup(*KEEPERS))


def kept_groups(person: Actor | None) -> frozenset[str]:
    """Codes of the groups whose sessions and deeds this person puts in."""
    return holdings(person).group_codes(*KEEPERS)
