"""What the pages of demands say."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from tests.pages import page_says, rows_say
from zhixing.foundation.machinery import clock
from zhixing.oversee.demands.acts import issue_demand, meet_demand, verify_demand
from zhixing.oversee.sitins.acts import plan_sitin, record_check, record_listening

DAY = dt.date(2026, 6, 1)
DUE = DAY + dt.timedelta(days=9)


@pytest.fixture
def demands(county):
    """An open one that opens a problem, and one that is met and verified."""
    with clock.at(DAY):
        sitin = plan_sitin(county.supervisor, county.group, day=DAY)
        record_check(county.supervisor, sitin, checked="看了计划")
        record_listening(county.supervisor, sitin, listened="听了")
        going, met = (
            issue_demand(county.supervisor, sitin, title=title, text=text, due=due, opens="problem")
            for title, text, due in (
                ("补学一次", "缺席者补学", DUE),
                ("公示计划", "计划上墙", DUE + dt.timedelta(days=5)),
            )
        )
        meet_demand(county.secretary, met, evidence="已上墙，有照片")
        verify_demand(county.supervisor, met, observation="看见了")
    return going, met


def test_the_list_counts_what_is_open_and_what_is_late(county, demands):
    client = logins(Client, county, "supervisor")["supervisor"]
    url = reverse("demands:list")
    with clock.at(DAY):
        assert "Demands open: 1, overdue: 0" in page_says(client, url)
    with clock.at(DUE + dt.timedelta(days=6)):
        assert "Demands open: 1, overdue: 1" in page_says(client, url)


def test_the_next_due_stands_first_and_only_open_ones_where_one_asks_for_them(county, demands):
    going, met = demands
    client = logins(Client, county, "supervisor")["supervisor"]
    url = reverse("demands:list")
    with clock.at(DAY):
        assert [row.split()[0] for row in rows_say(client, url)] == [going.pk, met.pk]
        assert [row.split()[0] for row in rows_say(client, f"{url}?open=1")] == [going.pk]


def test_another_unit_reads_none_of_them(county, demands):
    client = logins(Client, county, "stranger")["stranger"]
    with clock.at(DAY):
        assert rows_say(client, reverse("demands:list")) == []
        page = client.get(reverse("demands:demand", args=[demands[0].pk]))
    assert page.status_code == 404


def test_the_page_names_what_it_opened_and_what_was_done(county, demands):
    going, met = demands
    client = logins(Client, county, "supervisor")["supervisor"]
    with clock.at(DAY):
        open_one = page_says(client, reverse("demands:demand", args=[going.pk]))
        met_one = page_says(client, reverse("demands:demand", args=[met.pk]))
    assert "缺席者补学" in open_one and "What it opened" in open_one
    assert "What was done" not in open_one
    assert "What was done 已上墙，有照片" in met_one
