"""Who may what with joint groups."""

from __future__ import annotations

from typing import Any

from zhixing.foundation.machinery.may import GroupRole, Role
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.people.roles import RoleCode as R

FOUNDS = Role(R.OFFICE) | GroupRole(G.SECRETARY, at="")  # of the group that leads
KEEPS = Role(R.OFFICE) | GroupRole(G.SECRETARY)
HEARS = (G.SECRETARY,)  # roles in a group whose holders are told that it studies with others


def looks_into(person: Any, group: StudyGroup) -> bool:
    """Whether this person may look at the group's study: ``StudyGroup.objects.looked_into_by`` of
    one group, without a query.
    """
    held = holdings(person)
    above = (group.unit.path.startswith(path) for path in held.seeing())
    return group.pk in held.group_codes() or any(above)
