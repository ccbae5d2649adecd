"""Who may what with papers."""

from __future__ import annotations

from zhixing.foundation.machinery.may import GroupRole, Role
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.orgs.roles import RoleCode as R

DRAFTS = GroupRole(G.SECRETARY, at="")  # for the own group
KEEPS = GroupRole(G.SECRETARY) | Role(R.OFFICE)  # sees its key before a test is confirmed
READIES = GroupRole(G.SECRETARY)  # whose turn it is, where keepers may
