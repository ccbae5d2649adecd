"""What an import made goes, what it changed is set back."""

from __future__ import annotations

from collections import defaultdict

from zhixing.foundation.kits.deadlines.ledger import forget
from zhixing.foundation.machinery.act import take_back
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.deliveries.models import Delivery
from zhixing.foundation.machinery.things.models import kinds
from zhixing.foundation.spine.alerts.models import Alert
from zhixing.foundation.spine.groups.acts import correct_post, take_back_members
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.orgs.acts import take_back_alias
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.acts import correct_person, take_back_people
from zhixing.foundation.spine.people.models import Person

from ..models import Before
from .done import Done, chunks
from .since import Correction


def take_back_all(actor: Actor, done: Done, memberships: dict[str, list[int]]) -> int:
    """Roles, things but units, people, units: nothing goes before what points at it."""
    for group in (
        StudyGroup.objects.filter(pk__in=list(memberships)).select_related("thing").order_by("pk")
    ):
        take_back_members(actor, group, memberships=memberships[group.pk])
    for unit, name in done.aliases:
        take_back_alias(actor, Unit.objects.get(pk=unit), name=name)
    for batch in chunks(done.codes):
        forget(batch)
        Alert.objects.filter(thing__in=batch).delete()
        Delivery.objects.filter(thing__in=batch).delete()
    made_kinds = [kind for kind in reversed(done.made) if kind != Unit.KIND]
    for kind in made_kinds:
        _take_back_things(kind, done.made[kind])
    by_unit: dict[str, list[str]] = defaultdict(list)
    for person, unit in done.people.items():
        by_unit[unit].append(person)
    for code in sorted(by_unit):
        take_back_people(actor, Unit.objects.get(pk=code), people=by_unit[code])
    _take_back_things(Unit.KIND, done.made.get(Unit.KIND, []))
    return len(done.codes) + len(done.people) + sum(map(len, memberships.values()))


def _take_back_things(kind: str, codes: list[str]) -> None:
    model = kinds()[kind]
    for batch in chunks(codes):
        rows = list(model._base_manager.filter(pk__in=batch))
        if rows:
            take_back(rows)


def set_back(actor: Actor, befores: list[Before], corrections: list[Correction]) -> int:
    """Through the acts that changed it, with what was there before."""
    for before in reversed(befores):
        _set_back_details(actor, before)
    Before.objects.filter(pk__in=[before.pk for before in befores]).delete()
    for correction in reversed(corrections):
        correction.act(actor, correction.row, **correction.arguments)
    return len(befores) + len(corrections)


def _set_back_details(actor: Actor, before: Before) -> None:
    membership = before.membership
    if membership is None:
        person = Person.objects.get(pk=before.person_id)
        correct_person(actor, Unit.objects.get(pk=person.unit_id), person=person, **before.old)
        return
    group = StudyGroup.objects.get(pk=membership.group_id)
    correct_post(actor, group, membership=membership, post=before.old["post"])
