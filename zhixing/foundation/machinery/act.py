"""Every change is an act: a plain function wrapped by one deep decorator.

The decorator opens a transaction, locks the rows in a fixed order and reads them again, checks the
idempotency key and the row version, asks ``may``, checks and makes the state move, runs the body,
saves narrowly, copies what the Thing holds, buffers Records and runs reactions. The outermost act
chains the Records, once and last.
"""

from __future__ import annotations

import datetime as dt
import decimal
import functools
import hashlib
import inspect
import itertools
import logging
import time
from collections.abc import Callable, Iterable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.db import DatabaseError, DataError, IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from . import clock, guard, locks, progress, registry
from .bulk import insert_many, slices
from .errors import BadInput, NotAllowed, NotNow, Refusal, Stale
from .may import GroupRole, Rule, Where
from .recording import Hands, checks_own, may_record
from .records import anchor, chain, lines
from .records.models import AnonymousRefusal, ChainHead, KeptKey, Record, RecordBody
from .things.codes import new_code
from .things.models import Audience, Partner, Party, Thing, ThingRow, kinds
from .unwritable import refusal_of

log = logging.getLogger("zhixing.act")
ACTS: dict[str, Act] = {}
DEEPEST = 12
SIMPLE = (bool, int, float, str)
WHOSE = frozenset(
    {"unit_id", "group_id", "topic_id", "place", "audience"}
)  # of a Thing: who may know of it


@dataclass(slots=True)
class Happening:
    """What one act did to one thing, waiting to be chained: reactions get it as ``record``."""

    verb: str
    act: str
    row: Any
    thing: Thing | None
    typist: Any
    decider: Any
    body: dict[str, Any]
    at: dt.datetime
    given: dict[str, Any] = field(default_factory=dict)
    code: str | None = None
    channel: str = ""  # where it is not that of the outermost act

    def without_rows(self) -> Happening:
        """What is needed to chain it; the rows of a large import would fill the memory until its
        end.
        """
        return replace(
            self,
            row=None,
            thing=None,
            given={},
            code=self.thing.pk if self.thing is not None else None,
        )


@dataclass
class Context:
    """What is known while the outermost act runs."""

    typist: Any
    channel: str
    happenings: list[Happening] = field(default_factory=list)
    depth: int = 0
    held: dict[str, registry.Holdings] = field(default_factory=dict)
    told: list[dict[str, Any]] = field(default_factory=list)
    each: list[list[dict[str, Any]]] = field(default_factory=list)
    own: set[str] = field(
        default_factory=set
    )  # codes of the rows this transaction has locked or made

    def holdings(self, person: Any) -> registry.Holdings:
        if person.pk not in self.held:
            person.__dict__.pop("_holdings", None)
            self.held[person.pk] = registry.holdings(person)
        return self.held[person.pk]


_context: ContextVar[Context | None] = ContextVar("zhixing_act", default=None)


def tell(**facts: Any) -> None:
    """Inside an act: add words to its record (``tell(unit=unit.name)``), for its sentence and for
    the timeline. No names of persons.
    """
    context = _context.get()
    if context is None:
        raise RuntimeError("tell() outside an act")
    context.told[-1].update({key: plain(value) for key, value in facts.items()})


def tell_each(facts: Iterable[dict[str, Any]]) -> None:
    """Inside an act that does the same to many (people of a roster, rows of a ledger): one record
    for each of these, so that each can be told, and erased, alone.

    An act that creates tells them in the order of the rows it returns.
    """
    context = _context.get()
    if context is None:
        raise RuntimeError("tell_each() outside an act")
    context.each[-1].extend({key: plain(value) for key, value in one.items()} for one in facts)


def lock(rows: Iterable[models.Model]) -> list[Any]:
    """Inside an act that writes more than the rows it is done on: lock these too, in the fixed
    order, and read them again.
    """
    context = _context.get()
    if context is None:
        raise RuntimeError("lock() outside an act")
    fresh = locks.lock(rows)
    context.own.update(row.pk for row in fresh if isinstance(row, ThingRow))
    return fresh


def _own(*rows: ThingRow) -> None:
    """Rows that nobody else can have yet."""
    context = _context.get()
    if context is not None:
        context.own.update(row.pk for row in rows)


def forget_holdings(*people: Any) -> None:
    """Inside an act that changes roles: what was known of who holds what is asked again, of these
    people or, where none is named, of everybody.
    """
    context = _context.get()
    if context is not None:
        for key in [one.pk for one in people] or list(context.held):
            context.held.pop(key, None)


def happened() -> int:
    """Inside an act: how many things have happened in the outermost one so far. What happens
    between two such looks lies side by side in the chain.
    """
    context = _context.get()
    if context is None:
        raise RuntimeError("happened() outside an act")
    return len(context.happenings)


