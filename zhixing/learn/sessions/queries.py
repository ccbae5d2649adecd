"""What pages, forms and acts ask about sessions."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any
from urllib.parse import urlencode

from django.db.models import (
    Case,
    Count,
    Exists,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
    prefetch_related_objects,
)
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from zhixing.foundation.kits.deadlines.models import Deadline
from zhixing.foundation.kits.documents.official import in_county_language
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.links.models import Type, linked
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.machinery.things.lists import cut, year_of
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.page import thing_page
from zhixing.foundation.machinery.things.turns import with_turns
from zhixing.foundation.machinery.things.veil import veil
from zhixing.foundation.spine.calendar.queries import calendar, provisional
from zhixing.foundation.spine.groups.models import Membership, StudyGroup
from zhixing.foundation.spine.groups.queries import roll_together
from zhixing.foundation.spine.groups.rules import GroupRoleCode
from zhixing.foundation.spine.norms.queries import basis, value, values
from zhixing.foundation.spine.people.models import Person
from zhixing.foundation.spine.topics.models import Topic
from zhixing.ui.words import datewords, shortdate

from ..plans.models import StudyPlan
from . import rules
from .models import Attendance, Guest, Raised, Reach, Speech, StudySession
from .rules import Part, Seat, State, Status
from .standing import Sheet, SheetWords, Standing, differing_parts

# -- words of norms --------------------------------------------------------------------------------


def _code_words(entries: list[dict[str, str]]) -> list[tuple[str, str]]:
    chinese = (get_language() or "").startswith("zh")
    return [
        (
            entry["code"],
            (entry.get("zh") if chinese else entry.get("en")) or entry.get("zh") or entry["code"],
        )
        for entry in entries
    ]


def kinds(on: dt.date | None = None) -> list[tuple[str, str]]:
    """The county's kinds of session: (code, word)."""
    return _code_words(value("session.kinds", on or clock.today()))


def categories(on: dt.date | None = None) -> list[tuple[str, str]]:
    return _code_words(value("content.categories", on or clock.today()))


def first_item_asked(on: dt.date) -> bool:
    """Whether the county's norm asks for the first item on top of every agenda."""
    return bool(value("agenda.first_item", on))


@dataclass(frozen=True)
class Notice:
    """Working days the norm asks for, and those left until the session, from today."""

    asked: int
    left: int

    @property
    def short(self) -> bool:
        return self.left < self.asked


def notice_days(day: dt.date) -> Notice:
    today = clock.today()
    return Notice(value("session.notice_days", today), calendar().working_days_between(today, day))


def expected_at(session: StudySession) -> list[Membership]:
    """Those expected, each person once: the group that keeps the record first, then, in joint
    study, the groups that take part. Two queries.
    """
    return roll_together(session.groups, session.day)


def leaders_of(session: StudySession) -> dict[str, set[str]]:
    """Group -> those who may grant leave there on the day: its leader, or who stands in."""
    leaders: dict[str, set[str]] = defaultdict(set)
    for group, person in (
        Membership.objects.in_force(session.day)
        .filter(group__in=[group.pk for group in session.groups], role=GroupRoleCode.LEADER)
        .values_list("group", "person")
    ):
        leaders[group].add(person)
    return leaders


def group_of_people(session: StudySession) -> dict[str, str]:
    """Everybody of the groups that study together -> the first group they are in."""
    places = {group.pk: at for at, group in enumerate(session.groups)}
    rows = (
        Membership.objects.in_force(session.day)
        .filter(group__in=list(places))
        .values_list("person", "group")
    )
    return dict(sorted(rows, key=lambda row: -places[row[1]]))


def own_make_ups(person: Any, session: StudySession) -> list[int]:
    """Seats whose make-up this person may record: each group records those of its own people; who
    is in two of the groups belongs to both.
    """
    codes = set(
        Membership.objects.in_force(clock.today())
        .filter(
            person=person.pk,
            group__in=[group.pk for group in session.groups],
            role__in=[GroupRoleCode.SECRETARY, GroupRoleCode.LEADER],
        )
        .values_list("group", flat=True)
    )
    members = (
        Membership.objects.in_force(session.day).studying().filter(group__in=codes).values("person")
    )
    return list(
        session.attendance.filter(Q(group__in=codes) | Q(person__in=members)).values_list(
            "pk", flat=True
        )
    )


