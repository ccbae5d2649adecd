"""What the pages of tests say: marks to oneself, the secretary and the leader; counts to the group;
to others how many sat.
"""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from tests.pages import page_says, rows_say
from zhixing.examine.papers.acts import add_item, draft_paper, ready_paper
from zhixing.examine.sittings.acts import confirm_marks, set_test, type_marks
from zhixing.foundation.machinery import clock

DAY = dt.date(2026, 6, 1)


@pytest.fixture(autouse=True)
def june():
    with clock.at(DAY):
        yield


@pytest.fixture
def test(county):
    paper = draft_paper(county.secretary, county.group, topic=county.topic)
    add_item(county.secretary, paper, kind="short", text="问", marks=10000)
    ready_paper(county.secretary, paper)
    return set_test(county.secretary, county.group, paper=paper, day=DAY)


@pytest.fixture
def marks(county):
    return {county.member.pk: 9250, county.leader.pk: 6100, county.member2.pk: None}


def both_hands(county, test, marks):
    type_marks(county.secretary, test, marks=marks)
    return confirm_marks(county.second_recorder, test, marks=marks)


def test_the_list_counts_those_with_confirmed_marks(county, test, marks):
    client = logins(Client, county, "secretary")["secretary"]
    url = reverse("sittings:list")
    assert "Tests: 1, with confirmed marks: 0" in page_says(client, url)
    both_hands(county, test, marks)
    assert "Tests: 1, with confirmed marks: 1" in page_says(client, url)
    [row] = rows_say(client, url)
    assert row.startswith(test.pk) and "marks confirmed" in row and " 2 " in row


def test_the_first_hand_alone_tells_nobody_a_mark(county, test, marks):
    type_marks(county.secretary, test, marks=marks)
    clients = logins(Client, county, "member", "leader")
    for client in clients.values():
        says = page_says(client, reverse("sittings:test", args=[test.pk]))
        assert "92.5" not in says and "My own mark" not in says
        assert "How many in each band" not in says


def test_a_member_reads_the_own_mark_and_counts_without_names(county, test, marks):
    both_hands(county, test, marks)
    client = logins(Client, county, "member")["member"]
    says = page_says(client, reverse("sittings:test", args=[test.pk]))
    assert "2 sat, 1 absent" in says
    assert "My own mark 92.5" in says
    assert "61" not in says.split("My own mark")[1].split("How many")[0]
    assert "1 / 2" in says and "No order of persons is made of them." in says
    assert county.leader.name not in says.split("How many in each band")[1].split("No order")[0]


def test_whoever_was_absent_reads_so(county, test, marks):
    both_hands(county, test, marks)
    client = logins(Client, county, "member2")["member2"]
    assert "My own mark absent" in page_says(client, reverse("sittings:test", args=[test.pk]))


def test_the_secretary_and_the_leader_read_all_marks_by_name(county, test, marks):
    both_hands(county, test, marks)
    for client in logins(Client, county, "secretary", "leader").values():
        says = page_says(client, reverse("sittings:test", args=[test.pk]))
        table = says.split("Marks, for the study secretary and the leader")[1]
        assert f"{county.member.name} 92.5" in table
        assert f"{county.member2.name} absent" in table


def test_those_above_read_how_many_sat_and_no_mark(county, test, marks):
    both_hands(county, test, marks)
    client = logins(Client, county, "supervisor")["supervisor"]
    says = page_says(client, reverse("sittings:test", args=[test.pk]))
    assert "2 sat, 1 absent" in says
    assert "92.5" not in says and "Marks, for the study secretary" not in says
    assert "How many in each band" not in says
