"""What somebody may look at of the threads: the county's, as they are kept, or the own groups."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from zhixing.foundation.kits.snapshots.store import kept
from zhixing.foundation.kits.spans.rules import Span
from zhixing.foundation.kits.spans.wording import span_words
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.lists import Choices
from zhixing.foundation.spine.topics.models import Topic
from zhixing.learn.yearmap.queries import Group, as_groups, groups_of
from zhixing.loop.threads.queries import lines_of, own_groups

from ..periods import period_of
from ..reading import Reading, read
from ..rules import Depth, ThreadLine, months_in
from ..snapshots import THREADS, unpacked


@dataclass(frozen=True)
class Board:
    """The threads of some groups in a period of a year, and when they were counted. ``chosen``: the
    one group the address names; ``is_bare``: the whole year has none.
    """

    span: Span
    groups: list[Group]
    topics: dict[str, str]  # code -> title, of those this person may know of
    lines: list[ThreadLine]
    depths: dict[str, list[Depth]]
    counted_at: dt.datetime
    chosen: Group | None = None
    is_bare: bool = False

    @property
    def year(self) -> int:
        return self.span.year

    @property
    def when(self) -> str:
        """The period in words, with its year."""
        return span_words(self.span)


def board(person: Actor, choices: Choices) -> Board:
    """Of all groups this person may look into, or the one that the address names. The worker counts
    for everybody, a page only leaves out; until it has come by, the page counts for its reader.
    """
    span = period_of(choices, clock.today())
    groups = as_groups(groups_of(person, span.year))
    chosen = next((group for group in groups if group.code == choices.get("group")), None)
    return board_of(person, groups, span, chosen)


def board_of(
    person: Actor, groups: Sequence[Group], span: Span, chosen: Group | None = None
) -> Board:
    """The same of groups that are known."""
    some = list(groups) if chosen is None else [chosen]
    codes, months = {group.code for group in some}, months_in(span.first, span.last)
    reading, at = _read(person, some, codes, span.year)
    visible = Topic.objects.visible_to(person).filter(year=span.year)
    topics = dict(visible.values_list("pk", "title"))
    of_year = [line for line in reading.lines if line.topic in topics]
    lines = [line for line in of_year if line.is_of(months)]
    return Board(span, list(groups), topics, lines, reading.depths, at, chosen, not of_year)


def _read(
    person: Actor, groups: list[Group], codes: set[str], year: int
) -> tuple[Reading, dt.datetime]:
    """Of these groups alone."""
    answer = kept(THREADS, str(year))
    if answer is not None:
        return unpacked(answer.body, codes), answer.made_at
    now = clock.now()
    loose = lines_of(own_groups(person).filter(pk__in=codes))
    return read(groups, loose, year, clock.day_of(now)), now
