"""Texts to copy into the office's own messaging: built from the record, in the language of the
page, nobody absent is named.
"""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from tests.county import logins
from tests.learn.reports.build import drafted_report, sent_report
from tests.learn.sessions.build import AGENDA, minuted_session, noticed_session, planned_session
from zhixing.foundation.machinery import clock
from zhixing.learn.plans.acts import (
    approve_plan,
    draft_plan,
    file_plan,
    record_committee,
    return_plan,
    take_note,
    take_up_plan,
)
from zhixing.learn.reports.acts import return_report
from zhixing.learn.sessions.acts import cancel_session


@pytest.fixture
def text(county):
    """What stands in the field of a page, and that the page can copy it."""
    client = logins(Client, county, "secretary")["secretary"]

    def of(thing, language: str = "zh-hans") -> str:
        page = client.get(thing.url, headers={"accept-language": language})
        copy = page.context["page"].copy
        words = copy.text if copy is not None else ""
        assert (
            ("data-copy-area" in page.content.decode())
            == bool(words)
            == ("data-copy-from" in page.content.decode())
        )
        return words

    return of


def test_the_notice_in_short_lines(county, text):
    session = noticed_session(county)
    with clock.at(dt.date(2026, 9, 8)):
        notice = text(session)
        assert (
            notice.splitlines()[0].startswith("【学习通知】")
            and f"第{session.number}次集体学习" in notice
        )
        for words in (
            "时间：9月15日 星期二",
            "09:00",
            "地点：柳沟村卫生室",
            f"专题：{county.topic.title}",
            "议程：",
            *(f"{at}. " for at in range(1, 5)),
            *(item["title"] for item in AGENDA),
        ):
            assert words in notice, words
        english = text(session, "en")
        assert (
            english.startswith("[Notice of study]")
            and "Agenda:" in english
            and "Tuesday 15 September" in english
        )
        cancel_session(county.secretary, session, reason="防汛")
        assert text(session).endswith("取消。")


def test_what_was_done_in_numbers(county, text):
    session = minuted_session(county)
    with clock.at(dt.date(2026, 9, 16)):
        summary = text(session)
        assert (
            "实到" in summary
            and "发言2人。" in summary
            and "梳理问题1个、措施1条、任务0项。" in summary
            and "九月底前建两个点" in summary
        )
        assert county.member2.name not in summary, "on leave"
        assert (
            text(planned_session(county, day=dt.date(2026, 12, 1), agenda=False)).count("\n") >= 4
        )


def test_a_plan_that_was_filed_or_returned(county, text):
    with clock.at(dt.date(2026, 1, 12)):
        plan = draft_plan(county.secretary, county.group, year=2026)
        assert text(plan) == ""
        approve_plan(county.leader, plan)
        record_committee(county.secretary, plan, meeting="镇党委会", on=clock.today())
        file_plan(county.secretary, plan)
        assert "报县备案" in text(plan) and "1月12日" in text(plan)
        return_plan(county.office, plan, reason="缺第三季度专题。")
        assert "退回。原因：缺第三季度专题。" in text(plan) and "returned" in text(plan, "en")
        take_up_plan(county.secretary, plan)
        approve_plan(county.leader, plan)
        record_committee(county.secretary, plan, meeting="镇党委会", on=clock.today())
        file_plan(county.secretary, plan)
        take_note(county.office, plan)
        assert "备案，共" in text(plan)


def test_a_report_and_its_return(county, text):
    report = drafted_report(county)
    with clock.at(dt.date(2026, 9, 18)):
        assert text(report).startswith("【一学一报】") and text(report).endswith(report.text)
    report = sent_report(county, day=dt.date(2026, 10, 13))
    with clock.at(dt.date(2026, 10, 20)):
        return_report(county.office, report, reason="补充下步打算。")
        assert "已退回。原因：补充下步打算。" in text(report) and "前重新报送。" in text(report)
