"""What somebody holds and has by name: read before a hand-over is made, and by the act itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.handing import BY_NAME
from zhixing.foundation.machinery.things.models import Thing, ThingRow
from zhixing.foundation.spine.groups.models import Membership, StudyGroup
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.models import Appointment, Person

from .rules import STAYING, STOOD_IN_FOR


def group_of(unit: Unit) -> StudyGroup | None:
    """The study group of the unit, where it has one now."""
    groups: Any = StudyGroup.objects.active().filter(unit=unit).select_related("thing", "unit")
    return groups.first()


def seats_of(person: Person, group: StudyGroup | None, *, for_good: bool) -> list[Membership]:
    """The roles this person hands over in the group; for a time only those that somebody must
    have.
    """
    if group is None:
        return []
    seats = group.memberships.in_force(clock.today()).filter(person=person, stands_in=False)
    if not for_good:
        seats = seats.filter(role__in=STOOD_IN_FOR)
    return list(seats.order_by("place", "pk"))


def unit_roles_of(person: Person, unit: Unit) -> list[Appointment]:
    """The roles this person hands over at the very unit."""
    held = Appointment.objects.in_force(clock.today()).filter(person=person, unit=unit)
    return list(held.exclude(role__in=STAYING).order_by("role", "pk"))


def is_here(person: Person, unit: Unit) -> bool:
    """The person is of the unit, or holds something there."""
    group = group_of(unit)
    return (
        person.unit_id == unit.pk
        or bool(unit_roles_of(person, unit))
        or bool(seats_of(person, group, for_good=True))
    )


def things_of(
    reader: Actor | None, person: Person, without: Collection[str] = ()
) -> list[ThingRow]:
    """What waits for this person by name, as far as the reader may know of it (None: all)."""
    rows = [row for row in _rows_of(person) if row.pk not in without]
    if reader is None:
        return rows
    seen = Thing.objects.visible_to(reader).filter(pk__in=[row.pk for row in rows])
    codes = set(seen.values_list("pk", flat=True))
    return [row for row in rows if row.pk in codes]


def _rows_of(person: Person) -> Iterator[ThingRow]:
    for named in BY_NAME.values():
        yield from named.rows(person)
