"""Who may what with items of the question bank."""

from __future__ import annotations

from zhixing.foundation.machinery.may import GroupRole, Role, SystemPerson
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.orgs.roles import RoleCode as R

ADDS = Role(R.OFFICE, at="") | SystemPerson("timekeeper")
KEEPS = Role(R.OFFICE)
MAKES_PAPERS = GroupRole(G.SECRETARY)  # sees all items and keys, whatever unit keeps them