def plain(value: Any) -> Any:
    """A value as a record keeps it: codes for things and persons, ISO dates, text."""
    if value is None or isinstance(value, SIMPLE):
        return value
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, dt.date | dt.datetime | dt.time):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return str(value)
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, Iterable):
        return [plain(one) for one in value]
    return str(value)


def begin(row: ThingRow) -> ThingRow:
    """Inside an act: give a new row its Thing and save both. The decorator does it for what a
    creating act returns unsaved.
    """
    if not guard.writer():
        raise guard.WriteOutsideAct(f"begin({type(row).__name__}) outside an act")
    moment = clock.now()
    code = new_code(
        row.PREFIX, clock.today().year, lambda code: Thing.objects.filter(pk=code).exists()
    )
    row.thing_id = code  # a unit is its own unit, a group its own group: they refer to themselves
    row.before_begin()
    row.thing = Thing(code=code, kind=row.KIND, made_at=moment, changed_at=moment, **_facts(row))
    row.thing.save(force_insert=True)
    row.save(force_insert=True)
    _own(row)
    _copy_parties(row)
    copy_partners(row)
    return row


def begin_many(rows: list[Any]) -> list[Any]:
    """As ``begin`` for many rows of one kind, with a handful of queries: for imports. Rows that
    refer to their own code begin one by one.
    """
    if not guard.writer():
        raise guard.WriteOutsideAct("begin_many() outside an act")
    if not rows:
        return rows
    moment, kind, year = clock.now(), type(rows[0]), clock.today().year
    fresh: set[str] = set()
    while len(fresh) < len(rows):
        wanted = {
            new_code(kind.PREFIX, year, fresh.__contains__)
            for _nth in range(len(rows) - len(fresh))
        }
        fresh |= wanted - _taken(wanted)
    for row, code in zip(rows, fresh, strict=True):
        row.thing_id = code
        row.before_begin()
        row.thing = Thing(
            code=code, kind=kind.KIND, made_at=moment, changed_at=moment, **_facts(row)
        )
    _own(*rows)
    shared = rows if kind.is_shared() else ()
    partners = list(itertools.chain.from_iterable(map(_partner_lines, shared)))
    for some in slices(rows):
        insert_many(row.thing for row in some)
        insert_many(some)
        progress.step(len(some))
    insert_many(itertools.chain.from_iterable(map(_party_lines, rows)))
    insert_many(partners)
    return rows


def _party_lines(row: ThingRow) -> list[Party]:
    persons = {person.pk for person in row.thing_parties() if person is not None}
    return [Party(thing_id=row.pk, person_id=pk) for pk in sorted(persons)]


def _partner_lines(row: ThingRow) -> list[Partner]:
    return [
        Partner(thing_id=row.pk, group_id=group, place=place) for group, place in _partners_of(row)
    ]


TAKEN_BACK = "taken_back"


def take_back(rows: list[Any]) -> None:
    """Inside an act: rows of one kind that should never have come in go. Their Things stay, because
    records point at them, but empty: without title, place, unit and parties nobody can see one.

    Whatever points at the rows or Things must be gone before; where something does, the database
    (or ProtectedError) refuses.
    """
    if not guard.writer():
        raise guard.WriteOutsideAct("take_back() outside an act")
    for at in range(0, len(rows), 500):
        codes = [row.pk for row in rows[at : at + 500]]
        type(rows[0])._base_manager.filter(pk__in=codes).delete()
        Party.objects.filter(thing__in=codes).delete()
        Partner.objects.filter(thing__in=codes).delete()
        Thing.objects.filter(pk__in=codes).update(
            title="",
            topic=None,
            group=None,
            unit=None,
            place="",
            state=TAKEN_BACK,
            audience=Audience.PARTIES,
            version=F("version") + 1,
            changed_at=clock.now(),
        )


def _taken(codes: set[str]) -> set[str]:
    several, found = sorted(codes), set()
    for at in range(0, len(several), 400):
        found |= set(
            Thing.objects.filter(pk__in=several[at : at + 400]).values_list("pk", flat=True)
        )
    return found


def _facts(row: ThingRow) -> dict[str, Any]:
    """What the Thing holds, read from the room's row."""
    unit, group, topic = row.thing_unit(), row.thing_group(), row.thing_topic()
    return {
        "title": str(row.thing_title())[:300],
        "unit_id": unit.thing_id if unit is not None else None,
        "group_id": group.thing_id if group is not None else None,
        "topic_id": topic.thing_id if topic is not None else None,
        "place": unit.path if unit is not None else "",
        "state": getattr(row, "state", "") or "",
        "audience": str(row.thing_audience()),
    }


