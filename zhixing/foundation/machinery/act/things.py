"""The Thing behind a row: it begins with the row, follows what the row says, and is taken back with
it.
"""

from __future__ import annotations

import itertools
from typing import Any, TypeVar

from django.db.models import F

from .. import clock, guard, progress
from ..bulk import insert_many, slices
from ..things.codes import new_code
from ..things.models import Audience, Partner, Party, Thing, ThingRow, kinds
from .context import lock, made_here, running

# of a Thing: who may know of it
WHOSE = frozenset({"unit_id", "group_id", "topic_id", "place", "audience"})
T = TypeVar("T", bound=ThingRow)
TAKEN_BACK = "taken_back"
A_QUERY = 400  # codes asked for at once


# -- it begins -------------------------------------------------------------------------------------


def begin(row: T) -> T:
    """Inside an act: give a new row its Thing and save both. The decorator does it for what a
    creating act returns unsaved.
    """
    if not guard.writer():
        raise guard.WriteOutsideAct(f"begin({type(row).__name__}) outside an act")
    moment = clock.now()
    code = new_code(
        row.PREFIX, clock.today().year, lambda code: Thing.objects.filter(pk=code).exists()
    )
    row.thing_id = code  # a unit is its own unit, a group its own group: they refer to themselves
    row.before_begin()
    row.thing = _thing_of(row, code, moment)
    row.thing.save(force_insert=True)
    row.save(force_insert=True)
    made_here(row)
    _copy_parties(row)
    copy_partners(row)
    return row


def begin_many(rows: list[T]) -> list[T]:
    """As ``begin`` for many rows of one kind, with a handful of queries: for imports. Rows that
    refer to their own code begin one by one.
    """
    if not guard.writer():
        raise guard.WriteOutsideAct("begin_many() outside an act")
    if not rows:
        return rows
    moment, kind = clock.now(), type(rows[0])
    for row, code in zip(rows, _new_codes(kind.PREFIX, len(rows)), strict=True):
        row.thing_id = code
        row.before_begin()
        row.thing = _thing_of(row, code, moment)
    made_here(*rows)
    shared = rows if kind.is_shared() else ()
    partners = list(itertools.chain.from_iterable(map(_partner_lines, shared)))
    for portion in slices(rows):
        insert_many(row.thing for row in portion)
        insert_many(portion)
        progress.step(len(portion))
    insert_many(itertools.chain.from_iterable(map(_party_lines, rows)))
    insert_many(partners)
    return rows


def _thing_of(row: ThingRow, code: str, moment: Any) -> Thing:
    return Thing(
        code=code, kind=row.KIND, made_at=moment, changed_at=moment, **facts_for_thing(row)
    )


def _new_codes(prefix: str, number: int) -> set[str]:
    """Codes that no Thing has."""
    fresh: set[str] = set()
    year = clock.today().year
    while len(fresh) < number:
        wanted = {new_code(prefix, year, fresh.__contains__) for _nth in range(number - len(fresh))}
        fresh |= wanted - _taken(wanted)
    return fresh


def _taken(codes: set[str]) -> set[str]:
    ordered, taken = sorted(codes), set()
    for at in range(0, len(ordered), A_QUERY):
        things = Thing.objects.filter(pk__in=ordered[at : at + A_QUERY])
        taken |= set(things.values_list("pk", flat=True))
    return taken


def _party_lines(row: ThingRow) -> list[Party]:
    return [Party(thing_id=row.pk, person_id=key) for key in sorted(_party_keys(row))]


def _partner_lines(row: ThingRow) -> list[Partner]:
    return [
        Partner(thing_id=row.pk, group_id=group, place=place) for group, place in _partners_of(row)
    ]


# -- it is taken back ------------------------------------------------------------------------------


def take_back(rows: list[Any]) -> None:
    """Inside an act: rows of one kind that should never have come in go. Their Things stay, because
    records point at them, but empty: without title, place, unit and parties nobody can see one.

    Whatever points at the rows or Things must be gone before; where something does, the database
    (or ProtectedError) refuses.
    """
    if not guard.writer():
        raise guard.WriteOutsideAct("take_back() outside an act")
    for at in range(0, len(rows), 500):
        codes = [row.pk for row in rows[at : at + 500]]
        type(rows[0])._base_manager.filter(pk__in=codes).delete()
        Party.objects.filter(thing__in=codes).delete()
        Partner.objects.filter(thing__in=codes).delete()
        Thing.objects.filter(pk__in=codes).update(
            title="",
            topic=None,
            group=None,
            unit=None,
            place="",
            state=TAKEN_BACK,
            audience=Audience.PARTIES,
            version=F("version") + 1,
            changed_at=clock.now(),
        )


