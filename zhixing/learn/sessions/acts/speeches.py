"""Who spoke, and who came from outside."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.act import act, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.spine.groups.queries import people_of
from zhixing.foundation.spine.people.models import Person

from .. import may
from ..models import Guest, Speech, StudySession
from ..refusals import Refused
from ..rules import (
    AHEAD,
    GuestKind,
    SpeechKind,
    State,
)
from .checks import stays


@act(
    "speech.added",
    label=_("Add a speech"),
    says=_("added a speech: %(kind)s"),
    tells={"kind": SpeechKind},
    on=StudySession,
    may=may.SPEAKS,
    moves=stays(*AHEAD, State.HELD),
)
def add_speech(
    actor: Actor,
    session: StudySession,
    *,
    person: Person,
    kind: str,
    q1: str = "",
    q2: str = "",
    q3: str = "",
    q4: str = "",
    text: str = "",
) -> Speech:
    """The secretary types it, or members their own outline: the four questions (治学四问)."""
    _check_own_speech(actor, session, person)
    if not people_of(session.groups, session.day).filter(pk=person.pk).exists():
        raise Refused.SPEAKER_STRANGER("person")
    if Speech.objects.filter(session=session, person=person, kind=kind).exists():
        raise Refused.SPEECH_DOUBLE("person")
    speech = Speech.objects.create(
        session=session,
        person=person,
        kind=SpeechKind(kind),
        q1=q1.strip(),
        q2=q2.strip(),
        q3=q3.strip(),
        q4=q4.strip(),
        text=text.strip(),
    )
    tell(person=person, kind=str(SpeechKind(kind)), speech=speech.pk)
    return speech


@act(
    "speech.corrected",
    label=_("Correct a speech"),
    says=_("corrected a speech"),
    on=StudySession,
    may=may.SPEAKS,
    moves=stays(*AHEAD, State.HELD),
)
def correct_speech(
    actor: Actor,
    session: StudySession,
    *,
    speech: Speech,
    q1: str = "",
    q2: str = "",
    q3: str = "",
    q4: str = "",
    text: str = "",
) -> Speech:
    """The outline was wrong or goes on; what it said before stays in the record."""
    if speech.session_id != session.pk:
        raise Refused.SPEECH_ELSEWHERE("speech")
    _check_own_speech(actor, session, speech.person)
    texts = {
        "q1": q1.strip(),
        "q2": q2.strip(),
        "q3": q3.strip(),
        "q4": q4.strip(),
        "text": text.strip(),
    }
    tell(
        speech=speech.pk,
        before={
            name: getattr(speech, name)
            for name, words in texts.items()
            if getattr(speech, name) != words
        },
    )
    for name, words in texts.items():
        setattr(speech, name, words)
    speech.save(update_fields=list(texts))
    return speech


def _check_own_speech(actor: Actor, session: StudySession, person: Person) -> None:
    if actor.pk != person.pk and not may.KEEPS.allows(actor, session):
        raise Refused.SPEECH_NOT_OWN()


@act(
    "guest.added",
    label=_("Add a guest"),
    says=_("added a guest (%(kind)s)"),
    tells={"kind": GuestKind},
    on=StudySession,
    may=may.KEEPS,
    moves=stays(*AHEAD, State.HELD),
)
def add_guest(
    actor: Actor,
    session: StudySession,
    *,
    name: str,
    kind: str,
    organisation: str = "",
    filing: str = "",
) -> Guest:
    """Somebody from outside: enterprise, project owner, resident, lecturer (whose lecture is on
    file under a number).
    """
    guest = Guest.objects.create(
        session=session,
        name=name.strip(),
        kind=GuestKind(kind),
        organisation=organisation.strip(),
        filing=filing.strip(),
    )
    tell(kind=str(guest.kind), guest=guest.pk)
    return guest
