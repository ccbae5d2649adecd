"""The act: a plain function, and around it all that every change needs."""

from __future__ import annotations

import functools
import inspect
import itertools
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, ParamSpec, TypeAlias, TypeVar

from django.db import DatabaseError, DataError, IntegrityError, models, transaction

from .. import clock, guard, locks, registry
from ..actors import Actor
from ..errors import Refusal, Stale
from ..recording import Hands
from ..records import lines
from ..records.models import Record
from ..refusals import Refused
from ..things.models import Thing, ThingRow
from ..unwritable import refusal_of
from .call import RESERVED, Call
from .context import Context, Happening, Words, begun, lock, running
from .keys import store_answer, stored_answer, stored_key
from .openness import Openness
from .options import Options
from .records import (
    Changes,
    RefusalNote,
    chain_up,
    column_values,
    filled,
    record_refusal,
    save_changed,
)
from .things import begin, copy_to_thing, differs_from_thing
from .values import plain

log = logging.getLogger("zhixing.act")
P = ParamSpec("P")
R = TypeVar("R")
ACTS: dict[str, AnyAct] = {}
DEEPEST = 12
ATTEMPTS = 4
TOLD_BY_ITSELF = ("reason", "public")  # arguments that every record keeps


@dataclass(frozen=True)
class Before:
    """A row as it stood before the body, and its columns and state then."""

    row: Any
    columns: dict[str, Any]
    state: Any


@dataclass(frozen=True)
class Change:
    """What became of one row; of none where an act has no thing."""

    row: Any
    columns: Changes
    is_new: bool = False


