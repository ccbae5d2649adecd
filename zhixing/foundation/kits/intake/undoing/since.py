"""What has happened since to what an import brought."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import pgettext

from zhixing.foundation.machinery.act import ACTS, AnyAct, plain
from zhixing.foundation.machinery.act.undo import Corrects
from zhixing.foundation.machinery.records.models import Record
from zhixing.foundation.machinery.things.models import ThingRow, kinds
from zhixing.foundation.spine.orgs.models import Alias, Unit

from ..models import Before
from .depends import Depends
from .done import Done, Role, chunks, thing_of


def find_later_records(done: Done, depends: Depends) -> None:
    """Records since, about the things, the people and the roles."""
    since = Q(origin=done.origin, seq__gt=done.seq) | ~Q(origin=done.origin)
    later = Record.objects.done().filter(since).order_by()
    _find_about_things(done, depends, later)
    _find_in_groups(done, depends, later)
    _find_about_people(done, depends, later)


def _find_about_things(done: Done, depends: Depends, later: QuerySet[Record]) -> None:
    for batch in chunks(done.codes | {record.thing_id for record in done.corrected}):
        rows = later.filter(thing__in=batch).values_list("thing__kind", "thing")
        for kind, code in rows.distinct():
            depends.thing(kind, code)


def _find_in_groups(done: Done, depends: Depends, later: QuerySet[Record]) -> None:
    """Somebody has acted in the group since, perhaps by this role."""
    held: dict[tuple[str, str], list[Role]] = defaultdict(list)
    for role in done.roles:
        held[role[:2]].append(role)
    for batch in chunks({group for group, _person in held}):
        rows = later.filter(thing__group__in=batch)
        pairs = rows.values_list("thing__group", "decider", "typist").distinct()
        for group, *persons in pairs:
            for role in chain.from_iterable(
                held.get((str(group), person), ()) for person in persons
            ):
                depends.role(role)


def _find_about_people(done: Done, depends: Depends, later: QuerySet[Record]) -> None:
    befores = Before.objects.filter(imported=done.imported).values_list("person", flat=True)
    people = set(done.people) | set(befores)
    if not people and not done.roles:
        return
    rows = later.filter(Q(verb__startswith="person.") | Q(verb__startswith="member."))
    bodies = rows.values_list("verb", "thing", "body_row__body")
    for verb, thing, body in bodies.iterator(chunk_size=2000):
        facts = body.get("told", {})
        if verb.startswith("person.") and facts.get("person") in people:
            depends.person(facts["person"])
        elif (thing, facts.get("person"), facts.get("role")) in done.roles:
            depends.role((thing, facts["person"], facts["role"]))


def memberships_to_end(done: Done, depends: Depends) -> dict[str, list[int]]:
    """group -> rows to take back. A role that has ended since was used."""
    for gone in done.roles - set(done.memberships.values()):
        depends.role(gone)
    keys_by_group: dict[str, list[int]] = defaultdict(list)
    for key, (group, _person, _role) in done.memberships.items():
        keys_by_group[group].append(key)
    return keys_by_group


def standing_befores(done: Done, depends: Depends) -> list[Before]:
    """What stood about people before: still there, and what the import wrote still stands."""
    befores = list(
        Before.objects.filter(imported=done.imported)
        .select_related("person", "membership")
        .order_by("pk")
    )
    if len(befores) != done.details:
        depends.other(
            pgettext("depends", "details of people, of which nobody knows any more what they were")
        )
    for before in befores:
        row = before.membership or before.person
        if (
            before.person.erased_on is not None
            or any(getattr(row, name) != value for name, value in before.new.items())
            or (before.membership is not None and before.membership.until is not None)
        ):
            depends.person(before.person_id)
    return befores


@dataclass(frozen=True)
class Correction:
    """A row that was corrected, and with which arguments the same act sets it back."""

    act: AnyAct
    row: ThingRow
    arguments: dict[str, Any]


def standing_corrections(done: Done, depends: Depends) -> list[Correction]:
    """What was corrected, where what the import wrote still stands."""
    corrections = []
    for record in done.corrected:
        correction = _correction_of(record)
        if correction is None:
            depends.thing(*thing_of(record))
        else:
            corrections.append(correction)
    return corrections


def _correction_of(record: Record) -> Correction | None:
    """What the record says; None when the row is gone, or does not say any more what it wrote."""
    kind, code = thing_of(record)
    rows = kinds()[kind]._base_manager.select_related("thing")
    row, act = rows.filter(pk=code).first(), ACTS[record.act]
    says = act.undo
    assert isinstance(says, Corrects)
    uncompared = ("told", *says.follows)
    pairs = {name: pair for name, pair in record.body_row.body.items() if name not in uncompared}
    if row is None or not all(_stands(row, name, new) for name, (_old, new) in pairs.items()):
        return None
    old = {name: was for name, (was, _new) in pairs.items()}
    facts = record.body_row.body.get("told", {})
    for name in says.sets:
        if name not in facts:
            continue
        before = facts.get(f"{name}_before")
        if before is None or {thing.pk for thing in getattr(row, name).all()} != set(facts[name]):
            return None
        old[name] = before
    return Correction(act, row, says.arguments(row, old))


def _stands(row: ThingRow, name: str, new: Any) -> bool:
    """Whether a column says what was written."""
    column = row._meta.get_field(name)
    assert isinstance(column, models.Field)
    return bool(plain(getattr(row, column.attname)) == new)


def check_aliases(done: Done, depends: Depends) -> None:
    for unit, name in done.aliases:
        if (
            not Alias.objects.filter(unit=unit, name=name).exists()
            and Unit.objects.get(pk=unit).name != name
        ):
            depends.thing("unit", unit)
