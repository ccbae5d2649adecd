"""What a session is made of, in the lines of its page: agenda, parts, speeches, what was raised."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery.things.models import Thing

from .. import rules
from ..models import Raised, Speech, StudySession
from ..rules import Part, PartReport


def agenda_lines(person: Any, session: StudySession) -> list[dict[str, Any]]:
    """The items; those that are results of study lead there, as far as this person may know of
    them, and say how they stand. One query where there are such.
    """
    items = session.agenda_items
    codes = [item.thing for item in items if item.thing]
    visible = Thing.objects.visible_to(person)
    things = visible.in_bulk(codes) if codes else {}
    return [
        {"kind": item.word, "title": item.title, "thing": things.get(item.thing)} for item in items
    ]


def part_lines(
    session: StudySession, raised: list[Any], speeches: list[Any], open_acts: dict[str, str]
) -> list[dict[str, Any]]:
    """The three parts, each with what was written and noted of it, and where it is written."""
    reports = session.part_reports
    tones = rules.part_tones(reports, session.happened)
    address = open_acts.get("write_part")
    return [
        {
            "code": str(part),
            "nth": rules.NTH[at],
            "word": part.label,
            "tone": tones[part],
            "said": reports[part],
            "place_kind": reports[part].place_word,
            "note": _part_note(part, reports[part], raised, len(speeches)),
            "url": f"{address}?part={part}" if address else f"#part-{part}",
        }
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


def speech_line(speech: Speech) -> dict[str, Any]:
    return {
        "line": speech,
        "name": speech.person.name,
        "kind": speech.get_kind_display(),
        "dots": [bool(answer) for answer in speech.answers],
        "answered": sum(map(bool, speech.answers)),
        "quads": (
            [
                {"word": word, "help": help_, "text": getattr(speech, name)}
                for name, word, help_ in rules.QUESTIONS
            ]
            if any(speech.answers)
            else []
        ),
    }


def raised_line(note: Raised) -> dict[str, Any]:
    return {
        "text": note.text,
        "kind": note.get_kind_display(),
        "who": note.who,
        "unit": (note.unit.short or note.unit.name) if note.unit_id else "",
        "due": note.due,
        "about": note.about,
        "thing": note.thing,
        "state": note.thing.state_word if note.thing else "",
        "tone": note.thing.tone if note.thing else "none",
    }
