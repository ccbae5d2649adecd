"""Who may what with measures."""

from __future__ import annotations

from zhixing.foundation.machinery.may import GroupRole, Is, Role, SystemPerson
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.orgs.roles import RoleCode as R

PROPOSES = GroupRole(at="") | SystemPerson("timekeeper")  # anybody of the group
ANSWERS = (
    Role(R.CLERK, R.RESPONSIBLE, R.OFFICE) | Is("person") | GroupRole(G.SECRETARY, G.LEADER)
)  # a problem with a measure
LEADS = GroupRole(G.LEADER)
ADOPTS = LEADS | Role(R.OFFICE)
DECIDED = SystemPerson("timekeeper")  # at a special meeting, whose minutes say who was there
CARRIES_OUT = Is("person") | Role(R.CLERK, R.RESPONSIBLE)
REPORTS = CARRIES_OUT | GroupRole(G.SECRETARY)
CONFIRMS = GroupRole(G.LEADER, G.DEPUTY) | Role(R.OFFICE, R.VERIFIER)
