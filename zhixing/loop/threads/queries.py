"""Threads, the picture of how far each topic has come, and loose ends. All of it is read from things and links."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.links.models import Link
from zhixing.foundation.machinery.links.rules import STEPS
from zhixing.foundation.machinery.registry import holdings
from zhixing.foundation.machinery.things.models import STEP_WORDS, Partner, Thing, shared_q, visible_q
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.topics.models import Required, Topic
from zhixing.learn.packs.models import Pack
from zhixing.learn.packs.rules import State as PackState
from zhixing.solve.problems.models import Problem
from zhixing.solve.research.models import Research

from .models import Explanation
from .rules import COLUMNS, Node, dead_ends, furthest, steps_of

END_WORDS = {
    "topic_without_claim": _("nobody has claimed it"),
    "session_without_result": _("no problem, measure or task came of it"),
    "research_without_problem": _("it led to no problem"),
    "struck_off_not_done": _("struck off, though not done by its own words"),
}
ENDS = {"session": "session_without_result", "research": "research_without_problem"}
OVER = {"session": {"minuted", "signed"}, "research": {"reported", "closed"}}


@dataclass(frozen=True)
class LooseEnd:
    thing: Thing
    kind: str
    group: str

    @property
    def word(self) -> Any:
        return END_WORDS[self.kind]


def _node(one: Thing) -> Node:
    also = tuple(step for step, tones in one.model.STEP_ALSO.items() if one.state in tones)
    return Node(one.pk, one.model.STEP, one.group_id or "", one.topic_id or (one.pk if one.kind == "topic" else ""), also)


def _shared(codes: list[str], **narrow: Any) -> list[Node]:
    """Things of other groups in which these take part (joint study), once for each of them: one query."""
    rows = Partner.objects.filter(group__in=codes, thing__kind="session", **{f"thing__{name}": value for name, value in narrow.items()}).exclude(thing__state="cancelled").select_related("thing")
    return [replace(_node(one.thing), group=one.group_id) for one in rows]


def may_close(person: Any, group: StudyGroup) -> bool:
    held = holdings(person)
    return group.pk in held.group_codes("SECRETARY", "LEADER") or any(group.unit.path.startswith(path) for path in held.paths("OFFICE"))


def own_groups(person: Any) -> Any:
    """The groups whose threads this person may look at: the own ones, and those of units below a role."""
    return StudyGroup.objects.looked_into_by(person).active().select_related("thing", "unit__thing").in_roster_order()


def loose_ends_of(group: StudyGroup, on: dt.date) -> list[LooseEnd]:
    """What leads nowhere in one group this year and has no reason yet."""
    return loose_ends([group], on)


def loose_ends(groups: list[StudyGroup], on: dt.date) -> list[LooseEnd]:
    """The same for several groups: seven queries, whatever their number."""
    codes = [one.pk for one in groups]
    things = {one.pk: one for one in Thing.objects.filter(group__in=codes, made_at__year=on.year).exclude(state__in=["cancelled", "void", "released", "dropped"])}
    ties = list(Link.objects.filter(group__in=codes).values_list("later", "earlier"))
    done = {(one.group_id, one.thing_id, one.kind) for one in Explanation.objects.filter(group__in=codes)}
    excused = set(Research.objects.filter(group__in=codes).exclude(no_problem_reason="").values_list("pk", flat=True))
    nodes = [_node(one) for one in things.values()]
    found = [
        LooseEnd(things[code], kind, things[code].group_id)
        for code, kind in dead_ends(nodes, ties, ENDS)
        if things[code].state in OVER[things[code].model.STEP] and code not in excused
    ]
    claimed = {(one.group_id, one.topic_id) for one in things.values() if one.kind == "claim"}
    topics = list(Topic.objects.filter(year=on.year, first_month__lte=on.month).filter(Q(required=Required.REQUIRED) | Q(group__in=codes)).select_related("thing"))
    for group in groups:
        for topic in topics:
            if topic.group_id in (None, group.pk) and topic.research_subject and (group.pk, topic.pk) not in claimed and not _before_its_time(group, topic, on):
                found.append(LooseEnd(topic.thing, "topic_without_claim", group.pk))
    units = {one.unit_id: one.pk for one in groups}
    for problem in Problem.objects.filter(unit__in=list(units), closed_before=True, contradictory=True).select_related("thing"):
        found.append(LooseEnd(problem.thing, "struck_off_not_done", units[problem.unit_id]))
    return [end for end in found if (end.group, end.thing.pk, end.kind) not in done]


def _before_its_time(group: StudyGroup, topic: Topic, on: dt.date) -> bool:
    """The months of the topic were over when the group came: nobody asks it to claim that."""
    return (topic.year, topic.last_month) < ((came := clock.day_of(group.thing.made_at)).year, came.month) and came <= on


def overview(person: Any, choices: Any) -> dict[str, Any]:
    """How far each topic has come in the groups this person may look at: for each topic, how many threads reached each step."""
    year = int(choices["year"]) if str(choices.get("year", "")).isdigit() else clock.today().year
    groups = list(own_groups(person))
    if choices.get("group"):
        groups = [one for one in groups if one.pk == choices["group"]]
    codes = [one.pk for one in groups]
    things = Thing.objects.filter(group__in=codes, topic__isnull=False, made_at__year=year).only("code", "kind", "state", "group", "topic")
    reached = steps_of([*(_node(one) for one in things), *_shared(codes, topic__isnull=False, made_at__year=year)])
    topics = list(Topic.objects.visible_to(person).filter(year=year).select_related("thing").order_by("first_month", "title"))
    by_topic: dict[str, Counter] = defaultdict(Counter)
    ends: dict[str, Counter] = defaultdict(Counter)
    for (topic, _group), steps in reached.items():
        by_topic[topic].update(steps | {"topic"})
        ends[topic][furthest(steps)] += 1
    rows = [
        {"topic": one, "steps": [{"step": step, "count": by_topic[one.pk][step]} for step in STEPS], "threads": sum(1 for topic, _g in reached if topic == one.pk)}
        for one in topics
        if one.pk in by_topic or one.required == Required.REQUIRED or one.group_id in codes
    ]
    loose = loose_ends(groups, clock.today()) if year == clock.today().year else []
    by_kind = Counter(end.kind for end in loose)
    loose.sort(key=lambda end: (by_kind[end.kind], end.kind))  # the rare kinds first: they are what somebody should look at
    return {
        "year": year, "rows": rows, "steps": [str(STEP_WORDS[step]) for step in STEPS], "threads": len(reached), "groups": groups, "loose": loose, "loose_count": len(loose), "by_kind": by_kind,
        "totals": [{"label": str(STEP_WORDS[step]), "number": sum(step in steps or step == "topic" for steps in reached.values())} for step in STEPS],
    }  # fmt: skip


def thread_page(person: Any, topic_code: str, group_code: str) -> dict[str, Any]:
    """One topic in one group, under the four things it adds up to; each box is a thing, each line a link."""
    topic = get_object_or_404(Topic.objects.visible_to(person).select_related("thing"), pk=topic_code)
    group = get_object_or_404(own_groups(person), pk=group_code)
    packs = Q(kind=Pack.KIND, state=PackState.PUBLISHED) & visible_q(person)  # what it is studied with, whoever made it
    things = {one.pk: one for one in Thing.objects.filter(shared_q([group.pk]) | packs, topic=topic.pk).order_by("made_at")}
    ties = [(later, earlier, kind) for later, earlier, kind in Link.objects.filter(shared_q([group.pk], "later__"), topic=topic.pk).values_list("later", "earlier", "type")]
    tied = {code for pair in ties for code in pair[:2]}
    columns = []
    for part, steps in COLUMNS:
        boxes = [one for one in things.values() if one.model.STEP in steps]
        if "topic" in steps:
            boxes.insert(0, topic.thing)
            boxes[1:1] = [one for one in things.values() if one.kind == Pack.KIND and one.state == PackState.PUBLISHED]
        columns.append({"part": part, "boxes": [{"thing": one, "from": [things[earlier] for later, earlier, _t in ties if later == one.pk and earlier in things], "tied": one.pk in tied} for one in boxes]})
    ends = [end for end in loose_ends([group], clock.today()) if end.thing.pk in things or end.thing.pk == topic.pk]
    reached = steps_of(replace(_node(one), group=group.pk) for one in things.values()).get((topic.pk, group.pk), set())
    return {
        "topic": topic, "group": group, "columns": columns, "ends": ends, "furthest": str(STEP_WORDS[furthest(reached)]), "may_close": may_close(person, group),
        "came": {step: [one for one in things.values() if one.model.STEP == step and one.tone == "done"] for step in ("problem", "measure", "outcome")}, "count": sum(len(column["boxes"]) for column in columns),
    }  # fmt: skip
