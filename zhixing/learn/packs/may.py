"""Who keeps a pack: its next version, its record."""

from __future__ import annotations

from zhixing.foundation.machinery.may import GroupRole, Role
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.people.roles import RoleCode as R

KEEPS = Role(R.OFFICE, R.CLERK) | GroupRole(G.SECRETARY, G.LEADER)
