"""What a fact sheet says: figures with their rows, no score."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from tests.county import logins
from tests.pages import page_says, rows_say
from zhixing.foundation.kits.indicators.registry import INDICATORS, figures
from zhixing.foundation.machinery import clock
from zhixing.solve.problems.acts import (
    accept_problem,
    dispatch_problem,
    draft_problem,
    list_problem,
    register_problem,
)

DAY = dt.date(2026, 6, 1)


@pytest.fixture(autouse=True)
def june():
    with clock.at(DAY):
        yield


@pytest.fixture
def handed_on(county):
    """A problem the first group noted, and another unit deals with."""
    problem = draft_problem(
        county.secretary, county.town, title="渠首漏水", text="闸门关不严", source="session"
    )
    register_problem(county.office, problem)
    list_problem(county.office, problem, kind="individual")
    dispatch_problem(county.office, problem, unit=county.other_town, person=county.stranger)
    return accept_problem(county.stranger, problem)


def test_the_list_names_the_groups_one_may_look_into(county):
    clients = logins(Client, county, "supervisor", "secretary", "stranger_secretary")
    url = reverse("assessment:list")
    assert "Fact sheets of 2026, study groups: 2" in page_says(clients["supervisor"], url)
    assert len(rows_say(clients["supervisor"], url)) == 2
    assert rows_say(clients["secretary"], url) == ["龙泉镇 龙泉镇党委理论学习中心组"]
    assert rows_say(clients["stranger_secretary"], url) == ["石桥镇 石桥镇党委理论学习中心组"]


def test_the_sheet_shows_every_figure_and_no_score(county):
    client = logins(Client, county, "supervisor")["supervisor"]
    url = reverse("assessment:sheet", args=[county.group.pk, 2026])
    rows = rows_say(client, url)
    assert len(rows) == len(INDICATORS)
    assert "The system computes no score: people judge." in page_says(client, url)


def test_each_figure_opens_exactly_its_rows(county, handed_on):
    client = logins(Client, county, "supervisor")["supervisor"]
    for figure in figures(county.group, 2026):
        url = reverse("assessment:rows", args=[county.group.pk, 2026, figure.code])
        assert len(rows_say(client, url)) == len(figure.rows), figure.code


def test_neither_another_group_nor_an_unknown_figure_is_opened(county):
    clients = logins(Client, county, "stranger_secretary", "supervisor")
    sheet = reverse("assessment:sheet", args=[county.group.pk, 2026])
    unknown = reverse("assessment:rows", args=[county.group.pk, 2026, "loyalty"])
    assert clients["stranger_secretary"].get(sheet).status_code == 404
    assert clients["supervisor"].get(unknown).status_code == 404
