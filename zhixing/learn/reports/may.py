"""Who may what with reports of sessions."""

from __future__ import annotations

from zhixing.foundation.machinery.may import GroupRole, Role, SystemPerson
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.orgs.roles import RoleCode as R

KEEPS = GroupRole(G.SECRETARY, G.LEADER)
ASKED_TO_WRITE = GroupRole(G.SECRETARY)
COUNTY = Role(R.OFFICE)  # receives them
CLOCKWORK = SystemPerson("timekeeper")
