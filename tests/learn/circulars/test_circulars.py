"""Circulars on the study of all groups: numbers with what they are counted of, the order of the
roster, words of the office, issued once.
"""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from tests.county import known_since, logins
from tests.foundation.documents.reading import docx_text, pdf_text, squeezed
from tests.house.test_queries import KEPT
from tests.learn.joint.build import bureaus, hold_joint_session, joint_session, sign_joint_session
from tests.learn.reports.build import received_report, sent_report
from tests.learn.sessions.build import held_session
from zhixing.demo.cast import CAST
from zhixing.foundation.kits.documents.acts import register_paper
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import last_record
from zhixing.foundation.machinery.deliveries.models import Delivery
from zhixing.foundation.machinery.errors import BadInput, NotAllowed, NotNow
from zhixing.learn.circulars.acts import draft_circular, issue_circular, write_circular
from zhixing.learn.circulars.counting import lines_of
from zhixing.learn.circulars.rules import FIGURES, Line, Period, periods, proposed_period

TODAY = dt.date(2026, 12, 1)


@pytest.fixture
def autumn(county):
    """In the third quarter one session whose report was received; in the fourth one whose report
    waits, and one that was held only.
    """
    received_report(county)
    sent_report(county, day=dt.date(2026, 10, 13))
    held_session(county, day=dt.date(2026, 11, 10), away=("member2", "member3"))
    with clock.at(TODAY):
        yield county


def drafted(county, span: str = "quarter-2026-4"):
    return draft_circular(county.office, county.root, span=span)


@pytest.mark.parametrize(
    ("code", "since", "until", "words"),
    [
        ("month-2026-2", (1 + 1, 1), (2, 28), "2026年2月"),
        ("quarter-2026-3", (7, 1), (9, 30), "2026年第三季度"),
        ("half-2026-2", (7, 1), (12, 31), "2026年下半年"),
    ],
)
def test_a_period_has_its_days_and_words(code, since, until, words):
    period = Period.read(code)
    with translation.override("zh-hans"):
        assert (period.code, period.since, period.until, period.words) == (
            code,
            dt.date(2026, *since),
            dt.date(2026, *until),
            words,
        )


def test_what_is_no_period_is_none():
    assert [
        Period.read(code)
        for code in (
            "",
            "month-2026-13",
            "quarter-2026-5",
            "half-2026-0",
            "half-1999-1",
            "week-2026-1",
            "month-2026-1x",
        )
    ] == [None] * 7
    assert (
        proposed_period(dt.date(2026, 2, 1)).code == "quarter-2025-4"
        and proposed_period(dt.date(2026, 11, 25)).code == "quarter-2026-3"
    )
    codes = [period.code for period in periods(dt.date(2026, 3, 31))]
    assert (
        codes[:5]
        == ["half-2026-1", "quarter-2026-1", "month-2026-3", "month-2026-2", "month-2026-1"]
        and len(codes) == 5 + 2 + 4 + 12
    )


def test_the_numbers_are_counted_from_the_record(autumn):
    known_since(dt.date(2025, 12, 1), autumn.group, autumn.other_group)

    def line_of(code: str) -> Line:
        return next(
            line
            for line in lines_of(autumn.root, Period.read(code), TODAY)
            if line.code == autumn.group.pk
        )

    assert line_of("quarter-2026-3") == Line(
        autumn.group.pk, autumn.town.name, held=1, counting=1, reports=1, reports_due=1, absences=1
    )
    last = line_of("quarter-2026-4")
    assert (last.held, last.counting, last.reports, last.reports_due, last.absences, last.open) == (
        2,
        1,
        0,
        2,
        3,
        3,
    )
    assert line_of("half-2026-1") == Line(autumn.group.pk, autumn.town.name)
    lines = lines_of(autumn.root, Period.read("half-2026-2"), TODAY)
    assert len(lines) > 1 and [line.code for line in lines] == [
        line.code for line in lines_of(autumn.root, Period.read("month-2026-1"), TODAY)
    ], "the order says nothing about anybody"
    assert {figure.code: figure.count(lines) for figure in FIGURES} == {
        "met": (1, len(lines)),
        "counting": (2, 3),
        "plans": (0, len(lines)),
        "reports": (1, 3),
        "make_ups": (0, 4),
    }


