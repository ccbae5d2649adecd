"""What a session is made of, in the lines of its page: agenda, parts, speeches, what was raised."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery.things.models import Thing

from .. import rules
from ..models import Raised, Speech, StudySession
from ..rules import Part


def agenda_lines(person: Any, session: StudySession) -> list[dict[str, Any]]:
    """The items; those that are results of study lead there, as far as this person may know of
    them, and say how they stand. One query where there are such.
    """
    words, codes = (
        dict(rules.AgendaKind.choices),
        [item["thing"] for item in session.agenda if item.get("thing")],
    )
    things = (
        {thing.pk: thing for thing in Thing.objects.visible_to(person).filter(pk__in=codes)}
        if codes
        else {}
    )
    return [
        {
            "kind": words.get(item["kind"], item["kind"]),
            "title": item["title"],
            "thing": things.get(item.get("thing", "")),
        }
        for item in session.agenda
    ]


def part_lines(
    session: StudySession, raised: list[Any], speeches: list[Any], open_acts: dict[str, str]
) -> list[dict[str, Any]]:
    tones = rules.part_tones(session.parts, session.happened)
    parts = []
    for at, part in enumerate(Part):
        fields = session.parts.get(part, {})
        count = Counter(raised_note.kind for raised_note in raised if raised_note.part == part)
        notes = [
            pgettext("count of a kind", "%(kind)s %(count)s")
            % {
                "kind": kind.label,
                "count": count[kind],
            }
            for kind in rules.RaisedKind
            if count[kind]
        ]
        if part == Part.RESEARCH and speeches:
            notes.insert(0, _("Speeches %(count)s") % {"count": len(speeches)})
        parts.append(
            {
                "code": str(part),
                "nth": rules.NTH[at],
                "word": part.label,
                "tone": tones[part],
                "said": fields,
                "place_kind": dict(rules.PlaceKind.choices).get(fields.get("place_kind"), ""),
                "note": (
                    " · ".join(notes)
                    or (
                        pgettext("part", "written")
                        if fields.get("result")
                        else pgettext("part", "not written yet")
                    )
                ),
                "url": (
                    f"{open_acts['write_part']}?part={part}"
                    if "write_part" in open_acts
                    else f"#part-{part}"
                ),
            }
        )
    return parts


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
