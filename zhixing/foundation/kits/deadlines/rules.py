"""The clock ledger: a promise of N days is the sum of what happened to its clock, and can be
counted again at any time.

Pure: no database, no clock; the calendar and the day are passed in. What holds (problem-states.md,
domain.md 4.3):

* Counting begins on the next working day. A clock starts once; a later round is a new clock.
* A pause gives back the working days after the day of the pause up to and with the day of the
  resumption, no more. A pause with a named date resumes by itself on that date.
* An extension adds its days to the date; nothing ever moves a date forward in time.
* Every event is counted with the calendar as it was known when the event was written
  (``Event.calendar``): a day that is changed later moves no promise by itself.
* A clock that was kept or stopped may be reopened (verification refused, case reopened): the old
  date holds, but there is a fair minimum of days from the reopening.
* Amber with at most one working day left, red from the first overdue working day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from zhixing.foundation.spine.calendar.rules import RulerDay, WorkCalendar

# A longer ruler is not read, only its sentence is.
RULER_LONGEST = 31


class Kind(StrEnum):
    """What can happen to a clock."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"
    MEET = "meet"
    STOP = "stop"
    REOPEN = "reopen"
    RECOUNT = "recount"


class State(StrEnum):
    """Running and paused clocks are open; kept and stopped ones are closed."""

    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    STOPPED = "stopped"


OPEN = (State.RUNNING, State.PAUSED)


class Unit(StrEnum):
    """Working days, or days of the calendar (which never end on a day off)."""

    WORKING = "working"
    CALENDAR = "calendar"


class Tone(StrEnum):
    """The state colours of the interface; always shown with a word."""

    DONE = "done"
    GOING = "going"
    SOON = "soon"
    OVER = "over"
    NONE = "none"


class ClockError(ValueError):
    """The event does not fit the ledger; ``code`` says why: started, not_started, not_running,
    not_paused, ended, not_ended, order, days.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the ledger. ``days`` for start, extend and reopen (the fair minimum); ``until``
    fixes a date (at the start, or when it is counted again) or names the end of a pause.
    """

    kind: Kind
    on: date
    days: int | None = None
    until: date | None = None
    cause: str = ""
    unit: Unit = Unit.WORKING
    calendar: WorkCalendar | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Clock:
    """Where a ledger stands after its last event. ``due`` counts a pause up to its named end, if it
    has one.

    ``counted_from`` is the first day that counting the date has looked at; None where a person
    named the date. ``margin`` is set when it was kept: working days early (positive) or late.
    """

    unit: Unit
    state: State
    started_on: date
    first_due: date
    due: date
    extended: int = 0
    paused_on: date | None = None
    resumes_on: date | None = None
    due_at_pause: date | None = None
    ended_on: date | None = None
    cause: str = ""
    counted_from: date | None = None
    margin: int | None = None

    def on(self, today: date) -> Clock:
        """The same clock on ``today``: a pause with a named end is over from that date on."""
        if self.state is State.PAUSED and self.resumes_on and self.resumes_on <= today:
            return _going_on(self, self.due)
        return self


@dataclass(frozen=True, slots=True)
class Status:
    """What a page says of a clock on one day.

    ``left`` counts in the clock's unit after today up to the day due: 0 on the last day, negative
    when overdue (frozen while paused). ``margin`` is set for a kept clock: positive early, 0 on
    time, negative late, in working days.
    """

    unit: Unit
    state: State
    due: date
    first_due: date
    started_on: date
    today: date
    left: int
    tone: Tone
    extended: int = 0
    margin: int | None = None
    ended_on: date | None = None
    resumes_on: date | None = None
    cause: str = ""
    counted_from: date | None = None
    ruler: tuple[RulerDay, ...] = field(default=())


def last_day(start: date, days: int, unit: Unit, calendar: WorkCalendar) -> date:
    """The day by which a promise of ``days`` made on ``start`` is due. Calendar days never end on a
    day off.
    """
    if unit is Unit.WORKING:
        return calendar.add_working_days(start, days)
    return calendar.next_working(start + timedelta(days=days))


def fair(old: date, today: date, minimum: int, unit: Unit, calendar: WorkCalendar) -> date:
    """The fair minimum: the old date, or ``minimum`` days from today if that is later
    (problem-states.md).
    """
    return max(old, last_day(today, minimum, unit, calendar))


def fold(events: Iterable[Event], calendar: WorkCalendar) -> Clock | None:
    """The clock after these events, in the order written; None for an empty ledger. Raises
    ClockError at the first line that does not fit.

    ``calendar`` serves the events that bring none of their own.
    """
    clock: Clock | None = None
    last: date | None = None
    for event in events:
        if last and event.on < last:
            raise ClockError("order")
        clock, last = step(clock, event, calendar), event.on
    return clock


