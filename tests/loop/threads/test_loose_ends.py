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
from zhixing.loop.threads.acts import explain_loose_end
from zhixing.loop.threads.queries import LooseEnds, lines_of, own_groups
from zhixing.solve.measures.acts import adopt_measure, drop_measure, propose_measure
from zhixing.solve.outcomes.acts import draft_outcome, issue_outcome
from zhixing.solve.outcomes.models import Outcome

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


def unadopted(county, on: dt.date = dt.date(2026, 12, 30)) -> set[str]:
    ends = LooseEnds(lines_of(own_groups(county.office)), on)
    return {end.thing.pk for end in ends if end.kind == "outcome_without_adoption"}


def issued_from(county, measure, number: str) -> Outcome:
    outcome = draft_outcome(
        county.secretary, county.group, title=f"办法{number}", origins=[measure.thing]
    )
    return issue_outcome(
        county.secretary,
        outcome,
        number=number,
        issuer="龙泉镇",
        issued_on=clock.today(),
        non_secret=True,
    )


def test_an_outcome_that_rests_on_a_measure_nobody_adopted_is_one(county):
    with clock.at(dt.date(2026, 9, 1)):
        proposed = propose_measure(county.member, county.group, title="只是建议")
        adopted = propose_measure(county.member, county.group, title="采纳了的")
        adopt_measure(county.leader, adopted, unit=county.town, due=dt.date(2026, 9, 20))
        loose = issued_from(county, proposed, "龙政发〔2026〕1号")
        issued_from(county, adopted, "龙政发〔2026〕2号")
        drop_measure(county.leader, adopted, reason="由县里统一办")
        assert unadopted(county) == {loose.pk}
        drop_measure(county.leader, proposed, reason="不采纳")
        assert unadopted(county) == {loose.pk}
        explain_loose_end(county.leader, county.group, thing=loose.thing, reason="镇长办公会直接定")
    assert unadopted(county) == set()
