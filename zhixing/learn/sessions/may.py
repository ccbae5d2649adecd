"""Who may what with study sessions: one group keeps the record, in joint study for others too."""

from __future__ import annotations

from typing import Protocol

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.may import GroupRole, PartnerRole, SystemPerson, Where
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G

from .rules import State

KEEPERS = (G.SECRETARY, G.LEADER)  # roles in a group that keep its record
GRANT_LEAVE = (G.LEADER,)  # roles in a group; whoever stands in has the role
PLANS = GroupRole(*KEEPERS, at="")  # of the group itself
KEEPS = GroupRole(*KEEPERS)
PREPARES = GroupRole(G.SECRETARY)  # whose turn it is, where keepers may
LEADS = GroupRole(G.LEADER)  # signs off, and corrects what was signed
CLOCKWORK = SystemPerson("timekeeper")
SPEAKS = GroupRole() | PartnerRole()  # the own outline; for others whoever keeps the record
CATEGORISES = (KEEPS & Where(state__in=[State.HELD, State.MINUTED])) | LEADS
FOLLOWS_UP = CLOCKWORK | KEEPS  # what comes of a session by itself
# after joint study each group records the make-ups of its own people
RECORDS_MAKE_UPS = KEEPS | CLOCKWORK | PartnerRole(*KEEPERS)


class Member(Protocol):
    """Somebody of a group, with the role in it."""

    role: str


def is_leader(member: Member) -> bool:
    """Takes the chair unless somebody else is named, and asks nobody for leave."""
    return member.role in GRANT_LEAVE


def kept_groups(person: Actor | None) -> frozenset[str]:
    """Codes of the groups whose record this person keeps."""
    return holdings(person).group_codes(*KEEPERS)
