"""Who may what with demands of supervision."""

from __future__ import annotations

from zhixing.foundation.machinery.may import GroupRole, Role
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.orgs.roles import RoleCode as R

SUPERVISES = Role(R.SUPERVISOR)
ANSWERS = GroupRole(G.SECRETARY, G.LEADER) | Role(R.CLERK)
ASKED_TO_ANSWER = GroupRole(G.SECRETARY)
# verified by another than its unit: a supervisor who holds no role at the unit itself
OUTSIDE = SUPERVISES & ~GroupRole()
