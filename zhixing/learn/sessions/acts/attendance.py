"""Who came, who did not and why, and what was made up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, tell
from zhixing.foundation.machinery.errors import BadInput, NotAllowed
from zhixing.foundation.machinery.may import Where
from zhixing.foundation.spine.calendar.queries import calendar
from zhixing.foundation.spine.norms.queries import value
from zhixing.foundation.spine.people.models import Person, timekeeper

from .. import may, queries
from ..models import Attendance, StudySession
from ..rules import (
    HAPPENED,
    MARKS,
    LeaveReason,
    State,
    Status,
    owes,
)
from .checks import bad, stays

CORRECTED = {"was": Status, "status": Status}


@act(
    "attendance.taken",
    label=_("Take attendance"),
    says=_("took attendance: %(present)s of %(expected)s present"),
    on=StudySession,
    may=may.KEEPS,
    moves=stays(State.HELD),
    when=Where(attendance_on__isnull=True),
    asks=may.PREPARES,
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
                if marks[seat.person_id] == Status.LEAVE and not may.is_leader(seat)
                else None
            ),
        )
        for at, seat in enumerate(seats, 1)
    ]
    expected = {seat.person_id for seat in seats}
    first_groups = queries.group_of_people(session)
    for at, person in enumerate(attending, len(lines) + 1):
        if person.pk not in first_groups:
            raise bad(
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
            if granted.get(seat.group_id) is None and not may.is_leader(seat):
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


@act(
    "absence.recorded",
    label=_("Record an absence"),
    says=_("recorded an absence, to be made up by %(due)s"),
    on=StudySession,
    may=may.FOLLOWS_UP,
    moves=stays(*HAPPENED),
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
    may=may.KEEPS,
    moves=stays(State.HELD, State.MINUTED),
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
    may=may.LEADS,
    moves=stays(State.SIGNED),
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
        raise bad("attendance.no_line", "person", _("This person has no line in the attendance."))
    if status == Status.LEAVE and not leave:
        raise bad("leave.reason", "leave", _("Choose the reason of the leave."))
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
    may=may.RECORDS_MAKE_UPS,
    moves=stays(*HAPPENED),
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
        raise bad("make_up.none", "person", _("This person has nothing to make up here."))
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
        raise bad("make_up.day", "on", _("The day lies between the session and today."))
    line.made_up_on, line.made_up_how = on, how.strip()
    line.save(update_fields=["made_up_on", "made_up_how"])
    session.owed = max(session.owed - 1, 0)
    tell(person=person, on=on)
    return session