# -- it follows ------------------------------------------------------------------------------------


def facts_for_thing(row: ThingRow) -> dict[str, Any]:
    """What the Thing holds, read from the room's row."""
    unit, group, topic = row.thing_unit(), row.thing_group(), row.thing_topic()
    return {
        "title": str(row.thing_title())[:300],
        "unit_id": unit.thing_id if unit is not None else None,
        "group_id": group.thing_id if group is not None else None,
        "topic_id": topic.thing_id if topic is not None else None,
        "place": unit.path if unit is not None else "",
        "state": getattr(row, "state", "") or "",
        "audience": str(row.thing_audience()),
    }


def differs_from_thing(row: ThingRow) -> bool:
    """Whether the Thing says something else than its row."""
    return any(getattr(row.thing, name) != fact for name, fact in facts_for_thing(row).items())


def copy_to_thing(row: ThingRow) -> None:
    """Inside an act: bring the Thing up to what its row says, and count the version on. Only for
    rows that this transaction has locked or made.
    """
    context = running()
    if context is not None and row.pk not in context.own:
        raise RuntimeError(
            f"{row.pk} is written without a lock: lock() it first, and work on what that answers"
        )
    changed = {"changed_at": clock.now()}
    for name, fact in facts_for_thing(row).items():
        if getattr(row.thing, name) != fact:
            changed[name] = fact
    for name, fact in changed.items():
        setattr(row.thing, name, fact)
    row.thing.version += 1
    row.thing.save(update_fields=[*(name.removesuffix("_id") for name in changed), "version"])
    others_know = [_copy_parties(row), copy_partners(row)]
    if any(others_know) or WHOSE & changed.keys():
        _take_along(row)


def _take_along(row: ThingRow) -> None:
    """Who may know of a thing has changed: what lies with it is known to the same people."""
    for model in (model for model in kinds().values() if model.LIES_WITH):
        for along in lock(model._base_manager.filter(**{model.LIES_WITH: row.pk})):
            setattr(along, model.LIES_WITH, row.thing)
            columns = along.go_along(row)
            if columns:
                along.save(update_fields=columns)
            copy_to_thing(along)


# -- who may know of it ----------------------------------------------------------------------------


def _party_keys(row: ThingRow) -> set[Any]:
    return {person.pk for person in row.thing_parties() if person is not None}


def _copy_parties(row: ThingRow) -> bool:
    """Who may know of the thing is whom its row says; answers whether that changed."""
    wanted = _party_keys(row)
    if not wanted and row.thing.version == 1:
        return False
    known = set(Party.objects.filter(thing=row.thing_id).values_list("person", flat=True))
    if known - wanted:
        Party.objects.filter(thing=row.thing_id, person__in=known - wanted).delete()
    Party.objects.bulk_create(
        [Party(thing_id=row.thing_id, person_id=key) for key in sorted(wanted - known)]
    )
    return wanted != known


def _partners_of(row: ThingRow) -> set[tuple[str | None, str]]:
    """(group or None, path) of the groups and units that may know of the thing beside its own unit.
    The units above that one know of it anyway.
    """
    own = row.thing_unit()
    above = own.path if own is not None else ""
    groups = {(group.pk, group.unit.path) for group in row.thing_partners()}
    units = {(None, unit.path) for unit in row.thing_places() if not above.startswith(unit.path)}
    return groups | units


def copy_partners(row: ThingRow) -> bool:
    """Inside an act: bring the groups and units that may know of the thing up to what its row says;
    answers whether that changed. Kinds that nobody shares cost nothing.
    """
    if not row.is_shared():
        return False
    wanted = _partners_of(row)
    lines = Partner.objects.filter(thing=row.thing_id).values_list("group", "place", "pk")
    known = {(group, place): key for group, place, key in lines}
    gone = [key for pair, key in known.items() if pair not in wanted]
    if gone:
        Partner.objects.filter(pk__in=gone).delete()
    Partner.objects.bulk_create(
        Partner(thing_id=row.thing_id, group_id=group, place=place)
        for group, place in sorted(wanted - set(known), key=str)
    )
    row.__dict__["partner_codes"] = frozenset(group for group, _place in wanted if group)
    return wanted != set(known)
