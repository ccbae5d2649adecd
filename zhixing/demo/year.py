"""The year of the demo county: 龙泉镇 tries it out month by month; then the county takes part, and
all 45 groups plan and meet. Nothing is drawn by lot: the same county comes out each time.

It looks like life: plans that are returned, reports that come late or not at all, people on leave
and what they make up, a session that does not count, a group nobody heard of in the month.
"""

from __future__ import annotations

import datetime as dt
from itertools import chain
from types import SimpleNamespace
from typing import Any

from zhixing.foundation.kits.intake.acts import import_roster
from zhixing.foundation.kits.workbooks.reading import Workbook
from zhixing.foundation.machinery import clock
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.topics.models import Topic
from zhixing.solve.problems.models import Problem

from .bonds import pairing
from .groups import YEAR, Cast, day_in, everybody, month_of_all, topic_of, topics_of_year
from .joint import joint_story
from .ledger import ledger_rows
from .meetings import ON_THE_SPOT, Occasion, called_off, meeting
from .plans import changed_plan, plan_of
from .stories import Story, do, working_day

KINDS = {
    1: "collective",
    2: "on_site",
    3: "three_part",
    4: "thematic",
    7: "exchange",
    9: "three_part",
    10: "thematic",
    11: "collective",
    12: "collective",
}  # June: pond; July: a special meeting too, August: the villages (joint)
OTHER_PILOT = "石桥镇"


def year_of_town(county: SimpleNamespace) -> list[Story]:
    """龙泉镇 met nearly every month, 石桥镇 now and then; the session of May, on medical waste, and
    the plan are told in ``round``, that of June in ``pond``. In July the plan is changed.
    """
    cast, topics = Cast(county, county.group, 2), topics_of_year()
    months = [
        _meets(
            cast,
            topic_of(topics, month, cast),
            working_day(dt.date(YEAR, month, 17 + month % 4)),
            kind=kind,
            raises=kind in ON_THE_SPOT,
            brief=True,
        )
        for month, kind in KINDS.items()
    ]
    other = Cast(county, county.other_group, 5)
    elsewhere = [
        _meets(
            other,
            topic_of(topics, month, other),
            working_day(dt.date(YEAR, month, 21)),
            brief=True,
        )
        for month in (2, 3, 5, 6, 9)
    ]
    return [*months, changed_plan(cast), plan_of(other, dt.date(YEAR, 1, 14)), *elsewhere]


def _meets(cast: Cast, topic: Topic, day: dt.date, **how: Any) -> Story:
    return meeting(Occasion(cast, topic, day, cast.repertoire.take(topic.title), **how))


def county_joins(
    county: SimpleNamespace, made: dict[str, Any], roster: Workbook, only_roster: bool = False
) -> Story:
    """The whole roster comes in some days before the month in which all meet; every group makes its
    plan for what is left of the year, and meets.
    """
    month = month_of_all(clock.today())
    first = dt.date(YEAR, month, 1)
    yield working_day(first - dt.timedelta(days=16))
    import_roster(county.office, county.root, book=roster)
    if only_roster:
        return
    topics = topics_of_year()
    yield [
        joint_story(county, made, first),
        pairing(first),
        *ledger_rows(county, clock.today()),
        *chain.from_iterable(of_group(cast, topics, month) for cast in everybody(county)),
    ]


def of_group(cast: Cast, topics: list[Topic], month: int) -> list[Story]:
    """Its plan, the month in which it met, and what it has planned since."""
    topic, day = topic_of(topics, month, cast), day_in(cast, month)
    if cast.group.unit.name == OTHER_PILOT:
        return [_meets(cast, topic, day)]
    before = dt.date(YEAR, month, 1) - dt.timedelta(days=13 - cast.at % 4)
    stories = [plan_of(cast, working_day(before), month)]
    kind = "on_site" if cast.at % 3 == 0 else "collective"
    occasion = Occasion(cast, topic, day, cast.repertoire.take(topic.title), kind=kind)
    stories.append((called_off if cast.is_one_of("absent") else meeting)(occasion))
    stories += [_meets_again(cast, topics, month)] if month < 12 and cast.at % 3 == 1 else []
    return stories + (_ahead(cast, topics) if cast.at % 6 == 3 else [])


def _meets_again(cast: Cast, topics: list[Topic], month: int) -> Story:
    """In the month after the one in which all met."""
    day = working_day(dt.date(YEAR, month + 1, 20 + cast.at // 3 % 9))
    topic = topic_of(topics, month + 1, cast)
    occasion = Occasion(cast, topic, day, cast.repertoire.take(topic.title), brief=True)
    return (called_off if cast.is_one_of("called_off") else meeting)(occasion)


def _ahead(cast: Cast, topics: list[Topic]) -> list[Story]:
    """A session in the coming two weeks: planned, or made known already."""
    day = working_day(cast.county.today, 3 + cast.at // 6)
    if day.year != YEAR:
        return []
    return [_meets(cast, topic_of(topics, day.month, cast), day, brief=True)]


def stands_in(county: SimpleNamespace, at: int = 14) -> Story:
    """The secretary of a group is on a course, and a member stands in: what waits goes along."""
    yield (day := working_day(clock.today(), -5))
    cast = everybody(county)[at]
    seats = cast.group.memberships.in_force(day).select_related("person")
    member = seats.filter(role=G.MEMBER).exclude(person=cast.keeper).earliest("place", "pk")
    do(
        cast.keeper,
        "hand_over",
        cast.group.unit,
        person=cast.keeper,
        to=member.person,
        until=working_day(clock.today(), 7),
        reason="参加市委党校脱产培训",
    )


def office_registers(office: Any, made: dict[str, Any], until: dt.date) -> Story:
    """The county registers what sessions have raised, twice a month; what came after stays for it
    to do. What a story has in hand is left to that story.
    """
    day = dt.date(YEAR, 2, 10)
    while day < until:
        yield (day := working_day(day))
        in_hand = [row.pk for row in made.values() if isinstance(row, Problem)]
        drafts = Problem.objects.filter(state="draft", thing__made_at__date__lt=day)
        drafts = drafts.exclude(source="session")
        for problem in drafts.exclude(pk__in=in_hand).select_related("thing")[:20]:
            do(office, "register_problem", problem, received_on=day)
            do(office, "list_problem", problem, kind="individual")
        day += dt.timedelta(days=15)