def test_it_is_written_issued_and_then_stands(autumn):
    circular = drafted(autumn)
    with pytest.raises(NotNow):
        drafted(autumn)
    write_circular(
        autumn.office,
        circular,
        title="关于第四季度学习情况的通报",
        text="",
        issuer="中共青禾县委宣传部",
    )
    with pytest.raises(NotNow):
        issue_circular(autumn.office, circular)
    write_circular(
        autumn.office,
        circular,
        title="关于第四季度学习情况的通报",
        text="总体情况良好。\r\n请继续。",
        issuer="中共青禾县委宣传部",
        by_group=True,
    )
    assert last_record(circular)[2]["text"] == ["", "总体情况良好。\n请继续。"]
    issue_circular(autumn.office, circular)
    assert (circular.issued_on, circular.state) == (TODAY, "issued")
    assert {delivery.to_id for delivery in Delivery.objects.filter(thing=circular.pk)} >= {
        autumn.secretary.pk,
        autumn.leader.pk,
        autumn.stranger_secretary.pk,
    }
    held_session(autumn, day=dt.date(2026, 11, 24))
    client = logins(Client, autumn, "office")["office"]
    page = client.get(circular.url, headers={"accept-language": "zh-hans"}).context["page"]
    mine = next(row.line for row in page.lines if row.line.code == autumn.group.pk)
    assert mine.held == 2 and lines_of(autumn.root, circular.period, TODAY) != circular.kept_lines()
    with pytest.raises(NotNow):
        write_circular(autumn.office, circular, title="x", text="y", issuer="z")
    assert drafted(autumn).pk != circular.pk


@pytest.mark.parametrize("bad", ["", "quarter-2027-1", "month-2026-13", "x"])
def test_a_period_that_has_not_begun_is_refused(autumn, bad):
    with pytest.raises(BadInput):
        drafted(autumn, bad)


def test_only_the_office_writes_and_nobody_reads_a_draft(autumn):
    for who in ("secretary", "leader", "county_leader", "clerk"):
        with pytest.raises(NotAllowed):
            draft_circular(getattr(autumn, who), autumn.root, span="quarter-2026-4")
    circular = drafted(autumn)
    for act, fields in (
        (write_circular, {"title": "x", "text": "y", "issuer": "z"}),
        (issue_circular, {}),
    ):
        with pytest.raises(NotAllowed):
            act(autumn.secretary, circular, **fields)
    clients = logins(Client, autumn, "office", "county_leader", "secretary", "stranger", "member")
    paper = reverse("circulars:print", args=[circular.pk])
    assert {who: client.get(circular.url).status_code for who, client in clients.items()} == {
        "office": 200,
        "county_leader": 200,
        "secretary": 404,
        "stranger": 404,
        "member": 404,
    }
    assert clients["secretary"].get(paper).status_code == 404
    issue_circular(autumn.office, circular)
    for who, client in clients.items():
        page = client.get(circular.url)
        assert page.status_code == client.get(paper).status_code == 200, who
        shown = {row.line.code for row in page.context["page"].lines}
        assert (autumn.group.pk in shown) == (who != "stranger") and (len(shown) > 1) == (
            who in ("office", "county_leader")
        ), who
    assert Client().get(circular.url).status_code == 302
    assert (
        circular.pk
        in clients["stranger"].get(reverse("circulars:list") + "?year=2026").content.decode()
    )
    assert (
        "draft_circular" in clients["office"].get(reverse("circulars:list")).content.decode()
        and "draft_circular"
        not in clients["secretary"].get(reverse("circulars:list")).content.decode()
    )


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_page_docx_and_pdf_say_the_same_and_name_nobody(autumn, language):
    with translation.override(language):
        circular = drafted(autumn)
        write_circular(
            autumn.office,
            circular,
            title=circular.title,
            text="</w:t> <b>粗</b> 䶮㐂𬭎",
            issuer="中共青禾县委宣传部",
            by_group=True,
        )
    issue_circular(autumn.office, circular)
    register_paper(
        autumn.office,
        about=circular.thing,
        paper="circular",
        number="青委宣〔2026〕7号",
        issued_on=TODAY,
    )
    client = logins(Client, autumn, "office")["office"]
    url = reverse("circulars:print", args=[circular.pk])
    page = client.get(url, headers={"accept-language": language})
    paper = page.context["page"].paper
    read = {
        "docx": docx_text(
            client.get(url + "?format=docx", headers={"accept-language": language}).content
        ),
        "pdf": pdf_text(
            client.get(url + "?format=pdf", headers={"accept-language": language}).content
        ),
    }
    with translation.override("zh-hans"):
        lines = [squeezed(line) for line in paper.text().split("\n")]
    for kind, text in read.items():
        assert [line for line in lines if line not in text] == [] and "青委宣〔2026〕7号" in text, (
            kind
        )
    people = {getattr(autumn, name).name for name in CAST}
    assert {person_name for person_name in people if person_name in paper.text()} == set()
    assert not re.search("排名|先进|落后|第一名|得分|best|worst|rank", paper.text())


