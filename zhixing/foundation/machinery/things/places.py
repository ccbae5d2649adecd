"""``under``: at or below a unit, as a condition that a database can look up.

``Q(place__under=path)`` on a column of paths, ``Q(unit__under=path)`` on a foreign key to what has
a ``path`` (a unit). Django's ``startswith`` uses no index on SQLite, and a join to the units hides
from both databases that few rows are meant.

What is under the root is nearly everything: there, another column must lead. SQLite has no
statistics to see that by; a ``+`` before a column keeps it from looking there (its own
documentation calls it so).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.db.models import CharField, ForeignKey, Func, Lookup


class Hole(str):
    """A text that is not known yet: SQL is compiled once around it and filled for each person
    (``machinery/waiting.py``).

    It looks like what will stand there (a path has its slashes); ``key`` says what to fill in,
    ``turn`` how it is written.
    """

    key: Any
    turn: Callable[[str], str]

    def __new__(cls, text: str, key: Any, turn: Callable[[str], str] = str) -> Hole:
        hole = super().__new__(cls, text)
        hole.key, hole.turn = key, turn
        return hole


def written(value: str, turn: Callable[[str], str]) -> str:
    """The value as SQL needs it, now or as soon as the hole is filled."""
    return Hole(value, value.key, turn) if isinstance(value, Hole) else turn(value)


def is_root(path: str) -> bool:
    """A path of one code: the county's."""
    return path.count("/") <= 2


def codes_of(path: str) -> list[str]:
    """Codes of the unit of a path and of those above it, the county's first."""
    return [code for code in path.split("/") if code]


def is_under(path: str, top: str) -> bool:
    """Whether a unit's path is that of the other unit or leads through it: ``under`` of one row."""
    return path.startswith(top)


def behind(path: str) -> str:
    """The first text that sorts behind everything beginning with the path."""
    return path[:-1] + chr(ord(path[-1]) + 1)


def pattern(path: str) -> str:
    r"""What LIKE needs (paths are codes and slashes; ``\ % _`` still stand for themselves)."""
    return path.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") + "%"


def _range(column: str, path: str, vendor: str) -> tuple[str, list[str]]:
    if vendor == "sqlite":
        return f"({column} >= %s AND {column} < %s)", [path, written(path, behind)]
    return f"{column} LIKE %s", [written(path, pattern)]


@CharField.register_lookup
class PathUnder(Lookup):
    """A path that is this one, or begins with it."""

    lookup_name = "under"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, before = self.process_lhs(compiler, connection)
        if connection.vendor == "sqlite" and is_root(self.rhs):
            column = f"+{column}"
        sql, params = _range(column, self.rhs, connection.vendor)
        return sql, (*before, *params)


@ForeignKey.register_lookup
class UnitUnder(Lookup):
    """A foreign key to a unit at or below the path."""

    lookup_name = "under"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, before = self.process_lhs(compiler, connection)
        units = self.lhs.output_field.remote_field.model._meta
        quote, sqlite, root = (
            connection.ops.quote_name,
            connection.vendor == "sqlite",
            is_root(self.rhs),
        )
        where, params = _range(quote(units.get_field("path").column), self.rhs, connection.vendor)
        key, table = quote(units.pk.column), quote(units.db_table)
        codes = f"SELECT {key} FROM {table} WHERE {where}"  # noqa: S608 (names of models)
        if sqlite or root:
            return f"{'+' if sqlite and root else ''}{column} IN ({codes})", (*before, *params)
        # an array can be looked up together with other columns
        return f"{column} = ANY(ARRAY({codes}))", (*before, *params)


@CharField.register_lookup
@ForeignKey.register_lookup
class Among(Lookup):
    """A code, or a foreign key, that is one of many codes: a single parameter, however many there
    are.

    ``__in`` prepares and writes each of them, in every query of a page: of three hundred groups
    that costs more than the query.
    """

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, before = self.process_lhs(compiler, connection)
        codes = list(self.rhs)
        if connection.vendor == "sqlite":
            rows = "SELECT value FROM json_each(%s)"
            return f"{column} IN ({rows})", (*before, json.dumps(codes))
        return f"{column} = ANY(%s)", (*before, codes)


class Aside(Func):
    """A column that is not to lead: SQLite takes no index of it, so that another one is chosen.
    PostgreSQL knows better by itself.
    """

    template = "%(expressions)s"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template="+%(expressions)s", **context)
