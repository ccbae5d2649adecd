"""A report that comes back."""

from __future__ import annotations

import datetime as dt

import pytest

from zhixing.demo.round import the_round
from zhixing.demo.steps import in_order, walk
from zhixing.foundation.machinery import clock
from zhixing.learn.reports.acts import correct_report, draft_report, return_report, send_report

DAY = dt.date(2026, 6, 1)


@pytest.fixture(autouse=True)
def june():
    with clock.at(DAY):
        yield


def test_a_returned_report_is_changed_and_sent_again(county):
    made = walk(
        county,
        [
            step
            for step in in_order(the_round())
            if step.day <= "2026-05-14" and step.act not in ("draft_report", "send_report")
        ],
    )
    with clock.at(dt.date(2026, 5, 15)):
        report = draft_report(county.secretary, made["session"])
        send_report(county.secretary, report)
        return_report(county.office, report, reason="写上不足")
        correct_report(county.secretary, report, text=report.text + "\n不足：发言偏少。")
        send_report(county.secretary, report)
    assert report.state == "sent"
