"""Who may what with the titles to read and one's own self-study."""

from __future__ import annotations

from zhixing.foundation.machinery.may import GroupRole, Is, Role, Where
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.orgs.roles import RoleCode as R

SETS = Role(R.OFFICE, at="")  # the county's titles
ADDS = GroupRole(G.SECRETARY, G.LEADER, at="")  # titles of the own group
TAKES_OFF = (Role(R.OFFICE) & Where(group__isnull=True)) | GroupRole(G.SECRETARY, G.LEADER)
STUDIES = GroupRole(G.LEADER, G.DEPUTY, G.MEMBER, at="")
OWN = Is("person")
