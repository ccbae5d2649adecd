"""What hangs on a row that somebody reads: a thing that they may not know of is taken off it.

A row that is visible may point at things that are not: the topic a group chose for itself, the case
of another town it was joined to. Rows that come out of ``visible_to(person)`` are veiled by the
queryset; lines of a thing (what was raised, findings), which are no things themselves, with
``veil``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import models

from ..actors import Actor
from ..registry import Holdings, holdings

Place = tuple[models.Model, Any, models.Model]  # the row, its foreign key, the thing behind it


def veil(person: Actor | None, rows: Sequence[Any], held: Holdings | None = None) -> Sequence[Any]:
    """Take off these rows what was read along with them and the person may not know of. One query,
    none where what is known of the rows says it all.

    Only keys that may be empty are emptied: what a row can not be without (the session of a report,
    the topic of a session) is known with it. The rows are for showing: the column beside the key
    still holds the code.
    """
    places = list(_places(rows))
    if not places:
        return rows
    held = held or holdings(person)
    known = person is not None and person.pk is not None
    open_question = [place for place in places if not (known and _evident(held, *place))]
    if open_question:
        from .models import Thing

        codes = {behind.pk for _row, _key, behind in open_question}
        seen = set(
            Thing.objects.visible_to(person, held).filter(pk__in=codes).values_list("pk", flat=True)
        )
        for row, key, behind in open_question:
            if behind.pk not in seen:
                key.set_cached_value(row, None)
    return rows


def _places(rows: Iterable[Any]) -> Iterator[Place]:
    """Where a thing was read along with a row, by a key that may be empty."""
    for row in rows:
        for key in _keys_of(type(row)):
            behind = key.get_cached_value(row, default=None)
            if behind is not None:
                yield row, key, behind


_known: dict[type[models.Model], tuple[Any, ...]] = {}


def _keys_of(model: type[models.Model]) -> tuple[Any, ...]:
    """Foreign keys of a model that lead to things one may not know of, and may be empty. Units and
    groups are known to everybody in the county.
    """
    if model not in _known:
        from .models import Audience, Thing, ThingRow

        along = getattr(model, "GOES_ALONG", ())
        keys = (
            column
            for column in model._meta.concrete_fields
            if isinstance(column, models.ForeignKey) and column.null and column.name not in along
        )
        things = (
            key
            for key in keys
            if key.related_model is Thing or issubclass(key.related_model, ThingRow)
        )
        _known[model] = tuple(
            key
            for key in things
            if getattr(key.related_model, "ALWAYS", "") not in (Audience.COUNTY, Audience.PUBLIC)
        )
    return _known[model]


def _evident(held: Holdings, row: models.Model, _key: Any, behind: Any) -> bool:
    """Whether it is known without asking that they may know of it: open to all, of an own group, at
    a place they look into.
    """
    from .models import Audience, Thing

    thing = behind if isinstance(behind, Thing) else behind._state.fields_cache.get("thing")
    if thing is not None:
        return thing.known_to(None, held)
    unit = getattr(behind, "unit_id", None)
    if unit is None or behind.audience_at_hand() != Audience.UNIT:
        return behind.audience_at_hand() in (Audience.COUNTY, Audience.PUBLIC)
    if getattr(behind, "group_id", None) in held.group_codes():
        return True
    here = behind._state.fields_cache.get("unit") or row._state.fields_cache.get("unit")
    return here is not None and here.pk == unit and held.sees_at(here.path)
