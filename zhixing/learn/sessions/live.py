"""The live page of a session: what it is drawn from, and what it is told again when the session has
changed. Rules and acts are those of the room.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.kits.outbox import store
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.things.models import Party
from zhixing.foundation.machinery.things.veil import veil
from zhixing.foundation.spine.groups.queries import people_of
from zhixing.ui.words import datewords

from ..plans.models import PlanLine
from ..plans.rules import State as Plan
from . import acts, queries, rules
from .forms import NoteRaisedForm, TakeAttendanceForm
from .may import KEEPS
from .models import StudySession
from .rules import QUESTIONS, Kind, RaisedKind, SpeechKind, State

OPEN = (acts.hold_session, acts.take_attendance, acts.add_speech, acts.note_raised, acts.add_guest)


def state(person: Any, session: StudySession) -> dict[str, Any]:
    """What acts have put on record by now: attendance, speeches, what was noted, guests; and which
    acts are open.
    """
    seats = queries.seats_of(session)[0] if session.attendance_on is not None else []
    rate = rules.attendance_rate(queries.as_seats(seats))
    speeches = session.speeches.select_related("person")
    raised = veil(person, list(session.raised.select_related("thing", "guest", "person")))
    return {
        "state": str(session.state),
        "state_word": str(session.state_word(session.state)),
        "tone": session.tone,
        "open": [act.name for act in OPEN if act.is_open(person, session)],
        "taken": {
            seat.person_id: {
                "word": str(seat.word),
                "tone": seat.tone,
                "why": str(seat.get_reason_display()),
            }
            for seat in seats
        },
        "rate": [rate.numerator, rate.denominator],
        "speeches": [
            {
                "pk": speech.pk,
                "slot": f"{speech.person_id}-{speech.kind}",
                "name": speech.person.name,
                "kind": str(speech.get_kind_display()),
                "said": (
                    {name: getattr(speech, name) for name, _word, _help in QUESTIONS}
                    | {"text": speech.text}
                ),
            }
            for speech in speeches
        ],
        "caught": [
            {
                "text": note.text,
                "kind": str(note.get_kind_display()),
                "who": note.who,
                "at": timezone.localtime(note.at).strftime("%H:%M"),
                "url": note.thing.url if note.thing else "",
                "state": str(note.thing.state_word) if note.thing else "",
            }
            for note in raised
        ],
        "guests": [{"pk": guest.pk, "name": guest.name} for guest in session.guests.all()],
    }


def expected_speakers(
    session: StudySession, member_ids: Iterable[str] | None = None
) -> list[tuple[str, str]]:
    """Who is expected to speak, as (person, kind): whoever has claimed the topic gives the keynote,
    the key speakers of the plan follow. Only those who are in the group (in joint study, in one of
    the groups) on the day (``member_ids``: their ids, where they are known).
    """
    groups = [group.pk for group in session.groups]
    claimed = (
        Party.objects.filter(
            thing__kind="claim",
            thing__state="confirmed",
            thing__group__in=groups,
            thing__topic=session.topic_id,
        )
        .order_by("thing__made_at")
        .values_list("person", flat=True)
    )
    named = (
        PlanLine.objects.filter(
            plan__group__in=groups,
            plan__year=session.year,
            plan__state=Plan.IN_FORCE,
            topic=session.topic_id,
        )
        .order_by("pk")
        .values_list("speakers", flat=True)
    )
    member_ids = set(
        people_of(session.groups, session.day).values_list("pk", flat=True)
        if member_ids is None
        else member_ids
    )
    keynotes = [person for person in dict.fromkeys(claimed) if person in member_ids]
    others = [
        person for person in dict.fromkeys(named) if person in member_ids and person not in keynotes
    ]
    return [
        *((person, str(SpeechKind.KEYNOTE)) for person in keynotes),
        *((person, str(SpeechKind.KEY)) for person in others),
    ]


def live_page(person: Any, code: str) -> dict[str, Any]:
    """The page. Raises Http404 for whoever does not keep this session."""
    rows = (
        StudySession.objects.visible_to(person)
        .filter(KEEPS.q(person))
        .select_related("thing", "unit", "group", "topic")
    )
    session = get_object_or_404(rows, pk=code)
    members = list(people_of(session.groups, session.day))
    people = [{"pk": member.pk, "name": member.name} for member in members]
    now = state(person, session)
    entries, serial = store.snapshot(code)
    roll = (
        TakeAttendanceForm(person=person, row=session, auto_id="roll_%s")
        if session.attendance_on is None
        else None
    )
    if roll is not None:
        roll.offer(members)
    data = {
        "code": code,
        "serial": serial,
        "version": session.thing.version,
        "entries": entries,
        "state": now,
        "people": people,
        "me": person.pk,
        "sheet": reverse("outbox:sheet", args=[code]),
        "to_speak": (
            [
                f"{person}-{kind}"
                for person, kind in expected_speakers(session, [member.pk for member in members])
            ]
            if session.state in (*rules.AHEAD, State.HELD)
            else []
        ),
        "kinds": dict((str(kind), str(word)) for kind, word in SpeechKind.choices),
        "acts": {
            act.name: {
                "api": reverse("api:act", args=[code, act.name]),
                "page": reverse("act", args=[code, act.name]),
            }
            for act in (*OPEN, acts.correct_speech)
        },
        "login": f"{reverse('login')}?next={reverse('sessions:live', args=[code])}",
    }
    return {
        "title": queries.heading(session),
        "code": code,
        "session": session,
        "url": session.url,
        "state_word": now["state_word"],
        "tone": now["tone"],
        "crumbs": [
            {"label": pgettext("wing", "Learn"), "url": ""},
            {"label": _("Study sessions"), "url": reverse("sessions:list")},
            {"label": code, "url": session.url},
            {"label": _("Live page"), "url": ""},
        ],
        "note": f"{queries.when(session)} · {session.topic.title}",
        "data": json.dumps(data, ensure_ascii=False),
        "roll": roll,
        "expected": roll.lines() if roll is not None else [],
        "seats": queries.seats_of(session)[0] if roll is None else [],
        "can_hold": session.state == State.NOTICED and session.day <= clock.today(),
        "early": session.state in rules.AHEAD and session.day > clock.today(),
        "day": datewords(session.day),
        "ahead": session.state in rules.AHEAD,
        "over": session.state in (State.MINUTED, State.SIGNED, State.CANCELLED),
        "people": people,
        "guests": now["guests"],
        "questions": QUESTIONS,
        "speech_kinds": SpeechKind.choices,
        "raised_kinds": [
            choice
            for choice in RaisedKind.choices
            if session.kind == Kind.SPECIAL or choice[0] != RaisedKind.OUTCOME
        ],
        "longest": NoteRaisedForm.base_fields["text"].max_length,
        "acts": data["acts"],
    }
