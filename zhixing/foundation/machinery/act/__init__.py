"""Every change is an act: a plain function wrapped by one deep decorator.

The decorator opens a transaction, locks the rows in a fixed order and reads them again, checks the
idempotency key and the row version, asks ``may``, checks and makes the state move, runs the body,
saves narrowly, copies what the Thing holds, buffers Records and runs reactions. The outermost act
chains the Records, once and last.

``options`` says what an act declares, ``openness`` who may do it where, ``doing`` how it runs
(``Act._run`` is the whole in a dozen lines), ``context`` what its body may ask, ``things`` how a
row keeps its Thing, ``records`` what is written of it, ``keys`` how a repeat is answered.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

from .. import registry
from ..actors import Actor
from ..records import lines
from ..records.models import Record
from ..things.models import ThingRow
from .context import forget_holdings, happened, lock, tell, tell_each
from .doing import ACTS, Act, AnyAct
from .options import Options
from .things import TAKEN_BACK, begin, begin_many, copy_partners, copy_to_thing, take_back
from .values import plain

P = ParamSpec("P")
R = TypeVar("R")


def act(verb: str, **options: Any) -> Callable[[Callable[Concatenate[Any, P], R]], Act[P, R]]:
    """Make a function an act, called as its body is. ``verb``: noun.participle, the name in the
    record, never renamed; what else an act says of itself is written at ``Options``.
    """
    return lambda body: Act(body, verb, Options(**options))


def open_to(
    person: Actor | None, row: ThingRow, held: registry.Holdings | None = None
) -> list[AnyAct]:
    """The acts this person may do on this row now: the page's buttons and the API's acts."""
    if person is None or person.pk is None:
        return []
    held = held or registry.holdings(person)
    acts = [act for act in ACTS.values() if act.on is type(row)]
    return [
        act
        for act in acts
        if not act.many and not act.inner_only and act.is_open(person, row, held)
    ]


def last_record(row: Any) -> tuple[str, Any, dict[str, Any]]:
    """(verb, decider, body) of the last record of a thing: for tests and an act's receipt."""
    records = Record.objects.select_related("body_row", "decider").filter(thing=row.pk)
    record = records.latest("seq")
    body = {name: fact for name, fact in record.body_row.body.items() if name != lines.BELOW}
    return record.verb, record.decider, body


__all__ = [
    "ACTS",
    "TAKEN_BACK",
    "Act",
    "AnyAct",
    "Options",
    "act",
    "begin",
    "begin_many",
    "copy_partners",
    "copy_to_thing",
    "forget_holdings",
    "happened",
    "last_record",
    "lock",
    "open_to",
    "plain",
    "take_back",
    "tell",
    "tell_each",
]
