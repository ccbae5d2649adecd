import pytest

from tests.learn.sessions.build import held_session, minuted_session
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.errors import NotAllowed, NotNow
from zhixing.foundation.machinery.records.models import Record
from zhixing.foundation.machinery.waiting import waiting_for
from zhixing.learn.sessions.acts import add_speech, sign_session, write_minutes
from zhixing.learn.sessions.models import StudySession


def test_the_leader_signs_off_and_it_counts(county):
    session = minuted_session(county)
    assert (session.pk, "sign_session") in waiting_for(county.leader)
    sign_session(county.leader, session)
    verb, who, body = last_record(session)
    assert (verb, who, body["state"]) == ("session.signed", county.leader, ["minuted", "signed"])
    assert list(StudySession.objects.counting()) == [session]


def test_the_secretary_records_it_for_the_leader_with_a_basis(county):
    session = minuted_session(county)
    sign_session(county.secretary, session, for_person=county.leader, basis="纸质记录已签字")
    last = Record.objects.filter(thing=session.pk).order_by("-seq").first()
    assert (last.decider, last.typist) == (county.leader, county.secretary)


def test_without_a_discussion_speech_it_is_signed_but_does_not_count(county):
    session = held_session(county)
    add_speech(county.secretary, session, person=county.member, kind="KEYNOTE", q1="x")
    write_minutes(county.secretary, session, minutes="记录")
    sign_session(county.leader, session)
    assert session.state == "signed"
    assert not StudySession.objects.counting().exists()


def test_who_may_not_and_when_not(county):
    for person in (county.secretary, county.stranger_leader):
        with pytest.raises(NotAllowed):
            sign_session(person, minuted_session(county))
    with pytest.raises(NotNow):
        sign_session(county.leader, held_session(county))
