"""What pages and acts ask about groups: who is in them, and what they miss."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from zhixing.foundation.machinery import clock
from zhixing.foundation.spine.people.models import Person

from .models import Membership, StudyGroup
from .rules import GroupRoleCode, missing


def missing_in(group: StudyGroup, on: dt.date | None = None) -> list[str]:
    """What keeps the group from being complete today (see ``rules.missing``)."""
    return missing(
        group.memberships.in_force(on or clock.today())
        .filter(stands_in=False)
        .values_list("role", flat=True)
    )


def roll(group: StudyGroup, on: dt.date | None = None) -> list[Membership]:
    """Those expected at a session on a day, each person once, in the order of the roster; the
    highest role first.
    """
    return roll_together([group], on)


def roll_together(groups: Sequence[StudyGroup], on: dt.date | None = None) -> list[Membership]:
    """Those expected where several groups study together: group by group in the order given, each
    person once, with the first group that expects them. One query.
    """
    order, places = (
        {GroupRoleCode.LEADER: 0, GroupRoleCode.DEPUTY: 1, GroupRoleCode.MEMBER: 2},
        {group.pk: at for at, group in enumerate(groups)},
    )
    rows = (
        Membership.objects.in_force(on or clock.today())
        .studying()
        .filter(group__in=list(places))
        .select_related("person")
    )
    by_person: dict[str, Membership] = {}
    for row in sorted(
        rows,
        key=lambda membership: (
            places[membership.group_id],
            order[membership.role],
            membership.stands_in,
            membership.place,
            membership.pk,
        ),
    ):
        by_person.setdefault(row.person_id, row)
    return list(by_person.values())


def people_of(group: StudyGroup | Sequence[StudyGroup], on: dt.date | None = None) -> Any:
    """Everybody with a role in the group (or in one of several) on a day, as Persons."""
    groups = [group] if isinstance(group, StudyGroup) else list(group)
    return Person.objects.filter(
        pk__in=Membership.objects.in_force(on or clock.today())
        .filter(group__in=[group.pk for group in groups])
        .values("person")
    ).order_by("name")


def gaps(groups: Any, on: dt.date | None = None) -> dict[str, list[str]]:
    """Group code -> what it misses, for many groups: one query."""
    roles: dict[str, list[str]] = {code: [] for code in groups}
    rows = Membership.objects.in_force(on or clock.today()).filter(
        group__in=list(roles), stands_in=False
    )
    for group, role in rows.values_list("group", "role"):
        roles[group].append(role)
    return {group: missing(held) for group, held in roles.items()}
