import pytest

from tests.learn.sessions.build import DAY, held_session, noticed_session
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow
from zhixing.foundation.machinery.records.models import Record
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.spine.groups.acts import admit_member
from zhixing.foundation.spine.groups.queries import roll
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.learn.sessions.acts import take_attendance


def marks(county, **other):
    statuses = dict.fromkeys([seat.person_id for seat in roll(county.group, DAY)], "PRESENT")
    return statuses | {getattr(county, name).pk: status for name, status in other.items()}


def test_it_is_taken_once_for_everybody_expected(county):
    admit_member(county.office, county.group, person=county.clerk, role=G.ATTENDEE, since=DAY)
    session = held_session(county, attendance=False)
    with clock.at(DAY):
        take_attendance(
            county.secretary,
            session,
            marks=marks(county, member2="LEAVE", member3="ABSENT"),
            reasons={county.member2.pk: "DUTY"},
            approved_by=county.leader,
            attending=[county.clerk],
        )
    lines = {line.person_id: line for line in session.attendance.all()}
    assert {line.status for line in lines.values()} == {"PRESENT", "LEAVE", "ABSENT", "ATTENDING"}
    assert (lines[county.member2.pk].reason, lines[county.member2.pk].approved_by) == (
        "DUTY",
        county.leader,
    )
    assert (session.owed, session.attendance_on) == (2, DAY)
    verb, who, body = last_record(session)
    assert (verb, who, body["told"]) == (
        "attendance.taken",
        county.secretary,
        {"present": 4, "expected": 6, "absent": 2},
    )
    assert Thing.objects.get(pk=session.pk).version == session.thing.version
    with clock.at(DAY), pytest.raises(NotNow):
        take_attendance(county.secretary, session, marks=marks(county))


def test_leave_has_a_reason_and_is_granted_by_the_leader(county):
    session = held_session(county, attendance=False)
    with clock.at(DAY):
        for inputs in (
            {},
            {"reasons": {county.member2.pk: "DUTY"}},
            {"reasons": {county.member2.pk: "DUTY"}, "approved_by": county.deputy},
        ):
            with pytest.raises(BadInput):
                take_attendance(
                    county.secretary, session, marks=marks(county, member2="LEAVE"), **inputs
                )
        take_attendance(
            county.secretary,
            session,
            marks=marks(county, leader="LEAVE"),
            reasons={county.leader.pk: "DUTY"},
        )
    assert session.attendance.get(person=county.leader).approved_by is None


def test_nobody_expected_is_left_out_and_no_stranger_comes_in(county):
    session = held_session(county, attendance=False)
    some = marks(county)
    some.pop(county.member.pk)
    with clock.at(DAY):
        for wrong in (some, marks(county, stranger="PRESENT"), marks(county, member="ATTENDING")):
            with pytest.raises(BadInput):
                take_attendance(county.secretary, session, marks=wrong)
        with pytest.raises(BadInput):
            take_attendance(
                county.secretary, session, marks=marks(county), attending=[county.stranger]
            )
    assert not session.attendance.exists()


def test_who_may_not_and_when_not(county):
    session = held_session(county, attendance=False)
    with pytest.raises(NotAllowed):
        take_attendance(county.member, session, marks=marks(county))
    with pytest.raises(NotNow):
        take_attendance(county.secretary, noticed_session(county), marks=marks(county))
    assert Record.objects.filter(verb="absence.recorded").count() == 0