def clock_of(events: Iterable[Event], calendar: WorkCalendar) -> Clock:
    """As ``fold``, for a ledger that has begun. Raises ClockError for an empty one."""
    clock = fold(events, calendar)
    if clock is None:
        raise ClockError("not_started")
    return clock


def step(clock: Clock | None, event: Event, calendar: WorkCalendar) -> Clock:
    """The clock after one more event. Raises ClockError when the event does not fit."""
    calendar = event.calendar or calendar
    if event.kind is Kind.START:
        if clock is not None:
            raise ClockError("started")
        return _started(event, calendar)
    if clock is None:
        raise ClockError("not_started")
    if event.on < clock.started_on:
        raise ClockError("order")
    if event.kind is not Kind.RESUME:
        clock = clock.on(event.on)
    return _STEPS[event.kind](clock, event, calendar)


def recounted(events: Iterable[Event], calendar: WorkCalendar) -> Clock:
    """The clock if everything were counted by this one calendar, as if it had been known from the
    first day.
    """
    return clock_of(
        (replace(event, calendar=None) for event in events if event.kind is not Kind.RECOUNT),
        calendar,
    )


def recount(events: list[Event], on: date, calendar: WorkCalendar) -> Event | None:
    """The event that moves the date to what this calendar gives; None where that would be earlier,
    or the same.
    """
    old, new = clock_of(events, calendar), recounted(events, calendar)
    if new.due <= old.due:
        return None
    at_pause = _later(old.due_at_pause, new.due_at_pause, old.unit, calendar)
    return Event(Kind.RECOUNT, on, days=at_pause, until=new.due, unit=old.unit)


def _later(old: date | None, new: date | None, unit: Unit, calendar: WorkCalendar) -> int:
    """By how many days the date moves that an early end of the pause goes back to."""
    return max(_span(old, new, unit, calendar), 0) if old is not None and new is not None else 0


def due(events: Iterable[Event], calendar: WorkCalendar) -> date | None:
    """The day due, counted again from the ledger; None for an empty one."""
    clock = fold(events, calendar)
    return clock.due if clock else None


def status(events: Iterable[Event], today: date, calendar: WorkCalendar) -> Status | None:
    """What to say of the ledger on ``today``; None for an empty one."""
    clock = fold(events, calendar)
    return status_of(clock, today, calendar) if clock else None


def status_of(clock: Clock, today: date, calendar: WorkCalendar) -> Status:
    """What to say of a clock on ``today``."""
    clock = clock.on(today)
    left_from = clock.paused_on if clock.state is State.PAUSED and clock.paused_on else today
    counted_to = (
        clock.due_at_pause if clock.state is State.PAUSED and clock.due_at_pause else clock.due
    )
    left = _span(left_from, counted_to, clock.unit, calendar)
    running = clock.state is State.RUNNING
    return Status(
        unit=clock.unit,
        state=clock.state,
        due=clock.due,
        first_due=clock.first_due,
        started_on=clock.started_on,
        today=today,
        left=left,
        tone=_tone(clock, today, calendar),
        extended=clock.extended,
        margin=clock.margin,
        ended_on=clock.ended_on,
        resumes_on=clock.resumes_on,
        cause=clock.cause,
        counted_from=clock.counted_from,
        ruler=(
            tuple(calendar.explain(today, clock.due))
            if running and abs((clock.due - today).days) <= RULER_LONGEST
            else ()
        ),
    )


def _started(event: Event, calendar: WorkCalendar) -> Clock:
    if (event.days is None) == (event.until is None) or (event.days is not None and event.days < 0):
        raise ClockError("days")
    clock = Clock(
        unit=event.unit,
        state=State.RUNNING,
        started_on=event.on,
        first_due=event.on,
        due=event.on,
        cause=event.cause,
    )
    if event.until is not None:
        return replace(clock, first_due=event.until, due=event.until)
    first = last_day(event.on, event.days or 0, event.unit, calendar)
    return replace(clock, first_due=first, due=first, counted_from=event.on)


def _paused(clock: Clock, event: Event, calendar: WorkCalendar) -> Clock:
    if clock.state is not State.RUNNING:
        raise ClockError("not_running")
    if event.until and event.until < event.on:
        raise ClockError("order")
    moved = (
        _moved(clock.due, event.on, event.until, clock.unit, calendar) if event.until else clock.due
    )
    return replace(
        clock,
        state=State.PAUSED,
        paused_on=event.on,
        resumes_on=event.until,
        due_at_pause=clock.due,
        due=moved,
        cause=event.cause,
        counted_from=clock.counted_from or event.on,
    )


