"""Who may what with local series."""

from __future__ import annotations

from zhixing.foundation.machinery.may import GroupRole, Role
from zhixing.foundation.spine.groups.may import InGroupOf
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.orgs.roles import RoleCode as R

BEGINS = Role(R.OFFICE, at="") | InGroupOf(G.SECRETARY, G.LEADER)  # at the unit whose series it is
KEEPS = Role(R.OFFICE) | GroupRole(G.SECRETARY, G.LEADER)
