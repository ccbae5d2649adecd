"""The package of January takes last year's report from the study archive by itself: with its
number, as it stood on the day of filing; and says plainly when there is none.
"""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from tests.foundation.documents.reading import pdf_text, squeezed
from tests.learn.plans.test_plans import filed_plan
from tests.learn.sessions.build import minuted_session, planned_session
from zhixing.foundation.kits.documents import keeping
from zhixing.foundation.kits.documents.acts import register_paper
from zhixing.foundation.kits.documents.paper import (
    Bars,
    Heading,
    Numbered,
    Paper,
    Paragraph,
    Signature,
    Table,
)
from zhixing.foundation.machinery import clock
from zhixing.foundation.spine.topics.acts import set_topic
from zhixing.learn.archive.models import FiledReport
from zhixing.learn.plans.acts import (
    approve_plan,
    change_plan,
    draft_plan,
    file_plan,
    record_committee,
    return_plan,
    take_note,
    take_up_plan,
)
from zhixing.learn.sessions.acts import cancel_session, sign_session
from zhixing.learn.sessions.models import StudySession

JANUARY = dt.datetime(2027, 1, 12, 9)
NUMBER = "龙党学〔2027〕1号"


@pytest.fixture
def january(county):
    """A year with one session whose minutes nobody signed, and topics for the next."""
    county.session = minuted_session(county)
    with clock.at(dt.date(2026, 12, 7)):
        set_topic(
            county.office,
            county.root,
            title="常态化医疗废物管理",
            year=2027,
            first_month=3,
            last_month=4,
            category="law",
        )
    with clock.at(JANUARY):
        county.plan = draft_plan(county.secretary, county.group, year=2027)
        yield county


def report_piece(client: Client, plan):
    return client.get(reverse("plans:package", args=[plan.pk])).context["page"].parts[2]


def annual(client: Client, county, kind: str = ""):
    return client.get(reverse("archive:annual", args=[county.group.pk, 2026]) + kind)


def test_it_comes_from_the_archive_by_itself_with_its_number(january):
    client = logins(Client, january, "secretary")["secretary"]
    piece = report_piece(client, january.plan)
    (line,) = piece.lines
    assert piece.there and line.note == "取自学习档案"
    assert line.url == reverse("archive:annual", args=[january.group.pk, 2026])
    assert "备案当日" in piece.hint and not piece.url
    register_paper(
        january.secretary,
        about=january.group.thing,
        paper="annual_report",
        number=NUMBER,
        issued_on=clock.today(),
        of_year=2026,
    )
    assert report_piece(client, january.plan).lines[0].note == f"{NUMBER} · 取自学习档案"
    filed_plan(january, january.plan)
    piece = report_piece(client, january.plan)
    assert piece.lines[0].note == f"{NUMBER} · 取自学习档案，2027年1月12日备案时定稿"
    assert piece.hint == ""


def test_what_was_filed_stands_whatever_the_record_says_later(january):
    client = logins(Client, january, "secretary")["secretary"]
    filed_plan(january, january.plan)
    before = annual(client, january).context["page"].paper
    assert "计入集体学习研讨的0次" in before.text()
    with clock.at(JANUARY + dt.timedelta(days=3)):
        session = StudySession.objects.get(pk=january.session.pk)
        sign_session(january.leader, session)
        assert annual(client, january).context["page"].paper == before
        assert squeezed("计入集体学习研讨的0次") in pdf_text(
            annual(client, january, "?format=pdf").content
        )
        volume = client.get(reverse("archive:volume", args=[january.group.pk, 2026]))
        items = volume.context["page"].archive.items
        assert next(item.date for item in items if item.sort == "annual_report") == JANUARY.date()


def test_a_returned_plan_brings_it_anew_and_a_changed_one_leaves_it(january):
    plan = january.plan
    filed_plan(january, plan)
    with clock.at(JANUARY + dt.timedelta(days=1)):
        sign_session(january.leader, StudySession.objects.get(pk=january.session.pk))
        return_plan(january.office, plan, reason="请补上签字的记录")
        take_up_plan(january.secretary, plan)
        filed_plan(january, plan)
        take_note(january.office, plan)
    filed = FiledReport.objects.get(group=january.group, year=2026)
    assert filed.filed_on == JANUARY.date() + dt.timedelta(days=1)
    assert "计入集体学习研讨的1次" in keeping.from_column(filed.paper).text()
    with clock.at(JANUARY + dt.timedelta(days=90)):
        changed = change_plan(january.secretary, plan, reason="换一个月份")
        approve_plan(january.leader, changed)
        record_committee(january.secretary, changed, meeting="镇党委会", on=clock.today())
        file_plan(january.secretary, changed)
    assert FiledReport.objects.get(group=january.group, year=2026).filed_on == filed.filed_on


def test_it_says_plainly_when_there_is_none(county):
    with clock.at(dt.datetime(2026, 1, 12, 9)):
        plan = draft_plan(county.secretary, county.group, year=2026)
        client = logins(Client, county, "secretary")["secretary"]
        piece = report_piece(client, plan)
        assert not piece.there and piece.lines == []
        assert (
            piece.hint.startswith("2025年学习档案中没有本组的集体学习")
            and "attach_file" in piece.url
        )
        filed_plan(county, plan)
    assert not FiledReport.objects.exists()


def test_a_session_that_was_not_held_is_no_report(county):
    session = planned_session(county)
    with clock.at(session.day):
        cancel_session(county.secretary, session, reason="会场冲突")
    with clock.at(JANUARY):
        plan = draft_plan(county.secretary, county.group, year=2027)
        client = logins(Client, county, "secretary")["secretary"]
        assert not report_piece(client, plan).there


def test_a_kept_paper_comes_back_as_it_was():
    paper = Paper(
        name="p",
        title="题目",
        blocks=(
            Heading("一"),
            Paragraph("二", flush=True),
            Numbered(("三", "四")),
            Table(("a", "b"), (("1", "2"), ("3", "4")), (60, 40)),
            Bars(("甲", "乙"), (1, 2)),
            Signature("组长", "贾长河"),
        ),
        issuer="龙泉镇",
        date=dt.date(2027, 1, 12),
        number=NUMBER,
        signer="贾长河",
        copies="县委组织部",
        code="X",
    )
    column = json.loads(json.dumps(keeping.as_column(paper)))
    assert keeping.from_column(column) == paper