def _resume(clock: Clock, event: Event, calendar: WorkCalendar) -> Clock:
    if clock.state is not State.PAUSED:
        raise ClockError("not_paused")
    return _resumed(clock, event.on, calendar)


def _resumed(clock: Clock, on: date, calendar: WorkCalendar) -> Clock:
    """Running again. A named end counts even when it is told late, as it was counted when the pause
    began.
    """
    if clock.resumes_on and clock.resumes_on <= on:
        return _going_on(clock, clock.due)
    if clock.due_at_pause is None or clock.paused_on is None:
        raise ClockError("not_paused")
    return _going_on(clock, _moved(clock.due_at_pause, clock.paused_on, on, clock.unit, calendar))


def _going_on(clock: Clock, due: date) -> Clock:
    return replace(
        clock,
        state=State.RUNNING,
        due=due,
        paused_on=None,
        resumes_on=None,
        due_at_pause=None,
        cause="",
    )


def _extended(clock: Clock, event: Event, calendar: WorkCalendar) -> Clock:
    if clock.state not in OPEN:
        raise ClockError("ended")
    if not event.days or event.days < 0:
        raise ClockError("days")
    longer = replace(
        clock,
        due=last_day(clock.due, event.days, clock.unit, calendar),
        extended=clock.extended + event.days,
        counted_from=clock.counted_from or clock.due,
    )
    if clock.due_at_pause is None:
        return longer
    return replace(
        longer, due_at_pause=last_day(clock.due_at_pause, event.days, clock.unit, calendar)
    )


def _ended(clock: Clock, event: Event, calendar: WorkCalendar) -> Clock:
    if clock.state not in OPEN:
        raise ClockError("ended")
    if clock.state is State.PAUSED:
        clock = _resumed(clock, event.on, calendar)
    if event.kind is Kind.STOP:
        return replace(clock, state=State.STOPPED, ended_on=event.on, cause=event.cause)
    margin = calendar.working_days_between(event.on, clock.due)
    return replace(clock, state=State.MET, ended_on=event.on, cause=event.cause, margin=margin)


def _reopened(clock: Clock, event: Event, calendar: WorkCalendar) -> Clock:
    if clock.state in OPEN:
        raise ClockError("not_ended")
    if event.days is None or event.days < 0:
        raise ClockError("days")
    later = fair(clock.due, event.on, event.days, clock.unit, calendar)
    counted_from = event.on if later > clock.due else clock.counted_from
    return replace(
        clock,
        state=State.RUNNING,
        due=later,
        ended_on=None,
        margin=None,
        cause=event.cause,
        counted_from=counted_from,
    )


def _counted_again(clock: Clock, event: Event, calendar: WorkCalendar) -> Clock:
    """The calendar has changed: the date moves, to the one named; the one from before a pause by
    ``days``.
    """
    if event.until is None:
        raise ClockError("days")
    if clock.due_at_pause is None or not event.days:
        return replace(clock, due=event.until)
    later = last_day(clock.due_at_pause, event.days, clock.unit, calendar)
    return replace(clock, due=event.until, due_at_pause=later)


_STEPS = {
    Kind.RECOUNT: _counted_again,
    Kind.PAUSE: _paused,
    Kind.RESUME: _resume,
    Kind.EXTEND: _extended,
    Kind.MEET: _ended,
    Kind.STOP: _ended,
    Kind.REOPEN: _reopened,
}


def _span(start: date, end: date, unit: Unit, calendar: WorkCalendar) -> int:
    return calendar.working_days_between(start, end) if unit is Unit.WORKING else (end - start).days


def _moved(
    from_due: date, paused_on: date, until: date, unit: Unit, calendar: WorkCalendar
) -> date:
    """The date later by the days a pause lasted; the same date when no counted day fell into it."""
    days = _span(paused_on, until, unit, calendar)
    return last_day(from_due, days, unit, calendar) if days else from_due


def _tone(clock: Clock, today: date, calendar: WorkCalendar) -> Tone:
    if clock.state is State.MET:
        return Tone.OVER if clock.margin is not None and clock.margin < 0 else Tone.DONE
    if clock.state is not State.RUNNING:
        return Tone.NONE
    left = calendar.working_days_between(today, clock.due)
    if left < 0:
        return Tone.OVER
    return Tone.SOON if left <= 1 else Tone.GOING
