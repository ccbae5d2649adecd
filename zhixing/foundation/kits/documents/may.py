"""Who may put papers on the register."""

from __future__ import annotations

from zhixing.foundation.machinery.may import GroupRole, Known, Role, Where
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.orgs.roles import RoleCode as R

REGISTERS = Known()  # and keeps the line of the register, which an act can ask only of an input
KEEPS = GroupRole(G.SECRETARY, G.LEADER) | (Role(R.OFFICE) & Where(group__isnull=True))
