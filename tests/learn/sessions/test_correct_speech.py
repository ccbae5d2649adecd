import pytest

from tests.learn.sessions.build import held_session, minuted_session
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow
from zhixing.learn.sessions.acts import add_speech, correct_speech


def test_what_it_said_before_stays_in_the_record(county):
    session = held_session(county)
    speech = add_speech(county.member, session, person=county.member, kind="KEY", q1="旧", q2="二")
    correct_speech(county.member, session, speech=speech, q1="新", q2="二")
    speech.refresh_from_db()
    assert (speech.q1, speech.q2) == ("新", "二")
    verb, _who, body = last_record(session)
    assert (verb, body["told"]) == (
        "speech.corrected",
        {"speech": speech.pk, "before": {"q1": "旧"}},
    )


def test_who_may_not_and_when_not(county):
    session, other = held_session(county), minuted_session(county)
    speech = add_speech(county.secretary, session, person=county.member, kind="KEY")
    with pytest.raises(NotAllowed):
        correct_speech(county.member2, session, speech=speech, q1="x")
    with pytest.raises(BadInput):
        correct_speech(county.secretary, held_session(county), speech=speech, q1="x")
    with pytest.raises(NotNow):
        correct_speech(county.secretary, other, speech=other.speeches.first(), q1="x")
