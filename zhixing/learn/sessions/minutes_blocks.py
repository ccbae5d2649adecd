"""What the minutes print beside the typed text, from the record: who was there and who was not and
why, who spoke on what, what was raised with its code and who deals with it. What is empty has no
heading. Asks nothing of the database (``queries.on_paper``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.kits.documents.paper import Block, Paragraph, section, table
from zhixing.foundation.machinery.words import Words
from zhixing.ui.words import comma, fulldate, shortdate

from . import rules
from .models import Attendance, Raised, Speech
from .rules import RaisedKind, Status

LONGEST_POINT = 120


def meeting_blocks(record: Mapping[str, Any]) -> list[Block]:
    """When, where and in which form, who chaired, on what; in joint study who studied together.
    What the typed text names itself (its draft does) is left to it.
    """
    session, sheet = record["session"], record["agenda"]
    facts = [
        (_("Time: %(when)s"), {"when": record["when_in_full"]}),
        (_("Place: %(place)s"), {"place": session.place or "–"}),
        (_("Chair: %(name)s"), {"name": session.chair.name if session.chair else "–"}),
        (_("Form: %(kind)s"), {"kind": record["kind_word"]}),
        (_("Content: %(title)s"), {"title": session.title}),
        (_("Local series: %(name)s"), {"name": record["series"]}),
        (_("Studying together: %(names)s"), {"names": comma().join(sheet.together)}),
    ]
    return [
        Paragraph(words % fact, flush=True)
        for words, fact in facts
        if any(fact.values()) and not _is_typed(words, session.minutes)
    ]


def _is_typed(words: str, minutes: str) -> bool:
    """Whether the text has a line of its own for this: 时间：."""
    return words.partition("%")[0].strip() in minutes


def attendance_blocks(record: Mapping[str, Any], places: Mapping[str, str]) -> list[Block]:
    """How many came, and a line for each way of being there or not, with the names. ``places``: in
    joint study, group -> its unit in words.
    """
    rows = _seat_rows(record["seats"], places)
    if record["guests"]:
        rows.append((_("Guests"), len(record["guests"]), comma().join(record["guests"])))
    if not rows:
        return []
    rate = record["rate"]
    numbers = {"expected": rate.denominator, "present": rate.numerator}
    came = Paragraph(_("expected %(expected)s, present %(present)s") % numbers, flush=True)
    head = [_("Attendance"), pgettext("minutes", "How many"), pgettext("minutes", "Names")]
    return section(pgettext("minutes", "Attendance"), [came, table(head, rows, (16, 12, 72))])


def _seat_rows(
    seats: Sequence[Attendance], places: Mapping[str, str]
) -> list[tuple[Words, int, str]]:
    """For each way of being there or not: its word, how many, their names."""
    rows: list[tuple[Words, int, str]] = []
    for status in Status:
        alike = [seat for seat in seats if seat.status == status]
        if alike:
            rows.append((status.label, len(alike), _names_of(alike, places)))
    return rows


def _names_of(seats: Iterable[Attendance], places: Mapping[str, str]) -> str:
    """The names; in joint study unit by unit, in the order in which they study."""
    names: dict[str, list[str]] = {}
    for seat in seats:
        names.setdefault(places.get(seat.group_id, ""), []).append(_seat_words(seat))
    lines = {place: comma().join(people) for place, people in names.items()}
    return "\n".join(
        pgettext("unit and its people", "%(unit)s: %(names)s") % {"unit": place, "names": people}
        if place
        else people
        for place, people in lines.items()
    )


def _seat_words(seat: Attendance) -> str:
    """邓秀峰（公务，贾长河准假；9月22日补学：自学材料）."""
    notes = filter(None, (_absence_words(seat), _make_up_words(seat)))
    words = pgettext("notes on a seat", "; ").join(notes)
    if not words:
        return str(seat.person.name)
    return _("%(name)s (%(why)s)") % {"name": seat.person.name, "why": words}


def _absence_words(seat: Attendance) -> str:
    """Which kind of leave, and who granted it."""
    if seat.status != Status.LEAVE:
        return ""
    reason = str(seat.get_reason_display())
    if seat.approved_by is None:
        return reason
    words = {"reason": reason, "name": seat.approved_by.name}
    return pgettext("leave", "%(reason)s, granted by %(name)s") % words


def _make_up_words(seat: Attendance) -> str:
    """That it was made up, when and how; that it is still to be, by when."""
    if not rules.owes(seat.status):
        return ""
    if seat.made_up_on is not None:
        words = {"day": shortdate(seat.made_up_on), "how": seat.made_up_how}
        if seat.made_up_how:
            return _("made up on %(day)s: %(how)s") % words
        return _("made up on %(day)s") % words
    if seat.make_up_by is not None:
        return _("to make up by %(due)s") % {"due": shortdate(seat.make_up_by)}
    return ""


def speech_blocks(speeches: Iterable[Speech], topic: str) -> list[Block]:
    """Who spoke, in which kind of speech, on what: the first point of the outline, or the topic."""
    rows = [
        (speech.person.name, speech.get_kind_display(), _point_of(speech) or topic)
        for speech in speeches
    ]
    head = [
        pgettext("minutes", "Speaker"),
        pgettext("minutes", "Kind of speech"),
        pgettext("minutes", "On what"),
    ]
    return section(
        pgettext("minutes", "Speeches"), [table(head, rows, (16, 18, 66))] if rows else []
    )


def _point_of(speech: Speech) -> str:
    """The first thing that stands in its outline, on one line."""
    point = next((answer for answer in [*speech.answers, speech.text] if answer.strip()), "")
    point = " ".join(point.split())
    return point if len(point) <= LONGEST_POINT else f"{point[: LONGEST_POINT - 1]}…"


def raised_blocks(notes: Iterable[Raised], home: str) -> list[Block]:
    """What was raised, in the order in which it was: kind, what, who said it, the code of what it
    became (where the reader may know of that), who deals with it, by when. ``home``: the unit of
    the session, which deals with what names no other.
    """
    rows = [
        (
            note.get_kind_display(),
            _said_words(note),
            note.thing.code if note.thing is not None else "–",
            _owner_words(note, home),
            fulldate(note.due) if note.due else "–",
        )
        for note in notes
    ]
    head = [
        _("Kind"),
        pgettext("minutes", "What was raised"),
        _("Code"),
        pgettext("minutes", "Who deals with it"),
        pgettext("minutes", "By"),
    ]
    title = _("Problems, tasks and measures raised")
    return section(title, [table(head, rows, (10, 34, 20, 19, 17))] if rows else [])


def _said_words(note: Raised) -> str:
    """What was said, and by whom; of a task the person is its owner."""
    if note.kind == RaisedKind.TASK or not note.who:
        return note.text
    return _("%(name)s (%(why)s)") % {"name": note.text, "why": note.who}


def _owner_words(note: Raised, home: str) -> str:
    unit = (note.unit.short or note.unit.name) if note.unit is not None else home
    owner = note.person.name if note.kind == RaisedKind.TASK and note.person is not None else ""
    return " ".join(filter(None, (unit, owner)))
