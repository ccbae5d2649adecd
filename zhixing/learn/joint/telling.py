"""Who hears of what groups do together."""

from __future__ import annotations

from collections.abc import Iterable

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.deliveries.models import deliver
from zhixing.foundation.machinery.things.models import ThingRow
from zhixing.foundation.spine.groups.models import Membership, StudyGroup

from . import may


def tell_secretaries(
    thing: ThingRow, groups: Iterable[StudyGroup], verb: str, actor: Actor
) -> None:
    """Inside an act: the study secretaries of the groups hear of it, but for whoever did it."""
    roles = (
        Membership.objects.in_force(clock.today())
        .filter(group__in=[group.pk for group in groups], role__in=may.HEARS)
        .select_related("person")
    )
    for person in dict.fromkeys(membership.person for membership in roles):
        if person.active and person.pk != actor.pk:
            deliver("alert", to=person, thing=thing, verb=verb)
