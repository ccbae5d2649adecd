"""Who may what with study packs: the next version, its record, additions of groups."""

from __future__ import annotations

from zhixing.foundation.machinery.may import GroupRole, Role
from zhixing.foundation.spine.groups.may import InGroupOf
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.orgs.roles import RoleCode as R

KEEPERS_IN_GROUP = (G.SECRETARY, G.LEADER)
KEEPERS_AT_UNIT = (R.OFFICE, R.CLERK)
KEEPERS = frozenset({*KEEPERS_IN_GROUP, *KEEPERS_AT_UNIT})
BEGINS = Role(*KEEPERS_AT_UNIT, at="") | InGroupOf(*KEEPERS_IN_GROUP)
KEEPS = Role(*KEEPERS_AT_UNIT) | GroupRole(*KEEPERS_IN_GROUP)  # its next version, its record
PUSHES_TO_ALL = Role(R.OFFICE)
ADDS = GroupRole(G.SECRETARY, G.LEADER, G.DEPUTY, G.MEMBER, at="")  # for the own group
KEEPS_ADDITION = GroupRole(G.SECRETARY, G.LEADER)  # offers and removes what the own group added
# takes and declines what groups offer
KEEPS_ITS_PACK = Role(*KEEPERS_AT_UNIT, at="pack__unit") | GroupRole(
    *KEEPERS_IN_GROUP, at="pack__group"
)
