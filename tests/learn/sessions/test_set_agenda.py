import pytest

from tests.learn.sessions.build import AGENDA, held_session, planned_session
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow
from zhixing.learn.sessions.acts import set_agenda


def test_the_agenda_is_kept_in_order_even_when_a_rule_is_broken(county):
    session = set_agenda(
        county.secretary,
        planned_session(county, agenda=False),
        items=[*AGENDA[1:], {"kind": "other", "title": " "}],
        materials=["条例", ""],
        question="怎么办",
    )
    assert [item["kind"] for item in session.agenda] == ["on_site", "discussion", "work"]
    assert (session.materials, session.question) == (["条例"], "怎么办")
    verb, who, body = last_record(session)
    assert (verb, who, body["told"]) == ("agenda.set", county.secretary, {"count": 3})


def test_who_may_not_and_when_not(county):
    session = planned_session(county)
    with pytest.raises(NotAllowed):
        set_agenda(county.stranger_secretary, session, items=AGENDA)
    with pytest.raises(BadInput):
        set_agenda(county.secretary, session, items=[])
    with pytest.raises(NotNow):
        set_agenda(county.secretary, held_session(county), items=AGENDA)
