import pytest

from tests.learn.sessions.build import held_session, minuted_session
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.errors import NotAllowed, NotNow
from zhixing.learn.sessions.acts import return_minutes


def test_the_leader_gives_them_back_with_a_reason(county):
    session = return_minutes(county.leader, minuted_session(county), reason="少了议定事项")
    assert last_record(session) == (
        "minutes.returned",
        county.leader,
        {"state": ["minuted", "held"], "told": {"reason": "少了议定事项"}},
    )
    assert session.minutes


def test_who_may_not_and_when_not(county):
    with pytest.raises(NotAllowed):
        return_minutes(county.secretary, minuted_session(county), reason="x")
    with pytest.raises(NotNow):
        return_minutes(county.leader, held_session(county), reason="x")
