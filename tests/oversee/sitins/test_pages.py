"""What the pages of sit-ins say."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from tests.pages import page_says, rows_say
from zhixing.foundation.machinery import clock
from zhixing.oversee.demands.acts import issue_demand
from zhixing.oversee.sitins.acts import (
    give_comment,
    note_observation,
    plan_sitin,
    record_check,
    record_listening,
)

DAY = dt.date(2026, 6, 1)
DUE = DAY + dt.timedelta(days=9)


@pytest.fixture(autouse=True)
def june():
    with clock.at(DAY):
        yield


@pytest.fixture
def sitin(county):
    """At the first group: checked and listened to, one thing seen, one demand open."""
    visit = plan_sitin(county.supervisor, county.group, day=DAY, team="督学一组")
    record_check(county.supervisor, visit, checked="看了年度计划")
    record_listening(county.supervisor, visit, listened="听了四个发言")
    note_observation(county.supervisor, visit, step="listen", text="发言有数据", good=True)
    note_observation(county.supervisor, visit, step="check", text="缺一次签到")
    issue_demand(county.supervisor, visit, title="补学", text="缺席者补学", due=DUE)
    return visit


@pytest.fixture
def planned(county):
    return plan_sitin(county.supervisor, county.other_group, day=DAY + dt.timedelta(days=3))


def test_the_list_counts_units_and_open_demands(county, sitin, planned):
    client = logins(Client, county, "supervisor")["supervisor"]
    url = reverse("sitins:list")
    assert "Sit-ins: 2, units: 2, demands open: 1" in page_says(client, url)
    later, earlier = rows_say(client, url)
    assert later.startswith(planned.pk) and "石桥镇 程望山 0 planned" in later
    assert earlier.startswith(sitin.pk) and "龙泉镇 程望山 1 listened" in earlier


def test_the_list_is_narrowed_by_a_state_and_by_nothing_else(county, sitin, planned):
    client = logins(Client, county, "supervisor")["supervisor"]
    url = reverse("sitins:list")
    assert [row.split()[0] for row in rows_say(client, f"{url}?state=planned")] == [planned.pk]
    assert len(rows_say(client, f"{url}?state=nonsense")) == 2


def test_a_unit_reads_of_its_own_alone(county, sitin, planned):
    client = logins(Client, county, "secretary")["secretary"]
    assert [row.split()[0] for row in rows_say(client, reverse("sitins:list"))] == [sitin.pk]
    assert client.get(reverse("sitins:sitin", args=[planned.pk])).status_code == 404


def test_the_page_says_what_was_seen_at_each_step(county, sitin):
    client = logins(Client, county, "supervisor")["supervisor"]
    says = page_says(client, reverse("sitins:sitin", args=[sitin.pk]))
    check, listen = says.index("看了年度计划"), says.index("听了四个发言")
    assert check < says.index("缺一次签到 to be mended") < listen
    assert listen < says.index("发言有数据 worth passing on")
    assert "程望山 · 督学一组" in says
    assert "补学" in says and "issued" in says


def step_now(says: str) -> str:
    """The number of the step that is marked."""
    [number] = re.findall(r"(\d)\. [^.]{,60}? now ", says)
    return number


def test_the_page_shows_which_step_is_next(county, sitin):
    client = logins(Client, county, "supervisor")["supervisor"]
    url = reverse("sitins:sitin", args=[sitin.pk])
    before = page_says(client, url)
    assert step_now(before) == "3" and "not recorded yet" in before
    give_comment(county.supervisor, sitin, comment="学得实", told_on_the_spot=True)
    after = page_says(client, url)
    assert "学得实" in after and "not recorded yet" not in after
    assert step_now(after) == "4"


def test_a_sitin_without_demand_says_so(county, planned):
    client = logins(Client, county, "supervisor")["supervisor"]
    says = page_says(client, reverse("sitins:sitin", args=[planned.pk]))
    assert "No demand was issued." in says
