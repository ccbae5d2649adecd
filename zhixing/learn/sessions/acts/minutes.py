"""The minutes, from the text of the secretary to the sign-off of the leader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.errors import Refusal
from zhixing.foundation.machinery.may import Where
from zhixing.foundation.machinery.refusals import Common
from zhixing.foundation.spine.people.models import Person

from .. import may
from ..models import StudySession
from ..refusals import Refused
from ..rules import (
    MISSING_WORDS,
    SpeechKind,
    State,
    missing_to_count,
)
from .checks import stays


def _will_not_count(session: StudySession) -> Refusal | None:
    """What will keep the session from counting once it is signed, and how it is mended before."""
    discussed = session.speeches.filter(kind=SpeechKind.DISCUSSION).exists()
    gaps = missing_to_count(state=State.SIGNED, category=session.category, discussed=discussed)
    if not gaps:
        return None
    words = " ".join(str(MISSING_WORDS[gap]) for gap in gaps)
    if gaps == ("category",):
        return Refused.SESSION_UNCATEGORISED(mend="categorise_session", what=words)
    if session.state == State.MINUTED:
        return Refused.MINUTES_UNCOUNTED(mend="return_minutes", what=words)
    return Refused.SESSION_UNCOUNTED(mend="add_speech", what=words)


@act(
    "minutes.written",
    label=_("Write the minutes"),
    says=_("wrote the minutes"),
    on=StudySession,
    may=may.KEEPS,
    moves={State.HELD: State.MINUTED, State.MINUTED: State.MINUTED},
    when=Where(attendance_on__isnull=False),
    asks=may.PREPARES & Where(state=State.HELD),
    warns=_will_not_count,
)
def write_minutes(actor: Person, session: StudySession, *, minutes: str) -> StudySession:
    """学习记录: the secretary starts from the draft built from the record, and answers for the
    text.
    """
    if not minutes.strip():
        raise Refused.MINUTES_EMPTY("minutes")
    session.minutes, session.minutes_by, session.minutes_on = minutes.strip(), actor, clock.today()
    return session


@act(
    "minutes.returned",
    label=_("Give the minutes back"),
    says=_("gave the minutes back"),
    on=StudySession,
    may=may.LEADS,
    moves={State.MINUTED: State.HELD},
)
def return_minutes(actor: Actor, session: StudySession, *, reason: str) -> StudySession:
    """The leader wants them changed."""
    return session


@act(
    "session.signed",
    label=_("Sign off"),
    says=_("signed the minutes off"),
    on=StudySession,
    may=may.LEADS,
    moves={State.MINUTED: State.SIGNED},
    asks=True,
    warns=_will_not_count,
)
def sign_session(actor: Actor, session: StudySession) -> StudySession:
    """组长审签. From now on the record stands; whether it counts is said on its page
    (``rules.counts``).
    """
    session.signed_on = clock.today()
    return session


@act(
    "minutes.amended",
    label=_("Correct the signed minutes"),
    says=_("corrected the signed minutes and signed them off again"),
    on=StudySession,
    may=may.LEADS,
    moves=stays(State.SIGNED),
)
def amend_minutes(
    actor: Actor, session: StudySession, *, minutes: str, reason: str
) -> StudySession:
    """更正: what is signed off stands, unless the leader corrects it and says why. Both texts stay
    on record, and the day of the sign-off is that of the corrected text.
    """
    if not minutes.strip():
        raise Refused.MINUTES_EMPTY("minutes")
    if minutes.strip() == session.minutes:
        raise Refused.MINUTES_SAME("minutes")
    if not reason.strip():
        raise Common.REASON_MISSING("reason")
    session.minutes, session.signed_on = minutes.replace("\r\n", "\n").strip(), clock.today()
    return session