def test_without_the_table_the_paper_names_no_group(autumn):
    circular = drafted(autumn)
    client = logins(Client, autumn, "office")["office"]
    assert (
        autumn.town.name
        not in client.get(reverse("circulars:print", args=[circular.pk])).content.decode()
    )


def test_the_form_proposes_the_last_quarter_and_leads_to_the_draft(autumn):
    client = logins(Client, autumn, "office")["office"]
    form = client.get(reverse("act", args=[autumn.root.pk, "draft_circular"]))
    assert form.context["form"]["span"].value() == "quarter-2026-3"
    answer = client.post(
        reverse("act", args=[autumn.root.pk, "draft_circular"]),
        {"span": "quarter-2026-3"},
        headers={"accept-language": "zh-hans"},
    )
    page = client.get(answer["Location"], headers={"accept-language": "zh-hans"}).content.decode()
    assert "关于2026年第三季度中心组学习情况的通报" in page and "现将2026年第三季度" in page


def test_it_costs_the_same_with_one_session_and_with_four(county):
    held_session(county)
    client = logins(Client, county, "office")["office"]
    with clock.at(TODAY):
        circular = drafted(county, "half-2026-2")
        pages = (
            circular.url,
            reverse("circulars:print", args=[circular.pk]),
            reverse("circulars:list") + "?year=2026",
        )

        def costs() -> list[int]:
            counts = []
            for url in pages:
                client.get(url)
                with CaptureQueriesContext(connection) as asked:
                    assert client.get(url).status_code == 200
                counts.append(
                    sum(
                        not any(word in query["sql"] for word in KEPT)
                        for query in asked.captured_queries
                    )
                )
            return counts

        first = costs()
    for day in (dt.date(2026, 8, 10), dt.date(2026, 10, 13), dt.date(2026, 11, 10)):
        held_session(county, day=day)
    with clock.at(TODAY):
        drafted(county, "quarter-2026-4")
        drafted(county, "quarter-2026-3")
        assert costs() == first and max(first) <= 15, first


def test_joint_study_is_study_of_each_group_and_one_session_of_the_county(county):
    three = bureaus(county)
    session = sign_joint_session(
        county, three, hold_joint_session(county, three, joint_session(county, three))
    )
    period = Period.read("month-2026-5")
    lines = {line.code: line for line in lines_of(county.root, period, TODAY)}
    lead, ecology, market = (
        lines[group.pk] for group in (three.health, three.ecology, three.market)
    )
    assert (
        (lead.held, lead.joined) == (1, 0)
        and (ecology.held, ecology.joined, ecology.studied) == (0, 1, 1)
        and market.studied_counting == lead.studied_counting
    )
    figures = {figure.code: figure.count(list(lines.values())) for figure in FIGURES}
    assert (
        figures["met"] == (3, len(lines))
        and figures["counting"][1] == 1
        and figures["reports"][1] <= 1
    )
    away = session.attendance.filter(status__in=["LEAVE", "ABSENT"])
    assert (
        figures["make_ups"][1] == away.count()
        and sum(line.absences for line in (lead, ecology, market)) == away.count()
    ), "each seat once, with its own group"
