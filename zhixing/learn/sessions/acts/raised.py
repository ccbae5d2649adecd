"""What was raised at a session, and what it became."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.links.models import Link, Type, link
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.quoting import quoting
from zhixing.foundation.spine.orgs.models import Unit
from zhixing.foundation.spine.people.models import Person

from .. import may
from ..models import Guest, Raised, StudySession
from ..refusals import Refused
from ..rules import (
    HAPPENED,
    Kind,
    Part,
    RaisedKind,
    State,
)
from .checks import stays


@act(
    "raised.noted",
    label=_("Note what was raised"),
    says=_("noted what was raised: “%(text)s”"),
    on=StudySession,
    may=may.KEEPS,
    moves=stays(State.HELD, State.MINUTED),
)
def note_raised(
    actor: Actor,
    session: StudySession,
    *,
    kind: str,
    text: str,
    said_by: str = "",
    guest: Guest | None = None,
    person: Person | None = None,
    part: str = "",
    unit: Unit | None = None,
    due: dt.date | None = None,
    about: Thing | None = None,
) -> Raised:
    """A guest or member raised something: it becomes a problem draft, a measure or a task, tied to
    this session by the loop. A special meeting also decides on institutional outcomes (制度性成果);
    ``about`` is the result it was said about, one of those that were brought.
    """
    _check_kind(session, kind)
    _check_about(session, about)
    if not text.strip():
        raise Refused.RAISED_EMPTY("text")
    if guest is not None and guest.session_id != session.pk:
        raise Refused.GUEST_ELSEWHERE("guest")
    if due is not None and due < session.day:
        raise Refused.DUE_BEFORE("due")
    raised = Raised.objects.create(
        session=session,
        kind=RaisedKind(kind),
        text=text.strip(),
        said_by=said_by.strip(),
        guest=guest,
        person=person,
        part=Part(part) if part else "",
        unit=unit,
        due=due,
        at=clock.now(),
        about=about,
    )
    tell(raised=raised.pk, kind=str(raised.kind), text=raised.text, unit=unit, due=due)
    return raised


def _check_kind(session: StudySession, kind: str) -> None:
    if kind == RaisedKind.OUTCOME and session.kind != Kind.SPECIAL:
        raise Refused.RAISED_OUTCOME("kind")


def _check_about(session: StudySession, about: Thing | None) -> None:
    """A result that something is said about was brought to the meeting."""
    if about is None:
        return
    brought = Link.objects.filter(later=session.pk, type=Type.TAKES_UP, earlier=about.pk)
    if not brought.exists():
        raise Refused.ABOUT_ELSEWHERE("about")


@act(
    "raised.tied",
    label=_("Tie what was raised"),
    says=_("made what was raised %(code)s"),
    on=StudySession,
    may=may.FOLLOWS_UP,
    moves=stays(*HAPPENED),
    inner_only=True,
)
def tie_raised(actor: Actor, session: StudySession, *, raised: int, thing: Thing) -> StudySession:
    """Called by the loop when the problem, measure or task is made: the note shows what became of
    it.
    """
    Raised.objects.filter(session=session, pk=raised).update(thing=thing)
    about = Thing.objects.filter(
        pk__in=Raised.objects.filter(session=session, pk=raised, about__isnull=False).values(
            "about"
        )
    ).first()
    # what was brought and decided on is tied to the meeting already
    if about is None or about.pk != thing.pk:
        link(thing, Type.RAISED_AT, session)
        if about is not None:
            link(thing, Type.COMES_FROM, about)
    tell(raised=raised, code=quoting(thing, by_code=True))
    return session
