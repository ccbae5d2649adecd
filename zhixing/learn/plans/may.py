"""Who may what with plans of study."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.may import GroupRole, Role, Roll, Rule, Where
from zhixing.foundation.machinery.registry import Holdings
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.orgs.roles import RoleCode as R

from .models import StudyPlan


class NoPlanYet(Rule):
    """The group has no plan of this year, in whatever state."""

    def allows(self, person: Actor | None, row: Any, held: Holdings | None = None) -> bool:
        return (
            row is not None
            and not StudyPlan.objects.filter(group=row.pk, year=clock.today().year).exists()
        )

    def q(self, person: Actor | None, held: Holdings | None = None) -> Q:
        return ~Q(pk__in=StudyPlan.objects.filter(year=clock.today().year).values("group"))

    def among(self, row: Any, roll: Roll) -> frozenset[str]:
        """One query a group: for the page of one, not for a list."""
        return roll.everybody() if self.allows(None, row) else frozenset()


DRAFTS = GroupRole(G.SECRETARY, G.LEADER, at="")  # for the own group
ASKED_TO_DRAFT = GroupRole(G.SECRETARY, at="") & NoPlanYet() & Where(until__isnull=True)
KEEPS = GroupRole(G.SECRETARY, G.LEADER)
PREPARES = GroupRole(G.SECRETARY)  # whose turn it is, where keepers may
LEADS = GroupRole(G.LEADER)  # approves it
COUNTY = Role(R.OFFICE)  # takes note of it, or has it done again
ARCHIVES = COUNTY | KEEPS
