import pytest

from tests.learn.sessions.build import held_session, signed_session
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow
from zhixing.foundation.machinery.records.models import Record
from zhixing.learn.sessions.acts import amend_attendance, correct_attendance


def test_somebody_was_there_after_all(county):
    session = held_session(county)
    correct_attendance(
        county.secretary, session, person=county.member2, status="PRESENT", reason="签到表看错"
    )
    line = session.attendance.get(person=county.member2)
    assert (line.status, line.reason, line.approved_by, line.make_up_by, session.owed) == (
        "PRESENT",
        "",
        None,
        None,
        0,
    )
    verb, _who, body = last_record(session)
    assert (verb, body["told"]) == (
        "attendance.corrected",
        {"person": county.member2.pk, "was": "LEAVE", "status": "PRESENT", "reason": "签到表看错"},
    )


def test_somebody_was_not_there_after_all_and_owes_a_make_up(county):
    session = held_session(county)
    correct_attendance(
        county.secretary, session, person=county.member, status="ABSENT", reason="代签"
    )
    assert session.owed == 2
    assert session.attendance.get(person=county.member).make_up_by is not None
    assert Record.objects.filter(thing=session.pk, verb="absence.recorded").count() == 2


def test_leave_to_absence_makes_no_second_make_up(county):
    session = held_session(county)
    correct_attendance(
        county.secretary, session, person=county.member2, status="ABSENT", reason="未获批"
    )
    assert session.owed == 1
    assert Record.objects.filter(thing=session.pk, verb="absence.recorded").count() == 1


def test_who_may_not_and_when_not(county):
    session = held_session(county)
    with pytest.raises(BadInput):
        correct_attendance(
            county.secretary, session, person=county.stranger, status="PRESENT", reason="x"
        )
    with pytest.raises(BadInput):
        correct_attendance(
            county.secretary, session, person=county.member, status="LEAVE", reason="x"
        )
    with pytest.raises(NotAllowed):
        correct_attendance(
            county.member2, session, person=county.member2, status="PRESENT", reason="x"
        )
    with pytest.raises(NotNow):
        correct_attendance(
            county.secretary,
            signed_session(county),
            person=county.member2,
            status="PRESENT",
            reason="x",
        )


def test_after_the_sign_off_the_leader_alone_corrects_a_line(county):
    session = signed_session(county)
    with pytest.raises(NotAllowed):
        amend_attendance(
            county.secretary,
            session,
            person=county.member,
            status="LEAVE",
            leave="DUTY",
            approved_by=county.leader,
            reason="登记错了",
        )
    owed = session.owed
    amend_attendance(
        county.leader,
        session,
        person=county.member,
        status="LEAVE",
        leave="DUTY",
        approved_by=county.leader,
        reason="当天去县里开会，登记错了",
    )
    line = session.attendance.get(person=county.member)
    assert (line.status, line.reason, session.owed, session.state) == (
        "LEAVE",
        "DUTY",
        owed + 1,
        "signed",
    ) and line.make_up_by is not None
    verb, who, body = last_record(session)
    assert (verb, who, body["told"]["was"], body["told"]["status"], body["told"]["reason"]) == (
        "attendance.amended",
        county.leader,
        "PRESENT",
        "LEAVE",
        "当天去县里开会，登记错了",
    )
    with pytest.raises(NotNow):
        amend_attendance(
            county.leader, held_session(county), person=county.member, status="ABSENT", reason="x"
        )