def _copy_parties(row: ThingRow) -> bool:
    """Who may know of the thing is whom its row says; answers whether that changed."""
    wanted = {person.pk for person in row.thing_parties() if person is not None}
    if not wanted and row.thing.version == 1:
        return False
    there = set(Party.objects.filter(thing=row.thing_id).values_list("person", flat=True))
    (
        Party.objects.filter(thing=row.thing_id, person__in=there - wanted).delete()
        if there - wanted
        else None
    )
    Party.objects.bulk_create(
        [Party(thing_id=row.thing_id, person_id=pk) for pk in sorted(wanted - there)]
    )
    return wanted != there


def _partners_of(row: ThingRow) -> set[tuple[str | None, str]]:
    """(group or None, path) of the groups and units that may know of the thing beside its own unit.
    The units above that one know of it anyway.
    """
    own = row.thing_unit()
    above = own.path if own is not None else ""
    groups = {(group.pk, group.unit.path) for group in row.thing_partners()}
    units = {(None, unit.path) for unit in row.thing_places() if not above.startswith(unit.path)}
    return groups | units


def copy_partners(row: ThingRow) -> bool:
    """Inside an act: bring the groups and units that may know of the thing up to what its row says;
    answers whether that changed. Kinds that nobody shares cost nothing.
    """
    if not row.is_shared():
        return False
    wanted = _partners_of(row)
    lines = Partner.objects.filter(thing=row.thing_id).values_list("group", "place", "pk")
    there = {(group, place): key for group, place, key in lines}
    gone = [key for pair, key in there.items() if pair not in wanted]
    if gone:
        Partner.objects.filter(pk__in=gone).delete()
    Partner.objects.bulk_create(
        Partner(thing_id=row.thing_id, group_id=group, place=place)
        for group, place in sorted(wanted - set(there), key=str)
    )
    row.__dict__["partner_codes"] = frozenset(group for group, _place in wanted if group)
    return wanted != set(there)


def copy_to_thing(row: ThingRow) -> None:
    """Inside an act: bring the Thing up to what its row says, and count the version on. Only for
    rows that this transaction has locked or made.
    """
    context = _context.get()
    if context is not None and row.pk not in context.own:
        raise RuntimeError(
            f"{row.pk} is written without a lock: lock() it first, and work on what that answers"
        )
    changed = {"changed_at": clock.now()}
    for name, value in _facts(row).items():
        if getattr(row.thing, name) != value:
            changed[name] = value
    for name, value in changed.items():
        setattr(row.thing, name, value)
    row.thing.version += 1
    row.thing.save(update_fields=[*(name.removesuffix("_id") for name in changed), "version"])
    others = [_copy_parties(row), copy_partners(row)]
    if any(others) or WHOSE & changed.keys():
        _take_along(row)


def _take_along(row: ThingRow) -> None:
    """Who may know of a thing has changed: what lies with it is known to the same people."""
    for model in (model for model in kinds().values() if model.LIES_WITH):
        for along in lock(model._base_manager.filter(**{model.LIES_WITH: row.pk})):
            setattr(along, model.LIES_WITH, row.thing)
            columns = along.go_along(row)
            if columns:
                along.save(update_fields=columns)
            copy_to_thing(along)


def _snapshot(row: models.Model) -> dict[str, Any]:
    return {
        one.attname: plain(getattr(row, one.attname))
        for one in row._meta.concrete_fields
        if one.attname != "thing_id"
    }


def _filled(row: models.Model) -> dict[str, list[Any]]:
    """What a new row says, as nothing -> new."""
    found = {}
    for one in row._meta.concrete_fields:
        value = getattr(row, one.attname)
        if (
            value is None
            or value is False
            or value == ""
            or one.attname == "thing_id"
            or one.name in _untold(row)
        ):
            continue
        if value := plain(value):
            found[one.attname.removesuffix("_id")] = [None, value]
    return found


def _save_changed(row: models.Model, before: dict[str, Any]) -> dict[str, list[Any]]:
    """Save only what changed; return old -> new."""
    after = _snapshot(row)
    changed = {name: [before[name], after[name]] for name in after if after[name] != before[name]}
    if changed:
        names = {one.attname: one.name for one in row._meta.concrete_fields}
        row.save(update_fields=[names[name] for name in changed])
    return {
        name.removesuffix("_id"): pair for name, pair in changed.items() if name not in _untold(row)
    }


def _untold(row: models.Model) -> frozenset[str]:
    """Columns that no record holds."""
    return getattr(row, "UNTOLD", frozenset())