def may_be_brought(person: Any, session: StudySession) -> Any:
    """Measures, research and problems of the groups that a special meeting can look at: those of
    its topic first, the newest first.
    """
    things = (
        Thing.objects.visible_to(person)
        .of_groups(*(group.pk for group in session.groups))
        .filter(kind__in=rules.BROUGHT)
        .exclude(state__in=["draft", "void", "dropped", "declined", "duplicate"])
    )
    return things.annotate(
        other=Case(When(topic=session.topic_id, then=Value(0)), default=Value(1))
    ).order_by("other", "-made_at", "pk")


def brought_to(person: Any, session: StudySession) -> Any:
    """What was brought to a special meeting, as far as this person may know of it."""
    return linked(person, session, Type.TAKES_UP).order_by("made_at", "pk")


def special_meetings_panel(person: Any, row: Any) -> dict[str, Any] | None:
    """On the page of a measure, research or problem: the special meetings that took it up. No query
    beside those of the page, which has asked for them with its trace strip.
    """
    if row.KIND not in rules.BROUGHT or person is None or person.pk is None:
        return None
    taking = linked(person, row, Type.TAKES_UP, back=True) if row.taken_up is None else row.taken_up
    meetings = sorted(taking, key=lambda meeting: meeting.made_at, reverse=True)
    lines = [
        {
            "title": meeting.title,
            "url": meeting.url,
            "note": str(rules.Kind.SPECIAL.label),
            "word": str(meeting.state_word),
            "tone": meeting.tone,
        }
        for meeting in meetings
    ]
    return (
        {"title": _("Brought to a special meeting"), "lines": lines, "url": "", "label": ""}
        if lines
        else None
    )


def plan_with(group: StudyGroup, topic: Any, year: int) -> Thing | None:
    """The group's plan in force, when the topic stands in it."""
    plan = (
        StudyPlan.objects.current()
        .filter(group=group, year=year, lines__topic=topic)
        .select_related("thing")
        .first()
    )
    return plan.thing if plan else None


# -- list ------------------------------------------------------------------------------------------


def session_list(person: Any, choices: Any) -> dict[str, Any]:
    """Sessions of a year: by kind, state and group; how many stand where. The latest first."""
    year = year_of(choices)
    kind, state, group = (choices.get(name, "") for name in ("kind", "state", "group"))
    mine = StudySession.objects.visible_to(person).filter(year=year)
    mine = mine.of_groups(group) if group else mine
    numbers = Counter(dict(mine.values_list("state").annotate(Count("pk")).order_by()))
    rows = mine.select_related("thing", "unit").defer(
        "minutes", "agenda", "materials", "parts", "question", "notice_said", "agenda_said"
    )
    if kind:
        rows = rows.narrowed(kind=kind)
    chosen = {"happened": rules.HAPPENED, "ahead": rules.AHEAD}.get(
        state, [state] if state in State.values else []
    )
    if chosen:
        rows = rows.narrowed(state__in=chosen)
    rows = rows.order_by("-day", "pk")
    known = (
        None
        if kind
        else sum(number for code, number in numbers.items() if not chosen or code in chosen)
    )
    sessions, pager = cut(rows, choices, "-day", "pk", total=known)
    with_turns(with_attendance(sessions))
    words = dict(kinds())
    for session in sessions:
        session.kind_word = words.get(session.kind, session.kind)
        session.kept_elsewhere = bool(group) and session.group_id != group
        session.state_label = session.state_word(session.state)
    return {
        "year": year,
        "rows": sessions,
        "pager": pager,
        "every": rows,
        "kind": kind,
        "kind_word": words.get(kind, kind),
        "state": state if chosen else "",
        "group": group,
        "group_name": (
            (
                StudyGroup.objects.visible_to(person)
                .filter(pk=group)
                .values_list("name", flat=True)
                .first()
                or group
            )
            if group
            else ""
        ),
        "kinds": list(words.items()),
        "all": sum(numbers.values()) - numbers[State.CANCELLED],
        "held": sum(numbers[code] for code in rules.HAPPENED),
        "ahead": sum(numbers[code] for code in rules.AHEAD),
        "to_sign": numbers[State.MINUTED],
    }


