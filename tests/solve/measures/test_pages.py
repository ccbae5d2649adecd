"""What the pages of measures say."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from tests.pages import page_says, rows_say
from zhixing.foundation.machinery import clock
from zhixing.solve.measures.acts import (
    adopt_measure,
    confirm_measure,
    propose_measure,
    report_measure,
)
from zhixing.solve.outcomes.acts import draft_outcome

DAY = dt.date(2026, 6, 1)
DUE = DAY + dt.timedelta(days=9)
LIST = reverse("measures:list")


@pytest.fixture(autouse=True)
def june():
    with clock.at(DAY):
        yield


@pytest.fixture
def proposed(county):
    return propose_measure(
        county.member, county.group, title="设收集点", topic=county.topic, text="每村一处"
    )


@pytest.fixture
def confirmed(county):
    measure = propose_measure(county.member, county.group, title="换闸门")
    adopt_measure(county.leader, measure, unit=county.town, due=DUE, person=county.responsible)
    report_measure(county.responsible, measure, result="换了两扇")
    return confirm_measure(county.leader, measure)


def test_the_list_is_narrowed_to_what_is_open_and_to_a_state(county, proposed, confirmed):
    client = logins(Client, county, "secretary")["secretary"]
    assert "2 measures" in page_says(client, LIST)

    def codes(conditions):
        return [row.split()[0] for row in rows_say(client, LIST + conditions)]

    assert codes("?open=1") == codes("?state=proposed") == [proposed.pk]
    assert codes("?state=confirmed") == [confirmed.pk]
    assert len(codes("?state=nonsense")) == 2


def test_another_unit_reads_none_of_them(county, proposed, confirmed):
    client = logins(Client, county, "stranger")["stranger"]
    assert rows_say(client, LIST) == []
    assert client.get(reverse("measures:measure", args=[proposed.pk])).status_code == 404


def test_a_proposed_one_has_neither_owner_nor_date(county, proposed):
    client = logins(Client, county, "secretary")["secretary"]
    says = page_says(client, reverse("measures:measure", args=[proposed.pk]))
    assert "No owner and no date yet" in says and "What exactly 每村一处" in says
    assert county.topic.title in says and "What was done" not in says
    assert "No source is named." in says


def test_a_finished_one_says_who_by_when_and_what_was_done(county, confirmed):
    draft_outcome(county.secretary, county.group, title="管护办法", origins=[confirmed.thing])
    client = logins(Client, county, "secretary")["secretary"]
    says = page_says(client, reverse("measures:measure", args=[confirmed.pk]))
    assert "龙泉镇, by Wednesday 10 June" in says
    assert f"龙泉镇 · {county.responsible.name}" in says
    assert "What was done 换了两扇" in says
    assert "What came of it 管护办法" in says