class Act:
    """A business act. Call it: ``dispatch_problem(actor, problem, unit=..., due=...)``.

    Keyword arguments that belong to the decorator, not to the body: ``for_person`` and ``basis``
    (recorded for somebody who decided on paper), ``key`` (idempotency key), ``seen`` (the version
    the typist saw), ``channel`` (page, api, cli, import, reaction).
    """

    def __init__(self, function: Callable, verb: str, **options: Any) -> None:
        functools.update_wrapper(self, function)
        self.function = function
        self.verb = verb
        self.name = function.__name__
        self.on: type[ThingRow] | None = options["on"]
        self.creates: type[ThingRow] | None = options["creates"]
        self.may: Rule = options["may"]
        self.may_record: Rule | None = options["may_record"]
        self.checks: str = options["checks"]
        self.moves: dict[str, Any] = {
            str(old): new for old, new in (options["moves"] or {}).items()
        }
        self.when: Rule | None = options["when"]
        self.asks: Any = options["asks"]
        self.clock: str = options["clock"]
        self.by: Callable[[dt.date], dt.date | None] | None = options["by"]
        self.label = options["label"]
        self.says = options["says"]
        self.ready: Callable[[Any], None] | None = options["ready"]
        self.warns: Callable[[Any], NotNow | None] | None = options["warns"]
        self.tells: dict[str, type[models.Choices]] = dict(options["tells"] or {})
        self.danger: bool = options["danger"]
        self.primary: bool = options["primary"]
        self.many: bool = options["many"]
        self.apart: tuple[tuple[str, ...], ...] = tuple(_verbs(step) for step in options["apart"])
        self.two_recorders: bool = options["two_recorders"]
        self.locks: tuple[str, ...] = tuple(options["locks"])
        self.alone: bool = options["alone"]
        self.inner_only: bool = options["inner_only"]
        self.looks: bool = options["looks"]
        self.parameters = [name for name in inspect.signature(function).parameters][
            1 if self.on is None else 2 :
        ]
        reserved = {"for_person", "basis", "key", "seen", "channel"} & set(self.parameters)
        if reserved:
            raise TypeError(
                f"{self.name}: {sorted(reserved)} belong to every act, choose other names"
            )
        if set(self.locks) - set(self.parameters):
            raise TypeError(f"{self.name}: locks={self.locks} names no parameter")
        if self.name in ACTS and ACTS[self.name].function.__module__ != function.__module__:
            raise RuntimeError(f"two acts are named {self.name}")
        ACTS[self.name] = self

    def __repr__(self) -> str:
        return f"<act {self.name}>"

    def word(self, name: str, told: Any) -> Any:
        """What a told fact reads as: a declared code as its word, all else as it was told."""
        choices = self.tells.get(name)
        if choices is not None and isinstance(told, bool):  # as attestations were kept once
            told = "yes" if told else "no"
        return dict(choices.choices).get(told, told) if choices is not None else told

    # -- what is open ------------------------------------------------------------------------------

    def fits(self, row: Any) -> bool:
        """The row's state and condition allow the act now."""
        return (not self.moves or str(row.state) in self.moves) and (
            self.when is None or self.when.allows(None, row)
        )

    def open_q(
        self, person: Any, rule: Rule | None = None, held: registry.Holdings | None = None
    ) -> Q:
        """Rows on which this person may do it now."""
        found = (rule or self.may).q(person, held)
        if self.moves:
            found &= Q(state__in=list(self.moves))
        if self.when is not None:
            found &= self.when.q(None)
        return found

    def hurdle(self, row: Any) -> NotNow | None:
        """What stands in the way on this row, whatever is typed; None when nothing does."""
        if self.ready is None or row is None:
            return None
        try:
            self.ready(row)
        except NotNow as refusal:
            return refusal
        return None

    def is_open(self, person: Any, row: Any, held: registry.Holdings | None = None) -> bool:
        return self.fits(row) and self.may.allows(person, row, held)

    # -- doing it ----------------------------------------------------------------------------------

    def __call__(
        self,
        actor: Any,
        *rows: Any,
        for_person: Any = None,
        basis: str = "",
        key: str = "",
        seen: int | None = None,
        channel: str = "",
        **given: Any,
    ) -> Any:
        if actor is None or not hasattr(actor, "system"):
            raise TypeError(f"{self.name}: nobody acts as nobody")
        outer = _context.get()
        if outer is not None:
            return self._run(outer, actor, rows, for_person, basis, seen, given)
        return self._outermost(actor, rows, for_person, basis, key, seen, channel or "code", given)

    def _outermost(
        self,
        actor: Any,
        rows: tuple,
        for_person: Any,
        basis: str,
        key: str,
        seen: int | None,
        channel: str,
        given: dict,
    ) -> Any:
        for attempt in range(4):
            context = Context(typist=actor, channel=channel)
            token = _context.set(context)
            try:
                return self._written(context, actor, rows, for_person, basis, key, seen, given)
            except Refusal as refusal:
                refused = refusal
            except (DataError, OverflowError) as fault:
                # A number or text that no column holds; a form should have said so.
                refused = self._refusal_of(fault, _unfit())
            except IntegrityError as fault:
                # Another transaction won the same unique place between our look and our write, or
                # the database kept its promise.
                if key and attempt < 3 and _is_of_key(fault):
                    continue
                refused = self._refusal_of(fault, _misfit())
            except (DatabaseError, OSError) as fault:
                if attempt < 3 and _is_deadlock(fault):
                    # the database broke a deadlock; the other act goes first
                    time.sleep(0.02 * (attempt + 1))
                    continue
                unwritable = refusal_of(fault)
                if unwritable is None:
                    raise
                raise unwritable from fault  # and not put on record: there is nowhere to write
            finally:
                _context.reset(token)
            self._record_refusal(actor, for_person, refused, _first_thing(rows), channel)
            raise refused
        raise RuntimeError("unreachable")

    def _written(
        self,
        context: Context,
        actor: Any,
        rows: tuple,
        for_person: Any,
        basis: str,
        key: str,
        seen: int | None,
        given: dict,
    ) -> Any:
        """The whole transaction, once; under a key that was used the answer it had then."""
        with guard.writing(f"act:{self.name}"), transaction.atomic():
            if not self.alone:
                locks.places_stay()
            if actor.pk is None:
                raise NotAllowed(
                    "not_known", _("Log in first: an act has a person who answers for it.")
                )
            kept = None
            if key and not self.looks:
                kept = self._key(actor, key, rows, given, [for_person, basis])
                if kept.answer is not None:
                    return self._stored(kept)
            answer = self._run(context, actor, rows, for_person, basis, seen, given)
            if kept is not None:
                kept.answer = {
                    "codes": [row.pk for row in _as_list(answer) if isinstance(row, ThingRow)],
                    "list": isinstance(answer, list | tuple),
                }
                kept.save(update_fields=["answer"])
            _chain(context)
        return answer

    def _refusal_of(self, fault: Exception, refusal: Refusal) -> Refusal:
        """What is said of a fault of the database, which stands in the log as it is."""
        log.warning("%s: %s", self.name, fault)
        refusal.__cause__ = fault
        return refusal

    def _key(self, actor: Any, key: str, rows: tuple, given: dict, decided: list[Any]) -> KeptKey:
        facts = [
            self.name,
            [plain(row) for row in rows],
            {name: plain(value) for name, value in sorted(given.items())},
        ]
        for_others = [plain(part) for part in decided] if decided[0] is not None else []
        print_of = hashlib.sha256(chain.canonical([*facts, *for_others])).hexdigest()
        if len(key) > 64:
            raise BadInput("key.long", _("An idempotency key has at most 64 characters."))
        kept, new = KeptKey.objects.get_or_create(
            person=actor,
            key=key,
            defaults={"act": self.name, "fingerprint": print_of, "at": clock.now()},
        )
        if not new and kept.fingerprint != print_of:
            raise BadInput(
                "key.reused", _("This key was used for something else. Load the form again.")
            )
        return kept

    def _stored(self, kept: KeptKey) -> Any:
        model = self.creates or self.on
        rows = [_row_of(code) for code in kept.answer["codes"]] if model else []
        if kept.answer["list"]:
            return rows
        return rows[0] if rows else None

    def _run(  # noqa: C901 - its steps become functions with the door
        self,
        context: Context,
        actor: Any,
        rows: tuple,
        for_person: Any,
        basis: str,
        seen: int | None,
        given: dict,
    ) -> Any:
        if context.depth >= DEEPEST:
            raise RuntimeError(f"{self.name}: acts call each other without end")
        if self.alone:
            locks.places_change()
        passed = list(rows[0]) if self.many else list(rows)
        fresh = self._lock(passed if self.on is not None else [], given)
        if context.depth == 0:
            locks.read_again(given)
        decider = for_person or actor
        self._ask(context, actor, decider, basis, fresh)
        if seen is not None and fresh and fresh[0].thing.version != seen and not self.looks:
            raise Stale(fresh[0])
        for row in fresh:
            if not self.fits(row):
                raise NotNow(
                    "not_now",
                    _("“%(what)s” is not open now: %(title)s is %(state)s."),
                    what=self.label,
                    title=row.thing_title()[:60],
                    state=row.state_word(getattr(row, "state", "")) or "–",
                )
            if self.ready is not None:
                self.ready(row)
        before = [_snapshot(row) for row in fresh]
        old_states = [getattr(row, "state", None) for row in fresh]
        context.depth += 1
        context.told.append({})
        context.each.append([])
        try:
            with guard.writing(f"act:{self.name}"):
                subjects = [fresh] if self.many else fresh[:1]
                if self.on is None:
                    subjects = []
                answer = self.function(decider, *subjects, **given)
                told = context.told[-1]
                for name in ("reason", "public"):
                    if isinstance(given.get(name), str) and given[name]:
                        told.setdefault(name, given[name])
                if for_person is not None and for_person.pk != actor.pk:
                    told["basis"] = basis
                made = [
                    row
                    for row in _as_list(answer)
                    if self.creates is not None and isinstance(row, self.creates)
                ]
                done = []
                if self.looks:
                    done = [(row, {}) for row in fresh]
                for row, was, old in (
                    () if self.looks else zip(fresh, before, old_states, strict=True)
                ):
                    self._move(row, old)
                    changed = _save_changed(row, was)
                    copy_to_thing(row)
                    if not made or changed:
                        done.append((row, changed))
                for row in made:
                    if row._state.adding:
                        begin(row)
                    elif any(
                        getattr(row.thing, name) != value for name, value in _facts(row).items()
                    ):
                        copy_to_thing(row)
                    done.append((row, _filled(row)))
                if not done:
                    done = [(None, {})]
                each, below = (
                    context.each[-1],
                    {id(row): lines.digests(row, plain) for row, _changed in done},
                )
                pairs = (
                    zip(done, each, strict=True)
                    if made and len(each) == len(done)
                    else itertools.product(done, each or [{}])
                )
                happened = [
                    Happening(
                        self.verb,
                        self.name,
                        row,
                        row.thing if row is not None else None,
                        actor,
                        decider,
                        changed
                        | ({"told": told | facts} if told or facts else {})
                        | below[id(row)],
                        clock.now(),
                        given,
                        channel=Record.MASS if each else "",
                    )
                    for (row, changed), facts in pairs
                ]
                context.happenings.extend(one.without_rows() for one in happened)
                for happening in happened:
                    for reaction in registry.reactions.get(self.verb, ()):
                        reaction(happening)
        finally:
            context.depth -= 1
            context.told.pop()
            context.each.pop()
        for row, given_row in zip(fresh, passed, strict=True):
            if given_row is not row and type(given_row) is type(row):
                given_row.__dict__.update(row.__dict__)
        if answer is not None:
            return answer
        if self.many:
            return fresh
        return fresh[0] if fresh else None

    def _lock(self, rows: list, given: dict[str, Any]) -> list:
        """Lock the rows, and those that ``locks`` names among the arguments, all in one order; the
        answer keeps the caller's order.
        """
        for row in rows:
            if not isinstance(row, self.on):
                raise TypeError(
                    f"{self.name} is an act on {self.on.__name__}, not {type(row).__name__}"
                )
        named = [given[name] for name in self.locks if given.get(name) is not None]
        fresh = lock([*rows, *named])
        for row, newest in zip(named, fresh[len(rows) :], strict=True):
            locks.renew(row, newest.thing if isinstance(row, Thing) else newest)
        return fresh[: len(rows)]

    def _ask(self, context: Context, actor: Any, decider: Any, basis: str, rows: list) -> None:
        hands = Hands(actor, decider, context.holdings(actor), context.holdings(decider))
        for row in rows or [None]:
            refused = self.refusal(row, hands, self.steps_before(row))
            if refused is not None:
                raise refused
        if not hands.same and not basis.strip():
            raise BadInput(
                "basis.missing",
                _(
                    "Say on what basis you record this for somebody else (the paper, the meeting,"
                    " the call)."
                ),
            )

    def refusal(self, row: Any, hands: Hands, before: Sequence[Record]) -> Refusal | None:
        """Why these hands may not do it on this row, or None. ``before`` are the steps after which
        the act asks for other hands (``steps_before``).
        """
        if not self.may.allows(hands.decider, row, hands.deciding):
            return NotAllowed()
        if not hands.same and not may_record(self, row, hands):
            return _not_for_others(self, row, hands)
        if not hands.decider.system and hands.decider.pk in [step.decider_id for step in before]:
            return NotAllowed(
                "second_hand",
                _(
                    "This needs a second person: whoever did the step before can not do this one"
                    " too."
                ),
            )
        typists = [step.typist_id for step in before] if self.two_recorders else []
        if not hands.typist.system and hands.typist.pk in typists:
            return NotAllowed(
                "second_recorder",
                _(
                    "This needs a second recorder: whoever typed the step before can not type this"
                    " one too."
                ),
            )
        return None

    def refusal_to(self, person: Any, row: Any, decider: Any = None) -> Refusal | None:
        """Why this person may not do it, or not record it for the decider; None when they may.
        Asked by pages before a form is opened.
        """
        decider = decider or person
        return self.refusal(
            row,
            Hands(person, decider, registry.holdings(person), registry.holdings(decider)),
            self.steps_before(row),
        )

    def steps_before(self, row: Any) -> list[Record]:
        """The last record of each step after which this act is done by other hands."""
        if not self.apart or row is None:
            return []
        done = Record.objects.done().filter(thing=row.pk).order_by("-seq")
        records = [done.filter(verb__in=verbs).first() for verbs in self.apart]
        return [record for record in records if record is not None]

    def _move(self, row: Any, old: Any) -> None:
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

    def refuse(
        self, actor: Any, row: Any, refusal: Refusal, channel: str, for_person: Any = None
    ) -> None:
        """Put on record that a face refused before the body was even read."""
        self._record_refusal(
            actor, for_person, refusal, row.pk if row is not None else None, channel
        )

    def _record_refusal(
        self, actor: Any, for_person: Any, refusal: Refusal, thing: Any, channel: str
    ) -> None:
        """After the rollback, in a short transaction of its own. Where nothing can be written it
        is told all the same.
        """
        try:
            self._write_refusal(actor, for_person, refusal, thing, channel)
        except (DatabaseError, OSError) as fault:
            if refusal_of(fault) is None:
                raise
            log.warning(
                "%s: the refusal %s could not be put on record: %s", self.name, refusal.code, fault
            )

    def _write_refusal(
        self, actor: Any, for_person: Any, refusal: Refusal, thing: Any, channel: str
    ) -> None:
        with guard.writing("refusal"), transaction.atomic():
            if actor.pk is None:
                line, _new = AnonymousRefusal.objects.get_or_create(
                    day=clock.today(), act=self.name, refusal=refusal.code
                )
                AnonymousRefusal.objects.filter(pk=line.pk).update(count=F("count") + 1)
                return
            exists = (
                thing if thing is not None and Thing.objects.filter(pk=thing).exists() else None
            )
            context = Context(typist=actor, channel=channel)
            happening = Happening(
                self.verb, self.name, None, None, actor, for_person or actor, {}, clock.now()
            )
            _chain(context, [happening], refusal=refusal.code, thing=exists)


