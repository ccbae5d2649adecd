import datetime as dt

import pytest

from tests.learn.sessions.build import DAY, NOTICE, held_session, noticed_session, planned_session
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.deliveries.models import Delivery
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow
from zhixing.learn.sessions.acts import correct_session

NEW = {
    "day": dt.date(2026, 9, 16),
    "kind": "on_site",
    "title": "收运现场",
    "begins": dt.time(14, 0),
    "place": "石盘村",
    "place_kind": "site",
    "category": "law",
}


def test_before_the_notice_it_just_changes(county):
    session = correct_session(county.secretary, planned_session(county), **NEW)
    assert (session.day, session.place, session.kind) == (dt.date(2026, 9, 16), "石盘村", "on_site")
    verb, _who, body = last_record(session)
    assert (verb, body["day"]) == ("session.corrected", [DAY.isoformat(), "2026-09-16"])


def test_after_the_notice_it_needs_a_reason_and_everybody_is_told(county):
    session = noticed_session(county)
    with clock.at(NOTICE):
        with pytest.raises(BadInput):
            correct_session(county.secretary, session, **NEW)
        before = Delivery.objects.count()
        correct_session(county.secretary, session, **NEW, reason="会场冲突")
    assert Delivery.objects.count() > before
    assert session.state == "noticed"


def test_not_another_year_not_by_a_stranger_not_once_held(county):
    session = planned_session(county)
    with pytest.raises(BadInput):
        correct_session(county.secretary, session, **NEW | {"day": dt.date(2027, 1, 5)})
    with pytest.raises(NotAllowed):
        correct_session(county.stranger_secretary, session, **NEW)
    with pytest.raises(NotNow):
        correct_session(county.secretary, held_session(county), **NEW)
