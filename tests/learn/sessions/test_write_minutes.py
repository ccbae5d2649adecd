import pytest

from tests.learn.sessions.build import held_session, minuted_session, signed_session
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow
from zhixing.foundation.machinery.waiting import waiting_for
from zhixing.learn.sessions.acts import write_minutes
from zhixing.learn.sessions.forms import WriteMinutesForm


def test_the_secretary_answers_for_the_text(county):
    session = held_session(county)
    write_minutes(county.secretary, session, minutes=" 记录 ")
    assert (session.state, session.minutes, session.minutes_by) == (
        "minuted",
        "记录",
        county.secretary,
    )
    verb, who, body = last_record(session)
    assert (verb, who, body["state"]) == ("minutes.written", county.secretary, ["held", "minuted"])
    write_minutes(county.secretary, session, minutes="记录二")
    assert session.minutes == "记录二"


def test_the_form_starts_from_the_draft_of_the_record(county):
    session = minuted_session(county)
    text = (
        WriteMinutesForm(person=county.secretary, row=held_session(county))
        .fields["minutes"]
        .initial
    )
    assert (
        f"主持：{county.leader.name}" in text
        and county.member2.name not in text  # who came stands in the record, and is printed from it
        and "2026" in text.splitlines()[0]
        and "方式：三位一体" in text
    )
    assert (
        WriteMinutesForm(person=county.secretary, row=session).fields["minutes"].initial
        == session.minutes
    )


def test_it_waits_for_the_secretary_once_attendance_is_taken(county):
    session = held_session(county, attendance=False)
    assert (session.pk, "take_attendance") in waiting_for(county.secretary)
    assert (session.pk, "write_minutes") not in waiting_for(county.secretary)
    done = held_session(county)
    assert (done.pk, "write_minutes") in waiting_for(county.secretary)
    assert (done.pk, "write_minutes") not in waiting_for(county.leader)


def test_who_may_not_and_when_not(county):
    with pytest.raises(NotNow):
        write_minutes(county.secretary, held_session(county, attendance=False), minutes="x")
    session = held_session(county)
    with pytest.raises(BadInput):
        write_minutes(county.secretary, session, minutes=" ")
    with pytest.raises(NotAllowed):
        write_minutes(county.member, session, minutes="x")
    with pytest.raises(NotNow):
        write_minutes(county.secretary, signed_session(county), minutes="x")
