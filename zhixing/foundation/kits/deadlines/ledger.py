"""The clock ledger in the database: rooms call these inside their acts, pages ask ``of`` and ``due_box``."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from zhixing.foundation.machinery import clock as time
from zhixing.foundation.machinery.bulk import insert_many, slices
from zhixing.foundation.machinery.guard import writer
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.spine.calendar.queries import calendar
from zhixing.ui.words import datewords

from . import rules
from .models import ClockEvent, Deadline
from .rules import Kind, State, Unit

WORDS = {
    "acceptance": pgettext_lazy("clock", "Accept"),
    "assignment_return": pgettext_lazy("clock", "Return as not ours"),
    "contact": pgettext_lazy("clock", "Contact the reporter"),
    "answer": pgettext_lazy("clock", "Report solved"),
    "call_back": pgettext_lazy("clock", "Call back"),
    "effect_check": pgettext_lazy("clock", "Check the effect"),
    "shelving_review": pgettext_lazy("clock", "Review the shelving"),
    "report": pgettext_lazy("clock", "Send the session report"),
    "make_up": pgettext_lazy("clock", "Make up"),
    "task": pgettext_lazy("clock", "Finish the task"),
    "measure": pgettext_lazy("clock", "Carry the measure out"),
    "demand": pgettext_lazy("clock", "Meet the demand"),
    "feedback": pgettext_lazy("clock", "Give the comment"),
    "filing": pgettext_lazy("clock", "File the plan"),
}


# -- inside acts ---------------------------------------------------------------------------------------------------------


def start(thing: Thing, clock: str, days: int, on: dt.date, norm: str = "", unit: str = Unit.WORKING, cause: str = "") -> Deadline:
    """Start a clock of ``days``; when one of that name has ended, this is its next round. Raises ClockError while one is open."""
    return _open(thing, clock, rules.Event(Kind.START, on, days=int(days), cause=cause, unit=Unit(unit)), norm)


def start_until(thing: Thing, clock: str, due: dt.date, on: dt.date | None = None, norm: str = "", cause: str = "") -> Deadline:
    """Start a clock whose last day is fixed by a person."""
    return _open(thing, clock, rules.Event(Kind.START, on or time.today(), until=due, cause=cause), norm)


def start_until_many(clocks: Iterable[tuple[Thing, dt.date, dt.date, str, dt.date | None]], clock: str) -> None:
    """As ``start_until`` for things that were just made: (thing, last day, day of the start, norm, day on which it was met or None)."""
    if not writer():
        raise RuntimeError("a clock is started inside an act")
    days = calendar()
    for some in slices(clocks, 500):
        made, events = [], {}
        for thing, due, on, norm, met in some:
            events[thing.pk] = told = [rules.Event(Kind.START, on, until=due)] + ([rules.Event(Kind.MEET, met)] if met is not None else [])
            counted = rules.fold(told, days)
            made.append(Deadline(thing_id=thing.pk, clock=clock, norm=norm, unit=str(told[0].unit), state=str(counted.state), started_on=on, due=counted.due, ended_on=counted.ended_on))
        insert_many(made)
        keys = Deadline.objects.filter(thing__in=list(events), clock=clock).values_list("thing", "pk")
        insert_many(ClockEvent(deadline_id=key, kind=str(event.kind), on=event.on, days=event.days, until=event.until, cause=event.cause) for thing, key in keys for event in events[thing])


def forget(codes: Iterable[str]) -> None:
    """The clocks of things that are taken back, as if they had never run."""
    if not writer():
        raise RuntimeError("a clock is forgotten inside an act")
    Deadline.objects.filter(thing__in=list(codes)).delete()


def pause(thing: Thing, clock: str, on: dt.date, cause: str, until: dt.date | None = None) -> Deadline | None:
    """The clock stands still, with its cause; with ``until`` it goes on by itself that day."""
    return _add(thing, clock, rules.Event(Kind.PAUSE, on, until=until, cause=cause))


def resume(thing: Thing, clock: str, on: dt.date, cause: str = "") -> Deadline | None:
    return _add(thing, clock, rules.Event(Kind.RESUME, on, cause=cause))


def extend(thing: Thing, clock: str, days: int, on: dt.date, cause: str) -> Deadline | None:
    """So many days more, granted for a cause."""
    return _add(thing, clock, rules.Event(Kind.EXTEND, on, days=int(days), cause=cause))


def meet(thing: Thing, clock: str, on: dt.date, cause: str = "") -> Deadline | None:
    """What was promised is done. A clock that was never started, or has ended, is left alone."""
    return _add(thing, clock, rules.Event(Kind.MEET, on, cause=cause), only_open=True)


def stop(thing: Thing, clock: str, on: dt.date, cause: str = "") -> Deadline | None:
    """The promise no longer holds (declined, shelved, withdrawn)."""
    return _add(thing, clock, rules.Event(Kind.STOP, on, cause=cause), only_open=True)


def stop_all(thing: Thing, on: dt.date, cause: str = "") -> None:
    """Every open clock of the thing ends."""
    for one in Deadline.objects.open().filter(thing=thing.pk):
        _write(one, rules.Event(Kind.STOP, on, cause=cause))


def reopen(thing: Thing, clock: str, on: dt.date, minimum: int | None = None, cause: str = "") -> Deadline | None:
    """It goes on: the old date holds, but at least ``minimum`` working days from now (norm ``problem.fair_minimum``)."""
    if minimum is None:
        from zhixing.foundation.spine.norms.queries import value

        minimum = value("problem.fair_minimum", on)
    newest = _newest(thing, clock)
    if newest is None or newest.state in OPEN_WORDS:
        return newest
    return _write(newest, rules.Event(Kind.REOPEN, on, days=int(minimum), cause=cause))


OPEN_WORDS = {str(one) for one in rules.OPEN}


def _newest(thing: Thing, clock: str) -> Deadline | None:
    return Deadline.objects.filter(thing=thing.pk, clock=clock).order_by("-round").first()


def _open(thing: Thing, clock: str, event: rules.Event, norm: str) -> Deadline:
    if not writer():
        raise RuntimeError("a clock is started inside an act")
    newest = _newest(thing, clock)
    if newest is not None and newest.state in OPEN_WORDS:
        raise rules.ClockError("started")
    counted = rules.fold([event], calendar())
    made = Deadline.objects.create(
        thing=thing, clock=clock, round=newest.round + 1 if newest else 1, norm=norm, unit=str(event.unit), state=str(counted.state), started_on=event.on, due=counted.due
    )
    ClockEvent.objects.create(deadline=made, kind=str(event.kind), on=event.on, days=event.days, until=event.until, cause=event.cause)
    return made


def _add(thing: Thing, clock: str, event: rules.Event, only_open: bool = False) -> Deadline | None:
    newest = _newest(thing, clock)
    if newest is None or (only_open and newest.state not in OPEN_WORDS):
        return newest
    return _write(newest, event)


def _write(deadline: Deadline, event: rules.Event) -> Deadline:
    ClockEvent.objects.create(deadline=deadline, kind=str(event.kind), on=event.on, days=event.days, until=event.until, cause=event.cause[:200])
    counted = rules.fold([one.as_rule(deadline.unit) for one in deadline.events.order_by("pk")], calendar())
    deadline.state, deadline.due, deadline.ended_on = str(counted.state), counted.due, counted.ended_on
    deadline.save(update_fields=["state", "due", "ended_on"])
    return deadline


def recount(deadline: Deadline) -> dt.date:
    """The day due as the ledger gives it today: must be what is stored (``zhixing doctor`` and a test compare)."""
    return rules.fold(deadline.events_as_rules(), calendar()).due


# -- for pages -----------------------------------------------------------------------------------------------------------


def of(things: Iterable[Any]) -> dict[str, list[Deadline]]:
    """The clocks of many things, newest round first: two queries (deadlines and their events), whatever the number."""
    codes = [getattr(one, "pk", one) for one in things]
    found: dict[str, list[Deadline]] = defaultdict(list)
    for one in Deadline.objects.filter(thing__in=codes).prefetch_related("events").order_by("thing", "clock", "-round"):
        found[one.thing_id].append(one)
    return found


def status(deadline: Deadline, today: dt.date | None = None) -> rules.Status:
    return rules.status(deadline.events_as_rules(), today or time.today(), calendar())


def words(state: rules.Status) -> str:
    """Where a clock stands, in a few words: "3 working days left", "2 working days overdue", "kept 1 working day early"."""
    if state.state is State.PAUSED:
        if state.resumes_on:
            return _("stands still until %(day)s") % {"day": datewords(state.resumes_on)}
        return _("stands still")
    if state.state is State.STOPPED:
        return _("no longer running")
    if state.state is State.MET:
        if state.margin is None or state.margin == 0:
            return _("kept on time")
        if state.margin > 0:
            return ngettext("kept %(count)s working day early", "kept %(count)s working days early", state.margin) % {"count": state.margin}
        return ngettext("kept %(count)s working day late", "kept %(count)s working days late", -state.margin) % {"count": -state.margin}
    left = calendar().working_days_between(state.today, state.due)
    if left < 0 or state.due < state.today:
        late = max(-left, 1)
        return ngettext("%(count)s working day overdue", "%(count)s working days overdue", late) % {"count": late}
    if state.due == state.today:
        return _("due today")
    return ngettext("%(count)s working day left", "%(count)s working days left", left) % {"count": left}


def why(state: rules.Status) -> str:
    """What moved the date: make-up days that count, holidays in between, provisional years; empty when nothing surprises."""
    if state.state is not State.RUNNING or state.due <= state.today:
        return ""
    days = calendar()
    found = []
    for one in days.oddities(state.today, state.due):
        if one.working:
            found.append(_("%(day)s is a working day") % {"day": datewords(one.first)})
        elif one.day.zh or one.day.en:
            from django.utils.translation import get_language

            found.append(_("%(holiday)s, %(count)s days off from %(day)s") % {"holiday": one.day.name(get_language() or "zh"), "count": (one.last - one.first).days + 1, "day": datewords(one.first)})
    for year in days.provisional_years(state.today, state.due):
        found.append(_("the days off of %(year)s are not announced yet: this date is provisional") % {"year": year})
    return pgettext("list", "; ").join(found)


def due_box(thing: Thing, main: str = "", deadlines: list[Deadline] | None = None) -> dict[str, Any]:
    """``due`` of ``ui/due.html``: the sentence of the nearest open clock (or of ``main``), its ruler, and the ledger of all clocks."""
    clocks = of([thing])[thing.pk] if deadlines is None else deadlines
    seen: set[str] = set()
    newest = [one for one in clocks if not (one.clock in seen or seen.add(one.clock))]
    newest.sort(key=lambda one: (one.started_on, one.due))
    told = [(one, status(one)) for one in newest]
    running = [(one, state) for one, state in told if state.state in rules.OPEN]
    pick = next(((one, state) for one, state in told if one.clock == main and state.state in rules.OPEN), None) or (min(running, key=lambda pair: pair[1].due) if running else None)
    box: dict[str, Any] = {"sentence": "", "note": "", "days": [], "ledger": [line(one, state) for one, state in told]}
    if pick is not None:
        one, state = pick
        box["sentence"] = _("%(what)s by %(day)s: %(words)s") % {"what": WORDS.get(one.clock, one.clock), "day": datewords(state.due), "words": words(state)}
        box["note"] = why(state)
        box["days"] = ruler(state)
    return box


def ruler(state: rules.Status) -> list[dict[str, Any]]:
    from django.utils.translation import get_language

    language = get_language() or "zh"
    return [{"date": one.date, "kind": one.kind, "label": "", "nth": one.nth or None, "note": one.note.name(language) if one.note else "", "marks": [], "url": ""} for one in state.ruler[-14:]]


def line(deadline: Deadline, state: rules.Status) -> dict[str, Any]:
    done = datewords(state.ended_on) if state.ended_on else ""
    return {
        "label": str(WORDS.get(deadline.clock, deadline.clock)), "when": _("by %(day)s") % {"day": datewords(state.due)}, "why": state.cause, "done": done,
        "word": words(state), "tone": str(state.tone), "due": state.due,
    }  # fmt: skip


def until(due: dt.date, today: dt.date) -> dict[str, Any]:
    """As ``row_words`` for a day that no clock counts: one a norm names."""
    state = rules.status([rules.Event(Kind.START, min(today, due), until=due)], today, calendar())
    return {"words": words(state), "tone": str(state.tone), "due": due}


def row_words(deadlines: list[Deadline], clock: str = "") -> dict[str, Any]:
    """For a line of a list: words, tone and date of the nearest open clock; empty when none is open."""
    open_ones = [one for one in deadlines if one.state in OPEN_WORDS and (not clock or one.clock == clock)]
    if not open_ones:
        return {"words": "", "tone": "none", "due": None}
    one = min(open_ones, key=lambda each: each.due)
    state = status(one)
    return {"words": words(state), "tone": str(state.tone), "due": state.due}
