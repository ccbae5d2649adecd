import pytest

from tests.learn.sessions.build import held_session, planned_session
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.errors import NotAllowed, NotNow
from zhixing.foundation.machinery.forms import act_named
from zhixing.foundation.machinery.links.models import Type, all_linked
from zhixing.foundation.machinery.things.quoting import quoting
from zhixing.foundation.spine.people.models import timekeeper
from zhixing.learn.sessions.acts import note_raised, tie_raised


def test_the_note_shows_what_became_of_it(county):
    session = held_session(county)
    line = note_raised(county.secretary, session, kind="TASK", text="设点")
    born = planned_session(
        county
    ).thing  # stands for a problem, measure or task: this wing knows none of them
    tie_raised(timekeeper(), session, raised=line.pk, thing=born)
    line.refresh_from_db()
    assert line.thing_id == born.pk
    assert born in all_linked(session, Type.RAISED_AT, back=True)
    verb, who, body = last_record(session)
    assert (verb, who, body["told"]) == (
        "raised.tied",
        timekeeper(),
        {"raised": line.pk, "code": quoting(born, by_code=True)},
    )


def test_only_from_within_and_only_of_a_session_that_was_held(county):
    assert act_named("tie_raised") is None
    session = planned_session(county)
    with pytest.raises(NotAllowed):
        tie_raised(county.stranger, session, raised=1, thing=session.thing)
    with pytest.raises(NotNow):
        tie_raised(timekeeper(), session, raised=1, thing=session.thing)
