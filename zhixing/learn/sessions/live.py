"""The live page of a session: what it is drawn from, and what it is told again when the session has
changed. Rules and acts are those of the room.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, TypedDict

from django.forms import BoundField
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.kits.outbox import store
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import Act
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.parts import Crumb
from zhixing.foundation.machinery.things.veil import veil
from zhixing.foundation.spine.groups.queries import people_of
from zhixing.foundation.spine.people.models import Person
from zhixing.learn.sessions.forms.raised import LONGEST
from zhixing.ui.words import datewords

from . import acts, queries, rules
from .expected import expected_speakers
from .forms import TakeAttendanceForm
from .forms.parts import WritePartForm
from .may import KEEPS
from .models import Raised, Speech, StudySession
from .rules import QUESTIONS, Kind, Part, RaisedKind, SpeechKind, State, report_column

OPEN = (
    acts.hold_session,
    acts.take_attendance,
    acts.write_part,
    acts.add_speech,
    acts.note_raised,
    acts.add_guest,
)


def state(person: Actor, session: StudySession) -> dict[str, Any]:
    """What acts have put on record by now: attendance, speeches, what was noted, guests; and which
    acts are open.
    """
    seats = queries.seats_of(session)[0] if session.attendance_on is not None else []
    rate = rules.attendance_rate(queries.as_seats(seats))
    raised = veil(person, list(session.raised.select_related("thing", "guest", "person")))
    return {
        "state": str(session.state),
        "state_word": str(session.state_word(session.state)),
        "tone": session.tone,
        "open": [act.name for act in OPEN if act.is_open(person, session)],
        "taken": {seat.person_id: _taken(seat) for seat in seats},
        "rate": [rate.numerator, rate.denominator],
        "speeches": [_spoken(speech) for speech in session.speeches.select_related("person")],
        "parts": {
            str(part): report_column(report) for part, report in session.part_reports.items()
        },
        "caught": [_caught(note) for note in raised],
        "guests": [{"pk": guest.pk, "name": guest.name} for guest in session.guests.all()],
    }


def _taken(seat: Any) -> dict[str, str]:
    return {"word": str(seat.word), "tone": seat.tone, "why": str(seat.get_reason_display())}


def _spoken(speech: Speech) -> dict[str, Any]:
    texts = {name: getattr(speech, name) for name, _word, _help in QUESTIONS}
    return {
        "pk": speech.pk,
        "slot": f"{speech.person_id}-{speech.kind}",
        "name": speech.person.name,
        "kind": str(speech.get_kind_display()),
        "said": texts | {"text": speech.text},
    }


def _caught(note: Raised) -> dict[str, str]:
    return {
        "text": note.text,
        "kind": str(note.get_kind_display()),
        "who": note.who,
        "at": timezone.localtime(note.at).strftime("%H:%M"),
        "url": note.thing.url if note.thing else "",
        "state": str(note.thing.state_word) if note.thing else "",
    }


class Roll(TypedDict):
    """The sheet of the attendance with its lines, or what was taken."""

    roll: TakeAttendanceForm | None
    expected: list[Any]
    seats: list[Any]


@dataclass(frozen=True)
class PartLine:
    """A field of a part, and where on the shared sheet it is kept."""

    field: BoundField
    sheet: str


@dataclass(frozen=True)
class PartSheet:
    """One of the three parts to be written: what is always asked, and what may be."""

    code: str
    word: str
    lines: list[PartLine]
    more: list[PartLine]


class Times(TypedDict):
    """Where the session stands on the way from the notice to the minutes."""

    can_hold: bool
    early: bool
    ahead: bool
    over: bool


@dataclass(frozen=True, kw_only=True)
class LivePage:
    """The page of a session while it takes place; ``data``: what its scripts start from (JSON)."""

    title: str
    state_word: str
    tone: str
    crumbs: list[Crumb]
    session: StudySession
    url: str
    note: str
    data: str
    day: str
    people: list[dict[str, str]]
    guests: list[dict[str, Any]]
    acts: dict[str, dict[str, str]]
    roll: TakeAttendanceForm | None
    expected: list[Any]
    seats: list[Any]
    can_hold: bool
    early: bool
    ahead: bool
    over: bool
    raised_kinds: list[tuple[str, Any]]  # code, word
    parts: list[PartSheet]
    longest: int
    questions: Any = QUESTIONS
    speech_kinds: Any = field(default_factory=lambda: SpeechKind.choices)


def live_page(person: Actor, code: str) -> LivePage:
    """The page. Raises Http404 for whoever does not keep this session."""
    rows = (
        StudySession.objects.visible_to(person)
        .filter(KEEPS.q(person))
        .select_related("thing", "unit", "group", "topic")
    )
    session = get_object_or_404(rows, pk=code)
    members = list(people_of(session.groups, session.day))
    data = _script_data(person, session, members)
    now = data["state"]
    return LivePage(
        title=queries.heading(session),
        state_word=now["state_word"],
        tone=now["tone"],
        crumbs=_crumbs(session),
        session=session,
        url=session.url,
        note=f"{queries.when(session)} · {session.topic.title}",
        data=json.dumps(data, ensure_ascii=False),
        day=datewords(session.day),
        people=data["people"],
        guests=now["guests"],
        acts=data["acts"],
        longest=LONGEST,
        raised_kinds=_raised_kinds(session),
        parts=_parts(person, session),
        **_roll(person, session, members),
        **_times(session),
    )


def _crumbs(session: StudySession) -> list[Crumb]:
    return [
        Crumb(pgettext("wing", "Learn")),
        Crumb(_("Study sessions"), reverse("sessions:list")),
        Crumb(session.pk, session.url),
        Crumb(_("Live page")),
    ]


def _roll(person: Actor, session: StudySession, members: list[Person]) -> Roll:
    """The sheet of the attendance, or what was taken."""
    if session.attendance_on is not None:
        return {"roll": None, "expected": [], "seats": queries.seats_of(session)[0]}
    roll = TakeAttendanceForm(person=person, row=session, auto_id="roll_%s")
    roll.offer_people(members)
    return {"roll": roll, "expected": roll.lines(), "seats": []}


def _parts(person: Actor, session: StudySession) -> list[PartSheet]:
    """The three parts of a session that has them, while they may be written."""
    if session.kind != Kind.THREE_PART or not acts.write_part.is_open(person, session):
        return []
    return [_part_sheet(person, session, part) for part in Part]


def _part_sheet(person: Actor, session: StudySession, part: Part) -> PartSheet:
    form = WritePartForm(
        person=person, row=session, initial={"part": part}, auto_id=f"part_{part}_%s"
    )

    def lines(*names: str) -> list[PartLine]:
        return [PartLine(form[name], f"part.{part}.{name}") for name in names]

    asked, more = ("what", "result"), ("place", "begins", "place_kind", "people")
    return PartSheet(str(part), str(part.label), lines(*asked), lines(*more))


def _times(session: StudySession) -> Times:
    """Where it stands on the way from the notice to the minutes."""
    ahead, come = session.state in rules.AHEAD, session.day <= clock.today()
    return {
        "can_hold": session.state == State.NOTICED and come,
        "early": ahead and not come,
        "ahead": ahead,
        "over": session.state in (State.MINUTED, State.SIGNED, State.CANCELLED),
    }


def _raised_kinds(session: StudySession) -> list[tuple[str, Any]]:
    """Of what kind a note can be; an outcome is noted at a special meeting alone."""
    special = session.kind == Kind.SPECIAL
    return [choice for choice in RaisedKind.choices if special or choice[0] != RaisedKind.OUTCOME]


def _script_data(person: Actor, session: StudySession, members: list[Person]) -> dict[str, Any]:
    """What the scripts of the page start from."""
    code = session.pk
    now = state(person, session)
    entries, serial = store.snapshot(code)
    return {
        "code": code,
        "serial": serial,
        "version": session.thing.version,
        "entries": entries,
        "state": now,
        "people": [{"pk": member.pk, "name": member.name} for member in members],
        "me": person.pk,
        "sheet": reverse("outbox:sheet", args=[code]),
        "to_speak": _slots(session, members),
        "kinds": {str(kind): str(word) for kind, word in SpeechKind.choices},
        "acts": {act.name: _addresses(code, act) for act in (*OPEN, acts.correct_speech)},
        "login": f"{reverse('login')}?next={reverse('sessions:live', args=[code])}",
    }


def _slots(session: StudySession, members: list[Person]) -> list[str]:
    """Outlines that stand open for those who are expected to speak, while they still may."""
    if session.state not in (*rules.AHEAD, State.HELD):
        return []
    speakers = expected_speakers(session, [member.pk for member in members])
    return [f"{person}-{kind}" for person, kind in speakers]


def _addresses(code: str, act: Act) -> dict[str, str]:
    args = [code, act.name]
    return {"api": reverse("api:act", args=args), "page": reverse("act", args=args)}
