"""The draft of the minutes."""

from __future__ import annotations

from zhixing.foundation.kits.documents.official import in_county_language
from zhixing.ui.words import shortdate

from .. import rules
from ..models import StudySession
from ..rules import Status
from .roll import seats_of
from .words import kinds, when


@in_county_language()
def draft_of_minutes(session: StudySession) -> str:
    """What the secretary starts from, in the language of the county's papers."""
    return rules.minutes_draft(minutes_facts(session))


def minutes_facts(session: StudySession) -> rules.Facts:
    """The record in words, for the draft of the minutes."""
    seats, _expected = seats_of(session)
    return rules.Facts(
        groups=[group.unit.name for group in session.groups] if len(session.groups) > 1 else [],
        number=session.number,
        title=session.title,
        when=when(session, year=True),
        place=session.place,
        chair=session.chair.name if session.chair else "",
        form=dict(kinds(session.day)).get(session.kind, ""),
        present=[seat.person.name for seat in seats if seat.status == Status.PRESENT],
        absent=[
            (seat.person.name, seat.get_reason_display() or str(seat.word))
            for seat in seats
            if rules.owes(seat.status)
        ],
        attending=[seat.person.name for seat in seats if seat.status == Status.ATTENDING],
        guests=[(guest.name, guest.organisation) for guest in session.guests.all()],
        agenda=[(item.word, item.title) for item in session.agenda_items],
        parts=[
            (str(part.label), report.place, report.result or report.what)
            for part, report in session.part_reports.items()
            if report
        ],
        speeches=[
            (speech.person.name, str(speech.get_kind_display()), [*speech.answers, speech.text])
            for speech in session.speeches.select_related("person")
        ],
        raised=[
            (
                str(note.get_kind_display()),
                note.text,
                note.unit.name if note.unit_id else "",
                shortdate(note.due) if note.due else "",
            )
            for note in reversed(session.raised.select_related("unit"))
        ],
    )
