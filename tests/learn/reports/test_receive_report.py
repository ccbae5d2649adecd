import pytest

from tests.learn.reports.build import drafted_report, sent_report
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.errors import NotAllowed, NotNow
from zhixing.learn.reports.acts import receive_report


def test_the_county_has_read_it(county):
    report = receive_report(county.office, sent_report(county))
    verb, who, body = last_record(report)
    assert (verb, who, body["state"], report.state) == (
        "report.received",
        county.office,
        ["sent", "received"],
        "received",
    )
    assert report.received_on is not None


def test_who_may_not_and_when_not(county):
    with pytest.raises(NotAllowed):
        receive_report(county.secretary, sent_report(county))
    with pytest.raises(NotNow):
        receive_report(county.office, drafted_report(county))
