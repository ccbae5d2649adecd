"""Who may hand over what."""

from __future__ import annotations

from zhixing.foundation.machinery.may import DayCome, GroupRole, Is, Role
from zhixing.foundation.spine.groups.may import InGroupOf
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.orgs.roles import RoleCode as R

FOR_OTHERS = Role(R.OFFICE, at="") | InGroupOf(G.SECRETARY, G.LEADER)  # of the unit
HANDS_OVER = FOR_OTHERS | Role(R.CLERK, R.RESPONSIBLE, at="")  # these hand over their own
GRANTS = Role(R.SEC)  # roles at units, as everywhere
TAKES_BACK = Is("person") | Is("to") | Role(R.OFFICE) | GroupRole(G.SECRETARY, G.LEADER)
IS_BACK = Is("person") & DayCome("until")  # whose turn it is
