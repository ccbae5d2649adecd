import datetime as dt

import pytest

from tests.learn.reports.build import drafted_report, sent_report
from zhixing.foundation.kits.deadlines.models import Deadline
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow
from zhixing.foundation.machinery.waiting import waiting_for
from zhixing.learn.reports.acts import return_report, send_report


def test_it_comes_back_with_a_reason_and_a_fair_minimum_of_days(county):
    report = sent_report(county, after=6)
    with clock.at(dt.date(2026, 9, 22)):
        return_report(county.office, report, reason="没有写下步打算")
    assert (report.state, report.return_reason, report.due) == (
        "returned",
        "没有写下步打算",
        dt.date(2026, 9, 24),
    )
    verb, who, body = last_record(report)
    assert (verb, who, body["told"]) == (
        "report.returned",
        county.office,
        {"due": "2026-09-24", "reason": "没有写下步打算"},
    )
    assert (report.pk, "send_report") in waiting_for(county.secretary)
    with clock.at(dt.date(2026, 9, 23)):
        send_report(county.secretary, report)
    assert (report.state, report.late) == ("sent", False)
    assert Deadline.objects.get(thing=report.session_id, clock="report").state == "met"


def test_who_may_not_and_when_not(county):
    report = sent_report(county)
    with pytest.raises(BadInput):
        return_report(county.office, report, reason=" ")
    with pytest.raises(NotAllowed):
        return_report(county.secretary, report, reason="x")
    with pytest.raises(NotNow):
        return_report(county.office, drafted_report(county), reason="x")