def with_attendance(sessions: list[StudySession]) -> list[StudySession]:
    """How many were expected and came, on each: one query."""
    lines = Attendance.objects.filter(session__in=[session.pk for session in sessions]).order_by()
    counted = lines.values_list("session").annotate(
        expected=Count("pk", filter=~Q(status=Status.ATTENDING)),
        present=Count("pk", filter=Q(status=Status.PRESENT)),
    )
    numbers = {code: (expected, present) for code, expected, present in counted}
    for session in sessions:
        session.expected, session.present = numbers.get(session.pk, (0, 0))
    return sessions


# -- page ------------------------------------------------------------------------------------------


def _visible_session(person: Any, code: str) -> StudySession:
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


def session_page(person: Any, code: str) -> dict[str, Any]:
    """Everything of one session: parts, attendance, speeches, what was raised, agenda, guests,
    minutes.
    """
    session = _visible_session(person, code)
    seats, expected = _seats(session)
    speeches = list(session.speeches.select_related("person"))
    guests = list(session.guests.all())
    raised = veil(
        person, list(session.raised.select_related("thing", "unit", "guest", "person", "about"))
    )
    page = thing_page(person, session)
    outdated = _outdated_parts(session, _standing_now(session, seats, expected, guests, speeches))
    if outdated == []:
        page["acts"] = [act for act in page["acts"] if act["name"] != "reissue_notice"]
    reached = list(session.reached.select_related("unit__thing")) if session.went_out else []
    open_acts = {act["name"]: act["url"] for act in page["acts"]}
    page["acts"] = _with_live(session, page["acts"])
    kind_words, category_words = (
        dict(_code_words(entries))
        for entries in values(("session.kinds", "content.categories"), session.day)
    )
    checks = _checks(session, guests) if session.state in rules.AHEAD else []
    rate, with_make_ups = (
        rules.attendance_rate(_as_seats(seats)),
        rules.attendance_rate(_as_seats(seats), with_make_ups=True),
    )
    missing = rules.missing_to_count(
        category=session.category,
        minutes=session.minutes,
        discussions=sum(speech.kind == rules.SpeechKind.DISCUSSION for speech in speeches),
        signed=session.state == State.SIGNED,
    )
    return page | {
        "title": heading(session),
        "lead": _sentence(session, rate, speeches, raised),
        "session": session,
        "when": when(session),
        "kind_word": kind_words.get(session.kind, session.kind),
        "facts": _facts(session, kind_words, category_words),
        "parts": (
            _parts(session, raised, speeches, open_acts)
            if session.kind == rules.Kind.THREE_PART or session.parts
            else []
        ),
        "seats": seats,
        "expected": expected,
        "rate": rate,
        "with_make_ups": with_make_ups,
        "owing": [seat for seat in seats if rules.owes(seat.status)],
        "rolls": _rolls(session, seats, expected),
        "speeches": [_speech_line(speech) for speech in speeches],
        "spoken": sum(any(speech.answers) or bool(speech.text) for speech in speeches),
        "guests": [guest_words(guest) for guest in guests],
        "raised": raised,
        "reached": reached,
        "listened": sum(reach.listened for reach in reached),
        "reaches": bool(reached) or "record_reach" in open_acts,
        "caught": [_raised_line(note) for note in raised],
        "agenda": _agenda(person, session),
        "special": session.kind == rules.Kind.SPECIAL,
        "outdated": _outdated_words(session, outdated or []),
        "checks": [
            {
                "sentence": check.sentence,
                **basis(check.norm, clock.today()),
                "tone": check.tone,
            }
            for check in checks
        ],
        "sign_for_url": (
            _sign_for(person, session)
            if session.state == State.MINUTED and "sign_session" not in open_acts
            else ""
        ),
        "missing": [rules.MISSING_WORDS[gap] for gap in missing] if session.happened else [],
        "counts": not missing,
        "open": open_acts,
    }


