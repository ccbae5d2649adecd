"""What notice and agenda would say now, and what they said when they went out."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from zhixing.foundation.spine.groups.models import Membership
from zhixing.ui.words import comma, shortdate

from ..models import Attendance, Guest, Speech, StudySession
from ..rules import State, Status
from ..standing import Sheet, Standing, differing_parts
from .roll import seats_of


def notice_now(session: StudySession) -> Standing:
    """What the notice would say if it were issued now."""
    seats, expected = seats_of(session)
    guests, speeches = Guest.objects.filter(session=session), Speech.objects.filter(session=session)
    return standing_now(session, seats, expected, guests, speeches)


def agenda_now(session: StudySession) -> Standing:
    """What the agenda would say: it names who speaks, not who is expected."""
    return standing_now(session, (), (), (), Speech.objects.filter(session=session))


def standing_now(
    session: StudySession,
    seats: Iterable[Attendance],
    expected: Iterable[Membership],
    guests: Iterable[Guest],
    speeches: Iterable[Speech],
) -> Standing:
    groups = session.groups
    people: Iterable[Attendance | Membership] = expected or [
        seat for seat in seats if seat.status != Status.ATTENDING
    ]
    return Standing(
        issued_on=session.notice_on.isoformat() if session.notice_on else "",
        group=session.group.name,
        number=session.number,
        topic=session.topic.title,
        title=session.title,
        day=session.day.isoformat(),
        begins=session.begins.strftime("%H:%M") if session.begins else "",
        place=session.place,
        place_kind=str(session.place_kind),
        chair=session.chair_id or "",
        series=session.series.name if session.series is not None else "",
        series_numbers=list(session.series_numbers),
        together=[group.unit.name for group in groups] if len(groups) > 1 else [],
        expected=[line.person_id for line in people],
        guests=[guest.pk for guest in guests],
        agenda=[{"kind": item.kind, "title": item.title} for item in session.agenda_items],
        materials=list(session.materials),
        question=session.question,
        speakers=[[speech.person_id, str(speech.kind)] for speech in speeches],
    )


def would_repeat(session: StudySession, now: Standing | None = None) -> bool:
    """Whether a new notice would say what the one that is out says. ``now``: what it would say,
    where that is known. Where it was not kept what went out, nobody knows, and it may go again.
    """
    then = session.standing(Sheet.NOTICE)
    return then is not None and not differing_parts(then, now or notice_now(session))


def outdated_words(session: StudySession, now: Standing) -> str:
    """The sentence on the page while a new notice would still reach everybody."""
    then = session.standing(Sheet.NOTICE)
    parts = differing_parts(then, now) if then is not None else []
    if not parts or session.state != State.NOTICED:
        return ""
    return _(
        "The notice of %(day)s says otherwise than this page: %(parts)s. "
        "It stands as it was issued; issue a new one if everybody is to know."
    ) % {"day": shortdate(session.notice_on), "parts": comma().join(parts)}
