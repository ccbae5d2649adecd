"""Pages of session reports."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from tests.learn.reports.build import drafted_report, received_report, sent_report
from zhixing.foundation.machinery import clock
from zhixing.learn.reports.acts import return_report

LIST_QUERIES, PAGE_QUERIES = 10, 10


@pytest.fixture
def clients(county):
    return logins(Client, county, "secretary", "office", "stranger")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("build", [drafted_report, sent_report, received_report])
def test_page_and_paper_in_every_state(county, clients, build, language):
    report = build(county)
    for url in (report.url, reverse("reports:print", args=[report.pk])):
        for name in ("secretary", "office"):
            answer = clients[name].get(url, headers={"accept-language": language})
            assert answer.status_code == 200 and county.topic.title in answer.content.decode()
        assert clients["stranger"].get(url).status_code == 404


def test_a_returned_report_says_why(county, clients):
    report = return_report(county.office, sent_report(county), reason="没有写下步打算")
    assert "没有写下步打算" in clients["secretary"].get(report.url).content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_list_filters_and_exports(county, clients, language):
    draft, received = drafted_report(county), received_report(county)
    url, headers = reverse("reports:list") + "?year=2026", {"accept-language": language}
    text = clients["office"].get(url, headers=headers).content.decode()
    assert draft.pk in text and received.pk in text
    text = (
        clients["office"]
        .get(f"{url}&state=received&group={county.group.pk}", headers=headers)
        .content.decode()
    )
    assert draft.pk not in text and received.pk in text
    assert (
        clients["office"]
        .get(f"{url}&export=xlsx", headers=headers)["content-type"]
        .startswith("application/vnd")
    )
    assert (
        clients["office"].get(reverse("reports:list") + "?year=1999", headers=headers).status_code
        == 200
    )
    assert draft.pk not in clients["stranger"].get(url, headers=headers).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same(county, clients, count, django_assert_num_queries):
    for _at in range(count):
        sent_report(county)
    clients["office"].get(reverse("reports:list") + "?year=2026")
    with django_assert_num_queries(LIST_QUERIES):
        clients["office"].get(reverse("reports:list") + "?year=2026")


def test_the_page_costs_the_same(county, clients, django_assert_num_queries):
    report = sent_report(county)
    clients["office"].get(report.url)
    with django_assert_num_queries(PAGE_QUERIES):
        clients["office"].get(report.url)


def test_it_goes_its_way_over_the_forms(county, clients):
    report = drafted_report(county)
    with clock.at(report.due):
        for name, act, data, state in (
            ("secretary", "correct_report", {"text": "报告正文"}, "draft"),
            ("secretary", "send_report", {}, "sent"),
            ("office", "return_report", {"reason": "补下步打算"}, "returned"),
            ("secretary", "send_report", {}, "sent"),
            ("office", "receive_report", {}, "received"),
        ):
            url = reverse("act", args=[report.pk, act])
            assert clients[name].get(url).status_code == 200
            assert clients[name].post(url, data).status_code == 302
            report.refresh_from_db()
            assert report.state == state
