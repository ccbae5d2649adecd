"""Who may what with tasks."""

from __future__ import annotations

from zhixing.foundation.machinery.may import GroupRole, Is, Role, SystemPerson, Where
from zhixing.foundation.spine.groups.may import InGroupOf
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.orgs.roles import RoleCode as R

CLOCKWORK = SystemPerson("timekeeper")
GIVES = Role(R.OFFICE, R.CLERK, at="") | InGroupOf(G.SECRETARY, G.LEADER) | CLOCKWORK
KEEPS = GroupRole(G.SECRETARY, G.LEADER) | Role(R.OFFICE)
HANDS_ON = KEEPS | Role(R.CLERK) | Is("set_by")
# whose turn it is while nobody does it
ASKED_TO_HAND_ON = Where(owner__isnull=True) & (
    Is("set_by") | (Where(set_by__isnull=True) & (GroupRole(G.SECRETARY) | Role(R.CLERK)))
)
DOES = Is("owner")
FINISHES = DOES | KEEPS | Role(R.CLERK) | CLOCKWORK
VERIFIES = (KEEPS & ~DOES) | Role(R.SUPERVISOR) | CLOCKWORK  # never whoever did it
ASKED_TO_VERIFY = GroupRole(G.SECRETARY)
DROPS = KEEPS | CLOCKWORK
