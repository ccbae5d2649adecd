"""What a session is made of, in the lines of its page: agenda, parts, speeches, what was raised."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.words import Words

from .. import rules
from ..models import Raised, Speech, StudySession
from ..rules import Part, PartReport


@dataclass(frozen=True)
class AgendaLine:
    """An item of the agenda, and the thing it is about, if this person may know of it."""

    kind: str
    title: str
    thing: Thing | None


@dataclass(frozen=True, kw_only=True)
class PartLine:
    """One of the three parts: what was written of it, what was noted, where it is written."""

    code: str
    nth: Words
    word: str
    tone: str
    said: PartReport
    place_kind: str
    note: str
    url: str


@dataclass(frozen=True)
class Quad:
    """One of the four questions with its answer."""

    word: Words
    help: Words
    text: str


@dataclass(frozen=True, kw_only=True)
class SpeechLine:
    """A speech: who spoke, and which of the four questions are answered."""

    line: Speech
    name: str
    kind: str
    dots: list[bool]
    answered: int
    quads: list[Quad]


@dataclass(frozen=True, kw_only=True)
class RaisedLine:
    """What was raised at the session, with the thing it became."""

    text: str
    kind: str
    who: str
    unit: str
    due: dt.date | None
    about: Thing | None
    thing: Thing | None
    state: Words
    tone: str


def agenda_lines(person: Any, session: StudySession) -> list[AgendaLine]:
    """The items; those that are results of study lead there, as far as this person may know of
    them, and say how they stand. One query where there are such.
    """
    items = session.agenda_items
    codes = [item.thing for item in items if item.thing]
    visible = Thing.objects.visible_to(person)
    things = visible.in_bulk(codes) if codes else {}
    return [AgendaLine(item.word, item.title, things.get(item.thing)) for item in items]


def part_lines(
    session: StudySession, raised: list[Any], speeches: list[Any], open_acts: dict[str, str]
) -> list[PartLine]:
    """The three parts, each with what was written and noted of it, and where it is written."""
    reports = session.part_reports
    tones = rules.part_tones(reports, session.happened)
    address = open_acts.get("write_part")
    return [
        PartLine(
            code=str(part),
            nth=rules.NTH[at],
            word=str(part.label),
            tone=tones[part],
            said=reports[part],
            place_kind=reports[part].place_word,
            note=_part_note(part, reports[part], raised, len(speeches)),
            url=f"{address}?part={part}" if address else f"#part-{part}",
        )
        for at, part in enumerate(Part)
    ]


def _part_note(part: Part, report: PartReport, raised: list[Any], speeches: int) -> str:
    """What was noted in a part, counted; else whether it is written."""
    count = Counter(note.kind for note in raised if note.part == part)
    notes = [
        pgettext("count of a kind", "%(kind)s %(count)s")
        % {"kind": kind.label, "count": count[kind]}
        for kind in rules.RaisedKind
        if count[kind]
    ]
    if part == Part.RESEARCH and speeches:
        notes.insert(0, _("Speeches %(count)s") % {"count": speeches})
    if notes:
        return " · ".join(notes)
    return pgettext("part", "written") if report.result else pgettext("part", "not written yet")


def speech_line(speech: Speech) -> SpeechLine:
    """A speech with its dots; with the answers in full where there are any."""
    answered = [bool(answer) for answer in speech.answers]
    quads = [Quad(word, help_, getattr(speech, name)) for name, word, help_ in rules.QUESTIONS]
    return SpeechLine(
        line=speech,
        name=speech.person.name,
        kind=speech.get_kind_display(),
        dots=answered,
        answered=sum(answered),
        quads=quads if any(answered) else [],
    )


def raised_line(note: Raised) -> RaisedLine:
    """What was raised, and what became of it."""
    return RaisedLine(
        text=note.text,
        kind=note.get_kind_display(),
        who=note.who,
        unit=(note.unit.short or note.unit.name) if note.unit is not None else "",
        due=note.due,
        about=note.about,
        thing=note.thing,
        state=note.thing.state_word if note.thing else "",
        tone=note.thing.tone if note.thing else "none",
    )
