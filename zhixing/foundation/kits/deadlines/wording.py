"""What pages say of clocks: one sentence, one tone, the same on every page, list, dry run and
export.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import get_language, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from zhixing.foundation.machinery import clock as time
from zhixing.foundation.spine.calendar.queries import calendar, provisional
from zhixing.ui.words import datewords

from . import rules
from .clocks import clocks_of
from .models import Clocked, Deadline
from .rules import Kind, State

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
STOPS = {
    "withdrawn": pgettext_lazy("clock stopped", "withdrawn"),
    "declined": pgettext_lazy("clock stopped", "declined"),
    "void": pgettext_lazy("clock stopped", "void"),
    "shelved": pgettext_lazy("clock stopped", "shelved"),
    "closed": pgettext_lazy("clock stopped", "closed"),
    "archived": pgettext_lazy("clock stopped", "struck off and archived"),
}
RULER_SHOWN = 14


def status(deadline: Deadline, today: dt.date | None = None) -> rules.Status:
    """Where a clock stands on a day, by its ledger."""
    days = calendar()
    clock = rules.clock_of(deadline.events_as_rules(), days)
    return rules.status_of(clock, today or time.today(), days)


def words(state: rules.Status) -> str:
    """Where a clock stands, in a few words: "3 working days left", "2 working days overdue", "kept
    1 working day early".
    """
    if state.state is State.PAUSED:
        return _words_paused(state) + provisional(state.counted_from, state.due)
    if state.state is State.STOPPED:
        return _("no longer running")
    if state.state is State.MET:
        return _margin_words(state.margin or 0)
    return _words_left(state) + provisional(state.counted_from, state.due)


def _words_paused(state: rules.Status) -> str:
    if state.resumes_on and state.resumes_on != dt.date.max:
        return _("stands still until %(day)s") % {"day": datewords(state.resumes_on)}
    return _("stands still")


def _margin_words(margin: int) -> str:
    if margin == 0:
        return _("kept on time")
    if margin > 0:
        early = ngettext(
            "kept %(count)s working day early", "kept %(count)s working days early", margin
        )
        return early % {"count": margin}
    late = ngettext("kept %(count)s working day late", "kept %(count)s working days late", -margin)
    return late % {"count": -margin}


def _words_left(state: rules.Status) -> str:
    left = calendar().working_days_between(state.today, state.due)
    if left < 0:
        late = ngettext("%(count)s working day overdue", "%(count)s working days overdue", -left)
        return late % {"count": -left}
    if state.due < state.today:
        return _("the last day was %(day)s; no working day has passed since") % {
            "day": datewords(state.due)
        }
    if state.due == state.today:
        return _("due today")
    return ngettext("%(count)s working day left", "%(count)s working days left", left) % {
        "count": left
    }


def why(state: rules.Status) -> str:
    """What moved the date: make-up days that count, holidays in between, provisional years; empty
    when nothing surprises.
    """
    if state.state not in rules.OPEN:
        return ""
    reasons = _surprises(state) if state.state is State.RUNNING and state.due > state.today else []
    if state.counted_from is not None:
        reasons += [
            _("the days off of %(year)s are not announced yet: this date is provisional")
            % {"year": year}
            for year in calendar().provisional_years(state.counted_from, state.due)
        ]
    return pgettext("list", "; ").join(reasons)


def _surprises(state: rules.Status) -> list[str]:
    surprises = []
    for oddity in calendar().oddities(state.today, state.due):
        if oddity.working:
            surprises.append(_("%(day)s is a working day") % {"day": datewords(oddity.first)})
        elif oddity.day.zh or oddity.day.en:
            holiday, count = (
                oddity.day.name(get_language() or "zh"),
                (oddity.last - oddity.first).days + 1,
            )
            surprises.append(
                _("%(holiday)s, from %(day)s, days off: %(count)s")
                % {
                    "holiday": holiday,
                    "count": count,
                    "day": datewords(oddity.first),
                }
            )
    return surprises


def due_box(thing: Any, deadlines: list[Deadline] | None = None) -> dict[str, Any]:
    """``due`` of ``ui/due.html``: the sentence of the deadline to be named, its ruler, and the
    ledger of all clocks.
    """
    clocks = clocks_of(thing) if deadlines is None else deadlines
    newest = list({deadline.clock: deadline for deadline in reversed(clocks)}.values())
    newest.sort(key=lambda deadline: (deadline.started_on, deadline.due))
    states = {deadline.pk: status(deadline) for deadline in newest}
    lines = [line(deadline, states[deadline.pk]) for deadline in newest]
    box: dict[str, Any] = {"sentence": "", "note": "", "days": [], "ledger": lines}
    named = _nearest(newest)
    if named is not None:
        state = states[named.pk]
        what = {
            "what": WORDS.get(named.clock, named.clock),
            "day": datewords(state.due),
            "words": words(state),
        }
        box["sentence"] = _("%(what)s by %(day)s: %(words)s") % what
        box["note"] = why(state)
        box["days"] = ruler(state)
    return box


def ruler(state: rules.Status) -> list[dict[str, Any]]:
    """The days of the ruler beside a deadline."""
    language = get_language() or "zh"
    return [
        {
            "date": day.date,
            "kind": day.kind,
            "label": "",
            "nth": day.nth or None,
            "marks": [],
            "url": "",
            "note": day.note.name(language) if day.note else "",
        }
        for day in state.ruler[-RULER_SHOWN:]
    ]


def cause_words(state: rules.Status) -> str:
    """Why a clock stands still or has ended: acts stop clocks with a code, which reads as its word;
    what somebody typed (a pause, an extension) is never translated.
    """
    if state.state is State.STOPPED:
        return str(STOPS.get(state.cause, state.cause))
    return state.cause


def line(deadline: Deadline, state: rules.Status) -> dict[str, Any]:
    """A line of the ledger beside a thing."""
    done = datewords(state.ended_on) if state.ended_on else ""
    return {
        "label": str(WORDS.get(deadline.clock, deadline.clock)),
        "when": _("by %(day)s") % {"day": datewords(state.due)},
        "why": cause_words(state),
        "done": done,
        "word": words(state),
        "tone": str(state.tone),
        "due": state.due,
    }


def until(due: dt.date, today: dt.date) -> dict[str, Any]:
    """As ``row_words`` for a day that no clock counts: one a norm names."""
    days = calendar()
    clock = rules.clock_of([rules.Event(Kind.START, min(today, due), until=due)], days)
    state = rules.status_of(clock, today, days)
    return {"words": words(state), "tone": str(state.tone), "due": due}


def row_words(deadlines: list[Deadline]) -> dict[str, Any]:
    """For a line of a list: words, tone and date of the deadline to be named; empty when no clock
    is open.
    """
    named = _nearest(deadlines)
    if named is None:
        return dict(NOTHING)
    return _clock_words(named.clock, named.due, named.still_until, named.counted_from, time.today())


def named_words(row: Clocked, today: dt.date | None = None) -> dict[str, Any]:
    """As ``row_words``, of the columns of a row: no query."""
    if row.named_due is None:
        return dict(NOTHING)
    return _clock_words(
        row.named_clock, row.named_due, row.named_still, row.named_counted, today or time.today()
    )


def words_of_due(row: Any, due: dt.date | None) -> dict[str, Any]:
    """How a row stands with a day, without the name of its clock: the named one of the row, which
    may stand still, or a day that a norm names.
    """
    today = time.today()
    if due is None:
        return dict(NOTHING)
    if isinstance(row, Clocked) and row.named_due == due:
        state = _standing(due, row.named_still, row.named_counted, today)
        return {"words": words(state), "tone": str(state.tone), "due": due}
    return until(due, today)


NOTHING: dict[str, Any] = {"what": "", "words": "", "tone": "none", "due": None}


def _clock_words(
    clock: str, due: dt.date, still: dt.date | None, counted_from: dt.date | None, today: dt.date
) -> dict[str, Any]:
    status = _standing(due, still, counted_from, today)
    what = str(WORDS.get(clock, clock))
    sentence = _("%(what)s: %(words)s") % {"what": what, "words": words(status)}
    return {"what": what, "words": sentence, "tone": str(status.tone), "due": due}


def _standing(
    due: dt.date, still: dt.date | None, counted_from: dt.date | None, today: dt.date
) -> rules.Status:
    """Where an open clock stands on a day, by the columns of its row."""
    state = State.PAUSED if still is not None and still > today else State.RUNNING
    clock = rules.Clock(
        rules.Unit.WORKING, state, due, due, due, resumes_on=still, counted_from=counted_from
    )
    return rules.status_of(clock, today, calendar())


def _nearest(deadlines: list[Deadline]) -> Deadline | None:
    still_open = [deadline for deadline in deadlines if State(deadline.state) in rules.OPEN]
    return min(still_open, key=lambda deadline: deadline.rank, default=None)