def _verbs(step: str | tuple[str, ...]) -> tuple[str, ...]:
    return (step,) if isinstance(step, str) else step


def _not_for_others(act: Act, row: Any, hands: Hands) -> NotAllowed:
    if checks_own(act, row, hands):
        return NotAllowed(
            "checks_own",
            _(
                "This checks the work of your own unit. Somebody who is not of that unit"
                " records it."
            ),
        )
    return NotAllowed(
        "not_for_others",
        _(
            "You may not record this for this person: a study secretary records what the own group"
            " decides, the office what is decided at and below its unit."
        ),
    )


def _unfit() -> BadInput:
    return BadInput(
        "input.unfit",
        _("Something in it has a length or size that can not be kept. Look at it again."),
    )


def _misfit() -> BadInput:
    return BadInput(
        "constraint",
        _("The data do not fit together; nothing was changed. Look at the fields again."),
    )


def _is_of_key(fault: IntegrityError) -> bool:
    """Whether two wrote the same key of a person at once."""
    return "key_once_a_person" in str(fault) or "keptkey" in str(fault)


def _is_deadlock(fault: Exception) -> bool:
    text = str(fault).lower()
    return "deadlock" in text or "could not serialize" in text


def _as_list(answer: Any) -> list:
    return list(answer) if isinstance(answer, list | tuple) else [answer]


