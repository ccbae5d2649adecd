"""What the pages of the question bank say."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from tests.pages import page_says, rows_say
from zhixing.examine.bank.acts import add_bank_item, withdraw_bank_item
from zhixing.foundation.machinery import clock

DAY = dt.date(2026, 6, 1)


@pytest.fixture(autouse=True)
def june():
    with clock.at(DAY):
        yield


@pytest.fixture
def items(county):
    """A choice on a topic, a question to be answered in words, and one taken out."""
    choice = add_bank_item(
        county.office,
        county.root,
        kind="single",
        text="渠首归谁管？",
        options=["镇里", "村里"],
        solution="B",
        stands_at="管理办法第三条",
        topic=county.topic,
        explanation="村级管护",
    )
    short = add_bank_item(
        county.office, county.root, kind="short", text="怎样办得更好？", topic_text="饮水"
    )
    gone = add_bank_item(county.office, county.root, kind="short", text="过时的问题？")
    withdraw_bank_item(county.office, gone, reason="过时")
    return choice, short, gone


def codes(client, **conditions):
    url = reverse("bank:list") + "?" + "&".join(f"{name}={conditions[name]}" for name in conditions)
    return {row.split()[0] for row in rows_say(client, url)}


def test_the_list_holds_what_is_in_use(county, items):
    choice, short, _gone = items
    client = logins(Client, county, "office")["office"]
    assert codes(client) == {choice.pk, short.pk}
    assert "2 items in the bank" in page_says(client, reverse("bank:list"))
    rows = {row.split()[0]: row for row in rows_say(client, reverse("bank:list"))}
    assert county.topic.title in rows[choice.pk] and "管理办法第三条" in rows[choice.pk]
    assert "饮水 –" in rows[short.pk]


def test_each_condition_narrows_the_list(county, items):
    choice, short, gone = items
    client = logins(Client, county, "office")["office"]
    assert codes(client, q="渠首") == codes(client, q="第三条") == {choice.pk}
    assert codes(client, q="饮水") == codes(client, q=short.pk.lower()) == {short.pk}
    assert codes(client, kind="single") == codes(client, topic=county.topic.pk) == {choice.pk}
    assert codes(client, state="withdrawn") == {gone.pk}
    assert codes(client, kind="nonsense") == {choice.pk, short.pk}


def test_the_page_marks_the_right_option_and_says_where_it_stands(county, items):
    choice, short, _gone = items
    client = logins(Client, county, "office")["office"]
    says = page_says(client, reverse("bank:item", args=[choice.pk]))
    assert "A. 镇里 B. 村里 right" in says
    assert "村级管护" in says and "管理办法第三条" in says and "version 1" in says
    plain = page_says(client, reverse("bank:item", args=[short.pk]))
    assert "饮水" in plain and "right" not in plain


def test_one_adds_a_question_where_one_keeps_the_bank(county, items):
    clients = logins(Client, county, "office", "supervisor")
    add = reverse("act", args=[county.root.pk, "add_bank_item"])
    assert add in clients["office"].get(reverse("bank:list")).content.decode()
    answer = clients["supervisor"].get(reverse("bank:list"))
    assert add not in answer.content.decode()
