"""Rows of any room that point at what an import made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models

from zhixing.foundation.kits.deadlines.models import Deadline
from zhixing.foundation.machinery.deliveries.models import Delivery
from zhixing.foundation.machinery.records.models import KeptKey, Record
from zhixing.foundation.machinery.things.models import Partner, Party, Thing, ThingRow, kinds
from zhixing.foundation.spine.alerts.models import Alert
from zhixing.foundation.spine.groups.models import Membership
from zhixing.foundation.spine.orgs.models import Alias
from zhixing.foundation.spine.people.models import Person

from ..models import Before
from .depends import Depends
from .done import Done, chunks

GOES_ALONG = (
    Party,
    Partner,
    Alert,
    Deadline,
    Delivery,
    KeptKey,
)  # what is about a thing or person, and goes with it


def find_pointers(done: Done, depends: Depends) -> None:
    """Rows of any room that point at what was made, and were not made with it."""
    targets: list[tuple[type[models.Model], set[str]]] = [
        (Thing, done.codes),
        (Person, set(done.people)),
        *((kinds()[kind], set(codes)) for kind, codes in done.made.items()),
    ]
    for model, keys in targets:
        for key_field in _keys_to(model):
            # one cheap question instead of one for every five hundred
            if key_field.model._base_manager.exists():
                _find_rows(done, depends, model, keys, key_field)


def _find_rows(
    done: Done, depends: Depends, model: type[models.Model], keys: set[str], key_field: Any
) -> None:
    """The rows that point here by one foreign key; of a table that only ties two others, those of
    the other one.
    """
    other = key_field.model
    owner = other._meta.auto_created or other
    tie = next(
        (
            field.attname
            for field in other._meta.concrete_fields
            if owner is not other and field.remote_field and field.remote_field.model is owner
        ),
        "pk",
    )
    for batch in chunks(keys):
        rows = other._base_manager.filter(**{f"{key_field.name}__in": batch}).order_by()
        for ours, theirs in rows.values_list(key_field.attname, tie):
            if not _was_made_with(done, owner, theirs):
                _name_pointer(depends, model, ours, owner, theirs)


def _keys_to(model: type[models.Model]) -> Iterator[models.Field[Any, Any]]:
    """Foreign keys of all tables that lead to this one; what goes along, and records of a thing,
    are no obstacle.
    """
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel):
            continue
        key = relation.field
        of_a_thing = key.model is Record and key.name == "thing"
        if key.model not in GOES_ALONG and key.model is not Before and not of_a_thing:
            yield key


def _was_made_with(done: Done, model: type[models.Model], key: Any) -> bool:
    if model is Thing or issubclass(model, ThingRow):
        return key in done.codes
    if model is Person:
        return key in done.people
    if model is Membership:
        return key in done.memberships
    if model is Alias:
        aliases = Alias.objects.filter(pk=key)
        return any(aliases.filter(unit=unit, name=name).exists() for unit, name in done.aliases)
    return False


def _name_pointer(
    depends: Depends, model: type[models.Model], ours: Any, other: type[models.Model], theirs: Any
) -> None:
    if issubclass(other, ThingRow):
        depends.thing(other.KIND, theirs)
    elif model is Person and other is not Thing:
        depends.person(ours)
    else:
        thing = Thing.objects.get(pk=theirs if other is Thing else ours)
        depends.thing(thing.kind, thing.pk)
