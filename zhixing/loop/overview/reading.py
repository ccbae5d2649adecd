"""Threads and months of some groups, read from what is on record: the same for the worker, who
keeps those of the county, and for whoever looks at the own groups.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from zhixing.foundation.machinery.things.models import Partner, Thing, kinds
from zhixing.foundation.machinery.things.places import Aside
from zhixing.foundation.spine.topics.models import Topic
from zhixing.learn.yearmap.queries import Group, months_of
from zhixing.learn.yearmap.rules import Mark, Month
from zhixing.loop.threads.models import Explanation
from zhixing.loop.threads.queries import NOTHING_MORE, LooseEnds
from zhixing.loop.threads.rules import GroupLine
from zhixing.solve.research.models import Research

from .rules import Depth, Facts, Standing, ThreadLine, depth_of, judged

Threads = defaultdict[tuple[str, str], Facts]  # (topic, group) -> what is known
# the steps behind which a loose end of this kind is the last word
SILENT_AT = {
    "topic_without_claim": ("topic", "session", "test"),
    "session_without_result": ("session", "test"),
    "research_without_problem": ("research",),
    "struck_off_not_done": ("problem",),
    "outcome_without_adoption": (),  # it says how it came about, not how far it came
}


@dataclass(frozen=True)
class Reading:
    """The threads of a year, and how deep each group went in each of its months."""

    lines: list[ThreadLine]
    depths: dict[str, list[Depth]]  # group -> twelve months


def read(groups: list[Group], loose: list[GroupLine], year: int, today: dt.date) -> Reading:
    """A dozen queries, whatever the number of groups."""
    months = months_of(groups, year, today)
    threads = _threads([group.code for group in groups], loose, months, year, today)
    lines = judged(threads)
    places = {(line.topic, line.group): line.place for line in lines}
    depths = {
        group: [_depth(group, month, places) for month in year_months]
        for group, year_months in months.items()
    }
    return Reading(lines, depths)


def _depth(group: str, month: Month, places: dict[tuple[str, str], int]) -> Depth:
    studied = (places.get((meeting.topic, group), 1) for meeting in month.held)
    return depth_of(studied, missing=month.mark == Mark.MISSING)


def _threads(
    codes: list[str],
    loose: list[GroupLine],
    months: dict[str, list[Month]],
    year: int,
    today: dt.date,
) -> Threads:
    threads: Threads = defaultdict(Facts)
    _plan(threads, months, year, today)
    for topic, group, kind, state in [*_things(codes, year), *_joined(codes, year)]:
        _stand(threads[topic, group], kind, state)
    _date(threads, months)
    _explain(threads, codes, year)
    _fall_silent(threads, loose, min(today, dt.date(year, 12, 31)))
    return threads


def _plan(threads: Threads, months: dict[str, list[Month]], year: int, today: dt.date) -> None:
    """Topics whose months have begun by the plan of the group; over and not studied, they ended
    without a word.
    """
    begun = today.month if today.year == year else 12 * (today.year > year)
    for group, year_months in months.items():
        for month in year_months[:begun]:
            for line in month.planned:
                threads[line.topic, group].also.add("topic")
            for line in month.behind:
                threads[line.topic, group].silent_at.add("topic")


def _stand(facts: Facts, kind: str, state: str) -> None:
    model = kinds()[kind]
    facts.standings.append(Standing(model.STEP, state, model.TONES.get(state, "none")))
    facts.also |= {step for step, states in model.STEP_ALSO.items() if state in states}


def _date(threads: Threads, months: dict[str, list[Month]]) -> None:
    """In which months they were planned or studied."""
    for group, year_months in months.items():
        for month in year_months:
            planned = {line.topic for line in month.planned}
            for topic in planned | {meeting.topic for meeting in month.held}:
                if (topic, group) in threads:
                    threads[topic, group].months |= 1 << month.month - 1


def _topics(year: int) -> Any:
    return Topic.objects.filter(year=year).values("pk")


def _things(codes: list[str], year: int) -> Iterator[tuple[str, str, str, str]]:
    """(topic, group, kind, state) of what the groups did on the topics of the year."""
    stepping = [kind for kind, model in kinds().items() if model.STEP and model.STEP != "topic"]
    things = Thing.objects.alias(_group=Aside("group"), _kind=Aside("kind")).filter(
        topic__in=_topics(year), _group__among=codes, _kind__in=stepping
    )
    rows = things.exclude(state__in=NOTHING_MORE).order_by().distinct()
    for topic, group, kind, state in rows.values_list("topic", "group", "kind", "state"):
        if topic and group:
            yield topic, group, kind, state


def _joined(codes: list[str], year: int) -> Iterator[tuple[str, str, str, str]]:
    """The same of joint study that another group keeps the record of."""
    rows = Partner.objects.alias(_kind=Aside("thing__kind"), _topic=Aside("thing__topic"))
    rows = rows.filter(group__among=codes, _kind="session", _topic__in=_topics(year))
    columns = ("thing__topic", "group", "thing__kind", "thing__state")
    yield from rows.exclude(thing__state__in=NOTHING_MORE).values_list(*columns).distinct()


def _explain(threads: Threads, codes: list[str], year: int) -> None:
    """Those of which something has a reason on record."""
    topics = _topics(year)
    reasons = Explanation.objects.filter(group__among=codes)
    of_things = reasons.filter(thing__topic__in=topics).values_list("thing__topic", "group")
    of_topics = reasons.filter(thing__in=topics).values_list("thing", "group")
    research = Research.objects.filter(group__among=codes, topic__in=topics)
    closed = research.exclude(no_problem_reason="").values_list("topic", "group")
    for topic, group in [*of_things, *of_topics, *closed]:
        if topic and (topic, group) in threads:
            threads[topic, group].explained = True


def _fall_silent(threads: Threads, loose: list[GroupLine], on: dt.date) -> None:
    """Those of which something is a loose end."""
    for end in LooseEnds(loose, on):
        topic = end.thing.topic_id or end.thing.pk
        if (topic, end.group) in threads:
            threads[topic, end.group].silent_at |= set(SILENT_AT[end.kind])
