"""Who may what with joint groups."""

from __future__ import annotations

from zhixing.foundation.machinery.may import GroupRole, Role
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.orgs.roles import RoleCode as R

FOUNDS = Role(R.OFFICE) | GroupRole(G.SECRETARY, at="")  # of the group that leads
KEEPS = Role(R.OFFICE) | GroupRole(G.SECRETARY)
HEARS = (G.SECRETARY,)  # roles in a group whose holders are told that it studies with others
