"""How far each topic has come: what the database counts is what a plain walk over all things
counts.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import replace
from itertools import chain
from typing import Any

import pytest
from django.test import Client

from zhixing.demo.round import the_round
from zhixing.demo.steps import in_order, walk
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.machinery.links.rules import STEPS
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.topics.models import Topic
from zhixing.loop.threads import lists
from zhixing.loop.threads.lists import overview
from zhixing.loop.threads.queries import line_of, lines_of, node_of, own_groups
from zhixing.loop.threads.rules import steps_of

pytestmark = pytest.mark.database
LOOSE = re.compile(r'href="/loop/threads/loose/"\s*>([^<]*)<')


def counted_by_hand(person: Any, year: int) -> tuple[dict[str, Counter[str]], int]:
    """Topic -> step -> groups, and how many threads: every thing is read."""
    groups = {group.pk for group in own_groups(person)}
    topics = set(Topic.objects.filter(year=year).values_list("pk", flat=True))
    nodes = []
    for thing in Thing.objects.exclude(topic=None):
        partners = [] if thing.kind != "session" else thing.partners.values_list("group", flat=True)
        of_groups = [*filter(None, [thing.group_id]), *partners]
        nodes += [replace(node_of(thing), group=group) for group in of_groups if group in groups]
    counts: dict[str, Counter[str]] = {topic: Counter() for topic in topics}
    threads = 0
    for (topic, _group), steps in steps_of(nodes).items():
        if topic in topics:
            threads += 1
            counts[topic].update(steps | {"topic"})
    return counts, threads


@pytest.mark.parametrize("who", ["office", "clerk", "secretary", "member"])
def test_the_database_counts_as_one_would_by_hand(county, who):
    walk(county, in_order(the_round()))
    person = getattr(county, who)
    shown = overview(person, {"year": "2026"})
    expected, threads = counted_by_hand(person, 2026)
    assert shown.threads == threads > 0
    for row in shown.rows:
        counts = {step: count for step, count in zip(STEPS, row.counts, strict=True) if count}
        assert counts == {step: number for step, number in expected[row.topic.pk].items() if number}
    cells = chain.from_iterable(zip(STEPS, row.counts, strict=True) for row in shown.rows)
    reached = {step for step, count in cells if count}
    assert {"session", "claim", "research", "problem", "call_back"} <= reached


def test_what_came_of_a_topic_later_counts_in_the_year_of_the_topic(county):
    """A call-back in January belongs to the topic of the year before, and to no other year."""
    walk(county, in_order(the_round()))
    before = overview(county.office, {"year": "2026"})
    with traffic("test"):
        moved = Thing.objects.filter(
            kind="problem", topic__in=Topic.objects.filter(year=2026).values("pk")
        )
        assert moved.update(made_at=dt.datetime(2027, 1, 8, tzinfo=dt.UTC))
    with clock.at(dt.date(2027, 1, 10)):
        after, next_year = (overview(county.office, {"year": year}) for year in ("2026", "2027"))
    assert after.totals == before.totals
    assert next_year.threads == 0 == sum(next_year.totals)


def test_the_foot_adds_up_what_the_rows_show(county):
    walk(county, in_order(the_round()))
    page = overview(county.office, {})
    for at, step in enumerate(STEPS):
        shown = [row.counts[at] for row in page.rows]
        assert sum(shown) == page.totals[at], step
    assert page.threads == sum(row.threads for row in page.rows)


def test_of_many_groups_loose_ends_are_counted_on_their_own_page_alone(county, monkeypatch):
    client = Client()
    client.force_login(county.office.account)

    def link() -> str:
        with clock.at(dt.date(2026, 6, 30)):
            return LOOSE.search(client.get("/loop/threads/").content.decode())[1]

    assert re.search(r"\d", link())
    monkeypatch.setattr(lists, "COUNTED_GROUPS", 1)
    assert link() == "未了事项"
    with clock.at(dt.date(2026, 6, 30)):
        one_group = lists.overview(county.office, {"group": county.group.pk})
    assert one_group.loose_count > 0


def test_groups_are_read_without_their_rows_alike(county, django_assert_num_queries):
    groups = StudyGroup.objects.in_roster_order().select_related("thing", "unit")
    expected = [line_of(group) for group in groups]
    with django_assert_num_queries(1):
        assert lines_of(groups) == expected
