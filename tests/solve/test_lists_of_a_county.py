"""The board of topics and the list of research, with the groups of a county."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import pytest
from django.test import Client

from zhixing.foundation.machinery import clock
from zhixing.solve.claims.lists import NAMED, board
from zhixing.solve.claims.models import Claim
from zhixing.solve.research.lists import research_list
from zhixing.solve.research.models import Research

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))
import bench_map  # noqa: E402 (of scripts/)
import bench_threads  # noqa: E402

pytestmark = pytest.mark.database


@pytest.fixture
def client(county):
    bench_map.build(2026, groups=3 * NAMED + 6, years=1)
    bench_threads.build(2026)
    client = Client()
    client.force_login(county.office.account)
    with clock.at(dt.date(2026, 9, 1)):
        yield client


def test_the_board_names_the_first_and_says_how_many_more(county, client):
    rows = {row.topic.pk: row for row in board(county.office, {}).rows}
    many = [row for row in rows.values() if row.more]
    assert many
    for topic, row in rows.items():
        held = list(Claim.objects.holding().filter(topic=topic).order_by("pk"))
        assert row.claims == held[:NAMED]
        assert row.more == max(0, len(held) - NAMED)
    page = client.get("/solve/claims/").content.decode()
    assert page.count("另有") == len(many)


def test_the_file_of_the_board_names_them_all(county, client):
    file = client.get("/solve/claims/?export=csv").content.decode("utf-8-sig")
    names = Claim.objects.holding().filter(topic__year=2026).values_list("person__name", flat=True)
    assert sum(file.count(name) for name in set(names)) == len(names) > NAMED


def test_the_figures_of_research_are_those_of_all_of_it(county, client):
    number = Research.objects.count()
    page = client.get("/solve/research/").content.decode()
    assert f"{number} 个调研课题" in page
    seen, choices = [], {}
    while choices is not None:
        part = research_list(county.office, choices)
        assert part.count == number
        seen += [row.pk for row in part.rows]
        choices = {"after": seen[-1]} if part.pager.next_url else None
    assert len(set(seen)) == len(seen) == number > 50
