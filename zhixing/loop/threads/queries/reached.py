"""How far each topic has come."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Case, Max, Q, Sum, When

from zhixing.foundation.machinery.things.models import Partner, Thing, kinds
from zhixing.foundation.machinery.things.places import Aside
from zhixing.foundation.spine.topics.models import Topic

from ..rules import Node, steps_of


def node_of(thing: Thing) -> Node:
    also = tuple(step for step, tones in thing.model.STEP_ALSO.items() if thing.state in tones)
    return Node(
        thing.pk,
        thing.model.STEP,
        thing.group_id or "",
        thing.topic_id or (thing.pk if thing.kind == "topic" else ""),
        also,
    )


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
