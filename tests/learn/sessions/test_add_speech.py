import pytest

from tests.learn.sessions.build import held_session, noticed_session, signed_session
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow
from zhixing.learn.sessions.acts import add_speech


def test_a_member_hands_in_an_outline_before_the_session(county):
    session = noticed_session(county)
    speech = add_speech(
        county.member, session, person=county.member, kind="KEYNOTE", q1="合", q3=" 收运 "
    )
    assert (speech.answers, speech.session_id) == (["合", "", "收运", ""], session.pk)
    verb, who, body = last_record(session)
    assert (verb, who, body["told"]) == (
        "speech.added",
        county.member,
        {"person": county.member.pk, "kind": "KEYNOTE", "speech": speech.pk},
    )


def test_the_secretary_types_for_others_and_nobody_else_does(county):
    session = held_session(county)
    add_speech(county.secretary, session, person=county.member, kind="DISCUSSION", text="要点")
    with pytest.raises(NotAllowed):
        add_speech(county.member2, session, person=county.member, kind="KEY")
    with pytest.raises(NotAllowed):
        add_speech(county.stranger_secretary, session, person=county.stranger_secretary, kind="KEY")


def test_once_a_kind_and_only_by_the_group_and_not_after_the_sign_off(county):
    session = held_session(county)
    add_speech(county.secretary, session, person=county.member, kind="DISCUSSION")
    for person in (county.member, county.stranger):
        with pytest.raises(BadInput):
            add_speech(county.secretary, session, person=person, kind="DISCUSSION")
    with pytest.raises(NotNow):
        add_speech(county.secretary, signed_session(county), person=county.deputy, kind="KEY")
