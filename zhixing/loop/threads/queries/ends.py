"""Loose ends: what leads nowhere and has no reason yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _lazy

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.fairness import first_month
from zhixing.foundation.machinery.links.models import Link, Type
from zhixing.foundation.machinery.links.rules import STEPS
from zhixing.foundation.machinery.records.models import Record
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.machinery.things.lists import numbers
from zhixing.foundation.machinery.things.models import Thing, kinds
from zhixing.foundation.machinery.things.places import Aside
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.topics.models import Required, Topic
from zhixing.solve.claims.models import Claim
from zhixing.solve.measures.models import Measure
from zhixing.solve.outcomes.models import Outcome
from zhixing.solve.problems.models import Problem
from zhixing.solve.research.models import Research

from ..models import Explanation
from ..rules import GroupLine
from .groups import line_of

UNCLAIMED, STRUCK = "topic_without_claim", "struck_off_not_done"
UNADOPTED = "outcome_without_adoption"


END_WORDS = {
    "topic_without_claim": _lazy("nobody has claimed it"),
    "session_without_result": _lazy("no problem, measure or task came of it"),
    "research_without_problem": _lazy("it led to no problem"),
    "struck_off_not_done": _lazy("struck off, though not done by its own words"),
    "outcome_without_adoption": _lazy("it rests on a measure that was never adopted"),
}


ENDS = {"session": "session_without_result", "research": "research_without_problem"}


OVER = {"session": ["minuted", "signed"], "research": ["reported", "closed"]}


# what a measure was adopted by: its leader, in answer to a problem, at a special meeting
ADOPTED_BY = ("measure.adopted", "measure.answered", "measure.decided")


COUNTED_GROUPS = 100  # of more groups, loose ends are counted on their own page alone


NOTHING_MORE = ["cancelled", "void", "released", "dropped"]


@dataclass(frozen=True)
class LooseEnd:
    thing: Thing
    kind: str
    group: str

    @property
    def word(self) -> Any:
        return END_WORDS[self.kind]


class LooseEnds:
    """What leads nowhere in some groups this year and has no reason yet. Each kind is a query that
    is counted, or read from a place on: three queries and one for each kind that is read.

    ``kind`` and ``among`` (codes of things) narrow what is read; so does ``reader``: who looks, and
    what they may know of. Without one it is for an act.
    """

    def __init__(
        self,
        groups: list[GroupLine],
        on: dt.date,
        kind: str = "",
        among: Iterable[str] | None = None,
        reader: Any = None,
    ) -> None:
        self.groups, self.on, self.only, self.reader = groups, on, kind, reader
        self.among = None if among is None else list(among)
        self.codes = [group.pk for group in groups]
        self.units = {group.unit_id: group.pk for group in groups}

    def _visible(self, rows: Any) -> Any:
        """As far as the reader may know of them. What led somewhere is no loose end, also where the
        reader may not see whereto.
        """
        return (
            rows
            if self.reader is None or holdings(self.reader).sees_county()
            else rows.visible_to(self.reader)
        )

    def _unexplained(self, rows: Any, explained: Any) -> Any:
        """Without those that have a reason, as far as the reader may know of the others."""
        rows = self._visible(rows)
        rows = rows if self.among is None else rows.filter(pk__in=self.among)
        return rows.exclude(explained)

    def _explanations(self, kind: str) -> Any:
        return Explanation.objects.filter(kind=kind, group__among=self.codes)

    def _things(self, kind: str) -> Any:
        """Things of this year, of a kind that is asked where it leads, from which nothing came that
        stands later in the strip, wherever and whenever that would be.
        """
        here = {"group__among": self.codes, "made_at__year": self.on.year}
        later = Link.objects.filter(earlier=OuterRef("pk"), later__kind__in=_results_of(kind))
        rows = Thing.objects.filter(kind=kind, state__in=OVER[kind], **here).exclude(
            Exists(later.exclude(later__state__in=NOTHING_MORE))
        )
        if kind == Research.KIND:
            closed = Research.objects.exclude(no_problem_reason="")
            rows = rows.exclude(pk__in=closed.values("pk"))
        explained = self._explanations(ENDS[kind]).values("thing")
        return self._unexplained(rows, Q(pk__in=explained)).order_by("made_at", "pk")

    def _struck_problems(self) -> Any:
        """Problems of the units that were struck off though not done by their own words."""
        rows = Problem.objects.alias(_unit=Aside("unit")).filter(
            closed_before=True, contradictory=True, _unit__among=list(self.units)
        )
        explained = self._explanations(STRUCK).filter(
            group__unit=OuterRef("unit"), thing=OuterRef("pk")
        )
        return self._unexplained(rows, Exists(explained)).order_by("pk")

    def _unadopted_outcomes(self) -> Any:
        """Institutional outcomes of this year that rest on a measure nobody ever adopted."""
        adopted = Record.objects.done().filter(thing=OuterRef("earlier"), verb__in=ADOPTED_BY)
        resting = Link.objects.filter(
            later=OuterRef("pk"),
            type=Type.COMES_FROM,
            earlier__kind=Measure.KIND,
            earlier__state__in=[Measure.STATES.PROPOSED, Measure.STATES.DROPPED],
        ).exclude(Exists(adopted))
        here = {"group__among": self.codes, "made_at__year": self.on.year}
        rows = Thing.objects.filter(kind=Outcome.KIND, state__in=["issued", "ended"], **here)
        explained = self._explanations(UNADOPTED).values("thing")
        return self._unexplained(rows.filter(Exists(resting)), Q(pk__in=explained)).order_by(
            "made_at", "pk"
        )

    @cached_property
    def _unclaimed(self) -> list[tuple[Topic, str]]:
        """Topics to be researched that a group has not claimed. There are as many as topics times
        groups: those are few.
        """
        ours = Q(required=Required.REQUIRED) | Q(group__among=self.codes)
        topics = Topic.objects.filter(ours, year=self.on.year, first_month__lte=self.on.month)
        topics = self._visible(topics.exclude(research_subject=""))
        topics = topics if self.among is None else topics.filter(pk__in=self.among)
        asked = list(topics.select_related("thing"))
        done = self._claimed_or_explained([topic.pk for topic in asked])
        months = [(topic, topic.pk, topic.group_id, topic.last_month) for topic in asked]
        ends = []
        for group, first in self._asked_from():
            ends += [
                (topic, group)
                for topic, code, owner, last_month in months
                if last_month >= first and owner in (None, group) and (group, code) not in done
            ]
        return ends

    def _claimed_or_explained(self, topics: list[str]) -> set[tuple[str, str]]:
        """(group, topic) that is no loose end."""
        things = Thing.objects.alias(_group=Aside("group"))
        claims = things.filter(topic__in=topics, kind=Claim.KIND, _group__among=self.codes)
        claims = claims.exclude(state__in=NOTHING_MORE).order_by()
        explained = self._explanations(UNCLAIMED).values_list("group", "thing")
        pairs = claims.values_list("group", "topic").union(explained, all=True)
        return {(group, topic) for group, topic in pairs if group and topic}

    def _asked_from(self) -> Iterator[tuple[str, int]]:
        """(group, first month whose topics it is asked for). Whoever came in an earlier year, also
        by the clock of another place, is asked for all.
        """
        for group in self.groups:
            new = group.came.year >= self.on.year
            yield group.pk, first_month(clock.day_of(group.came), self.on) if new else 1

    @cached_property
    def counts(self) -> dict[str, int]:
        """kind -> how many: the rare kinds first, they are what somebody should look at. Kinds of
        which there is none are not there.
        """
        if not self.groups:
            return {}
        queries = {end: self._things(kind).order_by() for kind, end in ENDS.items()}
        queries |= {
            STRUCK: self._struck_problems().order_by(),
            UNADOPTED: self._unadopted_outcomes().order_by(),
        }
        counts = numbers(**queries)
        counts[UNCLAIMED] = len(self._unclaimed)
        return dict(
            sorted(
                ((kind, number) for kind, number in counts.items() if number),
                key=lambda pair: (pair[1], pair[0]),
            )
        )

    def __len__(self) -> int:
        return sum(number for kind, number in self.counts.items() if self.only in ("", kind))

    def part(self, first: int = 0, size: int | None = None) -> Iterator[LooseEnd]:
        """From a place on, in the order of ``counts``; only the kind that was asked for."""
        rest = size
        for kind, number in self.counts.items():
            if self.only not in ("", kind):
                continue
            last = number if rest is None else min(number, first + rest)
            if first < last:
                yield from self._ends_of_kind(kind, first, last)
                rest = None if rest is None else rest - (last - first)
            first = max(first - number, 0)

    def _ends_of_kind(self, kind: str, first: int, last: int) -> Iterator[LooseEnd]:
        if kind == UNCLAIMED:
            yield from (
                LooseEnd(topic.thing, kind, group) for topic, group in self._unclaimed[first:last]
            )
        elif kind == STRUCK:
            rows = self._struck_problems().select_related("thing")[first:last]
            yield from (
                LooseEnd(problem.thing, kind, self.units[problem.unit_id]) for problem in rows
            )
        elif kind == UNADOPTED:
            yield from (
                LooseEnd(thing, kind, thing.group_id)
                for thing in self._unadopted_outcomes()[first:last]
            )
        else:
            step = next(step for step, end in ENDS.items() if end == kind)
            yield from (
                LooseEnd(thing, kind, thing.group_id) for thing in self._things(step)[first:last]
            )

    def __iter__(self) -> Iterator[LooseEnd]:
        return self.part()


def _results_of(kind: str) -> list[str]:
    """Kinds of things that count as what came of one of this kind: whatever stands later in the
    strip. A test is none.
    """
    behind = STEPS[STEPS.index(kinds()[kind].STEP) + 1 :]
    return [
        other for other, model in kinds().items() if model.STEP in behind and model.STEP != "test"
    ]


def loose_ends_of(group: StudyGroup, on: dt.date) -> list[LooseEnd]:
    """What leads nowhere in one group this year and has no reason yet."""
    return list(LooseEnds([line_of(group)], on))
