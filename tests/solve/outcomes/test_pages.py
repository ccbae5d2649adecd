"""What the pages of institutional outcomes say."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from tests.pages import page_says, rows_say
from zhixing.foundation.machinery import clock
from zhixing.solve.measures.acts import propose_measure
from zhixing.solve.outcomes.acts import draft_outcome, end_outcome, issue_outcome

DAY = dt.date(2026, 6, 1)
LIST = reverse("outcomes:list")


@pytest.fixture(autouse=True)
def june():
    with clock.at(DAY):
        yield


@pytest.fixture
def outcomes(county):
    """A draft, one in force, one that has ended."""
    measure = propose_measure(county.member, county.group, title="设收集点", topic=county.topic)
    made = [
        draft_outcome(
            county.secretary,
            county.group,
            title=title,
            origins=[measure.thing],
            topic=county.topic,
            text="每村一处",
        )
        for title in ("起草的", "印发的", "废止的")
    ]
    for number, outcome in enumerate(made[1:], 1):
        issue_outcome(
            county.secretary,
            outcome,
            number=f"龙政发〔2026〕{number}号",
            issuer="龙泉镇政府",
            issued_on=DAY,
            non_secret=True,
        )
    end_outcome(county.secretary, made[2], ended_on=DAY, reason="到期")
    return made


def test_only_what_was_issued_is_counted(county, outcomes):
    client = logins(Client, county, "secretary")["secretary"]
    assert "institutional outcomes issued: 2, in the list: 3" in page_says(client, LIST)
    draft, issued, _ended = outcomes
    assert [row.split()[0] for row in rows_say(client, f"{LIST}?state=draft")] == [draft.pk]
    [row] = rows_say(client, f"{LIST}?state=issued")
    assert row.startswith(issued.pk) and "龙政发〔2026〕1号 龙泉镇政府" in row


def test_a_draft_says_what_it_lacks_and_where_it_comes_from(county, outcomes):
    client = logins(Client, county, "secretary")["secretary"]
    says = page_says(client, reverse("outcomes:outcome", args=[outcomes[0].pk]))
    assert "Counts once number, issuer and date are recorded" in says
    assert "What it changes 每村一处" in says
    assert "设收集点" in says.split("Where it comes from")[1]


def test_an_issued_one_says_number_issuer_and_date(county, outcomes):
    client = logins(Client, county, "secretary")["secretary"]
    says = page_says(client, reverse("outcomes:outcome", args=[outcomes[1].pk]))
    assert "龙政发〔2026〕1号" in says and "龙泉镇政府" in says and "Monday 1 June" in says
    assert county.topic.title in says
