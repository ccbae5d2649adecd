"""The papers of a session: notice, agenda, attendance sheet, minutes, speech outlines. One function
for each; page, docx and PDF take their words from it.

They are made from ``queries.on_paper`` and ask nothing of the database themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from zhixing.foundation.kits.documents.paper import (
    Block,
    Heading,
    Numbered,
    Paper,
    Paragraph,
    Signature,
    paragraphs,
    section,
    table,
)
from zhixing.foundation.kits.documents.registrable import PaperOf, registers
from zhixing.foundation.machinery.actors import Actor
from zhixing.ui.words import comma, datewords, fulldate, shortdate

from . import queries, rules
from .minutes_blocks import attendance_blocks, meeting_blocks, raised_blocks, speech_blocks
from .standing import SheetWords


def _paper(
    record: Mapping[str, Any], name: str, title: str, blocks: list[Block], date: Any
) -> Paper:
    session = record["session"]
    return Paper(
        name=f"{name}-{session.pk}",
        title=title % {"group": session.group.name, "number": session.number},
        blocks=tuple(blocks),
        issuer=session.group.name,
        date=date,
        code=session.pk,
    )


def _paper_as_issued(
    record: Mapping[str, Any], name: str, title: str, blocks: list[Block]
) -> Paper:
    """A paper that goes out: under the name its group had then."""
    sheet, code = record[name], record["session"].pk
    return Paper(
        name=f"{name}-{code}",
        title=title % {"group": sheet.group, "number": sheet.number},
        blocks=tuple(blocks),
        issuer=sheet.group,
        date=sheet.issued_on,
        code=code,
    )


def _units_together(session: Any) -> dict[str, str]:
    """In joint study: group -> its unit in words."""
    units = {group.pk: group.unit.short or group.unit.name for group in session.groups}
    return units if len(units) > 1 else {}


def _unit_words(record: Mapping[str, Any], seat: Any) -> str:
    """The unit of a seat in joint study."""
    return _units_together(record["session"]).get(seat.group_id, "")


def _participant_lines(sheet: SheetWords) -> list[str]:
    """Who chairs, in joint study which units study together (who keeps the record first), who is
    expected, who comes as a guest.
    """
    names = comma().join
    lines = [_("Chair: %(name)s") % {"name": sheet.chair or "–"}]
    if sheet.series:
        lines.append(_("Local series: %(name)s") % {"name": sheet.series})
    if sheet.together:
        lines.append(_("Studying together: %(names)s") % {"names": names(sheet.together)})
    lines.append(_("Expected: %(names)s") % {"names": names(sheet.expected) or "–"})
    return lines + (
        [_("Guests: %(names)s") % {"names": names(sheet.guests)}] if sheet.guests else []
    )


def _agenda_blocks(sheet: SheetWords) -> list[Block]:
    lines = tuple(_("%(kind)s: %(title)s") % item for item in sheet.agenda)
    return [Numbered(lines)] if lines else []


def _study_blocks(sheet: SheetWords) -> list[Block]:
    """What is read, asked and said: the same in notice and agenda."""
    numbered = len(sheet.materials) > 1
    materials = (
        [Numbered(tuple(sheet.materials))] if numbered else paragraphs("\n".join(sheet.materials))
    )
    blocks = section(_("Materials"), materials)
    blocks += section(_("For discussion"), sheet.question)
    speakers = [
        _("%(name)s (%(why)s)") % {"name": name, "why": kind} for name, kind in sheet.speakers
    ]
    return blocks + section(_("Speakers"), comma().join(speakers))


def notice(record: Mapping[str, Any]) -> Paper:
    """学习通知: what, when, where, who chairs, who is expected, in which order, what to read
    before.
    """
    sheet: SheetWords = record["notice"]
    words = {
        "group": sheet.group,
        "number": sheet.number,
        "day": datewords(sheet.day, sheet.day.year),
        "topic": sheet.topic,
    }
    blocks: list[Block] = [
        Paragraph(
            _("%(group)s holds its study session %(number)s on %(day)s. Topic: %(topic)s.") % words
        ),
        *section(_("Time and place"), [Paragraph(sheet.when), Paragraph(sheet.where)]),
        *section(_("Who takes part"), [Paragraph(line) for line in _participant_lines(sheet)]),
        *section(_("Agenda"), _agenda_blocks(sheet)),
        *_study_blocks(sheet),
    ]
    return _paper_as_issued(
        record, "notice", _("Notice of study session %(number)s of %(group)s"), blocks
    )


def agenda(record: Mapping[str, Any]) -> Paper:
    """议程: one page for the table of the meeting room."""
    sheet: SheetWords = record["agenda"]
    lines = [
        _("Time: %(when)s") % {"when": sheet.when},
        _("Place: %(place)s") % {"place": sheet.where},
        _("Chair: %(name)s") % {"name": sheet.chair or "–"},
        _("Content: %(title)s") % {"title": sheet.title},
    ]
    if sheet.series:
        lines.append(_("Local series: %(name)s") % {"name": sheet.series})
    blocks: list[Block] = [
        *(Paragraph(line, flush=True) for line in lines),
        *section(
            _("Agenda"), _agenda_blocks(sheet) or [Paragraph(_("The agenda has not been set yet."))]
        ),
        *_study_blocks(sheet),
    ]
    return _paper_as_issued(
        record, "agenda", _("Agenda of study session %(number)s of %(group)s"), blocks
    )


def attendance(record: Mapping[str, Any]) -> Paper:
    """考勤表: a line for everybody expected; before attendance is taken, the sheet to sign on."""
    session = record["session"]
    blocks: list[Block] = [
        Paragraph(words, flush=True)
        for words in (record["when"], record["where"], session.topic.title)
    ]
    blocks += _taken_blocks(record) if record["seats"] else [_sheet_to_sign(record)]
    blocks.append(Signature(pgettext("attendance sheet", "Taken by")))
    return _paper(
        record,
        "attendance",
        _("Attendance at study session %(number)s of %(group)s"),
        blocks,
        session.day,
    )


def _taken_blocks(record: Mapping[str, Any]) -> list[Block]:
    """How many came, and a line for each seat."""
    rate, joint = record["rate"], len(record["session"].groups) > 1
    numbers = {"expected": rate.denominator, "present": rate.numerator}
    head = [
        _("No."),
        _("Name"),
        _("Role"),
        _("Attendance"),
        _("Reason of the leave"),
        _("Leave granted by"),
        _("Make-up"),
    ]
    rows = [
        (
            at,
            seat.person.name,
            " ".join(filter(None, (_unit_words(record, seat), str(seat.role_word)))),
            seat.word,
            seat.get_reason_display(),
            seat.approved_by.name if seat.approved_by else "",
            _make_up_words(seat),
        )
        for at, seat in enumerate(record["seats"], 1)
    ]
    widths = (7, 12, 26, 14, 12, 12, 17) if joint else (8, 13, 13, 18, 14, 14, 20)
    came = Paragraph(_("expected %(expected)s, present %(present)s") % numbers, flush=True)
    return [came, table(head, rows, widths)]


def _sheet_to_sign(record: Mapping[str, Any]) -> Block:
    """A line for everybody expected, with room for the signature."""
    head = [
        _("No."),
        _("Name"),
        _("Role"),
        pgettext("attendance sheet", "Signature"),
        pgettext("attendance sheet", "Remark"),
    ]
    rows = [
        (
            at,
            seat.person.name,
            " ".join(filter(None, (_unit_words(record, seat), str(seat.get_role_display())))),
            "",
            "",
        )
        for at, seat in enumerate(record["expected"], 1)
    ]
    joint = len(record["session"].groups) > 1
    return table(head, rows, (8, 14, 36, 24, 18) if joint else (8, 18, 20, 30, 24))


def _make_up_words(seat: Any) -> str:
    if seat.made_up_on:
        return " ".join(filter(None, (shortdate(seat.made_up_on), seat.made_up_how)))
    return _("by %(due)s") % {"due": shortdate(seat.make_up_by)} if seat.make_up_by else ""


def minutes(record: Mapping[str, Any]) -> Paper:
    """学习记录: the meeting, who was there, the text as written, who spoke on what, what was
    raised; who recorded it, whether the leader has signed it off.
    """
    session = record["session"]
    unit = session.group.unit
    written = paragraphs(session.minutes) or [
        Paragraph(_("The minutes have not been written yet."))
    ]
    blocks: list[Block] = list(written)
    if session.happened:
        blocks = [
            *meeting_blocks(record),
            *attendance_blocks(record, _units_together(session)),
            *section(pgettext("minutes", "Record"), written),
            *speech_blocks(session.speeches.all(), session.topic.title),
            *raised_blocks(record["raised"], unit.short or unit.name),
        ]
    return _paper(
        record,
        "minutes",
        _("Minutes of study session %(number)s of %(group)s"),
        blocks + _signing_blocks(session),
        session.minutes_on,
    )


def _signing_blocks(session: Any) -> list[Block]:
    """Who recorded it, and the leader's sign-off, or the line for it."""
    blocks: list[Block] = []
    if session.minutes and session.minutes_by:
        blocks.append(Paragraph(_("Recorded by %(name)s") % {"name": session.minutes_by.name}))
    if session.signed_on:
        signed = {"day": fulldate(session.signed_on)}
        blocks.append(Paragraph(_("Signed off by the leader on %(day)s") % signed))
    elif session.minutes:
        blocks.append(Signature(_("Leader")))
    return blocks


