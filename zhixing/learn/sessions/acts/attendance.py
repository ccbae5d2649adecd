"""Who came, who did not and why, and what was made up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.fairness import counted_from
from zhixing.foundation.machinery.may import Where
from zhixing.foundation.spine.calendar.queries import calendar
from zhixing.foundation.spine.groups.models import Membership
from zhixing.foundation.spine.norms.queries import value
from zhixing.foundation.spine.people.models import Person, timekeeper

from .. import may, queries
from ..models import Attendance, StudySession
from ..refusals import Refused
from ..rules import (
    HAPPENED,
    MARKS,
    LeaveReason,
    State,
    Status,
    owes,
)
from .checks import stays

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
    actor: Actor,
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
    granters = dict(granted or {})
    if approved_by is not None:
        granters[session.group_id] = approved_by
    sheet = _Sheet(session, marks, reasons or {}, granters)
    seats = queries.expected_at(session)
    _check_marks(seats, sheet)
    lines = [_line(seat, place, sheet) for place, seat in enumerate(seats, 1)]
    lines += _attending_lines(session, seats, attending)
    Attendance.objects.bulk_create(lines)
    absent = [line for line in lines if owes(line.status)]
    for line in absent:
        record_absence(timekeeper(), session, person=line.person)
    session.attendance_on, session.owed = clock.today(), len(absent)
    tell(
        present=sum(line.status == Status.PRESENT for line in lines),
        expected=len(seats),
        absent=len(absent),
    )
    return session


@dataclass(frozen=True)
class _Sheet:
    """What was ticked, by person, and who granted leave, by group."""

    session: StudySession
    marks: Mapping[str, str]
    reasons: Mapping[str, str]
    granters: Mapping[str, Person]

    def on_leave(self, uid: str) -> bool:
        return self.marks.get(uid) == Status.LEAVE


def _line(seat: Membership, place: int, sheet: _Sheet) -> Attendance:
    """One line of somebody expected, in the order of the roster."""
    uid = seat.person_id
    on_leave = sheet.on_leave(uid)
    asks = on_leave and not may.is_leader(seat)
    return Attendance(
        session=sheet.session,
        person=seat.person,
        group_id=seat.group_id,
        place=place,
        post=str(seat.role),
        status=sheet.marks[uid],
        reason=sheet.reasons.get(uid, "") if on_leave else "",
        approved_by=sheet.granters.get(seat.group_id) if asks else None,
    )


def _attending_lines(
    session: StudySession, seats: Sequence[Membership], attending: Iterable[Person]
) -> list[Attendance]:
    """Lines of invited members and attendees who came and were not expected anyway."""
    expected = {seat.person_id for seat in seats}
    groups = queries.group_of_people(session)
    lines = []
    for place, person in enumerate(attending, len(seats) + 1):
        if person.pk not in groups:
            raise Refused.ATTENDING_STRANGER("attending")
        if person.pk in expected:
            continue
        line = Attendance(session=session, person=person, group_id=groups[person.pk], place=place)
        line.status = Status.ATTENDING
        lines.append(line)
    return lines


def _check_marks(seats: Sequence[Membership], sheet: _Sheet) -> None:
    """Raises BadInput with the faults of all lines at once."""
    expected = {seat.person_id for seat in seats}
    faults: dict[str, list[Any]] = {
        f"status_{uid}": [_("Not expected at this session.")] for uid in set(sheet.marks) - expected
    }
    for seat in seats:
        faults |= _faults_of_line(seat, sheet)
    leaders = queries.leaders_of(sheet.session)
    for group, person in sheet.granters.items():
        if person is not None and person.pk not in leaders.get(group, ()):
            faults[_granter_field(group, sheet)] = [Refused.LEAVE_NOT_BY_LEADER.sentence]
    if faults:
        raise Refused.ATTENDANCE_BAD.at(faults)


def _faults_of_line(seat: Membership, sheet: _Sheet) -> dict[str, list[Any]]:
    uid = seat.person_id
    if sheet.marks.get(uid) not in MARKS:
        return {f"status_{uid}": [_("Choose present, on leave or absent.")]}
    faults: dict[str, list[Any]] = {}
    if sheet.on_leave(uid) and sheet.reasons.get(uid) not in LeaveReason.values:
        faults[f"status_{uid}"] = [Refused.LEAVE_REASON.sentence]
    asks = sheet.on_leave(uid) and not may.is_leader(seat)
    if asks and sheet.granters.get(seat.group_id) is None:
        faults[_granter_field(seat.group_id, sheet)] = [Refused.LEAVE_UNGRANTED.sentence]
    return faults


def _granter_field(group: str, sheet: _Sheet) -> str:
    """The field that says who granted leave in a group."""
    return "approved_by" if group == sheet.session.group_id else f"approved_by_{group}"


@act(
    "absence.recorded",
    label=_("Record an absence"),
    says=_("recorded an absence, to be made up by %(due)s"),
    on=StudySession,
    may=may.FOLLOWS_UP,
    moves=stays(*HAPPENED),
    inner_only=True,
)
def record_absence(actor: Actor, session: StudySession, *, person: Person) -> StudySession:
    """One absence of one person: the norm ``session.make_up_days`` says by when it is made up. The
    loop makes the task.
    """
    begins = counted_from(session.day, clock.day_of(session.group.thing.made_at), clock.today())
    due = calendar().add_working_days(begins, value("session.make_up_days", session.day))
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
    actor: Actor,
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
    actor: Actor,
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
        raise Refused.ATTENDANCE_NO_LINE("person")
    owed, owing = owes(line.status) and line.made_up_on is None, owes(status)
    tell(person=person, was=line.status, status=str(Status(status)))
    if owing and not owes(line.status):
        line.made_up_on = None
    _set_mark(line, status, leave, approved_by)
    if not owing:
        line.make_up_by, line.made_up_on, line.made_up_how = None, None, ""
    line.save()
    if owing and line.make_up_by is None:
        record_absence(timekeeper(), session, person=person)
    session.owed += (owing and line.made_up_on is None) - owed
    return session


def _set_mark(line: Attendance, status: str, leave: str, approved_by: Person | None) -> None:
    """What the line says now; of leave also its reason and who granted it."""
    if status != Status.LEAVE:
        line.status, line.reason, line.approved_by = status, "", None
        return
    if leave not in LeaveReason.values:
        raise Refused.LEAVE_REASON("leave")
    line.approved_by = _granter_of(line, approved_by)
    line.status, line.reason = status, leave


def _granter_of(line: Attendance, approved_by: Person | None) -> Person | None:
    """Who granted the leave of a line: a leader of the own group. Where nobody is named, it stays
    who granted it before; the leader asks nobody.
    """
    if line.post in may.GRANT_LEAVE:
        return None
    if approved_by is None and line.approved_by is not None:
        return line.approved_by
    if approved_by is None:
        raise Refused.LEAVE_UNGRANTED("approved_by")
    if approved_by.pk not in queries.leaders_of(line.session).get(line.group_id, ()):
        raise Refused.LEAVE_NOT_BY_LEADER("approved_by")
    return approved_by


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
    actor: Actor, session: StudySession, *, person: Person, on: dt.date, how: str
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
        raise Refused.MAKE_UP_NONE("person")
    if (
        not actor.system
        and len(session.groups) > 1
        and line.pk not in queries.own_make_ups(actor, session)
    ):
        raise Refused.MAKE_UP_NOT_OWN()
    if not session.day <= on <= clock.today():
        raise Refused.MAKE_UP_DAY("on")
    line.made_up_on, line.made_up_how = on, how.strip()
    line.save(update_fields=["made_up_on", "made_up_how"])
    session.owed = max(session.owed - 1, 0)
    tell(person=person, on=on)
    return session
