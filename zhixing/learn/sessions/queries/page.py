"""The page of one session."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import (
    Exists,
    OuterRef,
    Subquery,
)
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhixing.foundation.kits.deadlines.models import Deadline
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.things.page import ThingPage, acts_of
from zhixing.foundation.machinery.things.parts import Button, Check, Copy, Fact
from zhixing.foundation.machinery.things.veil import veil
from zhixing.foundation.machinery.words import Words
from zhixing.foundation.spine.calendar.chosen import name_of
from zhixing.foundation.spine.calendar.queries import calendar
from zhixing.foundation.spine.groups.models import Membership, StudyGroup
from zhixing.foundation.spine.norms.queries import basis, value_or, values
from zhixing.ui.words import comma, datewords

from ...plans.rules import Check as RuleCheck
from .. import may, rules, texts
from ..expected import expected_speakers
from ..models import Attendance, Guest, Raised, Reach, Speech, StudySession
from ..rules import State
from .content import (
    AgendaLine,
    PartLine,
    RaisedLine,
    SpeechLine,
    agenda_lines,
    part_lines,
    raised_line,
    speech_line,
)
from .facts import facts_of
from .planning import agenda_norms
from .roll import as_seats, seats_of
from .standing import outdated_words, standing_now, would_repeat
from .words import code_words, guest_words, heading, when


def visible_session(person: Any, code: str) -> StudySession:
    """With what its page and its papers read of it. Raises Http404."""
    due = (
        Deadline.objects.filter(thing=OuterRef("pk"), clock="report")
        .order_by("-round")
        .values("due")[:1]
    )
    rows = StudySession.objects.visible_to(person).select_related(
        "thing",
        "unit",
        "group__unit__thing",
        "topic__thing",
        "chair",
        "minutes_by",
        "report__thing",
        "joint__thing",
        "series__thing",
    )
    return get_object_or_404(
        rows.annotate(
            report_due=Subquery(due), went_out=Exists(Reach.objects.filter(session=OuterRef("pk")))
        ),
        pk=code,
    )


@dataclass(frozen=True)
class Lines:
    """The lines of one session, each kind read once. Attendance is taken, or people are expected;
    what was raised is veiled for the reader.
    """

    seats: list[Attendance]
    expected: list[Membership]
    speeches: list[Speech]
    guests: list[Guest]
    raised: list[Raised]
    reached: list[Reach]


def _lines_of(person: Any, session: Any) -> Lines:
    """``session`` with ``went_out``, which the query says beside its columns."""
    seats, expected = seats_of(session)
    raised = session.raised.select_related("thing", "unit", "guest", "person", "about")
    return Lines(
        seats=seats,
        expected=expected,
        speeches=list(session.speeches.select_related("person")),
        guests=list(session.guests.all()),
        raised=list(veil(person, list(raised))),
        reached=(list(session.reached.select_related("unit__thing")) if session.went_out else []),
    )


@dataclass(frozen=True, kw_only=True)
class Attended:
    """Who is expected, or who came, and in what share."""

    seats: list[Attendance]
    expected: list[Membership]
    rate: rules.Rate
    with_make_ups: rules.Rate
    owing: list[Attendance]
    rolls: list[GroupRoll]


@dataclass(frozen=True)
class GroupRoll:
    """In joint study: the seats of one of the groups."""

    group: StudyGroup
    name: str
    keeps: bool
    seats: list[Attendance]
    expected: list[Membership]
    rate: rules.Rate


@dataclass(frozen=True, kw_only=True)
class SessionPage(ThingPage):
    """Everything of one session."""

    session: StudySession
    when: str
    kind_word: str
    open: dict[str, str]  # act -> where it is done
    outdated: str
    agenda: list[AgendaLine]
    checks: list[Check]
    sign_for_url: str
    attended: Attended
    parts: list[PartLine]
    speeches: list[SpeechLine]
    spoken: int
    guests: list[str]
    raised: list[Raised]
    caught: list[RaisedLine]
    special: bool
    reached: list[Reach]
    listened: int
    reaches: bool
    missing: list[Words]
    copy: Copy | None


def session_page(person: Any, code: str) -> SessionPage:
    """Everything of one session: parts, attendance, speeches, what was raised, agenda, guests,
    minutes.
    """
    session = visible_session(person, code)
    lines = _lines_of(person, session)
    now = standing_now(session, lines.seats, lines.expected, lines.guests, lines.speeches)
    acts = acts_of(person, session)
    if would_repeat(session, now):
        acts = [act for act in acts if act.name != "reissue_notice"]
    open_acts = {act.name: act.url for act in acts}
    attended = _attended(session, lines)
    agenda = agenda_lines(person, session)
    parts = _parts(session, lines, open_acts)
    speeches = [speech_line(speech) for speech in lines.speeches]
    kind_word, facts = _norm_words(session)
    speakers = expected_speakers(session) if session.state in rules.AHEAD else []
    return SessionPage.of(
        person,
        session,
        title=heading(session),
        lead=_sentence(session, attended.rate, lines.speeches, lines.raised),
        acts=_with_live(session, acts),
        facts=[*facts, *_speaker_facts(speakers, lines.expected)],
        session=session,
        when=when(session),
        kind_word=kind_word,
        open=open_acts,
        outdated=outdated_words(session, now),
        agenda=agenda,
        checks=_check_lines(session, lines.guests, len(speakers)),
        sign_for_url=_sign_for(person, session, open_acts),
        attended=attended,
        parts=parts,
        speeches=speeches,
        spoken=sum(any(speech.answers) or bool(speech.text) for speech in lines.speeches),
        guests=[guest_words(guest) for guest in lines.guests],
        raised=lines.raised,
        caught=[raised_line(note) for note in lines.raised],
        special=session.kind == rules.Kind.SPECIAL,
        reached=lines.reached,
        listened=sum(reach.listened for reach in lines.reached),
        reaches=bool(lines.reached) or "record_reach" in open_acts,
        missing=_missing(session, lines.speeches),
        copy=texts.to_copy(
            texts.SessionLines(
                session, when(session), agenda, speeches, parts, lines.raised, attended.rate
            )
        ),
    )


def _norm_words(session: StudySession) -> tuple[str, list[Fact]]:
    """Its kind in words, and its facts: in the words of the norms of its day."""
    kind_words, category_words = (
        dict(code_words(entries))
        for entries in values(("session.kinds", "content.categories"), session.day)
    )
    kind_word = kind_words.get(session.kind, session.kind)
    return kind_word, facts_of(session, kind_words, category_words)


def _attended(session: StudySession, lines: Lines) -> Attended:
    """Who is expected, or who came."""
    seats = as_seats(lines.seats)
    return Attended(
        seats=lines.seats,
        expected=lines.expected,
        rate=rules.attendance_rate(seats),
        with_make_ups=rules.attendance_rate(seats, with_make_ups=True),
        owing=[seat for seat in lines.seats if rules.owes(seat.status)],
        rolls=_rolls(session, lines.seats, lines.expected),
    )


def _parts(session: StudySession, lines: Lines, open_acts: dict[str, str]) -> list[PartLine]:
    """The three parts, of a session that has them."""
    in_parts = session.kind == rules.Kind.THREE_PART or session.parts
    return part_lines(session, lines.raised, lines.speeches, open_acts) if in_parts else []


def _missing(session: StudySession, speeches: list[Speech]) -> list[Words]:
    """Once it was held: what it lacks to count."""
    missing = rules.missing_to_count(
        state=session.state,
        category=session.category,
        discussed=any(speech.kind == rules.SpeechKind.DISCUSSION for speech in speeches),
    )
    return [rules.MISSING_WORDS[gap] for gap in missing] if session.happened else []


def _with_live(session: StudySession, acts: list[Button]) -> list[Button]:
    """For those who keep it, the live page among the buttons from the notice to the minutes; the
    main one on its day.
    """
    keeps = {"hold_session", "note_raised"} & {act.name for act in acts}
    if not keeps or session.state not in (State.NOTICED, State.HELD):
        return acts
    first = session.day == clock.today()
    url = reverse("sessions:live", args=[session.pk])
    live = Button(_("Live page"), url, primary=first, name="live")
    others = [
        replace(act, primary=act.primary and not first)
        for act in acts
        if act.name != "hold_session"  # it is done there
    ]
    return [live, *others]


def _rolls(session: StudySession, seats: list[Any], expected: list[Any]) -> list[GroupRoll]:
    """In joint study: each group with its seats, in the order in which they study; nothing for a
    session of one group.
    """
    if len(session.groups) < 2:
        return []
    rolls = []
    for group in session.groups:
        lines = [seat for seat in seats if seat.group_id == group.pk]
        rate = rules.attendance_rate(as_seats(lines))
        rolls.append(
            GroupRoll(
                group,
                group.unit.short or group.unit.name,
                group.pk == session.group_id,
                lines,
                [member for member in expected if member.group_id == group.pk],
                rate,
            )
        )
    return rolls


def _sign_for(person: Any, session: StudySession, open_acts: dict[str, str]) -> str:
    """For the study secretary: where the leader's sign-off on paper is recorded, with the leader
    filled in.
    """
    waits = session.state == State.MINUTED and "sign_session" not in open_acts
    if not waits or not may.PREPARES.allows(person, session):
        return ""
    leader = (
        session.group.memberships.in_force(clock.today())
        .filter(role__in=may.LEADS.roles, person__active=True)
        .order_by("stands_in", "pk")
        .values_list("person", flat=True)
        .first()
    )
    address = reverse("act", args=[session.pk, "sign_session"])
    return f"{address}?{urlencode({'for_person': leader or ''})}"


def _speaker_facts(speakers: list[tuple[str, str]], members: list[Membership]) -> list[Fact]:
    """Who is to speak first, by name: nothing where nobody is named."""
    names = {member.person_id: member.person.name for member in members}
    named = [names[person] for person, _kind in speakers if person in names]
    return [Fact(_("Key speakers"), comma().join(named), wide=True)] if named else []


def _check_lines(session: StudySession, guests: list[Guest], speakers: int) -> list[Check]:
    """What is checked of the agenda while the session is ahead, with the norm behind it."""
    if session.state not in rules.AHEAD:
        return []
    today = clock.today()
    unfiled = sum(guest.kind == rules.GuestKind.LECTURER and not guest.filing for guest in guests)
    checks = rules.agenda_checks(session.agenda_items, agenda_norms(today), unfiled)
    checks += [*_speakers_check(speakers, today), *_day_check(session)]
    return [
        Check(str(check.sentence) % check.params, tone=check.tone, **basis(check.norm, today))
        for check in checks
    ]


def _speakers_check(count: int, on: dt.date) -> list[RuleCheck]:
    """Whether as many are to speak as the county asks for; of no county that does not ask."""
    bounds = value_or("session.key_speakers", on, [])
    if len(bounds) != 2:
        return []
    return [rules.speakers_check(count, *sorted(bounds))]


def _day_check(session: StudySession) -> list[RuleCheck]:
    days = calendar()
    if days.is_working(session.day):
        return []
    return [rules.rest_day_check(datewords(session.day), name_of(days, session.day))]


def _sentence(
    session: StudySession, rate: rules.Rate, speeches: list[Any], raised: list[Any]
) -> str:
    """The first sentence of the page: how it stands."""
    if session.state == State.CANCELLED:
        return _("It was not held.")
    if not session.happened:
        return _sentence_ahead(session)
    day = datewords(session.day)
    if session.attendance_on is None:
        return _("Held on %(day)s. Attendance has not been taken yet.") % {"day": day}
    return _(
        "%(day)s: %(present)s of %(expected)s came, %(speeches)s spoke; noted: %(raised)s."
    ) % {
        "day": day,
        "present": rate.numerator,
        "expected": rate.denominator,
        "speeches": len({speech.person_id for speech in speeches}),
        "raised": len(raised),
    }


def _sentence_ahead(session: StudySession) -> str:
    """How many days are left, or what was missed."""
    days, day = (session.day - clock.today()).days, datewords(session.day)
    if days == 0:
        return _("It is planned for today.")
    if days > 0:
        words = ngettext("It is tomorrow, %(day)s.", "It is in %(days)s days, %(day)s.", days)
        return words % {"days": days, "day": day}
    if session.state == State.PLANNED:
        return _("Its day was %(day)s; the notice was never issued.") % {"day": day}
    return _("Its day was %(day)s. Record that it was held, or cancel it.") % {"day": day}
