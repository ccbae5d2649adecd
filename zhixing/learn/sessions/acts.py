"""Acts on study sessions: plan, agenda, notice, hold, attendance, make-up, speeches, guests, what
was raised, parts, minutes, sign-off.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits import deadlines
from zhixing.foundation.kits.deadlines.acts import counts_again
from zhixing.foundation.kits.documents import register
from zhixing.foundation.kits.documents.acts import void_paper
from zhixing.foundation.kits.feeds.mail import post
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, begin, copy_partners, tell
from zhixing.foundation.machinery.deliveries.models import deliver
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow
from zhixing.foundation.machinery.links.models import Link, Type, link
from zhixing.foundation.machinery.may import GroupRole, PartnerRole, SystemPerson, Where
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.quoting import quoting
from zhixing.foundation.spine.calendar.queries import calendar
from zhixing.foundation.spine.files.models import StoredFile
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.groups.queries import people_of, roll
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.norms.queries import value
from zhixing.foundation.spine.orgs.models import Unit, UnitKind
from zhixing.foundation.spine.people.models import Person, timekeeper
from zhixing.foundation.spine.topics.models import Topic

from ..joint.models import JointGroup
from ..joint.rules import State as JointState
from ..joint.rules import holds as joint_holds
from ..series.models import LocalSeries
from . import queries
from .models import Attendance, Guest, Raised, Reach, Speech, StudySession
from .rules import (
    AHEAD,
    BROUGHT,
    HAPPENED,
    MARKS,
    MISSING_WORDS,
    PART_FIELDS,
    REACHING,
    AgendaKind,
    GuestKind,
    Kind,
    LeaveReason,
    Part,
    PlaceKind,
    RaisedKind,
    SpeechKind,
    State,
    Status,
    agenda_checks,
    missing_to_count,
    owes,
    with_results,
)
from .standing import Sheet, as_column

KEEPS = GroupRole(G.SECRETARY, G.LEADER)
SECRETARY = GroupRole(G.SECRETARY)
PARTNER = PartnerRole(G.SECRETARY, G.LEADER)
LEADS = GroupRole(G.LEADER)
OF_THE_GROUP = GroupRole()
CLOCKWORK = SystemPerson("timekeeper")
CORRECTED = {"was": Status, "status": Status}
MOST_LISTENERS = 100_000  # nobody reaches more at once; a slip of the finger does


def _stays(*states: str) -> dict[str, str]:
    return {state: state for state in states}


@act(
    "session.planned",
    label=_("Plan a study session"),
    says=_("planned session %(number)s on “%(topic)s” for %(day)s"),
    on=StudyGroup,
    may=GroupRole(G.SECRETARY, G.LEADER, at=""),
    creates=StudySession,
)
def plan_session(
    actor: Any,
    group: StudyGroup,
    *,
    topic: Topic,
    day: dt.date,
    kind: str = "collective",
    title: str = "",
    begins: dt.time | None = None,
    place: str = "",
    place_kind: str = PlaceKind.ROOM,
    chair: Person | None = None,
    category: str = "",
    plan: Thing | None = None,
    joint: JointGroup | None = None,
    partners: Iterable[StudyGroup] = (),
    draft_agenda: bool = False,
) -> StudySession:
    """One meeting of the group on one topic: a required topic of the county or the group's own.
    Tied to the topic, and to the plan in force that holds the topic. With a joint group it leads,
    or with ``partners`` chosen for once, it is joint study (联组学习), and this group keeps the one
    record. ``draft_agenda`` puts an agenda together from what is known. Raises BadInput for another
    group's topic, another year's, or a kind the county does not know.
    """
    others = _partners(group, joint, partners, day)
    kind = Kind.JOINT if others else kind
    _check_words(kind, category, day)
    if topic.group_id not in (None, group.pk):
        raise _bad("topic.elsewhere", "topic", _("This is another group's own topic."))
    if topic.year != day.year:
        raise _bad(
            "topic.year", "topic", _("This topic belongs to %(year)s.") % {"year": topic.year}
        )
    last = (
        StudySession.objects.filter(group=group, year=day.year)
        .exclude(state=State.CANCELLED)
        .aggregate(last=Max("number"))["last"]
        or 0
    )
    seats = roll(group, day)
    session = begin(
        StudySession(
            group=group,
            unit=group.unit,
            topic=topic,
            year=day.year,
            number=last + 1,
            kind=kind,
            title=title.strip() or topic.title,
            day=day,
            begins=begins,
            place=place.strip(),
            place_kind=PlaceKind(place_kind),
            chair=chair or next((seat.person for seat in seats if seat.role == G.LEADER), None),
            category=category or topic.category,
            materials=list(topic.materials),
            question=topic.question,
            joint=joint if others else None,
            agenda=queries.draft_of_agenda(kind, topic, place.strip()) if draft_agenda else [],
        )
    )
    link(session, Type.STUDIES, topic)
    if others:
        _join(session, others)
    plan = plan or queries.plan_with(group, topic, day.year)
    if plan is not None:
        if plan.kind != "plan" or plan.group_id != group.pk:
            raise _bad("plan.elsewhere", "plan", _("This is not a plan of this group."))
        link(session, Type.PLANNED_IN, plan)
    tell(number=session.number, topic=quoting(topic), day=day)
    return session


@act(
    "session.corrected",
    label=_("Change day, place or kind"),
    says=_("changed the session: %(day)s, %(place)s"),
    on=StudySession,
    may=KEEPS,
    moves=_stays(*AHEAD),
)
def correct_session(
    actor: Any,
    session: StudySession,
    *,
    day: dt.date,
    kind: str,
    title: str,
    begins: dt.time | None = None,
    place: str = "",
    place_kind: str = PlaceKind.ROOM,
    chair: Person | None = None,
    category: str = "",
    reason: str = "",
) -> StudySession:
    """Before it is held. After the notice a reason is needed, and everybody invited is told."""
    _check_words(kind, category, day)
    if day.year != session.year:
        raise _bad(
            "session.year",
            "day",
            _("The session stays in %(year)s; plan another one for another year.")
            % {"year": session.year},
        )
    if kind != Kind.JOINT and session.partner_codes:
        raise _bad(
            "partners.there",
            "kind",
            _("Other groups take part. Take them off first, then it is no joint study any more."),
        )
    if session.state == State.NOTICED:
        if not reason.strip():
            raise _bad("reason.missing", "reason", _("The notice is out. Say why it changes."))
        _tell_everybody(session, "session.corrected", reason)
    session.day, session.kind, session.title, session.begins, session.place = (
        day,
        kind,
        title.strip() or session.title,
        begins,
        place.strip(),
    )
    session.place_kind, session.chair = PlaceKind(place_kind), chair or session.chair
    session.category = category or session.category
    tell(day=day, place=session.place or "–")
    return session


@act(
    "session.joined",
    label=_("Choose who studies together"),
    says=_("chose who studies together: %(count)s groups"),
    on=StudySession,
    may=KEEPS,
    moves=_stays(*AHEAD),
)
def join_groups(
    actor: Any,
    session: StudySession,
    *,
    joint: JointGroup | None = None,
    partners: Iterable[StudyGroup] = (),
    reason: str = "",
) -> StudySession:
    """联组学习: a joint group this group leads, or groups chosen for once. One record, kept by this
    group, counted once for each group and member. Without either it is the group's own session
    again. After the notice a reason is needed, and everybody is told.
    """
    others = _partners(session.group, joint, partners, session.day)
    if not others and session.kind != Kind.JOINT:
        raise _bad(
            "partners.missing", "partners", _("Name at least one group that studies with it.")
        )
    notice_is_out = session.state == State.NOTICED
    if notice_is_out and not reason.strip():
        raise _bad("reason.missing", "reason", _("The notice is out. Say why it changes."))
    if notice_is_out and not others:
        raise NotNow(
            "partners.noticed",
            _("The notice went to several groups. Cancel the session, and plan another one."),
        )
    session.kind, session.joint = (Kind.JOINT, joint) if others else (Kind.COLLECTIVE, None)
    _check_words(session.kind, session.category, session.day)
    _join(session, others)
    if notice_is_out:
        _tell_everybody(session, "session.corrected", reason)
    tell(count=1 + len(others), partners=[partner.pk for partner in others])
    return session


@act(
    "agenda.set",
    label=_("Set the agenda"),
    says=_("set the agenda, items: %(count)s"),
    on=StudySession,
    may=KEEPS,
    moves=_stays(*AHEAD),
)
def set_agenda(
    actor: Any,
    session: StudySession,
    *,
    items: Sequence[Mapping[str, str]],
    materials: Iterable[str] | None = None,
    question: str | None = None,
    brought: Iterable[Thing] | None = None,
) -> StudySession:
    """Items in order, each with a kind and a title. What breaks a rule (no first item) is said at
    once and keeps the notice from being issued. ``brought`` names the results a special meeting
    looks at (measures, research, problems of the groups): each is an item and tied to the meeting;
    None leaves them as they are. Raises BadInput for a result brought to another kind of session,
    or one that is not theirs.
    """
    agenda = [
        {"kind": str(AgendaKind(item["kind"])), "title": str(item["title"]).strip()[:200]}
        for item in items
        if str(item.get("title", "")).strip()
    ]
    agenda = with_results(agenda, _results(session, brought))
    if not agenda:
        raise _bad("agenda.empty", "title_1", _("An agenda has at least one item."))
    session.agenda = agenda
    if materials is not None:
        session.materials = [
            str(material).strip()[:300] for material in materials if str(material).strip()
        ]
    if question is not None:
        session.question = question.strip()
    tell(count=len(agenda))
    return session


def _results(session: StudySession, brought: Iterable[Thing] | None) -> list[tuple[str, str]]:
    """(code, title) of what is brought; the ties of the meeting are set to it."""
    if brought is None:
        return [(item["thing"], item["title"]) for item in session.agenda if item.get("thing")]
    things = {thing.pk: thing for thing in brought}
    if things and session.kind != Kind.SPECIAL:
        raise _bad("results.elsewhere", "brought", _("Results are brought to a special meeting."))
    groups = [group.pk for group in session.groups]
    theirs = set(
        Thing.objects.of_groups(*groups)
        .filter(pk__in=list(things), kind__in=BROUGHT)
        .values_list("pk", flat=True)
    )
    if theirs != set(things):
        raise _bad(
            "results.strange",
            "brought",
            _("Only measures, research and problems of the group are brought here."),
        )
    Link.objects.filter(later=session.pk, type=Type.TAKES_UP).exclude(
        earlier__in=list(things)
    ).delete()
    for thing in things.values():
        link(session, Type.TAKES_UP, thing)
    return [(thing.pk, thing.title) for thing in things.values()]


def _can_be_noticed(session: StudySession) -> None:
    """Raises NotNow while time, place, partners or a hard rule of the agenda are open."""
    if not session.place or session.begins is None:
        raise NotNow(
            "notice.incomplete",
            _("Time and place are not set yet. Set them, then issue the notice."),
            mend="correct_session",
        )
    if session.kind == Kind.JOINT and not session.partner_codes:
        raise NotNow(
            "partners.missing",
            _(
                "It is joint study, and no other group is named yet. Choose who studies together,"
                " then issue the notice."
            ),
            mend="join_groups",
        )
    _agenda_holds(session)


def _agenda_holds(session: StudySession) -> None:
    """Raises NotNow while a hard rule of the agenda is broken."""
    kinds = [item["kind"] for item in session.agenda]
    checks = agenda_checks(kinds, queries.first_item_asked(clock.today()))
    broken = next((check for check in checks if check.hard and not check.holds), None)
    if broken is not None:
        raise NotNow(broken.norm, broken.sentence, mend="set_agenda")


def _can_be_recorded(session: StudySession) -> None:
    """Raises NotNow before the day, and while time, place, partners or the agenda are open."""
    if session.day > clock.today():
        sentence = _("Its day has not come yet. Issue the notice.")
        raise NotNow("session.ahead", sentence, mend="issue_notice")
    if not session.place or session.begins is None:
        sentence = _("Time and place are not set yet. Set them first.")
        raise NotNow("session.incomplete", sentence, mend="correct_session")
    if session.kind == Kind.JOINT and not session.partner_codes:
        sentence = _("Name at least one group that studies with it.")
        raise NotNow("partners.missing", sentence, mend="join_groups")
    _agenda_holds(session)


def _will_not_count(session: StudySession) -> NotNow | None:
    """What will keep the session from counting once it is signed, and how it is mended before."""
    discussions = session.speeches.filter(kind=SpeechKind.DISCUSSION).count()
    gaps = missing_to_count(
        category=session.category,
        minutes=session.minutes or "-",
        discussions=discussions,
        signed=True,
    )
    if not gaps:
        return None
    words = " ".join(str(MISSING_WORDS[gap]) for gap in gaps)
    if gaps == ["category"]:
        sentence = _("As it is, it will not count as collective study. %(what)s Choose it first.")
        return NotNow("session.uncounted", sentence, mend="categorise_session", what=words)
    if session.state == State.MINUTED:
        sentence = _(
            "Signed off as it is, it will not count as collective study. %(what)s Give the minutes"
            " back, so that it is added; after the sign-off it can not be."
        )
        return NotNow("session.uncounted", sentence, mend="return_minutes", what=words)
    sentence = _(
        "As it is, it will not count as collective study. %(what)s Add it first; once the minutes"
        " are written they have to be given back for it."
    )
    return NotNow("session.uncounted", sentence, mend="add_speech", what=words)


@act(
    "notice.issued",
    label=_("Issue the notice"),
    says=_("issued the notice to %(count)s people, %(days)s working days before the session"),
    on=StudySession,
    may=KEEPS,
    moves={State.PLANNED: State.NOTICED},
    asks=SECRETARY,
    ready=_can_be_noticed,
)
def issue_notice(actor: Any, session: StudySession, *, reason: str = "") -> StudySession:
    """Everybody of the group, in joint study of all groups, is told. Raises NotNow while the agenda
    breaks a hard rule or time and place are open; a shorter notice than the norm
    ``session.notice_days`` (working days) needs a reason. After the day nobody can be told any
    more: NotNow.
    """
    if session.day < clock.today():
        sentence = _("Its day is over, and nobody can be told any more. Record that it was held.")
        raise NotNow("notice.over", sentence, mend="record_session")
    return _send_notice(session, "notice.issued", reason)


def _notice_may_go_again(session: StudySession) -> None:
    """Raises NotNow when the day is over, what it says is incomplete, or it would say the same."""
    if session.day < clock.today():
        sentence = _("Its day is over, and nobody can be told any more. Record that it was held.")
        raise NotNow("notice.over", sentence, mend="hold_session")
    _can_be_noticed(session)
    if queries.notice_outdated(session) == []:
        raise NotNow(
            "notice.same", _("The notice that is out says what stands here; nothing has changed.")
        )


@act(
    "notice.reissued",
    label=_("Issue a new notice"),
    says=_("issued a new notice to %(count)s people, %(days)s working days before the session"),
    on=StudySession,
    may=KEEPS,
    moves=_stays(State.NOTICED),
    ready=_notice_may_go_again,
)
def reissue_notice(actor: Any, session: StudySession, *, reason: str = "") -> StudySession:
    """What the notice says was changed after it was issued: a new one takes its place, and
    everybody is told. What the first one said stays on record.

    A shorter notice than the norm needs a reason again. The number of the first one is voided: it
    belongs to that paper, and a new one gets its own.
    """
    entry = register.entries([session.pk]).get((session.pk, Sheet.NOTICE.value, 0))
    if entry is not None:
        void_paper(actor, entry, reason=_now("A new notice was issued in its place."))
    return _send_notice(session, "notice.reissued", reason)


def _send_notice(session: StudySession, verb: str, reason: str) -> StudySession:
    """The notice goes out as the session stands, and stands from now on."""
    days = queries.notice_days(session.day)
    left = max(days.left, 0)
    if days.short and not reason.strip():
        sentence = _(
            "The norm asks for %(asked)s working days; there are %(left)s. Say why the notice comes"
            " later."
        )
        raise _bad("notice.short", "reason", sentence % {"asked": days.asked, "left": left})
    session.notice_on, session.notice_reason = clock.today(), reason.strip() if days.short else ""
    session.notice_said = as_column(queries.notice_now(session))
    tell(count=_tell_everybody(session, verb), days=left)
    return session


@act(
    "session.categorised",
    label=_("Set the category"),
    says=_("set the category of what was studied"),
    on=StudySession,
    may=(KEEPS & Where(state__in=[State.HELD, State.MINUTED])) | LEADS,
    moves=_stays(*HAPPENED),
)
def categorise_session(
    actor: Any, session: StudySession, *, category: str, reason: str = ""
) -> StudySession:
    """After it was held: which of the categories of the Rules (art. 8) it falls into, so that it
    can count.

    Once it is signed off the leader alone sets it, and says why, as for the signed attendance.
    """
    _check_words(session.kind, category, session.day)
    if not category:
        raise _bad("category.missing", "category", _("Choose a category."))
    if session.state == State.SIGNED and not reason.strip():
        raise _bad("reason.missing", "reason", _("Say why it is corrected."))
    session.category = category
    return session


@act(
    "session.cancelled",
    label=_("Cancel the session"),
    says=_("cancelled the session"),
    on=StudySession,
    may=KEEPS,
    moves={state: State.CANCELLED for state in AHEAD},
    danger=True,
)
def cancel_session(actor: Any, session: StudySession, *, reason: str) -> StudySession:
    """It will not be held; who was invited is told. Its number becomes free."""
    if session.state == State.NOTICED:
        _tell_everybody(session, "session.cancelled", reason)
    return session


@act(
    "session.held",
    label=_("Record that it was held"),
    says=_("recorded that the session was held on %(day)s"),
    on=StudySession,
    may=KEEPS,
    moves={State.NOTICED: State.HELD},
    asks=SECRETARY,
)
def hold_session(actor: Any, session: StudySession, *, on: dt.date | None = None) -> StudySession:
    """On which day it really was. Starts the clock of its report: the norm ``session.report_days``
    in working days. The agenda stands as it lay on the table.
    """
    _record_held(session, on or session.day)
    session.agenda_said = as_column(queries.agenda_now(session))
    return session


@act(
    "session.recorded",
    label=_("Record that it was held, without a notice from here"),
    says=_("recorded that the session was held on %(day)s, without a notice from here"),
    on=StudySession,
    may=KEEPS,
    moves={State.PLANNED: State.HELD},
    ready=_can_be_recorded,
)
def record_session(
    actor: Any,
    session: StudySession,
    *,
    on: dt.date | None = None,
    noticed_on: dt.date | None = None,
) -> StudySession:
    """补记: a session that nobody was told of here. ``noticed_on``: the day of its notice on paper.

    Raises BadInput for a notice after the session.
    """
    on = on or session.day
    if noticed_on is not None and noticed_on > on:
        sentence = _("The notice comes before the session.")
        raise _bad("notice.late", "noticed_on", sentence)
    session.notice_on = noticed_on
    return _record_held(session, on)


def _record_held(session: StudySession, on: dt.date) -> StudySession:
    if on > clock.today():
        raise BadInput(
            "day.future", _("This day has not come yet."), {"on": [_("This day has not come yet.")]}
        )
    if on.year != session.year:
        raise _bad(
            "session.year",
            "on",
            _("The session stays in %(year)s; plan another one for another year.")
            % {"year": session.year},
        )
    session.day = on
    deadlines.start(
        session.thing, "report", value("session.report_days", on), on, norm="session.report_days"
    )
    tell(day=on)
    return session


# -- attendance ------------------------------------------------------------------------------------


@act(
    "attendance.taken",
    label=_("Take attendance"),
    says=_("took attendance: %(present)s of %(expected)s present"),
    on=StudySession,
    may=KEEPS,
    moves=_stays(State.HELD),
    when=Where(attendance_on__isnull=True),
    asks=SECRETARY,
)
def take_attendance(
    actor: Any,
    session: StudySession,
    *,
    marks: Mapping[str, str],
    reasons: Mapping[str, str] | None = None,
    approved_by: Person | None = None,
    attending: Iterable[Person] = (),
    granted: Mapping[str, Person] | None = None,
) -> StudySession:
    """Once, for everybody expected on the day. ``marks`` and ``reasons`` go by a person's opaque
    id: PRESENT, LEAVE, ABSENT; DUTY, LEAVE, OTHER. Leave is granted by the leader of the own group:
    ``approved_by`` for the group that keeps the record, ``granted`` (by the code of a group) in
    joint study for the others. ``attending`` are invited members and attendees who came. Each
    absence is recorded and must be made up.
    """
    seats = queries.expected_at(session)
    by_group = {
        **(granted or {}),
        **({session.group_id: approved_by} if approved_by is not None else {}),
    }
    _check_marks(seats, marks, reasons or {}, by_group, session)
    lines = [
        Attendance(
            session=session,
            person=seat.person,
            group_id=seat.group_id,
            place=at,
            post=str(seat.role),
            status=marks[seat.person_id],
            reason=(
                (reasons or {}).get(seat.person_id, "")
                if marks[seat.person_id] == Status.LEAVE
                else ""
            ),
            approved_by=(
                by_group.get(seat.group_id)
                if marks[seat.person_id] == Status.LEAVE and seat.role != G.LEADER
                else None
            ),
        )
        for at, seat in enumerate(seats, 1)
    ]
    expected = {seat.person_id for seat in seats}
    first_groups = queries.group_of_people(session)
    for at, person in enumerate(attending, len(lines) + 1):
        if person.pk not in first_groups:
            raise _bad(
                "attending.stranger",
                "attending",
                _(
                    "Only invited members and attendees of the group are listed here; others are"
                    " guests."
                ),
            )
        if person.pk not in expected:
            lines.append(
                Attendance(
                    session=session,
                    person=person,
                    group_id=first_groups[person.pk],
                    place=at,
                    status=Status.ATTENDING,
                )
            )
    Attendance.objects.bulk_create(lines)
    absent = [line for line in lines if owes(line.status)]
    for line in absent:
        record_absence(timekeeper(), session, person=line.person)
    session.attendance_on, session.owed = clock.today(), len(absent)
    tell(
        present=sum(line.status == Status.PRESENT for line in lines),
        expected=len(expected),
        absent=len(absent),
    )
    return session


@act(
    "absence.recorded",
    label=_("Record an absence"),
    says=_("recorded an absence, to be made up by %(due)s"),
    on=StudySession,
    may=CLOCKWORK | KEEPS,
    moves=_stays(*HAPPENED),
    inner_only=True,
)
def record_absence(actor: Any, session: StudySession, *, person: Person) -> StudySession:
    """One absence of one person: the norm ``session.make_up_days`` says by when it is made up. The
    loop makes the task.
    """
    due = calendar().add_working_days(session.day, value("session.make_up_days", session.day))
    Attendance.objects.filter(session=session, person=person).update(make_up_by=due)
    tell(person=person, due=due)
    return session


@act(
    "attendance.corrected",
    label=_("Correct the attendance"),
    says=_("corrected one line of the attendance: %(was)s, now %(status)s"),
    tells=CORRECTED,
    on=StudySession,
    may=KEEPS,
    moves=_stays(State.HELD, State.MINUTED),
    when=Where(attendance_on__isnull=False),
)
def correct_attendance(
    actor: Any,
    session: StudySession,
    *,
    person: Person,
    status: str,
    reason: str,
    leave: str = "",
    approved_by: Person | None = None,
) -> StudySession:
    """A line was wrong. ``reason`` says why it is corrected, ``leave`` the reason of the leave."""
    return _correct_line(session, person, status, leave, approved_by)


@act(
    "attendance.amended",
    label=_("Correct the signed attendance"),
    says=_("corrected one line of the signed attendance: %(was)s, now %(status)s"),
    tells=CORRECTED,
    on=StudySession,
    may=LEADS,
    moves=_stays(State.SIGNED),
    when=Where(attendance_on__isnull=False),
)
def amend_attendance(
    actor: Any,
    session: StudySession,
    *,
    person: Person,
    status: str,
    reason: str,
    leave: str = "",
    approved_by: Person | None = None,
) -> StudySession:
    """更正: after the sign-off the leader alone corrects a line and says why; what it was and what
    it is now stay on record. The text of the minutes is corrected by itself (``amend_minutes``).
    """
    return _correct_line(session, person, status, leave, approved_by)


def _correct_line(
    session: StudySession, person: Person, status: str, leave: str, approved_by: Person | None
) -> StudySession:
    line = (
        Attendance.objects.filter(session=session, person=person)
        .exclude(status=Status.ATTENDING)
        .first()
    )
    if line is None or status not in MARKS:
        raise _bad("attendance.no_line", "person", _("This person has no line in the attendance."))
    if status == Status.LEAVE and not leave:
        raise _bad("leave.reason", "leave", _("Choose the reason of the leave."))
    owed, owing = owes(line.status) and line.made_up_on is None, owes(status)
    tell(person=person, was=line.status, status=str(Status(status)))
    if owing and not owes(line.status):
        line.made_up_on = None
    line.status, line.reason, line.approved_by = (
        status,
        leave if status == Status.LEAVE else "",
        approved_by if status == Status.LEAVE else None,
    )
    if not owing:
        line.make_up_by, line.made_up_on, line.made_up_how = None, None, ""
    line.save()
    if owing and line.make_up_by is None:
        record_absence(timekeeper(), session, person=person)
    session.owed += (owing and line.made_up_on is None) - owed
    return session


@act(
    "make_up.recorded",
    label=_("Record a make-up"),
    says=_("recorded that an absence was made up on %(on)s"),
    on=StudySession,
    may=KEEPS | CLOCKWORK | PARTNER,
    moves=_stays(*HAPPENED),
    when=~Where(owed=0),
)
def record_make_up(
    actor: Any, session: StudySession, *, person: Person, on: dt.date, how: str
) -> StudySession:
    """补学: when and how somebody made up; how long it took is nobody's business. After joint study
    each group records those of its own people.
    """
    line = Attendance.objects.filter(
        session=session,
        person=person,
        status__in=[Status.LEAVE, Status.ABSENT],
        made_up_on__isnull=True,
    ).first()
    if line is None:
        raise _bad("make_up.none", "person", _("This person has nothing to make up here."))
    if (
        not actor.system
        and len(session.groups) > 1
        and line.pk not in queries.own_make_ups(actor, session)
    ):
        raise NotAllowed(
            "make_up.not_own",
            _("The person belongs to another group, whose study secretary records the make-up."),
        )
    if not session.day <= on <= clock.today():
        raise _bad("make_up.day", "on", _("The day lies between the session and today."))
    line.made_up_on, line.made_up_how = on, how.strip()
    line.save(update_fields=["made_up_on", "made_up_how"])
    session.owed = max(session.owed - 1, 0)
    tell(person=person, on=on)
    return session


# -- series, and how far it reached ----------------------------------------------------------------


@act(
    "session.placed",
    label=_("Put it into a local series"),
    says=_("put the session into the local series %(name)s"),
    on=StudySession,
    may=KEEPS,
    moves=_stays(*AHEAD, *HAPPENED),
)
def place_in_series(
    actor: Any, session: StudySession, *, series: LocalSeries | None = None
) -> StudySession:
    """The county's own series (4+3+4, 20个100 ...) that the session belongs to; none takes it out.
    Raises BadInput for a series that does not hold on the day.
    """
    if (
        series is not None
        and series.pk != session.series_id
        and not LocalSeries.objects.holding(session.day).filter(pk=series.pk).exists()
    ):
        raise _bad(
            "series.over", "series", _("The series does not hold on the day of the session.")
        )
    session.series = series
    tell(name=series.name if series is not None else "–")
    return session


@act(
    "reach.recorded",
    label=_("Record which villages it reached"),
    says=_("recorded which villages it reached: %(villages)s, people who listened: %(listened)s"),
    on=StudySession,
    may=KEEPS,
    moves=_stays(State.HELD, State.MINUTED),
    when=Where(kind__in=REACHING),
)
def record_reach(actor: Any, session: StudySession, *, listened: Mapping[str, int]) -> StudySession:
    """扩大学习: code of a village -> how many listened there, a number counted on the spot and
    typed by hand; 0 or nothing takes the village off. No names. What they asked for is noted as
    what was raised, and becomes a problem. Raises BadInput for a number that can not be.
    """
    if any(not 0 <= number <= MOST_LISTENERS for number in listened.values()):
        raise _bad("number.odd", "listened", _("This can not be the number of listeners."))
    numbers = {code: number for code, number in listened.items() if number}
    villages = set(
        Unit.objects.filter(pk__in=list(numbers), kind=UnitKind.VILLAGE).values_list(
            "pk", flat=True
        )
    )
    if villages != set(numbers):
        raise _bad(
            "reach.no_village",
            "listened",
            _("Only villages and communities are reached in this sense."),
        )
    before = dict(session.reached.values_list("unit", "listened"))
    session.reached.exclude(unit__in=list(numbers)).delete()
    for code, number in numbers.items():
        Reach.objects.update_or_create(session=session, unit_id=code, defaults={"listened": number})
    tell(villages=len(numbers), listened=sum(numbers.values()), before=before, now=numbers)
    return session


# -- what is said ----------------------------------------------------------------------------------


@act(
    "speech.added",
    label=_("Add a speech"),
    says=_("added a speech: %(kind)s"),
    tells={"kind": SpeechKind},
    on=StudySession,
    may=OF_THE_GROUP | PartnerRole(),
    moves=_stays(*AHEAD, State.HELD),
)
def add_speech(
    actor: Any,
    session: StudySession,
    *,
    person: Person,
    kind: str,
    q1: str = "",
    q2: str = "",
    q3: str = "",
    q4: str = "",
    text: str = "",
) -> Speech:
    """The secretary types it, or members their own outline: the four questions (治学四问)."""
    _check_own_speech(actor, session, person)
    if not people_of(session.groups, session.day).filter(pk=person.pk).exists():
        raise _bad(
            "speaker.stranger",
            "person",
            _("Only somebody of the group speaks; what others say is noted under guests."),
        )
    if Speech.objects.filter(session=session, person=person, kind=kind).exists():
        raise _bad(
            "speech.double",
            "person",
            _("There is a speech of this kind by this person already. Correct that one."),
        )
    speech = Speech.objects.create(
        session=session,
        person=person,
        kind=SpeechKind(kind),
        q1=q1.strip(),
        q2=q2.strip(),
        q3=q3.strip(),
        q4=q4.strip(),
        text=text.strip(),
    )
    tell(person=person, kind=str(SpeechKind(kind)), speech=speech.pk)
    return speech


@act(
    "speech.corrected",
    label=_("Correct a speech"),
    says=_("corrected a speech"),
    on=StudySession,
    may=OF_THE_GROUP | PartnerRole(),
    moves=_stays(*AHEAD, State.HELD),
)
def correct_speech(
    actor: Any,
    session: StudySession,
    *,
    speech: Speech,
    q1: str = "",
    q2: str = "",
    q3: str = "",
    q4: str = "",
    text: str = "",
) -> Speech:
    """The outline was wrong or goes on; what it said before stays in the record."""
    if speech.session_id != session.pk:
        raise _bad("speech.elsewhere", "speech", _("This speech belongs to another session."))
    _check_own_speech(actor, session, speech.person)
    texts = {
        "q1": q1.strip(),
        "q2": q2.strip(),
        "q3": q3.strip(),
        "q4": q4.strip(),
        "text": text.strip(),
    }
    tell(
        speech=speech.pk,
        before={
            name: getattr(speech, name)
            for name, words in texts.items()
            if getattr(speech, name) != words
        },
    )
    for name, words in texts.items():
        setattr(speech, name, words)
    speech.save(update_fields=list(texts))
    return speech


@act(
    "guest.added",
    label=_("Add a guest"),
    says=_("added a guest (%(kind)s)"),
    tells={"kind": GuestKind},
    on=StudySession,
    may=KEEPS,
    moves=_stays(*AHEAD, State.HELD),
)
def add_guest(
    actor: Any,
    session: StudySession,
    *,
    name: str,
    kind: str,
    organisation: str = "",
    filing: str = "",
) -> Guest:
    """Somebody from outside: enterprise, project owner, resident, lecturer (whose lecture is on
    file under a number).
    """
    guest = Guest.objects.create(
        session=session,
        name=name.strip(),
        kind=GuestKind(kind),
        organisation=organisation.strip(),
        filing=filing.strip(),
    )
    tell(kind=str(guest.kind), guest=guest.pk)
    return guest


@act(
    "raised.noted",
    label=_("Note what was raised"),
    says=_("noted what was raised: “%(text)s”"),
    on=StudySession,
    may=KEEPS,
    moves=_stays(State.HELD, State.MINUTED),
)
def note_raised(
    actor: Any,
    session: StudySession,
    *,
    kind: str,
    text: str,
    said_by: str = "",
    guest: Guest | None = None,
    person: Person | None = None,
    part: str = "",
    unit: Unit | None = None,
    due: dt.date | None = None,
    about: Thing | None = None,
) -> Raised:
    """A guest or member raised something: it becomes a problem draft, a measure or a task, tied to
    this session by the loop. A special meeting also decides on institutional outcomes (制度性成果);
    ``about`` is the result it was said about, one of those that were brought.
    """
    if kind == RaisedKind.OUTCOME and session.kind != Kind.SPECIAL:
        raise _bad(
            "raised.outcome",
            "kind",
            _(
                "A special meeting decides on institutional outcomes. At another session, note a"
                " measure."
            ),
        )
    if (
        about is not None
        and not Link.objects.filter(later=session.pk, type=Type.TAKES_UP, earlier=about.pk).exists()
    ):
        raise _bad("about.elsewhere", "about", _("This result was not brought to the meeting."))
    if not text.strip():
        raise _bad("raised.empty", "text", _("Say in a sentence what was raised."))
    if guest is not None and guest.session_id != session.pk:
        raise _bad("guest.elsewhere", "guest", _("This guest was at another session."))
    if due is not None and due < session.day:
        raise _bad("due.before", "due", _("This day lies before the session."))
    raised = Raised.objects.create(
        session=session,
        kind=RaisedKind(kind),
        text=text.strip(),
        said_by=said_by.strip(),
        guest=guest,
        person=person,
        part=Part(part) if part else "",
        unit=unit,
        due=due,
        at=clock.now(),
        about=about,
    )
    tell(raised=raised.pk, kind=str(raised.kind), text=raised.text, unit=unit, due=due)
    return raised


@act(
    "raised.tied",
    label=_("Tie what was raised"),
    says=_("made what was raised %(code)s"),
    on=StudySession,
    may=CLOCKWORK | KEEPS,
    moves=_stays(*HAPPENED),
    inner_only=True,
)
def tie_raised(actor: Any, session: StudySession, *, raised: int, thing: Thing) -> StudySession:
    """Called by the loop when the problem, measure or task is made: the note shows what became of
    it.
    """
    Raised.objects.filter(session=session, pk=raised).update(thing=thing)
    link(thing, Type.RAISED_AT, session)
    about = Thing.objects.filter(
        pk__in=Raised.objects.filter(session=session, pk=raised, about__isnull=False).values(
            "about"
        )
    ).first()
    if about is not None:
        link(thing, Type.COMES_FROM, about)
    tell(raised=raised, code=quoting(thing, by_code=True))
    return session


@act(
    "part.written",
    label=_("Write one of the three parts"),
    says=_("wrote the part %(part)s"),
    tells={"part": Part},
    on=StudySession,
    may=KEEPS,
    moves=_stays(*AHEAD, State.HELD),
)
def write_part(actor: Any, session: StudySession, *, part: str, **fields: Any) -> StudySession:
    """现场学习, 集中调研, 工作落实, each with ``begins``, ``place``, ``place_kind``, ``people``,
    ``what`` and ``result``.
    """
    strange = set(fields) - set(PART_FIELDS)
    if strange:
        raise TypeError(f"not fields of a part: {sorted(strange)}")
    filled_fields = {name: _text(words) for name, words in fields.items() if _text(words)}
    if not filled_fields.get("place") or not filled_fields.get("what"):
        raise BadInput(
            "part.thin",
            _("A part has a place and what was done there."),
            {
                name: [_("A part has a place and what was done there.")]
                for name in ("place", "what")
                if not filled_fields.get(name)
            },
        )
    if "place_kind" in filled_fields:
        filled_fields["place_kind"] = str(PlaceKind(filled_fields["place_kind"]))
    session.parts = {**session.parts, str(Part(part)): filled_fields}
    tell(part=str(Part(part)))
    return session


# -- minutes and sign-off --------------------------------------------------------------------------


@act(
    "minutes.written",
    label=_("Write the minutes"),
    says=_("wrote the minutes"),
    on=StudySession,
    may=KEEPS,
    moves={State.HELD: State.MINUTED, State.MINUTED: State.MINUTED},
    when=Where(attendance_on__isnull=False),
    asks=SECRETARY & Where(state=State.HELD),
    warns=_will_not_count,
)
def write_minutes(actor: Any, session: StudySession, *, minutes: str) -> StudySession:
    """学习记录: the secretary starts from the draft built from the record, and answers for the
    text.
    """
    if not minutes.strip():
        raise _bad("minutes.empty", "minutes", _("The minutes are empty."))
    session.minutes, session.minutes_by, session.minutes_on = minutes.strip(), actor, clock.today()
    return session


@act(
    "minutes.returned",
    label=_("Give the minutes back"),
    says=_("gave the minutes back"),
    on=StudySession,
    may=LEADS,
    moves={State.MINUTED: State.HELD},
)
def return_minutes(actor: Any, session: StudySession, *, reason: str) -> StudySession:
    """The leader wants them changed."""
    return session


@act(
    "session.signed",
    label=_("Sign off"),
    says=_("signed the minutes off"),
    on=StudySession,
    may=LEADS,
    moves={State.MINUTED: State.SIGNED},
    asks=True,
    warns=_will_not_count,
)
def sign_session(actor: Any, session: StudySession) -> StudySession:
    """组长审签. From now on the record stands; whether it counts is said on its page
    (``rules.counts``).
    """
    session.signed_on = clock.today()
    return session


@act(
    "minutes.amended",
    label=_("Correct the signed minutes"),
    says=_("corrected the signed minutes and signed them off again"),
    on=StudySession,
    may=LEADS,
    moves=_stays(State.SIGNED),
)
def amend_minutes(actor: Any, session: StudySession, *, minutes: str, reason: str) -> StudySession:
    """更正: what is signed off stands, unless the leader corrects it and says why. Both texts stay
    on record, and the day of the sign-off is that of the corrected text.
    """
    if not minutes.strip():
        raise _bad("minutes.empty", "minutes", _("The minutes are empty."))
    if minutes.strip() == session.minutes:
        raise _bad("minutes.same", "minutes", _("Nothing has changed."))
    if not reason.strip():
        raise _bad("reason.missing", "reason", _("Say why it is corrected."))
    session.minutes, session.signed_on = minutes.replace("\r\n", "\n").strip(), clock.today()
    return session


# -- helpers ---------------------------------------------------------------------------------------


def _bad(code: str, name: str, sentence: Any) -> BadInput:
    return BadInput(code, sentence, {name: [sentence]})


def _text(value: Any) -> str:
    return value.strftime("%H:%M") if isinstance(value, dt.time) else str(value or "").strip()


def _check_words(kind: str, category: str, day: dt.date) -> None:
    if kind not in dict(queries.kinds(day)):
        raise _bad(
            "kind.unknown", "kind", _("This kind of session is not among the county's norms.")
        )
    if category and category not in dict(queries.categories(day)):
        raise _bad(
            "category.unknown", "category", _("This category is not among the county's norms.")
        )


def _partners(
    group: StudyGroup, joint: JointGroup | None, partners: Iterable[StudyGroup], day: dt.date
) -> list[StudyGroup]:
    """The groups that study with this one: those of a joint group it leads, which holds on the day,
    and those chosen for once.
    """
    others = list(partners)
    if joint is not None:
        if joint.group_id != group.pk:
            raise _bad(
                "joint.elsewhere",
                "joint",
                _(
                    "Another group leads this joint group; it plans the session and keeps the"
                    " record."
                ),
            )
        if joint.state != JointState.RUNNING or not joint_holds(joint.since, joint.until, day):
            raise _bad("joint.over", "joint", _("The joint group does not hold on this day."))
        others = [*joint.partners.all(), *others]
    partner_groups = [
        other for other in {other.pk: other for other in others}.values() if other.pk != group.pk
    ]
    if any(partner.until is not None for partner in partner_groups):
        raise _bad(
            "partners.dissolved", "partners", _("A group that was dissolved can not take part.")
        )
    return partner_groups


def _join(session: StudySession, others: list[StudyGroup]) -> None:
    """Write who takes part, and let them know of the session and what is attached to it; tie it to
    their plans in force that hold the topic.
    """
    before = session.partner_codes
    session.partners.set(others)
    copy_partners(session)
    session.__dict__["groups"] = [
        session.group,
        *sorted(others, key=lambda partner: (partner.unit.thing.made_at, partner.pk)),
    ]
    for file in StoredFile.objects.filter(about=session.pk).select_related("thing"):
        copy_partners(file)
    for group in others:
        if group.pk not in before:
            plan = queries.plan_with(group, session.topic, session.year)
            if plan is not None:
                link(session, Type.PLANNED_IN, plan)


def _check_marks(
    seats: Sequence[Any],
    marks: Mapping[str, str],
    reasons: Mapping[str, str],
    granted: Mapping[str, Person],
    session: StudySession,
) -> None:
    faults: dict[str, list[Any]] = {}
    expected = {seat.person_id: seat for seat in seats}

    def field(group: str) -> str:
        return "approved_by" if group == session.group_id else f"approved_by_{group}"

    for uid in set(marks) - set(expected):
        faults[f"status_{uid}"] = [_("Not expected at this session.")]
    for uid, seat in expected.items():
        if marks.get(uid) not in MARKS:
            faults[f"status_{uid}"] = [_("Choose present, on leave or absent.")]
        elif marks[uid] == Status.LEAVE:
            if reasons.get(uid) not in LeaveReason.values:
                faults[f"status_{uid}"] = [_("Choose the reason of the leave.")]
            if granted.get(seat.group_id) is None and seat.role != G.LEADER:
                faults[field(seat.group_id)] = [
                    _("Leave is granted by the leader: say who granted it.")
                ]
    leaders = queries.leaders_of(session)
    for group, person in granted.items():
        if person is not None and person.pk not in leaders.get(group, ()):
            faults[field(group)] = [_("Leave is granted by the leader or the leader's substitute.")]
    if faults:
        raise BadInput(
            "attendance.bad", _("Some lines of the attendance are not complete."), faults
        )


def _check_own_speech(actor: Person, session: StudySession, person: Person) -> None:
    if actor.pk == person.pk:
        return
    if (
        not session.group.memberships.in_force(clock.today())
        .filter(person=actor, role__in=[G.SECRETARY, G.LEADER])
        .exists()
    ):
        raise NotAllowed(
            "speech.not_own", _("You write your own speech; the study secretary writes for others.")
        )


def _tell_everybody(session: StudySession, verb: str, reason: str = "") -> int:
    """Alert everybody of the group, and write to those who have given an address; how many. Nobody
    is alerted for a day that is over.
    """
    people = list(people_of(session.groups, session.day))
    if session.day >= clock.today():
        for person in people:
            deliver("alert", to=person, thing=session, verb=verb)
            post(person, session, verb=verb, reason=reason.strip())
    return len(people)


count_session_again = counts_again(StudySession)
