"""The draft of the minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _now

from zhixing.ui.words import comma


@dataclass(frozen=True)
class Facts:
    """What the record holds, in words of the language in force; the draft only puts it in order."""

    number: int
    title: str
    when: str
    place: str
    chair: str = ""
    form: str = ""
    agenda: Sequence[tuple[str, str]] = ()
    parts: Sequence[tuple[str, str, str]] = ()
    speeches: Sequence[tuple[str, str, Sequence[str]]] = ()
    raised: Sequence[tuple[str, str, str, str]] = ()
    groups: Sequence[str] = ()  # in joint study: who studied together, who keeps the record first


def minutes_draft(facts: Facts) -> str:
    """The text the secretary starts from: time, place, chair, content, form, the parts, speeches
    one by one, what was agreed (the fields of minutes, domain.md 3.5). Nobody is typed who came or
    did not: the paper prints that from the record, so that it does not stand there twice, and a
    correction, a make-up or an erased name reaches it. Nothing is judged or summed up here.
    """
    sections = (
        _meeting_lines(facts),
        _content_lines(facts),
        *(_part_lines(*part) for part in facts.parts),
        _speech_lines(facts),
        _agreed_lines(facts),
    )
    return "\n\n".join("\n".join(section) for section in sections if section).strip()


def _meeting_lines(facts: Facts) -> list[str]:
    lines = [
        _now("Time: %(when)s") % {"when": facts.when},
        _now("Place: %(place)s") % {"place": facts.place or "–"},
        _now("Chair: %(name)s") % {"name": facts.chair or "–"},
    ]
    if facts.groups:
        names = comma().join(facts.groups)
        lines.append(_now("Studying together: %(names)s") % {"names": names})
    return lines


def _with_reason(name: str, why: str) -> str:
    return _now("%(name)s (%(why)s)") % {"name": name, "why": why}


def _content_lines(facts: Facts) -> list[str]:
    lines = [_now("Content: %(title)s") % {"title": facts.title}]
    if facts.form:
        lines.append(_now("Form: %(kind)s") % {"kind": facts.form})
    lines += [_numbered(at, kind, title) for at, (kind, title) in enumerate(facts.agenda, 1)]
    return lines


def _numbered(number: int, kind: str, title: str) -> str:
    words = {"number": number, "kind": kind, "title": title}
    return _now("%(number)s. %(kind)s: %(title)s") % words


def _part_lines(name: str, where: str, result: str) -> list[str]:
    head = _now("%(part)s, at %(place)s") % {"part": name, "place": where} if where else name
    return [head, result] if result else [head]


def _speech_lines(facts: Facts) -> list[str]:
    lines = [_now("Speeches")] if facts.speeches else []
    for name, kind, points in facts.speeches:
        lines.append(_with_reason(name, kind))
        lines += [point for point in points if point]
    return lines


def _agreed_lines(facts: Facts) -> list[str]:
    lines = [_now("Agreed and noted")] if facts.raised else []
    for at, (kind, text, unit, due) in enumerate(facts.raised, 1):
        lines.append(_numbered(at, kind, _agreed_words(text, unit, due)))
    return lines


def _agreed_words(text: str, unit: str, due: str) -> str:
    words = {"text": text, "unit": unit, "due": due}
    if unit and due:
        return _now("%(text)s (%(unit)s, by %(due)s)") % words
    if unit:
        return _now("%(text)s (%(unit)s)") % words
    return _now("%(text)s (by %(due)s)") % words if due else text
