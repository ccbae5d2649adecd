"""Many rows of one kind at once, for imports and upgrades."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from types import NoneType
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models

SLICE = 1000
AS_IT_IS = {
    models.CharField: str,
    models.TextField: str,
    models.BooleanField: bool,
    models.IntegerField: int,
}  # values that go into the database unchanged


def _unchanged(column: models.Field[Any, Any]) -> tuple[type, ...]:
    """Types of this column's values that need no preparing; for a few hundred thousand rows that is
    most of the time.
    """
    types = tuple(python_type for kind, python_type in AS_IT_IS.items() if isinstance(column, kind))
    return (*types, NoneType) if types or isinstance(column, models.ForeignKey) else ()


def slices(rows: Iterable[Any], size: int = SLICE) -> Iterator[list[Any]]:
    """The rows in lists of ``size``, the last one shorter; a generator is read only as far as
    needed.
    """
    rest = iter(rows)
    while batch := list(islice(rest, size)):
        yield batch


def insert_many(rows: Iterable[models.Model]) -> None:
    """As ``bulk_create``, for rows whose keys are known or of no interest; several times as fast,
    because one prepared statement serves all of them.

    A key that the database gives is not read back; signals are not sent, as ``bulk_create`` sends
    none.
    """
    for batch in slices(rows):
        meta, database = batch[0]._meta, connections[DEFAULT_DB_ALIAS]
        fields = [
            (field, field.attname, _unchanged(field))
            for field in meta.local_concrete_fields
            if not (isinstance(field, models.AutoField) and batch[0].pk is None)
        ]
        quote = database.ops.quote_name
        names, places = (
            ", ".join(quote(field.column) for field, _name, _types in fields),
            ", ".join(["%s"] * len(fields)),
        )
        values = [
            [
                (
                    value
                    if type(value := getattr(row, name)) in types
                    else field.get_db_prep_save(field.pre_save(row, add=True), database)
                )
                for field, name, types in fields
            ]
            for row in batch
        ]
        table = quote(meta.db_table)
        with database.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({places})",  # noqa: S608 - our own names
                values,
            )
        for row in batch:
            row._state.adding, row._state.db = False, database.alias


def update_many(rows: Iterable[models.Model], names: list[str]) -> None:
    """As ``bulk_update``, many times as fast: Django's way builds an expression for each value.

    Takes models of migrations too. No ``pre_save`` is asked and no signal is sent.
    """
    for batch in slices(rows):
        meta, database = batch[0]._meta, connections[DEFAULT_DB_ALIAS]
        fields, quote = [meta.get_field(name) for name in names], database.ops.quote_name
        columns = ", ".join(f"{quote(field.column)} = %s" for field in fields)
        values = [
            [
                field.get_db_prep_save(getattr(row, field.attname), database)
                for field in (*fields, meta.pk)
            ]
            for row in batch
        ]
        with database.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {quote(meta.db_table)} SET {columns}"  # noqa: S608  our own columns
                f" WHERE {quote(meta.pk.column)} = %s",
                values,
            )
