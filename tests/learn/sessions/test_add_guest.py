import pytest

from tests.learn.sessions.build import held_session, signed_session
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.errors import NotAllowed, NotNow
from zhixing.learn.sessions.acts import add_guest


def test_a_lecturer_comes_with_a_filing_number(county):
    session = held_session(county)
    guest = add_guest(
        county.secretary,
        session,
        name="外请教授",
        kind="lecturer",
        organisation="市委党校",
        filing="报备〔2026〕3号",
    )
    assert (guest.session_id, guest.filing) == (session.pk, "报备〔2026〕3号")
    verb, who, body = last_record(session)
    assert (verb, who, body["told"]) == (
        "guest.added",
        county.secretary,
        {"kind": "lecturer", "guest": guest.pk},
    )


def test_who_may_not_and_when_not(county):
    with pytest.raises(NotAllowed):
        add_guest(county.member, held_session(county), name="x", kind="resident")
    with pytest.raises(NotNow):
        add_guest(county.secretary, signed_session(county), name="x", kind="resident")
