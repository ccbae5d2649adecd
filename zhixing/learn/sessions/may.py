"""Who may what with study sessions: one group keeps the record, in joint study for others too."""

from __future__ import annotations

from zhixing.foundation.machinery.may import GroupRole, PartnerRole, SystemPerson, Where
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G

from .rules import State

KEEPERS = (G.SECRETARY, G.LEADER)  # roles in a group that keep its record
PLANS = GroupRole(*KEEPERS, at="")  # of the group itself
KEEPS = GroupRole(*KEEPERS)
PREPARES = GroupRole(G.SECRETARY)  # whose turn it is, where keepers may
LEADS = GroupRole(G.LEADER)  # signs off, and corrects what was signed
CLOCKWORK = SystemPerson("timekeeper")
SPEAKS = GroupRole() | PartnerRole()  # writes an outline: the own one, unless they keep the record
CATEGORISES = (KEEPS & Where(state__in=[State.HELD, State.MINUTED])) | LEADS
FOLLOWS_UP = CLOCKWORK | KEEPS  # what the loop makes of a session
# after joint study each group records the make-ups of its own people
RECORDS_MAKE_UPS = KEEPS | CLOCKWORK | PartnerRole(*KEEPERS)
