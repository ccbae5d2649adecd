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


def _to_leave(county, session, person, **fields):
    correct_attendance(
        county.secretary, session, person=person, status="LEAVE", leave="DUTY", reason="x", **fields
    )
    return session.attendance.get(person=person)


def test_leave_in_a_correction_is_granted_by_the_leader_of_the_own_group(county):
    session = held_session(county)
    for granter in (None, county.secretary, county.county_leader):
        with pytest.raises(BadInput) as caught:
            _to_leave(county, session, county.member, approved_by=granter)
        assert list(caught.value.fields) == ["approved_by"]
    assert session.attendance.get(person=county.member).status == "PRESENT"
    line = _to_leave(county, session, county.member, approved_by=county.leader)
    assert (line.status, line.approved_by) == ("LEAVE", county.leader)


def test_the_leaders_own_leave_asks_nobody(county):
    line = _to_leave(county, held_session(county), county.leader)
    assert (line.status, line.approved_by) == ("LEAVE", None)


def test_who_granted_leave_stays_where_only_its_reason_is_corrected(county):
    session = held_session(county)
    assert session.attendance.get(person=county.member2).approved_by == county.leader
    line = _to_leave(county, session, county.member2)
    assert (line.reason, line.approved_by) == ("DUTY", county.leader)


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
