"""Who may what with lectures, their series and notes of publicity."""

from __future__ import annotations

from zhixing.foundation.machinery.may import GroupRole, Role, SystemPerson
from zhixing.foundation.spine.groups.may import InGroupOf
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.orgs.roles import RoleCode as R

BEGINS = Role(R.OFFICE, R.PUBLISHER, R.CLERK, at="") | InGroupOf(G.SECRETARY, G.LEADER)
KEEPS = Role(R.OFFICE, R.PUBLISHER, R.CLERK) | GroupRole(G.SECRETARY, G.LEADER)
PUBLISHES = Role(R.PUBLISHER)
CLOCKWORK = SystemPerson("timekeeper")
