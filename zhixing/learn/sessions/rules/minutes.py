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
    present: Sequence[str] = ()
    absent: Sequence[tuple[str, str]] = ()
    attending: Sequence[str] = ()
    guests: Sequence[tuple[str, str]] = ()
    agenda: Sequence[tuple[str, str]] = ()
    parts: Sequence[tuple[str, str, str]] = ()
    speeches: Sequence[tuple[str, str, Sequence[str]]] = ()
    raised: Sequence[tuple[str, str, str, str]] = ()
    groups: Sequence[str] = ()  # in joint study: who studied together, who keeps the record first


def minutes_draft(facts: Facts) -> str:
    """The text the secretary starts from: time, place, chair, who came and who did not and why,
    content, form, speeches one by one, what was agreed (the fields of minutes, domain.md 3.5).
    Nothing is judged or summed up by the system.
    """
    join = comma().join
    lines = [
        _now("Time: %(when)s") % {"when": facts.when},
        _now("Place: %(place)s") % {"place": facts.place or "–"},
        _now("Chair: %(name)s") % {"name": facts.chair or "–"},
        *(
            [_now("Studying together: %(names)s") % {"names": join(facts.groups)}]
            if facts.groups
            else []
        ),
        _now("Present (%(count)s): %(names)s")
        % {
            "count": len(facts.present),
            "names": join(facts.present) or "–",
        },
    ]
    if facts.absent:
        absences = [
            _now("%(name)s (%(why)s)") % {"name": name, "why": why} for name, why in facts.absent
        ]
        lines.append(
            _now("Not present (%(count)s): %(names)s")
            % {
                "count": len(facts.absent),
                "names": join(absences),
            }
        )
    if facts.attending:
        lines.append(_now("Attending: %(names)s") % {"names": join(facts.attending)})
    if facts.guests:
        lines.append(
            _now("Guests: %(names)s")
            % {
                "names": join(
                    _now("%(name)s (%(why)s)") % {"name": name, "why": what} if what else name
                    for name, what in facts.guests
                )
            }
        )
    lines += ["", _now("Content: %(title)s") % {"title": facts.title}]
    lines += [_now("Form: %(kind)s") % {"kind": facts.form}] if facts.form else []
    lines += [
        _now("%(number)s. %(kind)s: %(title)s") % {"number": at, "kind": kind, "title": title}
        for at, (kind, title) in enumerate(facts.agenda, 1)
    ]
    for name, where, result in facts.parts:
        lines += [
            "",
            _now("%(part)s, at %(place)s") % {"part": name, "place": where} if where else name,
        ]
        lines += [result] if result else []
    if facts.speeches:
        lines += ["", _now("Speeches")]
        for name, kind, points in facts.speeches:
            lines.append(_now("%(name)s (%(why)s)") % {"name": name, "why": kind})
            lines += [point for point in points if point]
    if facts.raised:
        lines += ["", _now("Agreed and noted")]
        for at, (kind, text, unit, due) in enumerate(facts.raised, 1):
            lines.append(
                _now("%(number)s. %(kind)s: %(title)s")
                % {
                    "number": at,
                    "kind": kind,
                    "title": _agreed_words(text, unit, due),
                }
            )
    return "\n".join(lines).strip()


def _agreed_words(text: str, unit: str, due: str) -> str:
    words = {"text": text, "unit": unit, "due": due}
    if unit and due:
        return _now("%(text)s (%(unit)s, by %(due)s)") % words
    if unit:
        return _now("%(text)s (%(unit)s)") % words
    return _now("%(text)s (by %(due)s)") % words if due else text
