"""The clock ledger in the database: rooms call these inside their acts.

``of`` is the row acted on (or its Thing). A row that carries a deadline of its own (``due`` with
``DUE_CLOCK``, the named one of ``Clocked``) is kept in step here and saved by its act. Raises
NotNow where an event does not fit its ledger.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any

from zhixing.foundation.machinery import clock as time
from zhixing.foundation.machinery.bulk import insert_many, slices
from zhixing.foundation.machinery.errors import Refusal
from zhixing.foundation.machinery.guard import writer
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.spine.calendar.queries import calendar
from zhixing.foundation.spine.calendar.rules import WorkCalendar
from zhixing.foundation.spine.norms.queries import value

from . import rules
from .clocks import Clocks, clocks_of, of
from .models import Clocked, ClockEvent, Deadline, KeepsDue
from .refusals import Refused
from .rules import Kind, Unit
from .wording import WORDS, due_box, line, named_words, row_words, status, until, why, words

__all__ = [
    "WORDS",
    "Opening",
    "clocks_of",
    "count_again",
    "counted_now",
    "due_box",
    "extend",
    "forget",
    "is_open",
    "line",
    "meet",
    "named_words",
    "of",
    "pause",
    "recount",
    "reopen",
    "resume",
    "row_words",
    "start",
    "start_many",
    "start_until",
    "status",
    "stop",
    "stop_all",
    "until",
    "why",
    "words",
]

OPEN_WORDS = {str(state) for state in rules.OPEN}


def start(
    of: Clocks,
    clock: str,
    days: int,
    on: dt.date,
    norm: str = "",
    unit: str = Unit.WORKING,
    cause: str = "",
) -> Deadline:
    """Start a clock of ``days``; when one of that name has ended, this is its next round."""
    return _open(
        of, clock, rules.Event(Kind.START, on, days=int(days), cause=cause, unit=Unit(unit)), norm
    )


def start_until(
    of: Clocks, clock: str, due: dt.date, on: dt.date | None = None, norm: str = "", cause: str = ""
) -> Deadline:
    """Start a clock whose last day is fixed by a person."""
    return _open(
        of, clock, rules.Event(Kind.START, on or time.today(), until=due, cause=cause), norm
    )


@dataclass(frozen=True)
class Opening:
    """A clock to be started for a thing that was just made: until a day named, or counted
    (``days``); perhaps met already.
    """

    thing: Thing
    on: dt.date
    until: dt.date | None = None
    days: int | None = None
    norm: str = ""
    met: dt.date | None = None

    def events(self) -> list[rules.Event]:
        begun = rules.Event(
            Kind.START, self.on, days=self.days, until=self.until if self.days is None else None
        )
        return [begun] if self.met is None else [begun, rules.Event(Kind.MEET, self.met)]


def start_many(clocks: Iterable[Opening], clock: str) -> None:
    """As ``start`` and ``start_until``, for many things at once."""
    if not writer():
        raise RuntimeError("a clock is started inside an act")
    days = calendar()
    for some in slices(clocks, 500):
        made, events = [], {}
        for opening in some:
            code = opening.thing.pk
            events[code] = opening.events()
            deadline = Deadline(
                thing_id=code,
                clock=clock,
                norm=opening.norm,
                unit=str(Unit.WORKING),
                started_on=opening.on,
            )
            _take_over(deadline, _folded(clock, events[code], days), days)
            made.append(deadline)
        insert_many(made)
        keys = Deadline.objects.filter(thing__in=list(events), clock=clock).values_list(
            "thing", "pk"
        )
        lines = ([_event_row(key, event, days) for event in events[thing]] for thing, key in keys)
        insert_many(chain.from_iterable(lines))


def forget(codes: Iterable[str]) -> None:
    """The clocks of things that are taken back, as if they had never run."""
    if not writer():
        raise RuntimeError("a clock is forgotten inside an act")
    Deadline.objects.filter(thing__in=list(codes)).delete()


def pause(
    of: Clocks, clock: str, on: dt.date, cause: str, until: dt.date | None = None
) -> Deadline | None:
    """The clock stands still, with its cause; with ``until`` it goes on by itself that day."""
    return _add(of, clock, rules.Event(Kind.PAUSE, on, until=until, cause=cause))


def resume(of: Clocks, clock: str, on: dt.date, cause: str = "") -> Deadline | None:
    """It goes on. A clock that never stood still goes on as it did."""
    newest = _newest(of, clock)
    if newest is None or newest.state != rules.State.PAUSED:
        return newest
    return _write(of, newest, rules.Event(Kind.RESUME, on, cause=cause))


def extend(of: Clocks, clock: str, days: int, on: dt.date, cause: str) -> Deadline | None:
    """So many days more, granted for a cause."""
    return _add(of, clock, rules.Event(Kind.EXTEND, on, days=int(days), cause=cause))


def meet(of: Clocks, clock: str, on: dt.date, cause: str = "") -> Deadline | None:
    """What was promised is done. A clock that was never started, or has ended, is left alone."""
    return _add(of, clock, rules.Event(Kind.MEET, on, cause=cause), only_open=True)


def stop(of: Clocks, clock: str, on: dt.date, cause: str = "") -> Deadline | None:
    """The promise no longer holds (declined, shelved, withdrawn)."""
    return _add(of, clock, rules.Event(Kind.STOP, on, cause=cause), only_open=True)


def stop_all(of: Clocks, on: dt.date, cause: str = "") -> None:
    """Every open clock of the thing ends."""
    for deadline in Deadline.objects.open().filter(thing=of.pk):
        _write(of, deadline, rules.Event(Kind.STOP, on, cause=cause))


def reopen(
    of: Clocks, clock: str, on: dt.date, minimum: int | None = None, cause: str = ""
) -> Deadline:
    """It goes on: the old date holds, but at least ``minimum`` working days from now (norm
    ``problem.fair_minimum``).

    A clock that runs is left alone; one that never ran begins with the minimum.
    """
    least = int(value("problem.fair_minimum", on) if minimum is None else minimum)
    newest = _newest(of, clock)
    if newest is None:
        return start(of, clock, least, on, norm="problem.fair_minimum", cause=cause)
    if newest.state in OPEN_WORDS:
        return newest
    return _write(of, newest, rules.Event(Kind.REOPEN, on, days=least, cause=cause))


def is_open(of: Clocks, clock: str) -> bool:
    """Whether the newest clock of that name runs or stands still."""
    newest = _newest(of, clock)
    return newest is not None and newest.state in OPEN_WORDS


def recount(deadline: Deadline) -> rules.Clock:
    """The clock as the ledger gives it: must be what is stored (``zhixing doctor`` and a test
    compare).
    """
    return rules.clock_of(deadline.events_as_rules(), calendar())


def count_again(of: Clocks, deadlines: Iterable[Deadline]) -> list[tuple[Deadline, dt.date]]:
    """Inside an act: these clocks of a thing are counted by the calendar as it is known now; with
    the days they had before.

    A date that would be earlier stays.
    """
    days, moved = calendar(), []
    for deadline in deadlines:
        old, events = deadline.due, deadline.events_as_rules()
        event = rules.recount(events, time.today(), days)
        if event is not None:
            _write(of, deadline, event)
            moved.append((deadline, old))
    return moved


def counted_now(deadline: Deadline, days: WorkCalendar) -> dt.date:
    """The day due, if everything that happened to the clock were counted by this calendar."""
    return rules.recounted(deadline.events_as_rules(), days).due


def _newest(of: Clocks, clock: str) -> Deadline | None:
    return Deadline.objects.filter(thing=of.pk, clock=clock).order_by("-round").first()


def _open(of: Clocks, clock: str, event: rules.Event, norm: str) -> Deadline:
    if not writer():
        raise RuntimeError("a clock is started inside an act")
    newest = _newest(of, clock)
    if newest is not None and newest.state in OPEN_WORDS:
        raise _unfit(clock, rules.ClockError("started"))
    deadline = Deadline(
        thing_id=of.pk,
        clock=clock,
        round=newest.round + 1 if newest else 1,
        norm=norm,
        unit=str(event.unit),
        started_on=event.on,
    )
    days = calendar()
    _take_over(deadline, _folded(clock, [event], days), days)
    deadline.save(force_insert=True)
    _event_row(deadline.pk, event, days).save(force_insert=True)
    _keep_in_step(of, deadline)
    return deadline


def _add(of: Clocks, clock: str, event: rules.Event, only_open: bool = False) -> Deadline | None:
    newest = _newest(of, clock)
    if newest is None or (only_open and newest.state not in OPEN_WORDS):
        return newest
    return _write(of, newest, event)


def _write(of: Clocks, deadline: Deadline, event: rules.Event) -> Deadline:
    days = calendar()
    events = deadline.events_as_rules()
    _take_over(deadline, _folded(deadline.clock, [*events, event], days), days)
    _event_row(deadline.pk, event, days).save(force_insert=True)
    deadline.save(
        update_fields=["state", "due", "ended_on", "resumes_on", "counted_from", "calendar"]
    )
    _keep_in_step(of, deadline)
    return deadline


def _folded(clock: str, events: list[rules.Event], days: WorkCalendar) -> rules.Clock:
    try:
        return rules.clock_of(events, days)
    except rules.ClockError as fault:
        raise _unfit(clock, fault) from fault


def _unfit(clock: str, fault: rules.ClockError) -> Refusal:
    return Refused.of(f"clock.{fault.code}")(what=WORDS.get(clock, clock))


def _take_over(deadline: Deadline, clock: rules.Clock, days: WorkCalendar) -> None:
    """The columns say what the ledger gives, and by which calendar."""
    deadline.calendar = days.version
    deadline.state, deadline.due, deadline.ended_on = str(clock.state), clock.due, clock.ended_on
    deadline.resumes_on, deadline.counted_from = clock.resumes_on, clock.counted_from


def _event_row(key: int, event: rules.Event, days: WorkCalendar) -> ClockEvent:
    return ClockEvent(
        deadline_id=key,
        kind=str(event.kind),
        on=event.on,
        days=event.days,
        until=event.until,
        cause=event.cause[:200],
        calendar=days.version,
    )


def _keep_in_step(of: Clocks, deadline: Deadline) -> None:
    """What the row repeats of its clocks: the last day of one of them, and the one to be named."""
    if isinstance(of, KeepsDue) and deadline.clock == of.DUE_CLOCK:
        of.due = deadline.due
    if isinstance(of, Clocked):
        name_again(of)


def name_again(row: Any) -> None:
    """Find the deadline to be named of a row: the nearest of its open clocks."""
    open_clocks = Deadline.objects.open().filter(thing=row.pk)
    named = min(open_clocks, key=lambda deadline: deadline.rank, default=None)
    row.named_clock = named.clock if named else ""
    row.named_due = named.due if named else None
    row.named_still = named.still_until if named else None
    row.named_counted = named.counted_from if named else None