def _first_thing(rows: tuple) -> str | None:
    for one in rows:
        for row in one if isinstance(one, list | tuple | models.QuerySet) else [one]:
            if isinstance(row, ThingRow):
                return row.pk
    return None


def _row_of(code: str) -> ThingRow:
    thing = Thing.objects.get(pk=code)
    return thing.model._base_manager.select_related("thing").get(pk=code)


def _chain(
    context: Context,
    happenings: list[Happening] | None = None,
    *,
    refusal: str = "",
    thing: str | None = None,
) -> None:
    """Write the buffered records and tie them to the chain: the last thing an act does, so that the
    head is locked briefly.
    """
    waiting = context.happenings if happenings is None else happenings
    if not waiting:
        return
    origin = settings.ZHIXING_ORIGIN
    ChainHead.objects.get_or_create(origin=origin, defaults={"hash": chain.GENESIS})
    head = ChainHead.objects.select_for_update().get(pk=origin)
    progress.steps("chaining", len(waiting))
    for some in slices(waiting):
        records, salts = [], []
        for one in some:
            salts.append(chain.new_salt())
            head.seq += 1
            record = Record(
                origin=origin,
                seq=head.seq,
                at=one.at,
                thing_id=one.code or thing,
                verb=one.verb,
                act=one.act,
                typist_id=one.typist.pk,
                decider_id=one.decider.pk,
                channel=one.channel or context.channel,
                outcome=Record.REFUSED if refusal else Record.DONE,
                refusal=refusal,
                commitment=chain.commit(salts[-1], one.body),
                previous=head.hash,
            )
            record.hash = head.hash = chain.link_hash(record.previous, **chain.columns_of(record))
            records.append(record)
        insert_many(records)
        keys = (
            Record.objects.filter(origin=origin, seq__gte=records[0].seq)
            .order_by("seq")
            .values_list("pk", flat=True)
        )
        insert_many(
            RecordBody(record_id=key, salt=salt, body=one.body)
            for key, salt, one in zip(keys, salts, some, strict=True)
        )
        progress.step(len(some))
    head.save(update_fields=["seq", "hash"])
    transaction.on_commit(anchor.keep_soon, robust=True)


