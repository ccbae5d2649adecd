"""Who may what with field research."""

from __future__ import annotations

from zhixing.foundation.machinery.may import GroupRole, Is, SystemPerson
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G

STARTS = Is("person")  # who claimed the topic
OWN = Is("person") | GroupRole(G.SECRETARY)
RESEARCHES = Is("person")  # whose turn it is
HEARS = GroupRole(G.SECRETARY) | SystemPerson("timekeeper")
