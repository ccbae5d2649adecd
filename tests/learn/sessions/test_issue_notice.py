import datetime as dt

import pytest

from tests.learn.sessions.build import AGENDA, DAY, NOTICE, noticed_session, planned_session
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.deliveries.models import Delivery
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow
from zhixing.foundation.spine.groups.queries import people_of
from zhixing.learn.sessions.acts import issue_notice, set_agenda


def test_everybody_of_the_group_is_told_in_time(county):
    session = noticed_session(county)
    assert (session.state, session.notice_on, session.notice_reason) == ("noticed", NOTICE, "")
    recipients = set(
        Delivery.objects.filter(thing=session.pk, kind="alert").values_list("to", flat=True)
    )
    assert recipients == set(people_of(county.group, DAY).values_list("pk", flat=True))
    verb, who, body = last_record(session)
    assert (verb, who, body["state"]) == ("notice.issued", county.secretary, ["planned", "noticed"])
    assert body["told"] == {"count": len(recipients), "days": 6}


def test_an_agenda_without_its_first_item_is_not_sent_out(county):
    session = planned_session(county, agenda=False)
    with clock.at(NOTICE):
        with pytest.raises(NotNow) as refused:
            issue_notice(county.secretary, session)
        assert refused.value.code == "agenda.first_item"
        set_agenda(county.secretary, session, items=AGENDA[::-1])
        with pytest.raises(NotNow):
            issue_notice(county.secretary, session)
    assert session.state == "planned"


def test_a_short_notice_needs_a_reason(county):
    session = planned_session(county)
    with clock.at(dt.date(2026, 9, 14)):
        with pytest.raises(BadInput) as refused:
            issue_notice(county.secretary, session)
        assert refused.value.code == "notice.short"
        issue_notice(county.secretary, session, reason="上级临时安排")
    assert session.notice_reason == "上级临时安排"


def test_no_notice_without_time_and_place_nor_by_a_stranger_nor_twice(county):
    with clock.at(NOTICE):
        with pytest.raises(NotNow):
            issue_notice(county.secretary, planned_session(county, place=""))
        session = planned_session(county)
        with pytest.raises(NotAllowed):
            issue_notice(county.stranger_secretary, session)
        issue_notice(county.secretary, session)
        with pytest.raises(NotNow):
            issue_notice(county.secretary, session)
