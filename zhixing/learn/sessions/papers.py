"""The papers of a session: notice, agenda, attendance sheet, minutes, speech outlines. One function
for each; page, docx and PDF take their words from it.

They are made from ``queries.on_paper`` and ask nothing of the database themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
from zhixing.foundation.kits.documents.register import PaperOf, registers
from zhixing.ui.words import datewords, fulldate, shortdate

from . import rules
from .standing import Said


def _paper(
    found: Mapping[str, Any], name: str, title: str, blocks: list[Block], date: Any
) -> Paper:
    one = found["session"]
    return Paper(
        name=f"{name}-{one.pk}",
        title=title % {"group": one.group.name, "number": one.number},
        blocks=tuple(blocks),
        issuer=one.group.name,
        date=date,
        code=one.pk,
    )


def _sent_out(found: Mapping[str, Any], name: str, title: str, blocks: list[Block]) -> Paper:
    """A paper that goes out: under the name its group had then."""
    said, code = found[name], found["session"].pk
    return Paper(
        name=f"{name}-{code}",
        title=title % {"group": said.group, "number": said.number},
        blocks=tuple(blocks),
        issuer=said.group,
        date=said.issued_on,
        code=code,
    )


def _of(found: Mapping[str, Any], seat: Any) -> str:
    """The unit of a seat in joint study."""
    units = {one.pk: one.unit.short or one.unit.name for one in found["session"].groups}
    return units.get(seat.group_id, "") if len(units) > 1 else ""


def _who(said: Said) -> list[str]:
    """Who chairs, in joint study which units study together (who keeps the record first), who is
    expected, who comes as a guest.
    """
    names = rules.comma().join
    lines = [_("Chair: %(name)s") % {"name": said.chair or "–"}]
    if said.together:
        lines.append(_("Studying together: %(names)s") % {"names": names(said.together)})
    lines.append(_("Expected: %(names)s") % {"names": names(said.expected) or "–"})
    return lines + ([_("Guests: %(names)s") % {"names": names(said.guests)}] if said.guests else [])


def _agenda(said: Said) -> list[Block]:
    lines = tuple(_("%(kind)s: %(title)s") % item for item in said.agenda)
    return [Numbered(lines)] if lines else []


def _study(said: Said) -> list[Block]:
    """What is read, asked and said: the same in notice and agenda."""
    numbered = len(said.materials) > 1
    materials = (
        [Numbered(tuple(said.materials))] if numbered else paragraphs("\n".join(said.materials))
    )
    blocks = section(_("Materials"), materials)
    blocks += section(_("For discussion"), said.question)
    speakers = [
        _("%(name)s (%(why)s)") % {"name": name, "why": kind} for name, kind in said.speakers
    ]
    return blocks + section(_("Speakers"), rules.comma().join(speakers))


def notice(found: Mapping[str, Any]) -> Paper:
    """学习通知: what, when, where, who chairs, who is expected, in which order, what to read
    before.
    """
    said: Said = found["notice"]
    what = {
        "group": said.group,
        "number": said.number,
        "day": datewords(said.day, said.day.year),
        "topic": said.topic,
    }
    blocks: list[Block] = [
        Paragraph(
            _("%(group)s holds its study session %(number)s on %(day)s. Topic: %(topic)s.") % what
        ),
        *section(_("Time and place"), [Paragraph(said.when), Paragraph(said.where)]),
        *section(_("Who takes part"), [Paragraph(line) for line in _who(said)]),
        *section(_("Agenda"), _agenda(said)),
        *_study(said),
    ]
    return _sent_out(found, "notice", _("Notice of study session %(number)s of %(group)s"), blocks)


def agenda(found: Mapping[str, Any]) -> Paper:
    """议程: one page for the table of the meeting room."""
    said: Said = found["agenda"]
    lines = [
        _("Time: %(when)s") % {"when": said.when},
        _("Place: %(place)s") % {"place": said.where},
        _("Chair: %(name)s") % {"name": said.chair or "–"},
        _("Content: %(title)s") % {"title": said.title},
    ]
    blocks: list[Block] = [
        *(Paragraph(line, flush=True) for line in lines),
        *section(_("Agenda"), _agenda(said) or [Paragraph(_("The agenda has not been set yet."))]),
        *_study(said),
    ]
    return _sent_out(found, "agenda", _("Agenda of study session %(number)s of %(group)s"), blocks)


def attendance(found: Mapping[str, Any]) -> Paper:
    """考勤表: a line for everybody expected; before attendance is taken, the sheet to sign on."""
    one = found["session"]
    blocks: list[Block] = [
        Paragraph(found["when"], flush=True),
        Paragraph(found["where"], flush=True),
        Paragraph(one.topic.title, flush=True),
    ]
    if found["seats"]:
        blocks.append(
            Paragraph(
                _("expected %(expected)s, present %(present)s")
                % {
                    "expected": found["rate"].denominator,
                    "present": found["rate"].numerator,
                },
                flush=True,
            )
        )
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
                " ".join(filter(None, (_of(found, seat), str(seat.role_word)))),
                seat.word,
                seat.get_reason_display(),
                seat.approved_by.name if seat.approved_by else "",
                _made_up(seat),
            )
            for at, seat in enumerate(found["seats"], 1)
        ]
        blocks.append(
            table(
                head,
                rows,
                (7, 12, 26, 14, 12, 12, 17) if len(one.groups) > 1 else (8, 13, 13, 18, 14, 14, 20),
            )
        )
    else:
        head = [
            _("No."),
            _("Name"),
            _("Role"),
            pgettext("attendance sheet", "Signature"),
            pgettext("attendance sheet", "Remark"),
        ]
        blocks.append(
            table(
                head,
                [
                    (
                        at,
                        seat.person.name,
                        " ".join(filter(None, (_of(found, seat), str(seat.get_role_display())))),
                        "",
                        "",
                    )
                    for at, seat in enumerate(found["expected"], 1)
                ],
                (8, 14, 36, 24, 18) if len(one.groups) > 1 else (8, 18, 20, 30, 24),
            )
        )
    blocks.append(Signature(pgettext("attendance sheet", "Taken by")))
    return _paper(
        found,
        "attendance",
        _("Attendance at study session %(number)s of %(group)s"),
        blocks,
        one.day,
    )


def _made_up(seat: Any) -> str:
    if seat.made_up_on:
        return " ".join(filter(None, (shortdate(seat.made_up_on), seat.made_up_how)))
    return _("by %(due)s") % {"due": shortdate(seat.make_up_by)} if seat.make_up_by else ""


def minutes(found: Mapping[str, Any]) -> Paper:
    """学习记录: the text as written, who recorded it, whether the leader has signed it off."""
    one = found["session"]
    blocks: list[Block] = paragraphs(one.minutes) or [
        Paragraph(_("The minutes have not been written yet."))
    ]
    if one.minutes and one.minutes_by:
        blocks.append(Paragraph(_("Recorded by %(name)s") % {"name": one.minutes_by.name}))
    if one.signed_on:
        blocks.append(
            Paragraph(_("Signed off by the leader on %(day)s") % {"day": fulldate(one.signed_on)})
        )
    elif one.minutes:
        blocks.append(Signature(_("Leader")))
    return _paper(
        found,
        "minutes",
        _("Minutes of study session %(number)s of %(group)s"),
        blocks,
        one.minutes_on,
    )


def speeches(found: Mapping[str, Any]) -> Paper:
    """研讨发言提纲: each speech with its four questions."""
    blocks: list[Block] = []
    for who in found["speakers"]:
        line = who["line"]
        blocks.append(Heading(_("%(name)s (%(why)s)") % {"name": who["name"], "why": who["kind"]}))
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
        found,
        "speeches",
        _("Speech outlines of study session %(number)s of %(group)s"),
        blocks or [Paragraph(_("No speech has been entered yet."))],
        found["session"].day,
    )


PAPERS: dict[str, Callable[[Mapping[str, Any]], Paper]] = {
    "notice": notice,
    "agenda": agenda,
    "attendance": attendance,
    "minutes": minutes,
    "speeches": speeches,
}

registers(
    "session",
    {
        "notice": PaperOf(gettext_lazy("Session notice"), "sessions:notice"),
        "agenda": PaperOf(gettext_lazy("Agenda"), "sessions:agenda"),
        "attendance": PaperOf(gettext_lazy("Attendance sheet"), "sessions:attendance"),
        "minutes": PaperOf(gettext_lazy("Minutes"), "sessions:minutes"),
        "speeches": PaperOf(gettext_lazy("Speech outlines"), "sessions:speeches"),
    },
)
