import datetime as dt

import pytest

from tests.learn.reports.build import drafted_report, received_report, sent_report
from zhixing.foundation.kits.deadlines.models import Deadline
from zhixing.foundation.kits.indicators.registry import INDICATORS
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.errors import NotAllowed, NotNow
from zhixing.foundation.machinery.waiting import waiting_for
from zhixing.learn.reports.acts import send_report


def test_it_goes_to_the_county_and_the_clock_is_kept(county):
    report = sent_report(county)
    clock = Deadline.objects.get(thing=report.session_id, clock="report")
    assert (report.state, report.sent_on, clock.ended_on, clock.state) == (
        "sent",
        dt.date(2026, 9, 18),
        dt.date(2026, 9, 18),
        "met",
    )
    verb, who, body = last_record(report)
    assert (verb, who, body) == (
        "report.sent",
        county.secretary,
        {"state": ["draft", "sent"], "sent_on": [None, "2026-09-18"]},
    )
    assert (report.pk, "receive_report") in waiting_for(county.office)


@pytest.mark.parametrize(("after", "on_time"), [(6, 1), (7, 0)])
def test_on_time_is_up_to_the_last_day(county, after, on_time):
    report = sent_report(county, after=after)
    figure = INDICATORS["reports_on_time"].figure(county.group, 2026)
    assert (figure.numerator, figure.denominator, report.late) == (on_time, 1, not on_time)


def test_who_may_not_and_when_not(county):
    for person in (county.office, county.stranger_secretary):
        with pytest.raises(NotAllowed):
            send_report(person, drafted_report(county))
    with pytest.raises(NotNow):
        send_report(county.secretary, received_report(county))
