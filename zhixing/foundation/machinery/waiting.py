"""What waits for whom: all acts that ask, read as one query.

Building the conditions of some fifty acts takes Python longer than the database needs to answer
them, and longer with every act that comes. So the SQL is compiled once for each *shape* of holdings
(how many units and groups, which roles together), around holes for paths, groups and person, and
only filled in for a request. A rule may therefore look at nothing else of a person, and may not ask
the database while it is read; whoever breaks that is told at once. A test compares the answers with
``may`` × ``moves`` × ``when``, uncompiled, for everybody.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from types import SimpleNamespace
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import F, Q, QuerySet, Value

from zhixing.foundation.machinery.actors import Actor

from . import clock, registry
from .act import ACTS, AnyAct
from .actors import key_of
from .fairness import was_here
from .may import Rule
from .registry import Holdings
from .things.models import ThingRow
from .things.places import Aside, Hole, is_root

MOST = 300  # rows read of one act: the first of them by their deadline
MARK = "⟨"  # stands in every hole


class Waiting(NamedTuple):
    """An act that is asked of somebody: on which thing, and by when its next open deadline is (None
    where no clock runs).
    """

    code: str
    act: str
    due: dt.date | None


class Part(NamedTuple):
    """One act in one state, in SQL; ``params`` holds what is fixed, and holes."""

    act: str
    sql: str
    params: tuple[Any, ...]


class Shape(NamedTuple):
    """All that the SQL depends on: units (at the root? with which roles?), groups (with which
    roles?), a system person's name, the day.
    """

    units: tuple[tuple[bool, tuple[str, ...]], ...]
    groups: tuple[tuple[str, ...], ...]
    system: str
    day: dt.date
    vendor: str


def waiting_for(person: Actor | None, held: Holdings | None = None) -> list[tuple[str, str]]:
    """(code, act name) of what waits for this person: one query, whatever the number of things."""
    return [(asked.code, asked.act) for asked in asked_of(person, held)]


def asked_of(person: Actor | None, held: Holdings | None = None, most: int = MOST) -> list[Waiting]:
    """What waits for this person, of each act the ``most`` with the nearest deadlines: one query.
    The order is that of the acts.
    """
    if person is None or person.pk is None:
        return []
    shape, filling = _shape(person, held or registry.holdings(person))
    sql, params = compiled(shape, most)
    if not sql:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            sql,
            [
                param.turn(filling[param.key]) if isinstance(param, Hole) else param
                for param in params
            ],
        )
        return [Waiting(code, name, _day(due)) for code, name, due in cursor.fetchall()]


def day_of_norm(act: AnyAct, made_at: dt.datetime, today: dt.date) -> dt.date | None:
    """The day by which a norm wants an act, where no clock runs; None where the norm names none, or
    it was over before the thing was there.
    """
    day = act.by(today) if act.by is not None else None
    if day is None or not was_here(day, clock.day_of(made_at), today):
        return None
    return day


def _day(due: Any) -> dt.date | None:
    return dt.date.fromisoformat(due) if isinstance(due, str) else due


def _shape(person: Actor, held: Holdings) -> tuple[Shape, dict[Any, str]]:
    """The shape of what somebody holds, and what is filled into its holes."""
    units, groups = _by_place(held.units), _by_place(held.groups)
    shape = Shape(
        tuple((is_root(path), roles) for path, roles in units),
        tuple(roles for _code, roles in groups),
        person.system,
        clock.today(),
        connection.vendor,
    )
    filling: dict[Any, str] = {"person": key_of(person)}
    filling |= {("unit", at): path for at, (path, _roles) in enumerate(units)}
    filling |= {("group", at): code for at, (code, _roles) in enumerate(groups)}
    return shape, filling


def _by_place(held: dict[str, frozenset[str]]) -> list[tuple[str, tuple[str, ...]]]:
    """(place, roles held there): the same order for everybody who holds the same."""
    places: dict[str, list[str]] = defaultdict(list)
    for role in sorted(held):
        for place in held[role]:
            places[place].append(role)
    return sorted(
        ((place, tuple(roles)) for place, roles in places.items()),
        key=lambda line: (line[1], is_root(line[0]), line[0]),
    )


# -- compiling -----------------------------------------------------------------------------------


@lru_cache(maxsize=512)
def compiled(shape: Shape, most: int = MOST) -> tuple[str, list[Any]]:
    """The SQL of all that is asked of somebody of this shape; empty when nothing can be. ``params``
    holds what is fixed, and holes.
    """
    person = _person_with_holes(shape)
    with connection.execute_wrapper(_refuse_to_ask):
        asked = (_parts(doing, person, person._holdings) for doing in asking())
        parts = list(chain.from_iterable(asked))
    pieces = [
        f"SELECT * FROM ({part.sql} LIMIT {int(most)}) AS p{at}"  # noqa: S608 (compiled by Django)
        for at, part in enumerate(parts)
    ]
    sql = " UNION ALL ".join(pieces)
    return sql, list(chain.from_iterable(part.params for part in parts))


def asking() -> list[AnyAct]:
    """The acts that appear on Today of whoever they are asked of."""
    return [doing for doing in ACTS.values() if doing.asks and doing.on is not None]


def _person_with_holes(shape: Shape) -> Any:
    """A person with holes for everything that is not the shape."""
    units: dict[str, set[str]] = defaultdict(set)
    groups: dict[str, set[str]] = defaultdict(set)
    for at, (root, roles) in enumerate(shape.units):
        path = Hole(f"/{MARK}{at}/" if root else f"/{MARK}/{at}/", ("unit", at))
        for role in roles:
            units[role].add(path)
    for at, roles in enumerate(shape.groups):
        for role in roles:
            groups[role].add(Hole(f"{MARK}group{at}", ("group", at)))
    held = Holdings(
        {role: frozenset(paths) for role, paths in units.items()},
        {role: frozenset(codes) for role, codes in groups.items()},
    )
    return SimpleNamespace(pk=Hole(f"{MARK}person", "person"), system=shape.system, _holdings=held)


def _refuse_to_ask(*_asked: Any) -> None:
    raise RuntimeError(
        "A rule that asks the database while it is read as a condition can not stand in what an act"
        " asks for (machinery/waiting.py)."
    )


def _kind(doing: AnyAct) -> type[ThingRow]:
    if doing.on is None:
        raise TypeError(f"{doing.name} is done on nothing: it is asked of nobody")
    return doing.on


def condition_of(doing: AnyAct, person: Actor | None, held: Holdings) -> Q:
    """Rows on which the act is asked of this person, but for their state."""
    wanted = doing.may.q(person, held)
    if isinstance(doing.asks, Rule):
        wanted &= doing.asks.q(person, held)
    if doing.when is not None:
        wanted &= doing.when.q(None)
    return wanted


def _parts(doing: AnyAct, person: Actor | None, held: Holdings) -> Iterator[Part]:
    """Where somebody holds something for the whole county, the state leads, one part for each, in
    the order of an index; elsewhere the units, groups and the person do.
    """
    rows: QuerySet[Any] = _kind(doing)._base_manager.filter(condition_of(doing, person, held))
    holes = _holes(rows)
    if holes is None:
        return
    leads = _whole_county(holes) and not _has_index(doing)
    states = list(doing.moves)
    if not states:
        yield _part(doing, rows)
    elif leads:
        yield from (_part(doing, rows.filter(state=state), in_order=True) for state in states)
    else:
        yield _part(doing, rows.alias(_in_state=Aside("state")).filter(_in_state__in=states))


def _whole_county(holes: list[Hole]) -> bool:
    """Nothing about units, groups and person narrows the rows down."""
    return not holes or any(is_root(hole) for hole in holes if hole.key[0] == "unit")


def _has_index(doing: AnyAct) -> bool:
    """The room keeps an index of the few rows that the condition of the act leaves."""
    if doing.when is None:
        return False
    wanted = doing.when.q(None)
    return any(index.condition == wanted for index in _kind(doing)._meta.indexes)


def _holes(rows: QuerySet[Any, Any]) -> list[Hole] | None:
    """What is filled into a query; None when it can have no rows. Raises RuntimeError when
    something was done to a hole that can not be done again.
    """
    try:
        sql, params = rows.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return None
    lost = [
        param
        for param in params
        if isinstance(param, str) and not isinstance(param, Hole) and MARK in param
    ]
    if lost:
        raise RuntimeError(
            f"A rule changed what it knows of a person ({lost}): use “under” for paths. {sql}"
        )
    return [param for param in params if isinstance(param, Hole)]


def _part(doing: AnyAct, rows: QuerySet[Any, Any], in_order: bool = False) -> Part:
    """``in_order``: an index gives the rows in their order; elsewhere the few that are found are
    sorted, and the deadline may not lead.
    """
    due = registry.due_of(_kind(doing))
    rows = rows.annotate(_name=Value(doing.name, models.CharField()), _due=due)
    column = Aside(due) if isinstance(due, F) and not in_order else F("_due")
    query = rows.order_by(column.asc(nulls_last=True)).values_list("pk", "_name", "_due").query
    sql, params = query.get_compiler(connection=connection).as_sql()
    return Part(doing.name, sql, tuple(params))
