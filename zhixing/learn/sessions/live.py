"""The live page of a session: what it is drawn from, and what it is told again when the session has
changed. Rules and acts are those of the room.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypedDict

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.kits.outbox import store
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import Act
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.models import Party
from zhixing.foundation.machinery.things.parts import Crumb
from zhixing.foundation.machinery.things.veil import veil
from zhixing.foundation.spine.groups.queries import people_of
from zhixing.foundation.spine.people.models import Person
from zhixing.learn.sessions.forms.raised import LONGEST
from zhixing.ui.words import datewords

from ..plans.models import PlanLine
from ..plans.rules import State as Plan
from . import acts, queries, rules
from .forms import TakeAttendanceForm
from .may import KEEPS
from .models import Raised, Speech, StudySession
from .rules import QUESTIONS, Kind, RaisedKind, SpeechKind, State

OPEN = (acts.hold_session, acts.take_attendance, acts.add_speech, acts.note_raised, acts.add_guest)


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


def expected_speakers(
    session: StudySession, member_ids: Iterable[str] | None = None
) -> list[tuple[str, str]]:
    """Who is expected to speak, as (person, kind): whoever has claimed the topic gives the keynote,
    the key speakers of the plan follow. Only those who are in the group (in joint study, in one of
    the groups) on the day (``member_ids``: their ids, where they are known).
    """
    if member_ids is None:
        member_ids = people_of(session.groups, session.day).values_list("pk", flat=True)
    members = set(member_ids)
    keynotes = [person for person in dict.fromkeys(_claimers(session)) if person in members]
    others = members - set(keynotes)
    speakers = [person for person in dict.fromkeys(_named_speakers(session)) if person in others]
    return [
        *((person, str(SpeechKind.KEYNOTE)) for person in keynotes),
        *((person, str(SpeechKind.KEY)) for person in speakers),
    ]


def _claimers(session: StudySession) -> Iterable[str]:
    """Whose claim of the topic is confirmed, the first first."""
    claims = Party.objects.filter(
        thing__kind="claim",
        thing__state="confirmed",
        thing__group__in=[group.pk for group in session.groups],
        thing__topic=session.topic_id,
    )
    return claims.order_by("thing__made_at").values_list("person", flat=True)


def _named_speakers(session: StudySession) -> Iterable[str]:
    """Whom the plans in force name for the topic."""
    lines = PlanLine.objects.filter(
        plan__group__in=[group.pk for group in session.groups],
        plan__year=session.year,
        plan__state=Plan.IN_FORCE,
        topic=session.topic_id,
    )
    return lines.order_by("pk").values_list("speakers", flat=True)


class Roll(TypedDict):
    """The sheet of the attendance with its lines, or what was taken."""

    roll: TakeAttendanceForm | None
    expected: list[Any]
    seats: list[Any]


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
