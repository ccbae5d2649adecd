"""Loose ends: what leads nowhere, asked of a group only for the time it was here."""

from __future__ import annotations

import datetime as dt

import pytest

from zhixing.demo.round import the_round
from zhixing.demo.steps import in_order, walk
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.machinery.links.models import Link
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.spine.groups.acts import found_group
from zhixing.loop.threads.queries import LooseEnds, lines_of, own_groups

pytestmark = pytest.mark.database


def test_nobody_asks_a_group_to_claim_what_was_over_before_it_came(county):
    with clock.at(dt.date(2026, 6, 10)):
        late = found_group(
            county.timekeeper, county.department, name="县卫生健康局党组理论学习中心组"
        )
    ends = {
        (end.group, end.thing.pk)
        for end in LooseEnds(lines_of(own_groups(county.office)), dt.date(2026, 6, 30))
        if end.kind == "topic_without_claim"
    }
    assert (late.pk, county.topic.pk) not in ends, "May was over when it came"
    assert (late.pk, county.other_topic.pk) in ends, "June was not"


def test_groups_stand_in_the_order_of_the_roster(county):
    groups = list(own_groups(county.office))
    assert [group.pk for group in groups] == [
        group.pk for group in sorted(groups, key=lambda group: (group.unit.thing.made_at, group.pk))
    ]


def test_a_result_after_new_year_or_in_another_group_is_one(county):
    """What led somewhere is no loose end, wherever and whenever that was."""
    walk(county, in_order(the_round()))
    on = dt.date(2026, 12, 30)
    groups = lines_of(own_groups(county.office))
    tie = Link.objects.filter(later__kind="problem", earlier__kind="research").first()
    ties = Link.objects.filter(earlier=tie.earlier_id)
    with traffic("test"):
        ties.exclude(pk=tie.pk).delete()
    ends = {end.thing.pk for end in LooseEnds(groups, on) if end.kind == "research_without_problem"}
    assert tie.earlier_id not in ends
    with traffic("test"):
        late = dt.datetime(2027, 1, 8, tzinfo=dt.UTC)
        Thing.objects.filter(pk=tie.later_id).update(made_at=late, group=county.other_group.pk)
    ends = {
        end.thing.pk for end in LooseEnds(groups[:1], on) if end.kind == "research_without_problem"
    }
    assert tie.earlier_id not in ends
    with traffic("test"):
        ties.delete()
    ends = {end.thing.pk for end in LooseEnds(groups, on) if end.kind == "research_without_problem"}
    assert tie.earlier_id in ends
