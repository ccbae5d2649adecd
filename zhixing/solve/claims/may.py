"""Who may what with claims of topics."""

from __future__ import annotations

from zhixing.foundation.machinery.may import GroupRole, Is, SystemPerson
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G

CLAIMS = GroupRole(G.LEADER, G.DEPUTY, G.MEMBER, G.INVITED, at="")  # whoever studies in the group
LEADS = GroupRole(G.LEADER)
RELEASES = Is("person") | LEADS
HEARS = GroupRole(G.SECRETARY) | SystemPerson("timekeeper")
