"""Threads, the picture of how far each topic has come, and loose ends. All of it is read from
things and links.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import Case, Exists, Max, OuterRef, Q, Sum, When
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.links.models import Link
from zhixing.foundation.machinery.links.rules import STEPS
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.machinery.things.lists import numbers
from zhixing.foundation.machinery.things.models import STEP_WORDS, Partner, Thing, kinds, shared_q
from zhixing.foundation.machinery.things.places import Aside
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.topics.models import Required, Topic
from zhixing.learn.packs.models import Pack
from zhixing.learn.packs.rules import State as PackState
from zhixing.solve.claims.models import Claim
from zhixing.solve.problems.models import Problem
from zhixing.solve.research.models import Research

from . import may
from .models import Explanation
from .rules import COLUMNS, GroupLine, Node, asked_from, furthest, steps_of

UNCLAIMED, STRUCK = "topic_without_claim", "struck_off_not_done"
END_WORDS = {
    "topic_without_claim": _("nobody has claimed it"),
    "session_without_result": _("no problem, measure or task came of it"),
    "research_without_problem": _("it led to no problem"),
    "struck_off_not_done": _("struck off, though not done by its own words"),
}
ENDS = {"session": "session_without_result", "research": "research_without_problem"}
OVER = {"session": ["minuted", "signed"], "research": ["reported", "closed"]}
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


def _node(thing: Thing) -> Node:
    also = tuple(step for step, tones in thing.model.STEP_ALSO.items() if thing.state in tones)
    return Node(
        thing.pk,
        thing.model.STEP,
        thing.group_id or "",
        thing.topic_id or (thing.pk if thing.kind == "topic" else ""),
        also,
    )


def own_groups(person: Any) -> Any:
    """The groups whose threads this person may look at: the own ones, and those of units below a
    role.
    """
    return (
        StudyGroup.objects.looked_into_by(person)
        .active()
        .select_related("thing", "unit__thing")
        .in_roster_order()
    )


def line_of(group: StudyGroup) -> GroupLine:
    """One group as threads need it."""
    unit = group.unit
    return GroupLine(group.pk, unit.pk, unit.name, unit.path, group.thing.made_at)


def lines_of(groups: Any) -> list[GroupLine]:
    """Many groups, in the order of the queryset, without their rows."""
    columns = ("pk", "unit", "unit__name", "unit__path", "thing__made_at")
    return [GroupLine(*row) for row in groups.select_related(None).values_list(*columns)]


# -- loose ends ------------------------------------------------------------------------------------


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
            yield group.pk, asked_from(clock.day_of(group.came), self.on) if new else 1

    @cached_property
    def counts(self) -> dict[str, int]:
        """kind -> how many: the rare kinds first, they are what somebody should look at. Kinds of
        which there is none are not there.
        """
        if not self.groups:
            return {}
        queries = {end: self._things(kind).order_by() for kind, end in ENDS.items()}
        counts = numbers(**queries, **{STRUCK: self._struck_problems().order_by()})
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


# -- how far each topic has come -------------------------------------------------------------------


@dataclass
class Reached:
    """How many groups reached each step of the topics of a year, whenever they did: counted by the
    database, in two queries (three where groups study together).
    """

    by_topic: dict[str, Counter[str]]  # topic -> step -> groups
    threads: defaultdict[str, int]  # topic -> groups

    @classmethod
    def of(cls, codes: list[str], year: int) -> Reached:
        reached = cls(defaultdict(Counter), defaultdict(int))
        for topic, steps, groups in _reached_together(codes, year):
            reached.threads[topic] += groups
            reached.by_topic[topic].update(dict.fromkeys(steps, groups))
        reached._share(codes, year)
        for topic, groups in reached.threads.items():
            reached.by_topic[topic]["topic"] = groups
        return reached

    def _share(self, codes: list[str], year: int) -> None:
        """Joint study counts for every group that took part and has no session of its own on the
        topic.
        """
        sessions = {"_kind": "session", "_topic__in": _topics_of(year)}
        rows = (
            Partner.objects.alias(_kind=Aside("thing__kind"), _topic=Aside("thing__topic"))
            .filter(group__among=codes, **sessions)
            .exclude(thing__state="cancelled")
        )
        pairs = rows.values_list("thing__topic", "group")
        joined = {(topic, group) for topic, group in pairs if topic and group}
        if not joined:
            return
        topics, groups = ({pair[at] for pair in joined} for at in (0, 1))
        own = Thing.objects.filter(topic__in=topics, group__in=groups, kind__in=_stepping())
        steps = steps_of(
            Node("", kinds()[kind].STEP, group or "", topic or "")
            for topic, group, kind in own.values_list("topic", "group", "kind").distinct()
        )
        for topic, group in joined:
            reached = steps.get((topic, group), set())
            self.by_topic[topic]["session"] += "session" not in reached
            self.threads[topic] += not reached


def _topics_of(year: int) -> Any:
    return Topic.objects.filter(year=year).values("pk")


def _reached_together(codes: list[str], year: int) -> Iterator[tuple[str, set[str], int]]:
    """(topic, steps, how many groups have reached just these), for the topics of the year. The
    things are read once, along an index; each kind is a bit, so that a group is one number.
    """
    bits = {kind: 1 << at for at, kind in enumerate(_stepping())}
    further = _further_steps()
    things = Thing.objects.alias(_group=Aside("group"), _kind=Aside("kind")).filter(
        topic__in=_topics_of(year), _group__among=codes, _kind__in=list(bits)
    )
    kinds_seen = Sum(
        Case(*(When(kind=kind, then=bit) for kind, bit in bits.items())), distinct=True
    )
    also = {f"also_{step}": Max(Case(When(q, then=1), default=0)) for step, q in further.items()}
    threads = things.order_by().values("topic", "group").annotate(seen=kinds_seen, **also)
    for topic, seen, *flags, groups in _counted_alike(threads, ["topic", "seen", *also]):
        steps = {kinds()[kind].STEP for kind, bit in bits.items() if seen & bit}
        steps |= {step for step, flag in zip(further, flags, strict=True) if flag}
        yield topic, steps, groups


def _counted_alike(rows: Any, columns: list[str]) -> list[tuple[Any, ...]]:
    """Those columns of some rows, each combination once, and how many rows have it."""
    sql, params = rows.query.sql_with_params()
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        cursor.execute(
            # compiled by Django
            f"SELECT {names}, COUNT(*) FROM ({sql}) AS alike GROUP BY {names}",  # noqa: S608
            params,
        )
        return cursor.fetchall()


def _further_steps() -> dict[str, Q]:
    """Step -> the things that fill it by their state, beside the step of their kind."""
    conditions: dict[str, Q] = defaultdict(Q)
    for kind, model in kinds().items():
        for step, tones in model.STEP_ALSO.items():
            conditions[step] |= Q(kind=kind, state__in=list(tones))
    return conditions


def _stepping() -> list[str]:
    """Kinds of things that are a step of the strip."""
    return [kind for kind, model in kinds().items() if model.STEP]


def chosen_groups(person: Any, choices: Any) -> list[GroupLine]:
    """The groups this person may look at, or the one the address names."""
    groups = own_groups(person)
    return lines_of(groups.filter(pk=choices["group"]) if choices.get("group") else groups)


def _ends_below(part: str, ends: list[Any]) -> list[Any]:
    """The loose ends that stand below a column of a thread: research that found no problem below
    the research, all others below the study.
    """
    if part not in ("learn", "research"):
        return []
    return [end for end in ends if (end.kind == "research_without_problem") == (part == "research")]


def thread_page(person: Any, topic_code: str, group_code: str) -> dict[str, Any]:
    """One topic in one group, under the four things it adds up to; each box is a thing, each line a
    link.
    """
    topic = get_object_or_404(
        Topic.objects.visible_to(person).select_related("thing"), pk=topic_code
    )
    group = get_object_or_404(own_groups(person), pk=group_code)
    packs = Q(kind=Pack.KIND, state=PackState.PUBLISHED)  # what it is studied with, whoever made it
    things = {
        thing.pk: thing
        for thing in (
            Thing.objects.visible_to(person)
            .filter(shared_q([group.pk]) | packs, topic=topic.pk)
            .order_by("made_at")
        )
    }
    ties = [
        (later, earlier, kind)
        for later, earlier, kind in (
            Link.objects.visible_to(person)
            .filter(shared_q([group.pk], "later__"), topic=topic.pk)
            .values_list("later", "earlier", "type")
        )
    ]
    tied = {later for later, _earlier, _kind in ties}
    tied |= {earlier for _later, earlier, _kind in ties}
    columns: list[dict[str, Any]] = []
    for part, steps in COLUMNS:
        boxes = [thing for thing in things.values() if thing.model.STEP in steps]
        if "topic" in steps:
            boxes.insert(0, topic.thing)
            boxes[1:1] = [
                thing
                for thing in things.values()
                if thing.kind == Pack.KIND and thing.state == PackState.PUBLISHED
            ]
        columns.append(
            {
                "part": part,
                "boxes": [
                    {
                        "thing": thing,
                        "from": [
                            things[earlier]
                            for later, earlier, _t in ties
                            if later == thing.pk and earlier in things
                        ],
                        "tied": thing.pk in tied,
                    }
                    for thing in boxes
                ],
            }
        )
    line = line_of(group)
    ends = list(LooseEnds([line], clock.today(), among=[*things, topic.pk], reader=person))
    for column in columns:
        column["ends"] = _ends_below(column["part"], ends)
    reached = steps_of(replace(_node(thing), group=group.pk) for thing in things.values()).get(
        (topic.pk, group.pk), set()
    )
    return {
        "topic": topic,
        "group": group,
        "columns": columns,
        "ends": ends,
        "furthest": str(STEP_WORDS[furthest(reached)]),
        "may_close": may.closes_ends(person, line),
        "came": {
            step: [
                thing
                for thing in things.values()
                if step == thing.model.STEP and thing.tone == "done"
            ]
            for step in ("problem", "measure", "outcome")
        },
        "count": sum(len(column["boxes"]) for column in columns),
    }
