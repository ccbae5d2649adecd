import pytest

from tests.learn.reports.build import drafted_report, sent_report
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow
from zhixing.learn.reports.acts import correct_report


def test_the_secretarys_own_words(county):
    report = drafted_report(county)
    before = report.text
    correct_report(county.secretary, report, text="一\r\n二 ")
    assert last_record(report) == (
        "report.corrected",
        county.secretary,
        {"text": [before, "一\n二"]},
    )


def test_who_may_not_and_when_not(county):
    report = drafted_report(county)
    for text in (" ", "字" * 1501):
        with pytest.raises(BadInput):
            correct_report(county.secretary, report, text=text)
    with pytest.raises(NotAllowed):
        correct_report(county.office, report, text="x")
    with pytest.raises(NotNow):
        correct_report(county.secretary, sent_report(county), text="x")
