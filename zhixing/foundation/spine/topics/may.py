"""Who may what with topics."""

from __future__ import annotations

from zhixing.foundation.machinery.may import GroupRole, Role
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.orgs.roles import RoleCode as R

SETS = Role(R.OFFICE, at="")  # the county's
CHOOSES = GroupRole(G.SECRETARY, G.LEADER, at="")  # one of the own group
CORRECTS = Role(R.OFFICE) | GroupRole(G.SECRETARY)
