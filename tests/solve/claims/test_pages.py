"""What the board of claims and the page of a claim say."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from tests.learn.sessions.build import held_session
from tests.pages import page_says, rows_say
from zhixing.foundation.machinery import clock
from zhixing.solve.claims import lists
from zhixing.solve.claims.acts import claim_topic, confirm_claim, hear_claim
from zhixing.solve.research.acts import start_research

DAY = dt.date(2026, 6, 1)
BOARD = reverse("claims:board")


@pytest.fixture(autouse=True)
def june():
    with clock.at(DAY):
        yield


@pytest.fixture
def claim(county):
    made = claim_topic(county.member, county.group, topic=county.topic)
    return confirm_claim(county.leader, made)


def test_what_nobody_holds_comes_first(county, claim):
    client = logins(Client, county, "secretary")["secretary"]
    assert "Topics of 2026: claimed 1, free 1" in page_says(client, BOARD)
    free, taken = rows_say(client, BOARD)
    assert county.other_topic.title in free and free.endswith("free")
    assert county.topic.title in taken and county.member.name in taken and "confirmed" in taken


def test_a_group_reads_its_own_claims_and_the_county_all(county, claim):
    clients = logins(Client, county, "stranger_secretary", "office")
    assert all(row.endswith("free") for row in rows_say(clients["stranger_secretary"], BOARD))
    assert any(county.member.name in row for row in rows_say(clients["office"], BOARD))
    of_another = f"{BOARD}?group={county.other_group.pk}"
    assert not any(county.member.name in row for row in rows_say(clients["office"], of_another))


def test_the_board_of_another_year_is_empty(county, claim):
    client = logins(Client, county, "secretary")["secretary"]
    assert rows_say(client, f"{BOARD}?year=2024") == []


def test_more_claims_than_are_named_are_counted(county, monkeypatch):
    monkeypatch.setattr(lists, "NAMED", 1)
    people = [county.member, county.member2, county.deputy]
    claims = [claim_topic(person, county.group, topic=county.topic) for person in people]
    client = logins(Client, county, "secretary")["secretary"]
    [row] = [row for row in rows_say(client, BOARD) if county.topic.title in row]
    assert f"and {len(claims) - 1} more" in row
    assert sum(person.name in row for person in people) == 1


def test_the_page_names_what_became_of_the_claim(county, claim):
    client = logins(Client, county, "secretary")["secretary"]
    url = reverse("claims:claim", args=[claim.pk])
    assert "0 researches No research yet." in page_says(client, url)
    session = held_session(county)
    research = start_research(county.member, claim)
    hear_claim(county.secretary, claim, session=session.thing)
    says = page_says(client, url)
    assert "1 research" in says and research.pk in says and county.member.name in says
    assert "Heard at" in says and session.pk in says
