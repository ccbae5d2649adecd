"""Rows that an act writes are locked first, all in one order, and read again: what was read before
the lock may be old by then.

A row and its Thing are locked together, because an act writes both. ``no_key``: whoever only points
at a row (a record of a refusal, a link) does not wait. SQLite has one writer, which begins its
transaction as such (IMMEDIATE): there, nothing of this is needed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from django.db import OperationalError, connection, models
from django.db.models import QuerySet

from .errors import Busy
from .refusals import Refused
from .things.models import Thing, ThingRow

PLACES = 20_261_127  # the name of the lock on where things are, as PostgreSQL wants it: a number
# so long a change of places waits for the acts that are under way, and keeps new ones waiting
PATIENCE = "5s"

Key = tuple[type[models.Model], Any]
Row = TypeVar("Row", bound=models.Model)


def lock(rows: Iterable[Row]) -> list[Row]:
    """Lock the rows, by table and key, and read them again; the answer keeps the caller's order. A
    Thing stands for its row. Raises NotNow when one is gone.
    """
    wanted = [_key(row) for row in rows]
    keys: dict[type[models.Model], set[Any]] = defaultdict(set)
    for model, key in wanted:
        keys[model].add(key)
    fresh: dict[Key, Any] = {}
    for model in sorted(keys, key=lambda model: model._meta.db_table):
        locking = _locking(model).filter(pk__in=sorted(keys[model])).order_by("pk")
        fresh |= {(model, row.pk): row for row in locking}
    if any(key not in fresh for key in wanted):
        raise Refused.GONE()
    return [fresh[key] for key in wanted]


def hold(model: type[models.Model], keys: Iterable[Any]) -> None:
    """Lock rows of one kind without a look at them, those that are still there; whoever holds
    several kinds takes them by the names of their tables.
    """
    list(_locking(model).filter(pk__in=sorted(keys)).order_by("pk").iterator(chunk_size=500))


def _key(row: models.Model) -> Key:
    return (row.model, row.pk) if isinstance(row, Thing) else (type(row), row.pk)


def _locking(model: type[models.Model]) -> QuerySet[Any]:
    if issubclass(model, ThingRow):
        return model._base_manager.select_related("thing").select_for_update(
            of=("self", "thing"), no_key=True
        )
    return model._base_manager.select_for_update(no_key=True)


def read_again(arguments: dict[str, Any]) -> None:
    """Rows handed to an act were read before its lock: read them again, in place. Raises NotNow
    when one is gone.
    """
    rows: dict[type[models.Model], list[models.Model]] = defaultdict(list)
    for row in _rows_in(arguments):
        rows[type(row)].append(row)
    for model, several in rows.items():
        newest = model._base_manager.in_bulk({row.pk for row in several})
        for row in several:
            if row.pk not in newest:
                raise Refused.GONE()
            renew(row, newest[row.pk])
    for name, value in arguments.items():
        if isinstance(value, QuerySet):
            arguments[name] = value.all()  # asked again when it is read


def _rows_in(arguments: dict[str, Any]) -> Iterator[models.Model]:
    for value in arguments.values():
        for row in value if isinstance(value, list | tuple) else [value]:
            if isinstance(row, models.Model) and not row._state.adding:
                yield row


def renew(row: models.Model, newest: models.Model) -> None:
    """Bring an instance up to what was read; what it leads to stays known where it still leads
    there.
    """
    for field in row._meta.concrete_fields:
        value = newest.__dict__[field.attname]
        if field.attname not in row.__dict__ or row.__dict__[field.attname] != value:
            setattr(row, field.attname, value)  # forgets what the old key led to


def places_stay() -> None:
    """Until the end of this transaction no unit moves: a thing that is made meanwhile stands where
    its unit stands.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [PLACES])


def places_change() -> None:
    """Wait until no act is under way, and let none begin until the end of this transaction. Raises
    Busy when that takes too long.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
        try:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [PLACES])
        except OperationalError as fault:
            raise Busy() from fault
        cursor.execute("SELECT set_config('lock_timeout', '0', true)")
