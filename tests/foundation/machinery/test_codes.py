"""A code of a thing as people type it from paper, at every door that takes one."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from zhixing.foundation.machinery.things.codes import typed

SPELLINGS = [
    "wt-26-7k3qf",
    "WT267K3QF",
    "ＷＴ－２６－７Ｋ３ＱＦ",
    "ｗｔ—26—7k3qf",
    " WT‑26‑7K3QF ",
    "wt 26 7k3 qf",
    "WT−26−7K3QF\u200b",
    "【WT-26-7K3QF】",
]


@pytest.mark.parametrize("text", SPELLINGS)
def test_a_code_is_read_however_it_is_typed(text):
    assert typed(text) == "WT-26-7K3QF"


@pytest.mark.parametrize("text", ["", "路灯不亮", "WT-26", "wt-26-7k3qfx", "甲乙26七三"])
def test_what_is_no_code_stays_what_it_is(text):
    assert typed(text) == text.upper()


@pytest.mark.parametrize("spelled", [str.lower, lambda code: code.replace("-", "—"), str.strip])
def test_the_search_opens_the_thing(county, spelled):
    client = logins(Client, county, "clerk")["clerk"]
    answer = client.get(reverse("search"), {"q": spelled(county.town.pk)})
    assert answer["location"] == reverse("thing", args=[county.town.pk])


def test_a_field_takes_it(county):
    client = logins(Client, county, "clerk")["clerk"]
    code = county.topic.pk.lower().replace("-", "－")
    body = json.dumps(
        {"on": county.town.pk, "title": "灯", "text": "灯", "source": "other", "topic": code}
    )
    answer = client.post(reverse("api:new", args=["draft_problem"]), body, "application/json")
    assert answer.status_code == 201, answer.content.decode()
