"""A study session (集体学习): its states and words, attendance, the agenda's checks, when it
counts, the draft of its minutes.

Pure: no database, no clock. National Rules 2017, art. 9-10 (collective study, key speech combined
with discussion); what minutes must state and what attendance counts is common local practice
(domain.md 2.1, 2.5, 3.3-3.6), so numbers come in as norms.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhixing.ui.words import comma

from ..plans.rules import Check


class State(models.TextChoices):
    """Codes are final: 拟定, 已通知, 已召开, 已成记录, 已审签, 已取消."""

    PLANNED = "planned", pgettext_lazy("session", "planned")
    NOTICED = "noticed", pgettext_lazy("session", "notice issued")
    HELD = "held", pgettext_lazy("session", "held")
    MINUTED = "minuted", pgettext_lazy("session", "minutes written")
    SIGNED = "signed", pgettext_lazy("session", "signed off")
    CANCELLED = "cancelled", pgettext_lazy("session", "cancelled")


AHEAD = (State.PLANNED, State.NOTICED)
HAPPENED = (State.HELD, State.MINUTED, State.SIGNED)
TONES = {
    State.PLANNED: "none",
    State.NOTICED: "going",
    State.HELD: "going",
    State.MINUTED: "going",
    State.SIGNED: "done",
    State.CANCELLED: "none",
}


class Kind(models.TextChoices):
    """The kinds a county starts with; the norm ``session.kinds`` is what may be chosen, and a
    county may add its own.
    """

    COLLECTIVE = "collective", _("collective study and discussion")
    ON_SITE = "on_site", pgettext_lazy("session kind", "on-site study")
    THREE_PART = "three_part", _("three-part session")
    THEMATIC = "thematic", _("thematic study")
    SPECIAL = "special", _("special meeting")
    EXCHANGE = "exchange", _("exchange meeting")
    JOINT = "joint", _("joint study")
    SCENE = "scene", _("study and lecture on the real scene")
    EXTENDED = "extended", _("extended study")


REACHING = (
    Kind.EXTENDED,
    Kind.SCENE,
    Kind.ON_SITE,
    Kind.THREE_PART,
)  # kinds that go out to villages; their pages ask who was reached
BROUGHT = ("measure", "research", "problem")  # kinds of results that a special meeting looks at


class PlaceKind(models.TextChoices):
    """Where study happens: not only in meeting rooms (靠前一步、在一线学)."""

    ROOM = "room", _("meeting room")
    SITE = "site", _("project site")
    RED_SITE = "red_site", _("red site")
    FIELD = "field", _("field or village")
    HALL = "hall", _("service hall")


class Part(models.TextChoices):
    """三位一体."""

    ON_SITE = "ON_SITE", pgettext_lazy("part", "On-site study")
    RESEARCH = "RESEARCH", pgettext_lazy("part", "Focused research")
    WORK = "WORK", pgettext_lazy("part", "Work carried out")


NTH = (pgettext_lazy("part", "1"), pgettext_lazy("part", "2"), pgettext_lazy("part", "3"))
PART_FIELDS = ("begins", "place", "place_kind", "people", "what", "result")


class AgendaKind(models.TextChoices):
    FIRST_ITEM = "first_item", _("first item")
    STANDING_ITEM = "standing_item", _("standing item")
    LEAD_READING = "lead_reading", _("lead reading")
    LECTURE = "lecture", pgettext_lazy("agenda", "lecture")
    ON_SITE = "on_site", pgettext_lazy("agenda", "on-site study")
    RESEARCH = "research", pgettext_lazy("agenda", "focused research")
    DISCUSSION = "discussion", pgettext_lazy("agenda", "discussion")
    WORK = "work", pgettext_lazy("agenda", "work carried out")
    RESULT = "result", pgettext_lazy("agenda", "result that is brought")
    OTHER = "other", pgettext_lazy("agenda", "other")


class Status(models.TextChoices):
    """实到, 请假, 缺席; 列席 for those who are not members."""

    PRESENT = "PRESENT", pgettext_lazy("attendance", "present")
    LEAVE = "LEAVE", pgettext_lazy("attendance", "on leave")
    ABSENT = "ABSENT", pgettext_lazy("attendance", "absent")
    ATTENDING = "ATTENDING", pgettext_lazy("attendance", "attending")


STATUS_TONES = {
    Status.PRESENT: "done",
    Status.LEAVE: "soon",
    Status.ABSENT: "over",
    Status.ATTENDING: "none",
}
MARKS = (Status.PRESENT, Status.LEAVE, Status.ABSENT)


class LeaveReason(models.TextChoices):
    """Why somebody is on leave; nothing more is asked (no health data)."""

    DUTY = "DUTY", pgettext_lazy("leave", "official duty")
    LEAVE = "LEAVE", pgettext_lazy("leave", "own leave")
    OTHER = "OTHER", pgettext_lazy("leave", "other")


class SpeechKind(models.TextChoices):
    KEYNOTE = "KEYNOTE", _("keynote speech")
    KEY = "KEY", _("key speech")
    DISCUSSION = "DISCUSSION", _("discussion speech")


QUESTIONS = (
    ("q1", _("First question"), _("Does it fit our place?")),
    ("q2", _("Second question"), _("What is new in the thinking?")),
    ("q3", _("Third question"), _("Which work does it drive?")),
    ("q4", _("Fourth question"), _("What effect shall be seen?")),
)


class GuestKind(models.TextChoices):
    ENTERPRISE = "enterprise", pgettext_lazy("guest", "enterprise")
    OWNER = "owner", pgettext_lazy("guest", "project owner")
    RESIDENT = "resident", pgettext_lazy("guest", "resident")
    LECTURER = "lecturer", pgettext_lazy("guest", "lecturer")


class RaisedKind(models.TextChoices):
    """What something said at a session becomes."""

    PROBLEM = "PROBLEM", pgettext_lazy("raised", "problem")
    MEASURE = "MEASURE", pgettext_lazy("raised", "measure")
    TASK = "TASK", pgettext_lazy("raised", "task")
    OUTCOME = "OUTCOME", pgettext_lazy("raised", "institutional outcome")


# -- attendance ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Seat:
    """One line of the attendance sheet. ``person`` is an opaque id."""

    person: str
    status: str
    made_up: bool = False


@dataclass(frozen=True)
class Rate:
    """n of N with the seats behind it: N are those expected (attendees and guests are left out)."""

    numerator: int
    denominator: int
    rows: tuple[Seat, ...] = field(default_factory=tuple)


def attendance_rate(seats: Iterable[Seat], with_make_ups: bool = False) -> Rate:
    """Present of expected; ``with_make_ups`` also counts an absence that was made up."""
    rows = tuple(seat for seat in seats if seat.status != Status.ATTENDING)
    return Rate(
        sum(came(seat.status) or (with_make_ups and seat.made_up) for seat in rows), len(rows), rows
    )


def came(status: str) -> bool:
    return status == Status.PRESENT


def owes(status: str) -> bool:
    """Everybody expected who was not there makes up, on leave or not (domain.md 2.1)."""
    return status in (Status.LEAVE, Status.ABSENT)


def make_ups(seats: Iterable[Seat], open_only: bool = False) -> list[Seat]:
    """Who must make up; ``open_only``: who still must."""
    return [seat for seat in seats if owes(seat.status) and not (open_only and seat.made_up)]


# -- agenda ----------------------------------------------------------------------------------------


def agenda_checks(
    kinds: Sequence[str], first_item: bool = True, lecturers_unfiled: int = 0
) -> list[Check]:
    """第一议题 opens the agenda; study is discussed; a lecturer from outside is on file (domain.md
    2.1, 2.2).
    """
    checks = []
    if first_item:
        opens = bool(kinds) and kinds[0] == AgendaKind.FIRST_ITEM
        if opens:
            sentence = _("The agenda opens with the first item.")
        elif AgendaKind.FIRST_ITEM in kinds:
            sentence = _(
                "The first item is on the agenda, but it does not open it. Move it to the top."
            )
        else:
            sentence = _("The agenda has no first item. Put it at the top.")
        checks.append(Check("agenda.first_item", opens, sentence, hard=True))
    discussed = AgendaKind.DISCUSSION in kinds
    checks.append(
        Check(
            "session.per_quarter",
            discussed,
            (
                _("The agenda has room for discussion.")
                if discussed
                else _(
                    "The agenda has no discussion; without a discussion speech the session does not"
                    " count."
                )
            ),
        )
    )
    if lecturers_unfiled:
        checks.append(
            Check("session.lecturer_filing", False, _("A lecturer has no filing number yet."))
        )
    return checks


def agenda_draft(
    kind: str,
    *,
    materials: Sequence[str] = (),
    question: str = "",
    place: str = "",
    first_item: bool = True,
) -> list[dict[str, str]]:
    """The agenda a secretary starts from: the first item where the county asks for it, the
    materials, the visit, the question of the topic. In the language in force.
    """
    items = (
        [(AgendaKind.FIRST_ITEM, _now("Study of the latest requirements"))] if first_item else []
    )
    items.append(
        (AgendaKind.LEAD_READING, comma().join(materials)[:200] or _now("Materials of the topic"))
    )
    if kind in (Kind.ON_SITE, Kind.THREE_PART):
        items.append((AgendaKind.ON_SITE, place or _now("On the spot")))
    items.append((AgendaKind.DISCUSSION, question[:200] or _now("Speeches and discussion")))
    if kind in (Kind.THREE_PART, Kind.SPECIAL):
        items.append((AgendaKind.WORK, _now("Who does what, and by when")))
    return [{"kind": str(code), "title": title} for code, title in items]


def with_results(
    agenda: Sequence[Mapping[str, str]], results: Sequence[tuple[str, str]]
) -> list[dict[str, str]]:
    """The agenda with an item for each result that is brought (code, title): before the discussion,
    or at the end. Who typed such an item by hand has it once.
    """
    titles = {title[:200] for _code, title in results}
    typed = [
        dict(item)
        for item in agenda
        if not (item["kind"] == AgendaKind.RESULT and item["title"] in titles)
    ]
    at = next(
        (at for at, item in enumerate(typed) if item["kind"] == AgendaKind.DISCUSSION), len(typed)
    )
    return (
        typed[:at]
        + [
            {"kind": str(AgendaKind.RESULT), "title": title[:200], "thing": code}
            for code, title in results
        ]
        + typed[at:]
    )


# -- when it counts --------------------------------------------------------------------------------

MISSING_WORDS = {
    "category": _("It has no content category."),
    "minutes": _("It has no minutes."),
    "discussion": _("It has no discussion speech."),
    "signature": _("The leader has not signed it off."),
}


def missing_to_count(*, category: str, minutes: str, discussions: int, signed: bool) -> list[str]:
    """Codes of what keeps a session from counting: ``category``, ``minutes``, ``discussion``,
    ``signature`` (domain.md 1.2, last line).
    """
    return [
        code
        for code, fulfilled in (
            ("category", category),
            ("minutes", minutes.strip()),
            ("discussion", discussions),
            ("signature", signed),
        )
        if not fulfilled
    ]


def counts(*, category: str, minutes: str, discussions: int, signed: bool) -> bool:
    """A session counts as collective study only with a category, a record, at least one discussion
    speech and the leader's sign-off.
    """
    return not missing_to_count(
        category=category, minutes=minutes, discussions=discussions, signed=signed
    )


def quarters_begun(year: int, today: dt.date) -> int:
    """How many quarters of the year have begun."""
    if year < today.year:
        return 4
    return quarter(today.month) if year == today.year else 0


def quarter(month: int) -> int:
    return (month - 1) // 3 + 1


# -- the three parts -------------------------------------------------------------------------------


def part_tones(parts: Mapping[str, Mapping[str, str]], happened: bool) -> dict[str, str]:
    """``done`` with a result, ``here`` for the first without one while the session is written up,
    else ``""``.
    """
    tones, open_part_seen = {}, False
    for part in Part:
        done = bool(str(parts.get(part, {}).get("result", "")).strip())
        first_open = happened and not done and not open_part_seen
        tone = "here" if first_open else ""
        tones[str(part)] = "done" if done else tone
        open_part_seen = open_part_seen or first_open
    return tones


# -- minutes ---------------------------------------------------------------------------------------


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
