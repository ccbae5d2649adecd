"""一学一报: one report per session, built from the record. At most 1,500 characters (domain.md 3.8,
our default). Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

LONGEST = 1500


class State(models.TextChoices):
    """Codes are final: 草稿, 已报送, 已收, 退回."""

    DRAFT = "draft", pgettext_lazy("report", "draft")
    SENT = "sent", pgettext_lazy("report", "sent")
    RECEIVED = "received", pgettext_lazy("report", "received")
    RETURNED = "returned", pgettext_lazy("report", "returned")


TONES = {State.DRAFT: "none", State.SENT: "going", State.RECEIVED: "done", State.RETURNED: "over"}


@dataclass(frozen=True)
class Facts:
    """What the record of a session holds, in words of the language in force."""

    unit: str
    number: int
    topic: str
    when: str
    place: str
    expected: int
    present: int
    on_leave: int
    absent: int
    speakers: Sequence[str] = ()
    measures: int = 0
    problems: int = 0
    tasks: int = 0
    results: Sequence[tuple[str, str]] = ()
    open_make_ups: int = 0
    guests: int = 0
    next_steps: Sequence[str] = ()
    outcomes: int = 0
    groups: Sequence[str] = ()  # in joint study: who studied together


def report_text(facts: Facts, longest: int = LONGEST) -> str:
    """The report in order: unit, session, topic, time and place, attendance, speakers, measures,
    problems, highlights, shortcomings, next steps. Only what the record says; long lines are cut,
    so that the text never exceeds ``longest`` characters.
    """
    join = pgettext("list separator", ", ").join
    lines = [
        _("Unit: %(unit)s") % {"unit": facts.unit},
        _("Session: study session %(number)s") % {"number": facts.number},
        _("Topic: %(topic)s") % {"topic": facts.topic},
        *(
            [_("Studying together: %(names)s") % {"names": join(facts.groups)}]
            if facts.groups
            else []
        ),
        _("Time and place: %(when)s, %(place)s")
        % {
            "when": facts.when,
            "place": facts.place or "–",
        },
        _("Expected %(expected)s, present %(present)s, on leave %(leave)s, absent %(absent)s")
        % {
            "expected": facts.expected,
            "present": facts.present,
            "leave": facts.on_leave,
            "absent": facts.absent,
        },
        _("Speakers: %(names)s") % {"names": join(facts.speakers) or "–"},
        _("Measures: %(measures)s. Problems: %(problems)s. Tasks: %(tasks)s.")
        % {
            "measures": facts.measures,
            "problems": facts.problems,
            "tasks": facts.tasks,
        },
    ]
    if facts.outcomes:
        lines.append(_("Institutional outcomes begun: %(count)s.") % {"count": facts.outcomes})
    lines += ["", _("Highlights")]
    lines += [
        _("%(part)s: %(result)s") % {"part": part, "result": _cut(result, 200)}
        for part, result in facts.results
    ]
    if facts.guests:
        lines.append(
            ngettext("%(count)s guest took part.", "%(count)s guests took part.", facts.guests)
            % {"count": facts.guests}
        )
    if not facts.results and not facts.guests:
        lines.append(_("None recorded."))
    lines += ["", _("Shortcomings")]
    away = facts.on_leave + facts.absent
    if away:
        lines.append(
            _("%(away)s were not there, %(open)s still have to make up.")
            % {
                "away": away,
                "open": facts.open_make_ups,
            }
        )
    if not facts.measures + facts.problems + facts.tasks + facts.outcomes:
        lines.append(_("No measure, problem or task came of it."))
    if not away and facts.measures + facts.problems + facts.tasks + facts.outcomes:
        lines.append(_("None recorded."))
    lines += ["", _("Next steps")]
    lines += [
        _("%(number)s. %(text)s") % {"number": at, "text": _cut(step, 160)}
        for at, step in enumerate(facts.next_steps, 1)
    ] or [_("None recorded.")]
    return _whole_lines(lines, longest)


def _cut(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _whole_lines(lines: list[str], longest: int) -> str:
    """As many whole lines as fit; a mark where some were left out."""
    text = "\n".join(lines)
    while len(text) > longest and len(lines) > 1:
        lines = [*lines[:-2], "…"] if lines[-1] == "…" else [*lines[:-1], "…"]
        text = "\n".join(lines)
    return text[:longest]
