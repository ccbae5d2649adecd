"""Every page asks the database as often with three rows as with one, and never more than fifteen
times.
"""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.county import worker_comes_by
from zhixing.demo.round import the_round
from zhixing.demo.steps import in_order, walk
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.things.models import kinds
from zhixing.foundation.spine.topics.acts import set_topic

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))
MOST = 15
ONCE = {
    "draft_plan",
    "approve_plan",
    "record_committee",
    "file_plan",
    "take_note",
}  # a group has one plan a year
KEPT = (
    'COUNT("calendar_calendaryear"',
    'COUNT(*) AS "__count" FROM "norms_normversion"',
)  # whether what a process keeps still holds: once a second at most, but always in tests
STARTERS = (
    "group",
    "town",
    "topic",
    "leader",
    "member",
    "deputy",
    "responsible",
    "secretary",
    "clerk",
)
NOT_HERE = {
    "imports:reading",
    "imports:unit",
    "imports:units",
    "files:file",
    "documents:entry",
    "portal:case",
    "login",
    "demo",
    "imports:import",
}  # looked at by their own tests
PAPERS = {
    "sessions:notice",
    "sessions:attendance",
    "sessions:minutes",
    "reports:print",
    "papers:print",
    "problems:receipt",
}


def round_of(county, topic, before):
    """One topic all the way round once more, on later days."""
    made = (
        {f"old{at}": row for at, row in enumerate(before)}
        | {name: getattr(county, name) for name in STARTERS}
        | {"topic": topic}
    )
    steps = [step for step in in_order(the_round()) if step.act not in ONCE or not before]
    steps = [
        (
            replace(step, data=step.data | {"number": f"龙政发〔2026〕{len(before)}号"})
            if step.act == "issue_outcome"
            else step
        )
        for step in steps
    ]
    return walk(county, steps, made)


def counts(client, pages):
    queries = {}
    for name, url in pages.items():
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(url)
        assert answer.status_code == 200, f"{name} {url}: {answer.status_code}"
        queries[name] = sum(
            not any(word in query["sql"] for word in KEPT) for query in asked.captured_queries
        )
    return queries


@pytest.mark.parametrize("who", ["office", "secretary"])
def test_pages_cost_the_same_with_one_row_and_with_three(county, who):
    from screens import addresses

    made = round_of(county, county.topic, [])
    first = {row.pk: row for row in made.values() if hasattr(row, "thing_id")}
    client = Client()
    client.force_login(getattr(county, who).account)
    with clock.at(dt.datetime(2026, 9, 1, 9)):
        worker_comes_by()
        pages = {
            name: url
            for name, url in addresses().items()
            if name not in NOT_HERE and not name.startswith("portal:")
        }
        pages = {name: url for name, url in pages.items() if client.get(url).status_code == 200}
        assert len(pages) > 50, sorted(pages)
        with_one_row = counts(client, pages)
        more = []
        for at in range(2):
            topic = set_topic(
                county.office,
                county.root,
                title=f"又一个专题{at}",
                year=2026,
                first_month=5,
                last_month=5,
                category="law",
                question="问",
                research_subject="课题",
            )
            more += [
                row
                for row in round_of(county, topic, [*first.values(), *more]).values()
                if hasattr(row, "thing_id")
            ]
        assert (
            {row.KIND for row in more}
            >= {
                "session",
                "test",
                "claim",
                "research",
                "problem",
                "measure",
                "outcome",
                "demand",
                "sitin",
            }
            <= set(kinds())
        )
        three = counts(client, pages)
    assert {
        name: (with_one_row[name], three[name])
        for name in pages
        if with_one_row[name] != three[name]
    } == {}
    assert {name: number for name, number in three.items() if number > MOST} == {}
