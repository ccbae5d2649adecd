import datetime as dt

import pytest

from tests.learn.reports.build import drafted_report, received_report, sent_report
from zhixing.foundation.kits.deadlines.models import Deadline
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.deliveries.models import Delivery
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow
from zhixing.learn.reports.acts import amend_report
from zhixing.learn.reports.forms import AmendReportForm


def test_both_texts_stay_on_record_and_who_received_it_is_told(county):
    report = received_report(county)
    before, due = report.text, Deadline.objects.get(thing=report.session_id, clock="report").due
    amend_report(
        county.secretary, report, text=before.replace("龙泉镇", "龙泉镇党委"), reason="单位名称写错"
    )
    verb, who, body = last_record(report)
    assert (verb, who, body["text"], body["told"]["reason"]) == (
        "report.amended",
        county.secretary,
        [before, report.text],
        "单位名称写错",
    )
    assert (
        report.state == "received"
        and Deadline.objects.get(thing=report.session_id, clock="report").due == due
    )
    assert [
        delivery.to_id
        for delivery in Delivery.objects.filter(thing=report.pk, payload__verb="report.amended")
    ] == [county.office.pk]


def test_one_that_waits_is_corrected_too(county):
    report = sent_report(county)
    amend_report(county.secretary, report, text="更正", reason="x")
    assert (report.state, report.text) == ("sent", "更正") and not Delivery.objects.filter(
        thing=report.pk, payload__verb="report.amended"
    ).exists()
    assert AmendReportForm(person=county.secretary, row=report).fields["text"].initial == "更正"


def test_who_may_not_and_when_not(county):
    report = received_report(county)
    for fields in (
        {"text": report.text, "reason": "x"},
        {"text": " ", "reason": "x"},
        {"text": "字" * 1501, "reason": "x"},
        {"text": "新", "reason": " "},
    ):
        with pytest.raises(BadInput):
            amend_report(county.secretary, report, **fields)
    for person in (county.office, county.member, county.stranger_secretary):
        with pytest.raises(NotAllowed):
            amend_report(person, report, text="新", reason="x")
    with pytest.raises(NotNow), clock.at(dt.datetime(2026, 10, 20, 9)):
        amend_report(
            county.secretary,
            drafted_report(county, day=dt.date(2026, 10, 13)),
            text="新",
            reason="x",
        )
