import datetime as dt

import pytest

from tests.learn.sessions.build import DAY, noticed_session, planned_session
from zhixing.foundation.kits.deadlines.models import Deadline
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow
from zhixing.learn.sessions.acts import hold_session


def test_it_is_held_and_the_clock_of_its_report_runs(county):
    session = noticed_session(county)
    with clock.at(DAY):
        hold_session(county.secretary, session)
    due = Deadline.objects.get(thing=session.pk, clock="report")
    assert (session.state, session.day, due.norm, due.due) == (
        "held",
        DAY,
        "session.report_days",
        dt.date(2026, 9, 21),
    )  # Sunday the 20th is worked
    verb, who, body = last_record(session)
    assert body.pop("agenda_said")[1]["day"] == DAY.isoformat(), "the agenda stands from now on"
    assert (verb, who, body) == (
        "session.held",
        county.secretary,
        {"state": ["noticed", "held"], "told": {"day": DAY.isoformat()}},
    )


def test_it_may_have_been_on_another_day_but_not_on_one_to_come(county):
    session = noticed_session(county)
    with clock.at(dt.date(2026, 9, 18)):
        with pytest.raises(BadInput):
            hold_session(county.secretary, session, on=dt.date(2026, 9, 19))
        hold_session(county.secretary, session, on=dt.date(2026, 9, 17))
    assert session.day == dt.date(2026, 9, 17)


def test_who_may_not_and_when_not(county):
    with clock.at(DAY):
        with pytest.raises(NotAllowed):
            hold_session(county.stranger_secretary, noticed_session(county))
        with pytest.raises(NotNow):
            hold_session(county.secretary, planned_session(county))
