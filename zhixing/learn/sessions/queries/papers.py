"""A session in words, for its papers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.db.models import (
    Prefetch,
    prefetch_related_objects,
)

from zhixing.foundation.machinery.things.veil import veil
from zhixing.foundation.spine.people.models import Person

from .. import rules
from ..models import Attendance, Raised, Speech, StudySession
from ..standing import Sheet, SheetWords, Standing
from .page import visible_session
from .roll import as_seats, seats_of
from .standing import standing_now
from .words import (
    guest_words,
    heading,
    kinds,
    place_words,
    series_words,
    time_words,
    when,
    with_partners,
)


def paper(person: Any, code: str) -> dict[str, Any]:
    """What the papers of one session need. Raises Http404."""
    session = visible_session(person, code)
    know_raised(person, [session])
    return on_paper(session)


def for_papers() -> list[Prefetch | str]:
    """What ``on_paper`` reads of many sessions, for ``prefetch_related``: four queries for all of
    them.
    """
    return [
        Prefetch(
            "attendance", Attendance.objects.select_related("person", "approved_by", "group__unit")
        ),
        Prefetch("speeches", Speech.objects.select_related("person")),
        "guests",
        with_partners(),
    ]


def know_names(sessions: Iterable[StudySession]) -> None:
    """For ``on_paper``: names of those whom the papers that went out name. One query for all of
    these sessions, none where nothing went out.
    """
    sessions = list(sessions)
    names = _names_of(set().union(*(_people_named(session) for session in sessions)))
    for session in sessions:
        session.__dict__["names"] = names


def know_raised(person: Any, sessions: Iterable[StudySession]) -> None:
    """For ``on_paper``: what was raised at these sessions, in the order in which it was, veiled for
    the reader. One query for all of them, and one for what the reader may know of.
    """
    raised: dict[str, list[Raised]] = {session.pk: [] for session in sessions}
    notes = Raised.objects.filter(session__in=list(raised)).order_by("at", "pk")
    for note in veil(person, list(notes.select_related("thing", "unit", "guest", "person"))):
        raised[note.session_id].append(note)
    for session in sessions:
        session.__dict__["raised_on_paper"] = raised[session.pk]


def _people_named(session: StudySession) -> set[str]:
    """Keys of all whom the papers of a session named when they went out."""
    standings = filter(None, (session.standing(sheet) for sheet in Sheet))
    return set(chain.from_iterable(standing.people for standing in standings))


def _names_of(keys: set[str]) -> dict[str, str]:
    return dict(Person.objects.filter(pk__in=keys).values_list("pk", "name")) if keys else {}


def _names_on_paper(session: StudySession, lines: Iterable[Any]) -> dict[str, str]:
    """Asked for are those alone who stand in none of these lines any more."""
    at_hand = _names_at_hand(session, lines)
    if "names" in session.__dict__:
        return session.__dict__["names"] | at_hand
    return _names_of(_people_named(session) - at_hand.keys()) | at_hand


def on_paper(session: StudySession) -> dict[str, Any]:
    """A session in words, for its papers (``papers.py``); ``notice`` and ``agenda`` as they went
    out, else as they would now. Asks nothing where ``for_papers`` was fetched, ``know_names`` was
    called and attendance is taken; what was raised is told of sessions for which ``know_raised``
    was.
    """
    if "attendance" not in getattr(session, "_prefetched_objects_cache", {}):
        prefetch_related_objects([session], *for_papers())
    seats, expected = seats_of(session)
    guests, speeches = session.guests.all(), session.speeches.all()
    now = standing_now(session, seats, expected, guests, speeches)
    names = _names_on_paper(session, [*seats, *expected, *speeches])
    words = {guest.pk: guest_words(guest) for guest in guests}
    sheets = {str(sheet): session.standing(sheet) or now for sheet in Sheet}
    return {
        "session": session,
        "heading": heading(session),
        "seats": seats,
        "expected": expected,
        "rate": rules.attendance_rate(as_seats(seats)),
        "with_make_ups": rules.attendance_rate(as_seats(seats), with_make_ups=True),
        "kind_word": dict(kinds(session.day)).get(session.kind, session.kind),
        "speakers": [
            {"name": speech.person.name, "kind": speech.get_kind_display(), "line": speech}
            for speech in speeches
        ],
        "guests": list(words.values()),
        "series": (
            series_words(session.series.name, session.series_numbers)
            if session.series is not None
            else ""
        ),
        "raised": session.__dict__.get("raised_on_paper", []),
        "when": when(session),
        "when_in_full": when(session, year=True),
        "where": place_words(session.place, session.place_kind),
        **{sheet: _in_words(standing, names, words) for sheet, standing in sheets.items()},
    }


def _names_at_hand(session: StudySession, lines: Iterable[Any]) -> dict[str, str]:
    chair = {session.chair.pk: session.chair.name} if session.chair else {}
    return chair | {line.person_id: line.person.name for line in lines}


def _in_words(standing: Standing, names: dict[str, str], guests: dict[int, str]) -> SheetWords:
    """Whoever is not on record at all any more (an import that was undone) is left out."""
    day = dt.date.fromisoformat(standing.day)
    begins = dt.time.fromisoformat(standing.begins) if standing.begins else None
    return SheetWords(
        issued_on=dt.date.fromisoformat(standing.issued_on) if standing.issued_on else None,
        group=standing.group,
        number=standing.number,
        topic=standing.topic,
        title=standing.title,
        day=day,
        when=time_words(day, begins),
        where=place_words(standing.place, standing.place_kind),
        chair=names.get(standing.chair, ""),
        series=series_words(standing.series, standing.series_numbers) if standing.series else "",
        together=standing.together,
        expected=[names[key] for key in standing.expected if key in names],
        guests=[guests[key] for key in standing.guests if key in guests],
        agenda=[
            {"kind": item.word, "title": item.title} for item in rules.agenda_of(standing.agenda)
        ],
        materials=standing.materials,
        question=standing.question,
        speakers=_speakers(standing, names),
    )


def _speakers(standing: Standing, names: dict[str, str]) -> list[tuple[str, str]]:
    words = dict(rules.SpeechKind.choices)
    known = [(key, kind) for key, kind in standing.speakers if key in names]
    return [(names[key], str(words.get(kind, kind))) for key, kind in known]
