"""Who may have calendar addresses."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.may import GroupRole, Known, Rule
from zhixing.foundation.machinery.registry import Holdings
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G

from .models import Feed

OWN = Known()  # the act itself holds that it is the own address
KEEPS = GroupRole(G.SECRETARY, G.LEADER, at="")  # that of the group


class HasFeed(Rule):
    """The group that is the row has a calendar address."""

    def allows(self, person: Actor | None, row: Any, held: Holdings | None = None) -> bool:
        return row is not None and Feed.objects.filter(group=row.pk).exists()

    def q(self, person: Actor | None, held: Holdings | None = None) -> Q:
        return Q(pk__in=Feed.objects.filter(group__isnull=False).values("group"))