class Act(Openness, Generic[P, R]):
    """A business act. Call it as its body is: ``dispatch_problem(actor, problem, unit=...,
    due=...)``; ``do`` takes what every act takes beside that.

    ``P``: the parameters of its body behind the actor; ``R``: what it answers.
    """

    def __init__(self, function: Callable[..., Any], verb: str, options: Options) -> None:
        super().__init__(**vars(options))
        functools.update_wrapper(self, function)
        self.function = function
        self.verb = verb
        self.name = function.__name__
        names = list(inspect.signature(function).parameters)
        self.parameters = names[1 if self.on is None else 2 :]
        self._check_declaration()
        ACTS[self.name] = self

    def _check_declaration(self) -> None:
        """Raises TypeError or RuntimeError when the process starts, not when it is clicked."""
        reserved = RESERVED & set(self.parameters)
        if reserved:
            raise TypeError(
                f"{self.name}: {sorted(reserved)} belong to every act, choose other names"
            )
        if set(self.locks) - set(self.parameters):
            raise TypeError(f"{self.name}: locks={self.locks} names no parameter")
        other = ACTS.get(self.name)
        if other is not None and other.function.__module__ != self.function.__module__:
            raise RuntimeError(f"two acts are named {self.name}")

    def __repr__(self) -> str:
        return f"<act {self.name}>"

    def word(self, name: str, fact: Any) -> Any:
        """What a told fact reads as: a declared code as its word, all else as it was told."""
        choices = self.tells.get(name)
        if choices is None:
            return fact
        if isinstance(fact, bool):  # as attestations were kept once
            fact = "yes" if fact else "no"
        return dict(choices.choices).get(fact, fact)

    # -- from the call to the record ---------------------------------------------------------------

    def __call__(self, actor: Actor, *rows: P.args, **arguments: P.kwargs) -> R:
        named: dict[str, Any] = dict(arguments)
        return self.do(actor, *rows, **named)

    def do(
        self,
        actor: Actor,
        *rows: Any,
        for_person: Actor | None = None,
        basis: str = "",
        key: str = "",
        seen: int | None = None,
        channel: str = "",
        **arguments: Any,
    ) -> R:
        """Call it with what belongs to every act: ``for_person`` and ``basis`` (recorded for
        somebody who decided on paper), ``key`` (idempotency key), ``seen`` (the version the typist
        saw), ``channel`` (page, api, cli, import, reaction).
        """
        if actor is None or not hasattr(actor, "system"):
            raise TypeError(f"{self.name}: nobody acts as nobody")
        call = Call(actor, rows, arguments, for_person, basis, key, seen, channel or "code")
        outer = running()
        answer: R = self._run(outer, call) if outer is not None else self._outermost(call)
        return answer

    def _outermost(self, call: Call) -> Any:
        """The whole act; what refuses it is put on record after the rollback."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                with begun(Context(call.actor, call.channel)) as context:
                    return self._written(context, call)
            except Refusal as refusal:
                refused = refusal
            except (DatabaseError, OSError, OverflowError) as fault:
                if attempt < ATTEMPTS and _is_worth_another_try(fault, call):
                    time.sleep(0.02 * attempt)
                    continue
                refused = self._refusal_for(fault)
            self.refuse(call.actor, _first_thing(call.rows), refused, call.channel, call.for_person)
            raise refused
        raise RuntimeError("unreachable")

    def _written(self, context: Context, call: Call) -> Any:
        """The whole transaction, once; under a key that was used the answer it had then."""
        with guard.writing(f"act:{self.name}"), transaction.atomic():
            if not self.alone:
                locks.places_stay()
            if call.actor.pk is None:
                raise Refused.NOT_KNOWN()
            stored = stored_key(self.name, call) if call.key and not self.looks else None
            if stored is not None and stored.answer is not None:
                return stored_answer(stored)
            answer = self._run(context, call)
            if stored is not None:
                store_answer(stored, answer)
            chain_up(context, context.happenings)
        return answer

    def _run(self, context: Context, call: Call) -> Any:
        """One act, the outermost or an inner one."""
        if context.depth >= DEEPEST:
            raise RuntimeError(f"{self.name}: acts call each other without end")
        passed = self._passed_rows(call)
        rows = self._lock(context, call, passed)
        self._ask_permission(context, call, rows)
        self._check_version(call, rows)
        self._check_state(rows)
        before = [Before(row, column_values(row), getattr(row, "state", None)) for row in rows]
        with context.deeper() as words, guard.writing(f"act:{self.name}"):
            answer = self._call_body(call, rows, words)
            changes = self._save(before, answer)
            happenings = self._happenings(call, changes, words)
            context.happenings.extend(happening.without_rows() for happening in happenings)
            self._react(happenings)
        _hand_back(passed, rows)
        if answer is not None or self.many:
            return answer if answer is not None else rows
        return rows[0] if rows else None

    # -- before the body ---------------------------------------------------------------------------

    def _passed_rows(self, call: Call) -> list[Any]:
        """The rows acted on as the caller holds them."""
        if self.on is None:
            if call.rows:
                raise TypeError(f"{self.name} is done on nothing")
            return []
        rows = list(call.rows[0]) if self.many else list(call.rows)
        for row in rows:
            if not isinstance(row, self.on):
                raise TypeError(
                    f"{self.name} is an act on {self.on.__name__}, not {type(row).__name__}"
                )
        return rows

    def _lock(self, context: Context, call: Call, passed: list[Any]) -> list[Any]:
        """Lock the rows, and those that ``locks`` names among the arguments, all in one order, and
        read them again; the answer keeps the caller's order.
        """
        if self.alone:
            locks.places_change()
        arguments = [call.arguments.get(name) for name in self.locks]
        named = [row for row in arguments if row is not None]
        fresh = lock([*passed, *named])
        for row, newest in zip(named, fresh[len(passed) :], strict=True):
            locks.renew(row, newest.thing if isinstance(row, Thing) else newest)
        if context.depth == 0:
            locks.read_again(call.arguments)
        return fresh[: len(passed)]

    def _ask_permission(self, context: Context, call: Call, rows: list[Any]) -> None:
        """Raises NotAllowed; BadInput where it rests on somebody else's decision and no basis is
        named.
        """
        hands = Hands(
            call.actor,
            call.decider,
            context.holdings(call.actor),
            context.holdings(call.decider),
        )
        for row in rows or [None]:
            refusal = self.refusal(row, hands, self.steps_before(row))
            if refusal is not None:
                raise refusal
        if not hands.same and not call.basis.strip():
            raise Refused.BASIS_MISSING()

    def _check_version(self, call: Call, rows: list[Any]) -> None:
        """Raises Stale when somebody was quicker. A look overwrites nothing."""
        if call.seen is None or not rows or self.looks:
            return
        if rows[0].thing.version != call.seen:
            raise Stale(rows[0])

    def _check_state(self, rows: list[Any]) -> None:
        """Raises NotNow."""
        for row in rows:
            if not self.fits(row):
                raise self.not_open(row)
            if self.ready is not None:
                self.ready(row)

    # -- the body, and what it changed -------------------------------------------------------------

    def _call_body(self, call: Call, rows: list[Any], words: Words) -> Any:
        subjects: list[Any] = [rows] if self.many else rows[:1]
        if self.on is None:
            subjects = []
        answer = self.function(call.decider, *subjects, **call.arguments)
        for name in TOLD_BY_ITSELF:
            argument = call.arguments.get(name)
            if isinstance(argument, str) and argument:
                words.facts.setdefault(name, argument)
        if call.is_for_another:
            words.facts["basis"] = call.basis
        return answer

    def _save(self, before: list[Before], answer: Any) -> list[Change]:
        """Save what the body changed and begin what it made. An act that made something has
        happened to that, and to the row acted on only where that changed too.
        """
        made = self._made(answer)
        changes = []
        for known in before:
            columns = {} if self.looks else self._save_row(known)
            if columns or not made or self.looks:
                changes.append(Change(known.row, columns))
        changes += [self._save_made(row) for row in made]
        return changes or [Change(None, {})]

    def _made(self, answer: Any) -> list[Any]:
        """The rows that a creating act answers."""
        if self.creates is None:
            return []
        rows = answer if isinstance(answer, list | tuple) else [answer]
        return [row for row in rows if isinstance(row, self.creates)]

    def _save_row(self, known: Before) -> Changes:
        self._move(known.row, known.state)
        columns = save_changed(known.row, known.columns)
        copy_to_thing(known.row)
        return columns

    def _save_made(self, row: Any) -> Change:
        if row._state.adding:
            begin(row)
        elif differs_from_thing(row):
            copy_to_thing(row)
        return Change(row, filled(row), is_new=True)

    def _move(self, row: Any, old: Any) -> None:
        """The state that ``moves`` names; where it names several, the body has chosen one."""
        if not self.moves:
            return
        new = self.moves[str(old)]
        if isinstance(new, tuple | list | set | frozenset):
            if (row.state == old and old not in new) or row.state not in new:
                raise RuntimeError(
                    f"{self.name}: the body must choose one of {new}, not {row.state}"
                )
        elif row.state == old:
            row.state = new
        elif row.state != new:
            raise RuntimeError(f"{self.name}: {old} moves to {new}, not {row.state}")

    # -- what is told of it ------------------------------------------------------------------------

    def _happenings(self, call: Call, changes: list[Change], words: Words) -> list[Happening]:
        """One for each row; where the body told each of many apart, one for each of these."""
        below = {id(change.row): lines.digests(change.row, plain) for change in changes}
        told_apart = words.each or [{}]
        if len(words.each) == len(changes) and any(change.is_new for change in changes):
            pairs = list(zip(changes, words.each, strict=True))
        else:
            pairs = list(itertools.product(changes, told_apart))
        happenings = []
        for change, facts in pairs:
            facts_told = words.facts | facts
            body = (
                change.columns
                | ({"told": facts_told} if facts_told else {})
                | below[id(change.row)]
            )
            happening = self._happening(call.actor, call.decider, change.row, body)
            happening.arguments = call.arguments
            happening.channel = Record.MASS if words.each else ""
            happenings.append(happening)
        return happenings

    def _happening(
        self, typist: Actor, decider: Actor, row: Any, body: dict[str, Any]
    ) -> Happening:
        thing = row.thing if row is not None else None
        return Happening(self.verb, self.name, row, thing, typist, decider, body, clock.now())

    def _react(self, happenings: list[Happening]) -> None:
        for happening in happenings:
            for reaction in registry.reactions.get(self.verb, ()):
                reaction(happening)

    # -- refusals ----------------------------------------------------------------------------------

    def refuse(
        self,
        actor: Actor,
        row: Any,
        refusal: Refusal,
        channel: str,
        for_person: Actor | None = None,
    ) -> None:
        """Put a refusal on record: also one of a face, before the body was even read."""
        happening = self._happening(actor, for_person or actor, None, {})
        thing = row.pk if row is not None else None
        record_refusal(happening, RefusalNote(refusal.code, thing), channel)

    def _refusal_for(self, fault: Exception) -> Refusal:
        """What is said of a fault of the database, which stands in the log as it is. Raises the
        refusal that can not be put on record, because there is nowhere to write; and the fault
        itself where it is none of these.
        """
        if isinstance(fault, DataError | OverflowError):
            refusal = (
                Refused.UNFIT()
            )  # a number or text that no column holds; a form should have said so
        elif isinstance(fault, IntegrityError):
            refusal = Refused.MISFIT()  # the database kept its promise
        else:
            unwritable = refusal_of(fault)
            if unwritable is None:
                raise fault
            raise unwritable from fault
        log.warning("%s: %s", self.name, fault)
        refusal.__cause__ = fault
        return refusal


AnyAct: TypeAlias = Act[..., Any]  # whichever


def _is_worth_another_try(fault: Exception, call: Call) -> bool:
    """Two wrote the same key of a person at once, or the database broke a deadlock: the other one
    goes first.
    """
    text = str(fault)
    if isinstance(fault, IntegrityError):
        return bool(call.key) and ("key_once_a_person" in text or "keptkey" in text)
    if isinstance(fault, DataError | OverflowError):
        return False
    return "deadlock" in text.lower() or "could not serialize" in text.lower()


def _first_thing(rows: tuple[Any, ...]) -> ThingRow | None:
    for part in rows:
        several = part if isinstance(part, list | tuple | models.QuerySet) else [part]
        for row in several:
            if isinstance(row, ThingRow):
                return row
    return None


def _hand_back(passed: list[Any], rows: list[Any]) -> None:
    """What the caller holds says what the act left."""
    for row, fresh in zip(passed, rows, strict=True):
        if row is not fresh and type(row) is type(fresh):
            row.__dict__.update(fresh.__dict__)