def act(
    verb: str,
    *,
    label: Any,
    says: Any,
    may: Rule,
    on: type[ThingRow] | None = None,
    creates: type[ThingRow] | None = None,
    moves: dict[Any, Any] | None = None,
    when: Rule | None = None,
    asks: Any = False,
    clock: str = "",
    by: Callable[[dt.date], dt.date | None] | None = None,
    may_record: Rule | None = None,
    checks: str = "",
    danger: bool = False,
    primary: bool = False,
    many: bool = False,
    apart: Iterable[str | tuple[str, ...]] = (),
    two_recorders: bool = False,
    locks: Iterable[str] = (),
    alone: bool = False,
    inner_only: bool = False,
    looks: bool = False,
    tells: dict[str, type[models.Choices]] | None = None,
    ready: Callable[[Any], None] | None = None,
    warns: Callable[[Any], NotNow | None] | None = None,
) -> Callable[[Callable], Act]:
    """Make a function an act.

    verb: noun.participle, the name in the record, never renamed. label: imperative, for buttons.
    says: the record's sentence without its subject ("handed the problem to %(unit)s"),
    placeholders from ``tell``. on: the thing acted on (for creating acts, the parent). creates:
    what it returns is begun. moves: state -> state, or a tuple the body chooses from. when:
    further condition on the row. asks: True or a Rule: it appears on Today of whoever it is open
    to (or of the narrower rule). clock: the deadline that is shown with it; by: the day a norm
    names, asked with today, while no clock of the thing runs. may_record: who may type it for
    somebody else at all, beside the rule of ``recording``; checks: path to the unit whose work it
    checks, whose people never type it for others. apart: verbs of earlier records whose decider
    must be another person, of each its last (a tuple: verbs that stand for the same step);
    two_recorders: and whose typist too. locks: arguments
    (rows) that are locked along with the rows acted on, because the body decides on them. alone:
    units move, so no other act may be under way. inner_only: only other acts call it. looks: what
    is kept apart is shown to whoever asks (the body answers a dict); the look is on record, each
    time, and the row stays as it was, with its version. tells: which told facts are codes, and of
    which choices (``{"role": RoleCode}``): they are kept as codes and read as words; every other
    fact is somebody's text and is never translated. ready: raises NotNow, with the act that mends
    it, when the row as it stands can not succeed: asked by the act, and by the page before its
    form opens. warns: what to know first, with the act that mends it; it hinders nobody.
    """

    def wrap(function: Callable) -> Act:
        return Act(
            function,
            verb,
            label=label,
            says=says,
            may=may,
            on=on,
            creates=creates,
            moves=moves,
            when=when,
            asks=asks,
            clock=clock,
            by=by,
            may_record=may_record,
            checks=checks,
            danger=danger,
            primary=primary,
            many=many,
            apart=apart,
            two_recorders=two_recorders,
            locks=locks,
            alone=alone,
            inner_only=inner_only,
            looks=looks,
            tells=tells,
            ready=ready,
            warns=warns,
        )

    return wrap


def open_to(person: Any, row: ThingRow, held: registry.Holdings | None = None) -> list[Act]:
    """The acts this person may do on this row now: the page's buttons and the API's acts."""
    if person is None or person.pk is None:
        return []
    held = held or registry.holdings(person)
    return [
        one
        for one in ACTS.values()
        if one.on is type(row)
        and not one.many
        and not one.inner_only
        and one.is_open(person, row, held)
    ]


def last_record(row: Any) -> tuple[str, Any, dict]:
    """(verb, decider, body) of the last record of a thing: for tests and an act's receipt."""
    record = (
        Record.objects.select_related("body_row", "decider")
        .filter(thing=row.pk)
        .order_by("-seq")
        .first()
    )
    body = {name: value for name, value in record.body_row.body.items() if name != lines.BELOW}
    return record.verb, record.decider, body


__all__ = [
    "ACTS",
    "Act",
    "GroupRole",
    "Where",
    "act",
    "begin",
    "begin_many",
    "forget_holdings",
    "happened",
    "last_record",
    "lock",
    "open_to",
    "take_back",
    "tell",
    "tell_each",
]
