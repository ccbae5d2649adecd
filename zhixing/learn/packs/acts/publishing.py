"""The next version of a pack is published, and those it is for are told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, copy_to_thing, lock, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.bulk import insert_many
from zhixing.foundation.machinery.deliveries.models import Delivery
from zhixing.foundation.spine.groups.models import Membership, StudyGroup
from zhixing.foundation.spine.people.models import Person

from .. import may, rules
from ..models import Pack, PackAddition, PackVersion
from ..refusals import Refused
from ..rules import AdditionState, State


@act(
    "pack.published",
    label=_("Publish the version"),
    says=_(
        "published version %(number)s: added %(added)s, changed %(changed)s, removed %(removed)s"
    ),
    on=Pack,
    may=may.KEEPS,
    moves={State.DRAFT: State.PUBLISHED, State.PUBLISHED: State.PUBLISHED},
)
def publish_pack(
    actor: Actor,
    pack: Pack,
    *,
    for_all: bool,
    groups: Sequence[StudyGroup] = (),
    said: str = "",
    non_secret: bool = False,
) -> Pack:
    """发布: from now on the groups read this version; all of them, or those chosen, get an alert
    and nobody must read. What changed is listed item by item; from the second version on the
    publisher says it in a sentence too.

    For all groups only an office publishes. Raises BadInput when nothing is in it, nothing has
    changed, nobody is chosen, or it was not declared free of secrets; NotAllowed.
    """
    if not non_secret:
        raise Refused.PACK_SECRET("non_secret")
    if for_all and not may.PUSHES_TO_ALL.allows(actor, pack):
        raise Refused.PACK_FOR_ALL()
    chosen = [] if for_all else list(groups)
    if not for_all and not chosen:
        raise Refused.PACK_NOBODY("groups")
    now = [item.line for item in pack.items.of_version(pack.next)]
    if not now:
        raise Refused.PACK_EMPTY()
    changes = rules.changes(
        [item.line for item in pack.items.of_version(pack.number)] if pack.number else [], now
    )
    before = set(pack.groups.values_list("pk", flat=True))
    if not changes and (pack.for_all, before) == (for_all, {group.pk for group in chosen}):
        raise Refused.PACK_SAME(number=pack.number)
    if pack.number and not said.strip():
        raise Refused.PACK_UNSAID("said")
    pack.number += 1
    pack.state, pack.for_all = State.PUBLISHED, for_all
    pack.shared = for_all or any(group.pk != pack.group_id for group in chosen)
    pack.groups.set(chosen)
    PackVersion.objects.create(
        pack=pack, number=pack.number, said=said.strip(), published_on=clock.today()
    )
    counts = {
        what: sum(change.what == what for change in changes)
        for what in ("added", "changed", "removed")
    }
    tell(number=pack.number, for_all=for_all, groups=[group.pk for group in chosen], **counts)
    _alert(pack, actor)
    return pack


def let_keepers_know(row: Any) -> None:
    """Inside an act: who keeps the packs of a unit or group has changed; what is offered to these
    packs is known to whoever keeps them now.
    """
    offered = PackAddition.objects.filter(state=AdditionState.OFFERED)
    for addition in lock(offered.filter(Q(pack__group=row.pk) | Q(pack__unit=row.pk))):
        copy_to_thing(addition)


def _alert(pack: Pack, actor: Actor) -> None:
    """One message to everybody of the groups; nobody is asked whether they read it."""
    seats = (
        Membership.objects.in_force(clock.today()).filter(group__until=None)
        if pack.for_all
        else Membership.objects.in_force(clock.today()).filter(group__in=pack.groups.all())
    )
    moment = clock.now()
    people = (
        Person.objects.filter(pk__in=seats.values("person"), active=True)
        .exclude(pk=actor.pk)
        .values_list("pk", flat=True)
    )
    insert_many(
        Delivery(
            kind="alert",
            to_id=person_id,
            thing_id=pack.pk,
            payload={"verb": "pack.published"},
            not_before=moment,
            made_at=moment,
        )
        for person_id in people
    )
