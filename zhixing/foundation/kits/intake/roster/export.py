"""The roster as it goes out, in the columns in which it comes in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from zhixing.foundation.machinery import clock
from zhixing.foundation.spine.groups.models import Membership

from .roles import ROLE_WORDS


def rows(_person: Any) -> Iterable[dict[str, Any]]:
    """A line for each person of each group, with all roles there."""
    held: dict[tuple[str, str], dict[str, Any]] = {}
    memberships = (
        Membership.objects.in_force(clock.today())
        .filter(stands_in=False, group__until=None)
        .select_related("person", "group__unit")
        .order_by("group__unit__thing__made_at", "group", "place", "pk")
    )
    for membership in memberships:
        line = held.setdefault(
            (membership.group_id, membership.person_id),
            {
                "unit": membership.group.unit.name,
                "name": membership.person.name,
                "post": membership.post,
                "roles": [],
                "phone": membership.person.phone,
            },
        )
        line["roles"].append(ROLE_WORDS[membership.role])
    for number, line in enumerate(held.values(), 1):
        yield line | {"number": number, "role": "、".join(line["roles"])}
