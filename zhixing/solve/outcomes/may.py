"""Who may what with outcomes."""

from __future__ import annotations

from zhixing.foundation.machinery.may import GroupRole, Role, SystemPerson
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.orgs.roles import RoleCode as R

DRAFTS = GroupRole(G.SECRETARY, G.LEADER, at="") | SystemPerson("timekeeper")
KEEPS = GroupRole(G.SECRETARY, G.LEADER) | Role(R.CLERK, R.OFFICE)
ASKED_TO_ISSUE = GroupRole(G.SECRETARY)
