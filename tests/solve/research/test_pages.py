"""What the pages of research say."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from tests.pages import page_says, rows_say
from zhixing.foundation.machinery import clock
from zhixing.solve.claims.acts import claim_topic, confirm_claim
from zhixing.solve.research.acts import (
    note_finding,
    note_visit,
    report_research,
    start_research,
)

DAY = dt.date(2026, 6, 1)
LIST = reverse("research:list")


@pytest.fixture(autouse=True)
def june():
    with clock.at(DAY):
        yield


@pytest.fixture
def research(county):
    claim = confirm_claim(
        county.leader, claim_topic(county.member, county.group, topic=county.topic)
    )
    return start_research(county.member, claim)


def gone_out(county, research):
    note_visit(county.member, research, day=DAY, place="柳沟村", saw="渠首漏水", met="村民三人")
    note_finding(county.member, research, text="闸门关不严", cause="年久", remedy="换闸门")


def test_the_list_counts_what_is_going_and_the_visits(county, research):
    client = logins(Client, county, "secretary")["secretary"]
    assert "Research: 1, under way: 1, field visits: 0" in page_says(client, LIST)
    gone_out(county, research)
    assert "Research: 1, under way: 1, field visits: 1" in page_says(client, LIST)
    [row] = rows_say(client, LIST)
    assert row.startswith(research.pk) and f"{county.member.name} 1 1 " in row
    assert rows_say(client, f"{LIST}?state=reported") == []


def test_the_page_begins_with_what_is_still_missing(county, research):
    client = logins(Client, county, "secretary")["secretary"]
    says = page_says(client, reverse("research:research", args=[research.pk]))
    assert "Field visits: 0, findings: 0, questions answered: 0 of 4" in says
    assert "Nobody has gone out yet." in says and "Nothing noted yet." in says


def test_the_page_says_what_was_seen_found_and_answered(county, research):
    gone_out(county, research)
    report_research(
        county.member, research, fits="合", new="新", work="行", effect="好", report="报告全文"
    )
    client = logins(Client, county, "secretary")["secretary"]
    says = page_says(client, reverse("research:research", args=[research.pk]))
    assert "Field visits: 1, findings: 1, questions answered: 4 of 4" in says
    assert "柳沟村" in says and "村民三人" in says and "渠首漏水" in says
    assert "Why it is so: 年久" in says and "What could be done: 换闸门" in says
    assert "not a problem yet" in says


def test_another_group_reads_none_of_it(county, research):
    client = logins(Client, county, "stranger_secretary")["stranger_secretary"]
    assert rows_say(client, LIST) == []
    assert client.get(reverse("research:research", args=[research.pk])).status_code == 404
