"""Texts of a session to copy into the office's own messaging: the notice before it, a few lines of
what was done after it. Built from the record, nothing is sent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhixing.foundation.machinery.things.parts import Copy
from zhixing.ui.words import comma, datewords

from . import rules
from .rules import RaisedKind, State

if TYPE_CHECKING:  # what stands above the texts
    from .models import Raised, StudySession
    from .queries.content import AgendaLine, PartLine, SpeechLine


@dataclass(frozen=True)
class SessionLines:
    """What the texts tell of a session, in the lines of its page."""

    session: StudySession
    when: str
    agenda: Sequence[AgendaLine]
    speeches: Sequence[SpeechLine]
    parts: Sequence[PartLine]
    raised: Sequence[Raised]
    rate: rules.Rate


def to_copy(lines: SessionLines) -> Copy | None:
    """What ``ui/copy.html`` takes; None where there is nothing to tell yet."""
    session = lines.session
    if session.state in rules.AHEAD:
        return Copy(
            _("Text of the notice, to copy"),
            notice(lines),
            help=_("For the group chat of the office. It says what stands on this page now."),
        )
    if session.state == State.CANCELLED:
        return Copy(
            _("Text to copy"),
            _("%(group)s: study session %(number)s on %(day)s is cancelled.")
            % _session_words(session),
            rows=3,
        )
    return (
        Copy(
            _("Text about the session, to copy"),
            summary(lines),
            help=_("Who came is told in numbers; nobody absent is named."),
            rows=8,
        )
        if session.attendance_on
        else None
    )


def _session_words(session: Any) -> dict[str, Any]:
    return {"group": session.group.name, "number": session.number, "day": datewords(session.day)}


def _line(word: str, text: str) -> list[str]:
    return [_("%(word)s: %(said)s") % {"word": word, "said": text}] if text else []


def notice(lines: SessionLines) -> str:
    """The notice in short lines: when, where, what, the agenda, what to read, who speaks."""
    session = lines.session
    speakers = [
        _("%(name)s (%(why)s)") % {"name": speech.name, "why": speech.kind}
        for speech in lines.speeches
    ]
    return "\n".join(
        [
            _("[Notice of study] %(group)s, study session %(number)s") % _session_words(session),
            *_line(_("Time"), lines.when),
            *_line(_("Place"), session.place),
            *_line(_("Topic"), session.topic.title),
            *_line(_("Chair"), session.chair.name if session.chair else ""),
            *_agenda_lines(lines.agenda),
            *_line(_("Materials"), comma().join(session.materials)),
            *_line(_("For discussion"), session.question),
            *_line(_("Speakers"), comma().join(speakers)),
        ]
    )


def _agenda_lines(agenda: Sequence[AgendaLine]) -> list[str]:
    items = [
        _("%(number)s. %(kind)s: %(title)s")
        % {"number": at, "kind": item.kind, "title": item.title}
        for at, item in enumerate(agenda, 1)
    ]
    return [_("Agenda:"), *items] if items else []


def summary(lines: SessionLines) -> str:
    """What was done, in sentences with numbers."""
    parts = [part for part in lines.parts if part.said.result]
    sentences = [
        _held_words(lines),
        *_speaker_words(lines.speeches),
        *_noted_words(lines.raised),
        *(
            _("%(part)s: %(result)s") % {"part": part.word, "result": part.said.result}
            for part in parts
        ),
    ]
    return "\n".join(sentences)


def _held_words(lines: SessionLines) -> str:
    session, rate = lines.session, lines.rate
    words = {
        **_session_words(session),
        "topic": session.topic.title,
        "place": session.place or "–",
        "present": rate.numerator,
        "expected": rate.denominator,
    }
    return (
        _(
            "On %(day)s %(group)s held its study session %(number)s on “%(topic)s” at %(place)s."
            " %(present)s of %(expected)s were present."
        )
        % words
    )


def _speaker_words(speeches: Sequence[SpeechLine]) -> list[str]:
    count = len({speech.name for speech in speeches})
    words = ngettext("%(count)s spoke.", "%(count)s spoke.", count) % {"count": count}
    return [words] if count else []


def _noted_words(raised: Sequence[Raised]) -> list[str]:
    count = Counter(note.kind for note in raised)
    numbers = {
        "problems": count[RaisedKind.PROBLEM],
        "measures": count[RaisedKind.MEASURE],
        "tasks": count[RaisedKind.TASK],
    }
    words = _("Noted: problems %(problems)s, measures %(measures)s, tasks %(tasks)s.") % numbers
    return [words] if raised else []
