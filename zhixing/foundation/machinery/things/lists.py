"""Long lists, page by page: the address names the last row seen (``?after=WT-26-7K3QF``), so that a
page costs the same everywhere.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import (
    Aggregate,
    CharField,
    Count,
    F,
    ManyToOneRel,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce
from django.db.models.sql import Query

from .. import clock
from ..inputs import number_in, year_in
from .parts import Pager
from .places import Aside

Choices = Mapping[str, Any]  # what the address chooses

SIZE = 50
COUNTED = 1000  # rows; what is more reads "1000+"


class Total(int):
    """A number of rows; where it was not counted to its end, it reads "1000+" on every page."""

    most: int

    def __new__(cls, number: int, most: int) -> Total:
        total = super().__new__(cls, min(number, most))
        total.most = most if number > most else 0
        return total

    def __str__(self) -> str:
        return f"{int(self)}+" if self.most else str(int(self))

    __repr__ = __str__


def address(choices: Any, **changed: Any) -> str:
    """``?`` and the present choices with some changed; an empty value leaves the choice out."""
    chosen = {name: choices.get(name) for name in choices} | changed
    chosen = {name: value for name, value in chosen.items() if value not in ("", None)}
    return f"?{urlencode(chosen)}" if chosen else "?"


def words_in(choices: Choices, name: str) -> str:
    """Words that somebody looks for, as far as anybody would type them."""
    return " ".join(str(choices.get(name) or "").split())[:60]


def year_of(choices: Any) -> int:
    """The year in the address, or this one."""
    return year_in(choices.get("year")) or clock.today().year


def choice(choices: Any, name: str, words: Collection[str]) -> str:
    """What the address chooses among the words; anything else chooses nothing."""
    word = str(choices.get(name) or "")
    return word if word in words else ""


def count_below(model: type[Model], name: str, **conditions: Any) -> Coalesce:
    """For ``annotate``: how many rows stand below each one (``name`` is what it calls them).

    Joined and grouped instead, SQLite walks through every thing of the county to sort the groups.
    """
    return _below(model, name, Count("pk"), conditions)


def sum_below(model: type[Model], name: str, column: str) -> Coalesce:
    """For ``annotate``: the sum of a column of the rows below each one."""
    return _below(model, name, Sum(column), {})


def _below(
    model: type[Model], name: str, number: Aggregate, conditions: dict[str, Any]
) -> Coalesce:
    relation = model._meta.get_field(name)
    if not isinstance(relation, ManyToOneRel):
        raise TypeError(f"{name} is nothing that stands below a {model.__name__}")
    key = relation.field.name
    rows = relation.related_model._base_manager.filter(**{key: OuterRef("pk")}, **conditions)
    counted_rows = rows.order_by().values(key).annotate(_number=number)
    return Coalesce(Subquery(counted_rows.values("_number")), 0)


def counted(**queries: QuerySet[Any, Any]) -> dict[str, Total]:
    """How many rows several queries have, each counted no further than anybody reads: one query."""
    few = {name: _only_codes(rows, most=COUNTED + 1) for name, rows in queries.items()}
    return {name: Total(number, COUNTED) for name, number in _sums(few).items()}


def numbers(**queries: QuerySet[Any, Any]) -> dict[str, int]:
    """How many rows several queries have, counted to the end: one query."""
    return _sums({name: _only_codes(rows) for name, rows in queries.items()})


def _only_codes(rows: QuerySet[Any, Any], most: int | None = None) -> Query:
    """The query for the keys alone, without their order where only the first are counted."""
    query = rows.query.chain()
    if most is not None:
        query.clear_ordering(force=True)
        query.set_limits(high=most)
    query.set_values(("pk",))
    return query


def _sums(queries: Mapping[str, Query]) -> dict[str, int]:
    pieces: list[str] = []
    params: list[Any] = []
    for at, query in enumerate(queries.values()):
        try:
            sql, arguments = query.sql_with_params()
        except EmptyResultSet:
            sql, arguments = "SELECT 1 WHERE 1 = 0", ()
        pieces.append(f"(SELECT COUNT(*) FROM ({sql}) AS c{at})")  # noqa: S608 (compiled by Django)
        params += arguments
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(pieces), params)
        return dict(zip(queries, cursor.fetchone(), strict=True))


def first_keys(most: int, **queries: QuerySet[Any, Any]) -> dict[str, list[str]]:
    """The keys of the first rows of several queries, in their order: one query."""
    keys: dict[str, list[str]] = {name: [] for name in queries}
    pieces: list[str] = []
    params: list[Any] = []
    for at, (name, rows) in enumerate(queries.items()):
        named = rows.annotate(_query=Value(name, CharField())).values_list("_query", "pk")
        try:
            sql, arguments = named[:most].query.sql_with_params()
        except EmptyResultSet:
            continue
        pieces.append(f"SELECT * FROM ({sql}) AS k{at}")  # noqa: S608 (compiled by Django)
        params += arguments
    if pieces:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(pieces), params)
            for name, key in cursor.fetchall():
                keys[name].append(key)
    return keys


def _ordered(name: str) -> Any:
    """A column of another table does not lead: the few rows of a room are sorted, not looked for
    among all things.
    """
    column = Aside(name.lstrip("-")) if "__" in name else F(name.lstrip("-"))
    return column.desc() if name.startswith("-") else column.asc()


def cut(
    rows: QuerySet[Any, Any], choices: Any, *order: str, size: int = SIZE, total: int | None = None
) -> tuple[list[Any], Pager]:
    """(rows of this page, ``pager`` for ui/list.html). ``order``: columns that are never empty, the
    last of them unique (``-due``, ``pk``).

    Two queries on the first page (the rows and how many there are in all, unless the caller knows
    the ``total``), four on a later one.
    """
    total = rows.count() if total is None else total
    rows = rows.order_by(*map(_ordered, order))
    names = [column.lstrip("-") for column in order]
    after, first, rest = choices.get("after", ""), 1, rows
    last_seen = (
        rows.model._base_manager.filter(pk=after).values_list(*names).first() if after else None
    )
    if last_seen is not None:
        behind = Q()
        equal: dict[str, Any] = {}
        for sign, name, value in zip(order, names, last_seen, strict=True):
            behind |= Q(**equal, **{f"{name}__{'lt' if sign.startswith('-') else 'gt'}": value})
            equal[name] = value
        rest = rows.filter(behind)
        first = total - rest.count() + 1
    page_rows = list(rest[: size + 1])
    more, page_rows = len(page_rows) > size, page_rows[:size]
    return page_rows, Pager(
        first=first if page_rows else 0,
        last=first + len(page_rows) - 1 if page_rows else 0,
        total=total,
        prev_url=address(choices, after="") if last_seen is not None else "",
        next_url=address(choices, after=page_rows[-1].pk) if more else "",
    )


def first_rows(rows: QuerySet[Any, Any], most: int) -> tuple[list[Any], Pager]:
    """(the first rows, ``pager`` for ui/list.html) of a list that is not turned page by page: the
    pager says how many there are beyond. One query, two when there are more.
    """
    shown = list(rows[: most + 1])
    total = len(shown) if len(shown) <= most else rows.count()
    shown = shown[:most]
    return shown, Pager(
        first=1 if shown else 0, last=len(shown), total=total, prev_url="", next_url=""
    )


def sliced(rows: list[Any], choices: Any, size: int = SIZE) -> tuple[list[Any], Pager]:
    """(rows of this page, ``pager`` for ui/list.html) of a list that is reckoned, not read: its
    pages begin at a number (``?after=50``).
    """
    at = number_in(choices.get("after")) or 0
    at = at if at < len(rows) else 0
    shown, end = rows[at : at + size], at + size
    return shown, Pager(
        first=at + 1 if shown else 0,
        last=at + len(shown),
        total=len(rows),
        prev_url=address(choices, after=max(at - size, 0) or "") if at else "",
        next_url=address(choices, after=end) if end < len(rows) else "",
    )
