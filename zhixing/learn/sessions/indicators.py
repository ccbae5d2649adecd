"""What the wing Learn lets be counted: attendance, quarters with a session, reports on time,
make-ups done.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.deadlines.models import Deadline
from zhixing.foundation.kits.indicators.registry import Indicator, Row, Total, once, register
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.fairness import was_here

from .models import Attendance, StudySession, is_discussed
from .rules import (
    HAPPENED,
    MISSING_WORDS,
    Status,
    came,
    missing_to_count,
    owes,
    quarter,
    quarters_begun,
)


def _held_sessions(group: Any, year: int) -> list[Any]:
    """Sessions that were held, own ones and joint study; and, beside their columns, whether a
    discussion speech was given (``discussed``), and the clock of their report (``report_due``,
    ``report_ended``).
    """
    clocks = Deadline.objects.filter(thing=OuterRef("pk"), clock="report").order_by("-round")
    rows = StudySession.objects.of_groups(group.pk).narrowed(year=year, state__in=HAPPENED)
    rows = rows.annotate(
        discussed=is_discussed(),
        report_due=Subquery(clocks.values("due")[:1]),
        report_ended=Subquery(clocks.values("ended_on")[:1]),
    ).order_by("day", "pk")
    return once(("sessions", group.pk, year), lambda: list(rows))


def _title(session: StudySession) -> str:
    return _now("Study session %(number)s") % {"number": session.number} + f" · {session.title}"


@dataclass(frozen=True)
class Seat:
    """A line of the attendance, with what several figures say of it."""

    line: Attendance
    title: str
    url: str

    def row(self, counted: bool, note: Any) -> Row:
        return Row(self.line.session_id, self.title, counted, note, self.url)


def _seats(group: Any, year: int) -> list[Seat]:
    return once(("seats", group.pk, year), lambda: list(_read_seats(group, year)))


def _read_seats(group: Any, year: int) -> Iterable[Seat]:
    """Beside their sessions, which the other figures are counted from: each is read, and put into
    words, once.
    """
    sessions = {session.pk: session for session in _held_sessions(group, year)}
    titles, lines = {code: _title(session) for code, session in sessions.items()}, defaultdict(list)
    seats = Attendance.objects.of_group(group.pk).filter(session__in=list(sessions))
    seats = seats.exclude(status=Status.ATTENDING).select_related("person").order_by("place")
    shown = ("session", "person__name", "status", "make_up_by", "made_up_on")
    for line in seats.only(*shown):
        lines[line.session_id].append(line)
    for code, session in sessions.items():
        for line in lines[code]:
            yield Seat(line, f"{titles[code]} · {line.person.name}", session.url)


def _attendance(group: Any, year: int) -> Iterable[Row]:
    words = dict(Status.choices)
    for seat in _seats(group, year):
        yield seat.row(came(seat.line.status), words[seat.line.status])


def _with_make_ups(group: Any, year: int) -> Iterable[Row]:
    words = dict(Status.choices)
    for seat in _seats(group, year):
        made_up = seat.line.made_up_on is not None
        note = _("made up") if made_up else words[seat.line.status]
        yield seat.row(came(seat.line.status) or made_up, note)


def _make_ups(group: Any, year: int) -> Iterable[Row]:
    for seat in _seats(group, year):
        line = seat.line
        if not owes(line.status):
            continue
        if line.made_up_on is None:
            note = _("still to make up")
        else:
            note = (
                _("made up late")
                if line.make_up_by and line.made_up_on > line.make_up_by
                else _("made up in time")
            )
        yield seat.row(line.made_up_on is not None, note)


def _quarters(group: Any, year: int) -> Iterable[Row]:
    """Quarters that have begun; one counts with a session that counts (category, minutes,
    discussion speech, sign-off). One that the group was not there for from its first day is left
    out, unless something was held in it.
    """
    sessions, today = _held_sessions(group, year), clock.today()
    came = clock.day_of(group.thing.made_at)
    for number in range(1, quarters_begun(year, today) + 1):
        held = [session for session in sessions if quarter(session.day.month) == number]
        if not held and not was_here(dt.date(year, 3 * number - 2, 1), came, today):
            continue
        title = _now("Quarter %(number)s") % {"number": number}
        if not held:
            yield Row(group.pk, title, False, _("no session"), group.url)
            continue
        counting = next((session for session in held if not _gaps(session)), None)
        shown = counting or held[0]
        note = "" if counting else MISSING_WORDS[_gaps(shown)[0]]
        yield Row(shown.pk, title, counting is not None, note, shown.url)


def _gaps(session: Any) -> tuple[str, ...]:
    return missing_to_count(
        state=session.state, category=session.category, discussed=session.discussed
    )


def _reports(group: Any, year: int) -> Iterable[Row]:
    """Own sessions whose report was sent, or whose last day is over; of joint study the group that
    keeps the record sends the one report. The clock is the session's: met on the day it was sent.
    """
    today = clock.today()
    for session in sorted(
        (
            session
            for session in _held_sessions(group, year)
            if session.report_due is not None and session.group_id == group.pk
        ),
        key=lambda session: (session.report_due, session.pk),
    ):
        if session.report_ended is None and session.report_due >= today:
            continue
        in_time = session.report_ended is not None and session.report_ended <= session.report_due
        late = _("sent late") if session.report_ended else _("not sent yet")
        note = _("sent in time") if in_time else late
        yield Row(session.pk, _title(session), in_time, note, session.url)


register(
    Indicator(
        "attendance",
        _("Attendance"),
        "learn",
        _attendance,
        help=_("Seats present, of those expected."),
    )
)
register(
    Indicator(
        "attendance_with_make_ups",
        _("Attendance with make-ups"),
        "learn",
        _with_make_ups,
        help=_("Seats present or made up, of those expected."),
    )
)
register(
    Indicator(
        "quarters_with_session",
        _("Quarters with a session"),
        "learn",
        _quarters,
        help=_("With category, minutes, a discussion speech and the leader's sign-off."),
    )
)
register(
    Indicator(
        "reports_on_time",
        _("Session reports on time"),
        "learn",
        _reports,
        help=_("Sent by the day they were due."),
    )
)
register(
    Indicator("make_ups_done", _("Make-ups done"), "learn", _make_ups, help=_("Of all absences."))
)
register(
    Total(
        "sessions",
        _("Study sessions"),
        "learn",
        lambda since, until: StudySession.objects.counting().filter(day__range=(since, until)),
        help=_("Signed off, with category, minutes and a discussion speech."),
    )
)
