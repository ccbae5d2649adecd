"""What the pages of papers say, and to whom the key is shown."""

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
def paper(county):
    """Two questions, a hundred marks, closed for use."""
    made = draft_paper(county.secretary, county.group, topic=county.topic, minutes=15)
    add_item(
        county.secretary,
        made,
        kind="single",
        text="渠首归谁管？",
        marks=6000,
        options=["镇里", "村里"],
        solution="A",
        stands_at="管理办法第三条",
    )
    add_item(county.secretary, made, kind="short", text="怎样办得更好？", marks=4000)
    return ready_paper(county.secretary, made)


@pytest.fixture
def draft(county):
    return draft_paper(county.secretary, county.group, topic=county.topic, title="空白卷")


def confirmed(county, paper):
    """A test with this paper whose marks two hands have typed."""
    test = set_test(county.secretary, county.group, paper=paper, day=DAY)
    marks = {county.member.pk: 8550}
    type_marks(county.secretary, test, marks=marks)
    return confirm_marks(county.second_recorder, test, marks=marks)


def test_the_list_names_each_paper_with_its_items(county, paper, draft):
    client = logins(Client, county, "secretary")["secretary"]
    url = reverse("papers:list")
    assert "2 papers" in page_says(client, url)
    rows = {row.split()[0]: row for row in rows_say(client, url)}
    assert set(rows) == {paper.pk, draft.pk}
    assert "空白卷" in rows[draft.pk] and " 0 " in rows[draft.pk]
    assert " 2 " in rows[paper.pk]


def test_another_group_has_none_of_them(county, paper):
    client = logins(Client, county, "stranger_secretary")["stranger_secretary"]
    assert rows_say(client, reverse("papers:list")) == []
    assert client.get(reverse("papers:paper", args=[paper.pk])).status_code == 404


def test_the_page_says_items_marks_and_minutes(county, paper, draft):
    client = logins(Client, county, "secretary")["secretary"]
    says = page_says(client, reverse("papers:paper", args=[paper.pk]))
    assert "Items: 2; marks: 100 of 100; minutes: 15" in says
    assert "1. 渠首归谁管？ 镇里 村里" in says
    empty = page_says(client, reverse("papers:paper", args=[draft.pk]))
    assert "Items: 0; marks: 0 of 100" in empty and "No item yet." in empty


def test_the_key_is_for_those_who_keep_it_until_a_test_is_confirmed(county, paper):
    clients = logins(Client, county, "secretary", "member")
    url = reverse("papers:paper", args=[paper.pk])
    assert "Key: A · 管理办法第三条" in page_says(clients["secretary"], url)
    assert "Key" not in page_says(clients["member"], url)
    confirmed(county, paper)
    for client in clients.values():
        says = page_says(client, url)
        assert "Key: A" in says and "Tests with this paper" in says


def test_the_printed_sheet_has_questions_and_no_key(county, paper):
    client = logins(Client, county, "secretary")["secretary"]
    sheet = client.get(reverse("papers:print", args=[paper.pk])).content.decode()
    assert "渠首归谁管？（60）" in sheet and "管理办法第三条" not in sheet
