"""What is known while an act runs, and what its body may ask of it: ``tell``, ``tell_each``,
``lock``, ``forget_holdings``, ``happened``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from django.db import models

from .. import locks, registry
from ..actors import Actor
from ..things.models import Thing, ThingRow
from .values import plain

Row = TypeVar("Row", bound=models.Model)


@dataclass(slots=True)
class Happening:
    """What one act did to one thing, waiting to be chained: reactions get it as ``record``."""

    verb: str
    act: str
    row: Any
    thing: Thing | None
    typist: Actor
    decider: Actor
    body: dict[str, Any]
    at: dt.datetime
    arguments: dict[str, Any] = field(default_factory=dict)
    code: str | None = None
    channel: str = ""  # where it is not that of the outermost act

    def without_rows(self) -> Happening:
        """What is needed to chain it; the rows of a large import would fill the memory until its
        end.
        """
        code = self.thing.pk if self.thing is not None else None
        return replace(self, row=None, thing=None, arguments={}, code=code)


@dataclass(slots=True)
class Words:
    """What the body of one act has told for its record, and for each of many."""

    facts: dict[str, Any] = field(default_factory=dict)
    each: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Context:
    """What is known while the outermost act runs."""

    typist: Actor
    channel: str
    happenings: list[Happening] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)  # of the acts that are running, inmost last
    holdings_known: dict[str | None, registry.Holdings] = field(default_factory=dict)
    # codes of the rows that this transaction has locked or made
    own: set[str] = field(default_factory=set)

    @property
    def depth(self) -> int:
        """How many acts are running inside one another."""
        return len(self.words)

    def holdings(self, person: Actor) -> registry.Holdings:
        if person.pk not in self.holdings_known:
            person.__dict__.pop("_holdings", None)
            self.holdings_known[person.pk] = registry.holdings(person)
        return self.holdings_known[person.pk]

    @contextmanager
    def deeper(self) -> Iterator[Words]:
        """The body of one act; what it tells is its own."""
        self.words.append(Words())
        try:
            yield self.words[-1]
        finally:
            self.words.pop()


_running: ContextVar[Context | None] = ContextVar("zhixing_act", default=None)


def running() -> Context | None:
    """The context of the outermost act that is under way, if any."""
    return _running.get()


@contextmanager
def begun(context: Context) -> Iterator[Context]:
    """Acts called inside belong to this context."""
    token = _running.set(context)
    try:
        yield context
    finally:
        _running.reset(token)


def needed(what: str) -> Context:
    """The context; raises RuntimeError outside of an act."""
    context = running()
    if context is None:
        raise RuntimeError(f"{what}() outside an act")
    return context


def tell(**facts: Any) -> None:
    """Inside an act: add words to its record (``tell(unit=unit.name)``), for its sentence and for
    the timeline. No names of persons.
    """
    words = needed("tell").words[-1]
    words.facts.update({name: plain(fact) for name, fact in facts.items()})


def tell_each(lines: Iterable[dict[str, Any]]) -> None:
    """Inside an act that does the same to many (people of a roster, rows of a ledger): one record
    for each of these, so that each can be told, and erased, alone.

    An act that creates tells them in the order of the rows it returns.
    """
    words = needed("tell_each").words[-1]
    words.each.extend(plain(facts) for facts in lines)


def lock(rows: Iterable[Row]) -> list[Row]:
    """Inside an act that writes more than the rows it is done on: lock these too, in the fixed
    order, and read them again.
    """
    context = needed("lock")
    fresh = locks.lock(rows)
    context.own.update(row.pk for row in fresh if isinstance(row, ThingRow))
    return fresh


def made_here(*rows: ThingRow) -> None:
    """Rows that nobody else can have yet."""
    context = running()
    if context is not None:
        context.own.update(row.pk for row in rows)


def forget_holdings(*people: Any) -> None:
    """Inside an act that changes roles: what was known of who holds what is asked again, of these
    people or, where none is named, of everybody.
    """
    context = running()
    if context is not None:
        for key in [person.pk for person in people] or list(context.holdings_known):
            context.holdings_known.pop(key, None)


def happened() -> int:
    """Inside an act: how many things have happened in the outermost one so far. What happens
    between two such looks lies side by side in the chain.
    """
    return len(needed("happened").happenings)
