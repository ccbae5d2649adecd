import datetime as dt

import pytest

from tests.learn.reports.build import drafted_report
from tests.learn.sessions.build import minuted_session, signed_session
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.errors import NotAllowed, NotNow
from zhixing.foundation.machinery.links.models import Type, all_linked
from zhixing.foundation.machinery.waiting import waiting_for
from zhixing.learn.reports.acts import draft_report


def test_one_click_builds_it_from_the_record(county):
    report = drafted_report(county)
    for words in (
        county.town.name,
        county.topic.title,
        county.member.name,
        "柳沟村卫生室",
        "找到两个问题",
        "三村一点",
    ):
        assert words in report.text
    assert (report.state, report.due, report.session.reported) == (
        "draft",
        dt.date(2026, 9, 21),
        True,
    )
    assert [thing.pk for thing in all_linked(report, Type.REPORTS)] == [report.session_id]
    verb, who, body = last_record(report)
    assert (verb, who, body["text"][1]) == ("report.drafted", county.secretary, report.text)


def test_it_waits_for_the_secretary_until_it_is_begun(county):
    session = signed_session(county)
    assert (session.pk, "draft_report") in waiting_for(county.secretary)
    report = draft_report(county.secretary, session)
    waiting = waiting_for(county.secretary)
    assert (session.pk, "draft_report") not in waiting and (report.pk, "send_report") in waiting


def test_who_may_not_and_when_not(county):
    with pytest.raises(NotNow):
        draft_report(county.secretary, minuted_session(county))
    with pytest.raises(NotNow):
        draft_report(county.secretary, drafted_report(county).session)
    with pytest.raises(NotAllowed):
        draft_report(county.stranger_secretary, signed_session(county))
