import datetime as dt

import pytest

from tests.learn.sessions.build import DAY, held_session, signed_session
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import last_record, open_to
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow
from zhixing.learn.sessions.acts import record_make_up

LATER = dt.date(2026, 9, 24)


def test_an_absence_is_made_up_even_after_the_sign_off(county):
    session = signed_session(county)
    with clock.at(LATER):
        record_make_up(
            county.secretary,
            session,
            person=county.member2,
            on=dt.date(2026, 9, 23),
            how="读材料，写读书笔记",
        )
    line = session.attendance.get(person=county.member2)
    assert (line.made_up_on, line.made_up_how, session.owed) == (
        dt.date(2026, 9, 23),
        "读材料，写读书笔记",
        0,
    )
    verb, who, body = last_record(session)
    assert (verb, who, body["told"]) == (
        "make_up.recorded",
        county.secretary,
        {"person": county.member2.pk, "on": "2026-09-23"},
    )
    assert "record_make_up" not in {act.name for act in open_to(county.secretary, session)}


def test_who_may_not_and_when_not(county):
    session = held_session(county)
    with clock.at(LATER):
        with pytest.raises(BadInput):
            record_make_up(county.secretary, session, person=county.member, on=LATER, how="x")
        for day in (DAY - dt.timedelta(days=1), LATER + dt.timedelta(days=1)):
            with pytest.raises(BadInput):
                record_make_up(county.secretary, session, person=county.member2, on=day, how="x")
        with pytest.raises(NotAllowed):
            record_make_up(
                county.stranger_secretary, session, person=county.member2, on=LATER, how="x"
            )
        with pytest.raises(NotNow):
            record_make_up(
                county.secretary,
                held_session(county, away=()),
                person=county.member2,
                on=LATER,
                how="x",
            )
