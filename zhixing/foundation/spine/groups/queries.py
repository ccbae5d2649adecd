"""What pages and acts ask about groups."""

from __future__ import annotations

import datetime as dt
from typing import Any

from zhixing.foundation.machinery import clock

from .models import Membership, StudyGroup
from .rules import missing


def missing_in(group: StudyGroup, on: dt.date | None = None) -> list[str]:
    """What keeps the group from being complete today (see ``rules.missing``)."""
    return missing(group.memberships.in_force(on or clock.today()).filter(stands_in=False).values_list("role", flat=True))


def roll(group: StudyGroup, on: dt.date | None = None) -> list[Membership]:
    """Those expected at a session on a day, each person once, in the order of the roster; the highest role first."""
    order = {"LEADER": 0, "DEPUTY": 1, "MEMBER": 2}
    rows = sorted(
        group.memberships.in_force(on or clock.today()).studying().select_related("person"), key=lambda one: (order[one.role], one.stands_in, one.place, one.pk)
    )
    found: dict[str, Membership] = {}
    for row in rows:
        found.setdefault(row.person_id, row)
    return list(found.values())


def people_of(group: StudyGroup, on: dt.date | None = None) -> Any:
    """Everybody with a role in the group on a day, as Persons."""
    from zhixing.foundation.spine.people.models import Person

    return Person.objects.filter(pk__in=group.memberships.in_force(on or clock.today()).values("person")).order_by("name")
