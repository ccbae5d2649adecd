"""What somebody may look at of the threads: the county's, as they are kept, or the own groups."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from zhixing.foundation.kits.snapshots.store import kept
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.lists import Choices, year_of
from zhixing.foundation.spine.topics.models import Topic
from zhixing.learn.yearmap.queries import Group, as_groups, groups_of
from zhixing.loop.threads.queries import lines_of, own_groups

from ..reading import Reading, read
from ..rules import Depth, ThreadLine
from ..snapshots import THREADS, unpacked


@dataclass(frozen=True)
class Board:
    """The threads of some groups in a year, and when they were counted. ``chosen``: the one group
    the address names.
    """

    year: int
    groups: list[Group]
    topics: dict[str, str]  # code -> title, of those this person may know of
    lines: list[ThreadLine]
    depths: dict[str, list[Depth]]
    counted_at: dt.datetime
    chosen: Group | None = None


def board(person: Actor, choices: Choices) -> Board:
    """Of all groups this person may look into, or the one that the address names. The worker counts
    for everybody, a page only leaves out; until it has come by, the page counts for its reader.
    """
    year = year_of(choices)
    groups = as_groups(groups_of(person, year))
    chosen = next((group for group in groups if group.code == choices.get("group")), None)
    some = groups if chosen is None else [chosen]
    reading, at = _read(person, some, year)
    codes = {group.code for group in some}
    visible = Topic.objects.visible_to(person).filter(year=year)
    topics = dict(visible.values_list("pk", "title"))
    lines = [line for line in reading.lines if line.group in codes and line.topic in topics]
    depths = {group: months for group, months in reading.depths.items() if group in codes}
    return Board(year, groups, topics, lines, depths, at, chosen)


def _read(person: Actor, groups: list[Group], year: int) -> tuple[Reading, dt.datetime]:
    answer = kept(THREADS, str(year))
    if answer is not None:
        return unpacked(answer.body), answer.made_at
    now = clock.now()
    codes = [group.code for group in groups]
    loose = lines_of(own_groups(person).filter(pk__in=codes))
    return read(groups, loose, year, clock.day_of(now)), now
