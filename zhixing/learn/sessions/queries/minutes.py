"""The draft of the minutes."""

from __future__ import annotations

from zhixing.foundation.kits.documents.official import in_county_language
from zhixing.ui.words import shortdate

from .. import rules
from ..models import Raised, Speech, StudySession
from .words import kinds, when


@in_county_language()
def draft_of_minutes(session: StudySession) -> str:
    """What the secretary starts from, in the language of the county's papers."""
    return rules.minutes_draft(minutes_facts(session))


def minutes_facts(session: StudySession) -> rules.Facts:
    """The record in words, for the draft of the minutes."""
    speeches = session.speeches.select_related("person")
    raised = reversed(session.raised.select_related("unit"))
    return rules.Facts(
        groups=[group.unit.name for group in session.groups] if len(session.groups) > 1 else [],
        number=session.number,
        title=session.title,
        when=when(session, year=True),
        place=session.place,
        chair=session.chair.name if session.chair else "",
        form=dict(kinds(session.day)).get(session.kind, ""),
        agenda=[(item.word, item.title) for item in session.agenda_items],
        parts=_part_words(session),
        speeches=[_speech_words(speech) for speech in speeches],
        raised=[_raised_words(note) for note in raised],
    )


def _part_words(session: StudySession) -> list[tuple[str, str, str]]:
    return [
        (str(part.label), report.place, report.result or report.what)
        for part, report in session.part_reports.items()
        if report
    ]


def _speech_words(speech: Speech) -> tuple[str, str, list[str]]:
    return speech.person.name, str(speech.get_kind_display()), [*speech.answers, speech.text]


def _raised_words(note: Raised) -> tuple[str, str, str, str]:
    unit = note.unit.name if note.unit is not None else ""
    due = shortdate(note.due) if note.due else ""
    return str(note.get_kind_display()), note.text, unit, due
