"""A claim is handed on, and heard where the group sits."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.learn.sessions.build import held_session
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.errors import BadInput, NotAllowed
from zhixing.solve.claims.acts import (
    claim_topic,
    confirm_claim,
    hear_claim,
    reclaim_topic,
    release_claim,
)
from zhixing.solve.research.acts import (
    hear_research,
    start_research,
)

DAY = dt.date(2026, 6, 1)


@pytest.fixture(autouse=True)
def june():
    with clock.at(DAY):
        yield


def test_a_claim_goes_to_another_member_with_a_reason(county):
    claim = claim_topic(county.member, county.group, topic=county.topic)
    with pytest.raises(BadInput):
        claim_topic(county.member, county.group, topic=county.topic)
    newer = reclaim_topic(county.leader, claim, person=county.member2, reason="出差")
    assert (claim.state, newer.state, newer.person) == ("released", "confirmed", county.member2)
    release_claim(county.member2, newer, reason="太忙")
    assert newer.state == "released"
    with pytest.raises(NotAllowed):
        claim_topic(county.stranger, county.group, topic=county.topic)


def test_claim_and_research_are_heard_only_at_a_session_of_the_group(county):
    session = held_session(county)
    claim = claim_topic(county.member, county.group, topic=county.topic)
    confirm_claim(county.leader, claim)
    research = start_research(county.member, claim)
    hear_claim(county.secretary, claim, session=session.thing)
    hear_research(county.secretary, research, session=session.thing)
    with pytest.raises(BadInput):
        hear_claim(county.secretary, claim, session=county.topic.thing)
