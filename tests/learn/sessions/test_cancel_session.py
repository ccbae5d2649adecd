import pytest

from tests.learn.sessions.build import NOTICE, held_session, noticed_session
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.deliveries.models import Delivery
from zhixing.foundation.machinery.errors import NotAllowed, NotNow
from zhixing.learn.sessions.acts import cancel_session


def test_it_is_cancelled_with_a_reason_and_who_was_invited_is_told(county):
    session = noticed_session(county)
    before = Delivery.objects.filter(thing=session.pk).count()
    with clock.at(NOTICE):
        cancel_session(county.leader, session, reason="防汛")
    assert Delivery.objects.filter(thing=session.pk).count() == 2 * before
    verb, who, body = last_record(session)
    assert (verb, who, body) == (
        "session.cancelled",
        county.leader,
        {"state": ["noticed", "cancelled"], "told": {"reason": "防汛"}},
    )


def test_who_may_not_and_when_not(county):
    with pytest.raises(NotAllowed):
        cancel_session(county.stranger_leader, noticed_session(county), reason="x")
    with pytest.raises(NotNow):
        cancel_session(county.leader, held_session(county), reason="x")
