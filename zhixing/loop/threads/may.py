"""Who may explain a loose end."""

from __future__ import annotations

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.may import GroupRole, Role
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.orgs.roles import RoleCode as R

from .rules import GroupLine

KEEPERS = (G.SECRETARY, G.LEADER)  # roles in a group that answer for its loose ends
CLOSES_ENDS = GroupRole(*KEEPERS, at="") | Role(R.OFFICE)  # of the group itself


def closes_ends(person: Actor | None, group: GroupLine) -> bool:
    """``CLOSES_ENDS`` asked of what a page reads of a group."""
    held = holdings(person)
    return group.pk in held.group_codes(*KEEPERS) or held.has_at(group.place, R.OFFICE)