def speeches(record: Mapping[str, Any]) -> Paper:
    """研讨发言提纲: each speech with its four questions."""
    blocks: list[Block] = []
    for speaker in record["speakers"]:
        line = speaker["line"]
        blocks.append(
            Heading(_("%(name)s (%(why)s)") % {"name": speaker["name"], "why": speaker["kind"]})
        )
        for name, word, help_ in rules.QUESTIONS:
            if getattr(line, name):
                blocks.append(
                    Paragraph(
                        pgettext("a question and its answer", "%(nth)s, %(question)s %(answer)s")
                        % {"nth": word, "question": help_, "answer": getattr(line, name)}
                    )
                )
        blocks += paragraphs(line.text)
    return _paper(
        record,
        "speeches",
        _("Speech outlines of study session %(number)s of %(group)s"),
        blocks or [Paragraph(_("No speech has been entered yet."))],
        record["session"].day,
    )


PAPERS: dict[str, Callable[[Mapping[str, Any]], Paper]] = {
    "notice": notice,
    "agenda": agenda,
    "attendance": attendance,
    "minutes": minutes,
    "speeches": speeches,
}

LABELS = {
    "notice": gettext_lazy("Session notice"),
    "agenda": gettext_lazy("Agenda"),
    "attendance": gettext_lazy("Attendance sheet"),
    "minutes": gettext_lazy("Minutes"),
    "speeches": gettext_lazy("Speech outlines"),
}


def drawn(name: str, person: Actor, code: str) -> Paper:
    """One of ``PAPERS`` for a person. Raises Http404."""
    return PAPERS[name](queries.paper(person, code))


registers(
    "session",
    {
        name: PaperOf(label, f"sessions:{name}", drawn=partial(drawn, name))
        for name, label in LABELS.items()
    },
)
