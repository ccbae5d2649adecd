"""Who may what with tests, and whose marks are seen by whom."""

from __future__ import annotations

from zhixing.foundation.machinery.may import GroupRole, Role
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.orgs.roles import RoleCode as R

SETS = GroupRole(G.SECRETARY, at="")  # for the own group
KEEPS = GroupRole(G.SECRETARY)  # types the marks
CONFIRMS = GroupRole(G.LEADER, G.DEPUTY) | Role(R.OFFICE)  # the second pair of eyes
ASKED_TO_CONFIRM = GroupRole(G.LEADER)
IN_ITS_GROUP = GroupRole()
SEES_MARKS = GroupRole(G.SECRETARY, G.LEADER)  # of everybody; the own mark is seen anyway