def _with_live(session: StudySession, acts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """For those who keep it, the live page among the buttons from the notice to the minutes; the
    main one on its day.
    """
    keeps = {"hold_session", "note_raised"} & {act["name"] for act in acts}
    if not keeps or session.state not in (State.NOTICED, State.HELD):
        return acts
    first = session.day == clock.today()
    live = {
        "name": "live",
        "label": _("Live page"),
        "url": reverse("sessions:live", args=[session.pk]),
        "primary": first,
        "danger": False,
    }
    others = [
        act | {"primary": act["primary"] and not first}
        for act in acts
        if act["name"] != "hold_session"
    ]  # it is done there
    return [live, *others]


def _agenda(person: Any, session: StudySession) -> list[dict[str, Any]]:
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


def _rolls(session: StudySession, seats: list[Any], expected: list[Any]) -> list[dict[str, Any]]:
    """In joint study: each group with its seats, in the order in which they study; nothing for a
    session of one group.
    """
    if len(session.groups) < 2:
        return []
    rolls = []
    for group in session.groups:
        lines = [seat for seat in seats if seat.group_id == group.pk]
        rate = rules.attendance_rate(_as_seats(lines))
        rolls.append(
            {
                "group": group,
                "name": group.unit.short or group.unit.name,
                "keeps": group.pk == session.group_id,
                "seats": lines,
                "expected": [member for member in expected if member.group_id == group.pk],
                "rate": rate,
            }
        )
    return rolls


def _sign_for(person: Any, session: StudySession) -> str:
    """For the study secretary: where the leader's sign-off on paper is recorded, with the leader
    filled in.
    """
    if person is None or session.group_id not in holdings(person).group_codes(
        GroupRoleCode.SECRETARY
    ):
        return ""
    leader = (
        session.group.memberships.in_force(clock.today())
        .filter(role=GroupRoleCode.LEADER, person__active=True)
        .order_by("stands_in", "pk")
        .values_list("person", flat=True)
        .first()
    )
    address = reverse("act", args=[session.pk, "sign_session"])
    return f"{address}?{urlencode({'for_person': leader or ''})}"


def heading(session: StudySession) -> str:
    """第9次集体学习 / Study session 9."""
    return _("Study session %(number)s") % {"number": session.number}


def with_partners() -> Prefetch:
    """What ``who_studies`` and ``StudySession.groups`` read of many sessions, for
    ``prefetch_related``: one query for all of them.
    """
    return Prefetch("partners", StudyGroup.objects.select_related("thing", "unit__thing"))


def who_studies(session: StudySession) -> str:
    """The group, and in joint study the units of those that take part, in words."""
    others = session.groups[1:]
    return (
        _("%(name)s, together with %(others)s")
        % {
            "name": session.group.name,
            "others": rules.comma().join(
                partner.unit.short or partner.unit.name for partner in others
            ),
        }
        if others
        else session.group.name
    )


def when(session: StudySession, year: bool = False) -> str:
    """Day and hour in words; the year only where it is another one, or where it is asked for: in
    what goes to the archive.
    """
    return _time_words(session.day, session.begins, year)


def _time_words(day: dt.date, begins: dt.time | None, year: bool = False) -> str:
    words = datewords(day, day.year - 1 if year else None)
    if begins is None:
        return words
    hour = begins.strftime("%H:%M")
    return pgettext("day and time", "%(day)s, %(time)s") % {"day": words, "time": hour}


def _place_words(place: str, kind: str) -> str:
    word = dict(rules.PlaceKind.choices).get(kind, kind)
    return _("%(name)s (%(why)s)") % {"name": place or "–", "why": word}


def guest_words(guest: Any) -> str:
    """柳沟村医（群众、柳沟村卫生室）."""
    why = rules.comma().join(
        str(word) for word in (guest.get_kind_display(), guest.organisation, guest.filing) if word
    )
    return _("%(name)s (%(why)s)") % {"name": guest.name, "why": why}


def _seats(session: StudySession) -> tuple[list[Any], list[Any]]:
    """Lines of the attendance once it is taken, else those expected."""
    if session.attendance_on is None:
        return [], expected_at(session) if session.state != State.CANCELLED else []
    fetched = "attendance" in getattr(session, "_prefetched_objects_cache", {})
    lines = list(
        session.attendance.all()
        if fetched
        else session.attendance.select_related("person", "approved_by", "group__unit")
    )
    roles = dict(GroupRoleCode.choices)
    for line in lines:
        line.word, line.tone, line.role_word = (
            line.get_status_display(),
            rules.STATUS_TONES[line.status],
            roles.get(line.post, line.post),
        )
    return lines, []


def _as_seats(lines: list[Any]) -> list[Seat]:
    return [Seat(line.person_id, line.status, line.made_up_on is not None) for line in lines]


def _checks(session: StudySession, guests: list[Any]) -> list[rules.Check]:
    unfiled = sum(guest.kind == rules.GuestKind.LECTURER and not guest.filing for guest in guests)
    return rules.agenda_checks(
        [item["kind"] for item in session.agenda], first_item_asked(clock.today()), unfiled
    )


def _sentence(
    session: StudySession, rate: rules.Rate, speeches: list[Any], raised: list[Any]
) -> str:
    if session.state == State.CANCELLED:
        return _("It was not held.")
    if not session.happened:
        days = (session.day - clock.today()).days
        if days < 0 and session.state == State.PLANNED:
            return _("Its day was %(day)s; the notice was never issued.") % {
                "day": datewords(session.day)
            }
        if days > 0:
            return ngettext(
                "It is tomorrow, %(day)s.", "It is in %(days)s days, %(day)s.", days
            ) % {"days": days, "day": datewords(session.day)}
        return (
            _("It is planned for today.")
            if days == 0
            else _("Its day was %(day)s. Record that it was held, or cancel it.")
            % {"day": datewords(session.day)}
        )
    if session.attendance_on is None:
        return _("Held on %(day)s. Attendance has not been taken yet.") % {
            "day": datewords(session.day)
        }
    return _(
        "%(day)s: %(present)s of %(expected)s came, %(speeches)s spoke; noted: %(raised)s."
    ) % {
        "day": datewords(session.day),
        "present": rate.numerator,
        "expected": rate.denominator,
        "speeches": len({speech.person_id for speech in speeches}),
        "raised": len(raised),
    }


def _facts(
    session: StudySession, kind_words: dict[str, str], category_words: dict[str, str]
) -> list[dict[str, Any]]:
    facts = [
        {"label": _("Topic"), "value": session.topic.title, "url": session.topic.thing.url},
        {"label": pgettext("session", "When"), "value": when(session)},
        {
            "label": pgettext("session", "Where"),
            "value": session.place or "–",
            "note": session.get_place_kind_display(),
        },
        {"label": _("Chair"), "value": session.chair.name if session.chair else "–"},
        {"label": _("Kind"), "value": kind_words.get(session.kind, session.kind)},
        {"label": _("Content category"), "value": category_words.get(session.category, "–")},
    ]
    if session.joint_id or len(session.groups) > 1:
        facts.append(
            {
                "label": _("Who studies together"),
                "value": (
                    rules.comma().join(
                        group.unit.short or group.unit.name for group in session.groups
                    )
                ),
                "wide": True,
                "url": session.joint.url if session.joint_id else "",
                "note": (
                    _(
                        "%(unit)s keeps the record; the session counts once for each group and each"
                        " person"
                    )
                    % {"unit": session.group.unit.short or session.group.unit.name}
                ),
            }
        )
    if session.series_id:
        facts.append(
            {"label": _("Local series"), "value": session.series.name, "url": session.series.url}
        )
    if session.notice_on:
        facts.append(
            {
                "label": _("Notice issued"),
                "value": shortdate(session.notice_on),
                "note": session.notice_reason,
            }
        )
    if session.happened:
        report = session.report if session.reported else None
        fact = {
            "label": _("Session report"),
            "value": report.title if report else _("not begun"),
            "url": report.url if report else "",
            "note": (
                _("due %(day)s")
                % {
                    "day": (
                        shortdate(session.report_due)
                        + provisional(session.report_due, session.report_due)
                    )
                }
                if session.report_due
                else ""
            ),
        }
        facts.append(
            fact
            | (
                {"word": str(report.state_word(report.state)), "tone": report.tone}
                if report
                else {}
            )
        )
    if session.question:
        facts.append({"label": _("For discussion"), "value": session.question, "wide": True})
    if session.materials:
        facts.append(
            {"label": _("Materials"), "value": rules.comma().join(session.materials), "wide": True}
        )
    return facts


def _parts(
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


def _speech_line(speech: Speech) -> dict[str, Any]:
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


def _raised_line(note: Raised) -> dict[str, Any]:
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


# -- paper and drafts ------------------------------------------------------------------------------


def paper(person: Any, code: str) -> dict[str, Any]:
    """What the papers of one session need. Raises Http404."""
    return on_paper(_visible_session(person, code))


def for_papers() -> list[Prefetch]:
    """What ``on_paper`` reads of many sessions, for ``prefetch_related``: four queries for all of
    them.
    """
    return [
        Prefetch(
            "attendance", Attendance.objects.select_related("person", "approved_by", "group__unit")
        ),
        Prefetch("speeches", Speech.objects.select_related("person")),
        "guests",
        with_partners(),
    ]


def know_names(sessions: Iterable[StudySession]) -> None:
    """For ``on_paper``: names of those whom the papers that went out name. One query for all of
    these sessions, none where nothing went out.
    """
    sessions = list(sessions)
    names = _names_of(set().union(*(_people_named(session) for session in sessions)))
    for session in sessions:
        session.__dict__["names"] = names


def _people_named(session: StudySession) -> set[str]:
    """Keys of all whom the papers of a session named when they went out."""
    standings = filter(None, (session.standing(sheet) for sheet in Sheet))
    return set(chain.from_iterable(standing.people for standing in standings))


def _names_of(keys: set[str]) -> dict[str, str]:
    return dict(Person.objects.filter(pk__in=keys).values_list("pk", "name")) if keys else {}


def _names_on_paper(session: StudySession, lines: Iterable[Any]) -> dict[str, str]:
    """Asked for are those alone who stand in none of these lines any more."""
    at_hand = _names_at_hand(session, lines)
    if "names" in session.__dict__:
        return session.__dict__["names"] | at_hand
    return _names_of(_people_named(session) - at_hand.keys()) | at_hand


def on_paper(session: StudySession) -> dict[str, Any]:
    """A session in words, for its papers (``papers.py``); ``notice`` and ``agenda`` as they went
    out, else as they would now. Asks nothing where ``for_papers`` was fetched, ``know_names`` was
    called and attendance is taken.
    """
    if "attendance" not in getattr(session, "_prefetched_objects_cache", {}):
        prefetch_related_objects([session], *for_papers())
    seats, expected = _seats(session)
    guests, speeches = session.guests.all(), session.speeches.all()
    now = _standing_now(session, seats, expected, guests, speeches)
    names = _names_on_paper(session, [*seats, *expected, *speeches])
    words = {guest.pk: guest_words(guest) for guest in guests}
    sheets = {str(sheet): session.standing(sheet) or now for sheet in Sheet}
    return {
        "session": session,
        "heading": heading(session),
        "seats": seats,
        "expected": expected,
        "rate": rules.attendance_rate(_as_seats(seats)),
        "with_make_ups": rules.attendance_rate(_as_seats(seats), with_make_ups=True),
        "kind_word": dict(kinds(session.day)).get(session.kind, session.kind),
        "speakers": [
            {"name": speech.person.name, "kind": speech.get_kind_display(), "line": speech}
            for speech in speeches
        ],
        "when": when(session),
        "where": _place_words(session.place, session.place_kind),
        **{sheet: _in_words(standing, names, words) for sheet, standing in sheets.items()},
    }


# -- what went out -------------------------------------------------------------------------------


def notice_now(session: StudySession) -> Standing:
    """What the notice would say if it were issued now."""
    seats, expected = _seats(session)
    guests, speeches = Guest.objects.filter(session=session), Speech.objects.filter(session=session)
    return _standing_now(session, seats, expected, guests, speeches)


def agenda_now(session: StudySession) -> Standing:
    """What the agenda would say: it names who speaks, not who is expected."""
    return _standing_now(session, (), (), (), Speech.objects.filter(session=session))


def _standing_now(
    session: StudySession,
    seats: Iterable[Attendance],
    expected: Iterable[Membership],
    guests: Iterable[Guest],
    speeches: Iterable[Speech],
) -> Standing:
    groups = session.groups
    people = expected or [seat for seat in seats if seat.status != Status.ATTENDING]
    return Standing(
        issued_on=session.notice_on.isoformat() if session.notice_on else "",
        group=session.group.name,
        number=session.number,
        topic=session.topic.title,
        title=session.title,
        day=session.day.isoformat(),
        begins=session.begins.strftime("%H:%M") if session.begins else "",
        place=session.place,
        place_kind=str(session.place_kind),
        chair=session.chair_id or "",
        together=[group.unit.name for group in groups] if len(groups) > 1 else [],
        expected=[line.person_id for line in people],
        guests=[guest.pk for guest in guests],
        agenda=[{"kind": item["kind"], "title": item["title"]} for item in session.agenda],
        materials=list(session.materials),
        question=session.question,
        speakers=[[speech.person_id, str(speech.kind)] for speech in speeches],
    )


def notice_outdated(session: StudySession) -> list[str] | None:
    """In words, what the notice that is out says otherwise than the session stands now; None where
    it is not known what it said.
    """
    return _outdated_parts(session, notice_now(session))


def _outdated_parts(session: StudySession, now: Standing) -> list[str] | None:
    then = session.standing(Sheet.NOTICE)
    return None if then is None else differing_parts(then, now)


def _outdated_words(session: StudySession, parts: list[str]) -> str:
    """The sentence on the page while a new notice would still reach everybody."""
    if not parts or session.state != State.NOTICED:
        return ""
    return _(
        "The notice of %(day)s says otherwise than this page: %(parts)s. "
        "It stands as it was issued; issue a new one if everybody is to know."
    ) % {"day": shortdate(session.notice_on), "parts": rules.comma().join(parts)}


def _names_at_hand(session: StudySession, lines: Iterable[Any]) -> dict[str, str]:
    chair = {session.chair_id: session.chair.name} if session.chair else {}
    return chair | {line.person_id: line.person.name for line in lines}


def _in_words(standing: Standing, names: dict[str, str], guests: dict[int, str]) -> SheetWords:
    """Whoever is not on record at all any more (an import that was undone) is left out."""
    kinds_of_items, speeches = dict(rules.AgendaKind.choices), dict(rules.SpeechKind.choices)
    day = dt.date.fromisoformat(standing.day)
    begins = dt.time.fromisoformat(standing.begins) if standing.begins else None
    return SheetWords(
        issued_on=dt.date.fromisoformat(standing.issued_on) if standing.issued_on else None,
        group=standing.group,
        number=standing.number,
        topic=standing.topic,
        title=standing.title,
        day=day,
        when=_time_words(day, begins),
        where=_place_words(standing.place, standing.place_kind),
        chair=names.get(standing.chair, ""),
        together=standing.together,
        expected=[names[key] for key in standing.expected if key in names],
        guests=[guests[key] for key in standing.guests if key in guests],
        agenda=[
            item | {"kind": kinds_of_items.get(item["kind"], item["kind"])}
            for item in standing.agenda
        ],
        materials=standing.materials,
        question=standing.question,
        speakers=[
            (names[key], speeches.get(kind, kind))
            for key, kind in standing.speakers
            if key in names
        ],
    )


# -- drafts --------------------------------------------------------------------------------------


@in_county_language()
def draft_of_agenda(kind: str, source: StudySession | Topic, place: str) -> list[dict[str, str]]:
    """What the secretary starts from: materials and question of a topic, or of the session."""
    return rules.agenda_draft(
        kind,
        materials=source.materials,
        question=source.question,
        place=place,
        first_item=first_item_asked(clock.today()),
    )


@in_county_language()
def draft_of_minutes(session: StudySession) -> str:
    """What the secretary starts from, in the language of the county's papers."""
    return rules.minutes_draft(minutes_facts(session))


def minutes_facts(session: StudySession) -> rules.Facts:
    """The record in words, for the draft of the minutes."""
    seats, _expected = _seats(session)
    return rules.Facts(
        groups=[group.unit.name for group in session.groups] if len(session.groups) > 1 else [],
        number=session.number,
        title=session.title,
        when=when(session, year=True),
        place=session.place,
        chair=session.chair.name if session.chair else "",
        form=dict(kinds(session.day)).get(session.kind, ""),
        present=[seat.person.name for seat in seats if seat.status == Status.PRESENT],
        absent=[
            (seat.person.name, seat.get_reason_display() or str(seat.word))
            for seat in seats
            if rules.owes(seat.status)
        ],
        attending=[seat.person.name for seat in seats if seat.status == Status.ATTENDING],
        guests=[(guest.name, guest.organisation) for guest in session.guests.all()],
        agenda=[
            (str(dict(rules.AgendaKind.choices).get(item["kind"], item["kind"])), item["title"])
            for item in session.agenda
        ],
        parts=[
            (
                str(part.label),
                fields.get("place", ""),
                fields.get("result") or fields.get("what", ""),
            )
            for part in Part
            if (fields := session.parts.get(part))
        ],
        speeches=[
            (speech.person.name, str(speech.get_kind_display()), [*speech.answers, speech.text])
            for speech in session.speeches.select_related("person")
        ],
        raised=[
            (
                str(note.get_kind_display()),
                note.text,
                note.unit.name if note.unit_id else "",
                shortdate(note.due) if note.due else "",
            )
            for note in reversed(session.raised.select_related("unit"))
        ],
    )
