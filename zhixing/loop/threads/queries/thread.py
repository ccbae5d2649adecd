"""The page of one topic in one group."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.links.models import Link
from zhixing.foundation.machinery.things.models import STEP_WORDS, Thing, shared_q
from zhixing.foundation.machinery.things.page import PART_WORDS, act_url
from zhixing.foundation.machinery.things.parts import Button, Crumb
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.topics.models import Topic
from zhixing.learn.packs.models import Pack
from zhixing.learn.packs.rules import State as PackState

from .. import may
from ..rules import COLUMNS, furthest, steps_of
from .ends import LooseEnd, LooseEnds
from .groups import line_of, own_groups
from .reached import node_of


def _ends_below(part: str, ends: list[Any]) -> list[Any]:
    """The loose ends that stand below a column of a thread: research that found no problem below
    the research, all others below the study.
    """
    if part not in ("learn", "research"):
        return []
    return [end for end in ends if (end.kind == "research_without_problem") == (part == "research")]


@dataclass(frozen=True)
class Box:
    """A thing of a thread, and what it comes from."""

    thing: Thing
    origins: list[Thing]


@dataclass(frozen=True)
class ThreadColumn:
    """One of the four things a thread adds up to: its boxes, and what ends there without a word."""

    label: str
    boxes: list[Box]
    ends: list[LooseEnd]


@dataclass(frozen=True, kw_only=True)
class ThreadPage:
    """One topic in one group; ``came``: what came of it and is done, by step."""

    title: str
    state_word: str
    tone: str
    crumbs: list[Crumb]
    acts: list[Button]
    group: StudyGroup
    columns: list[ThreadColumn]
    came: dict[str, list[Thing]]
    count: int


def thread_page(person: Any, topic_code: str, group_code: str) -> ThreadPage:
    """One topic in one group, under the four things it adds up to; each box is a thing, each line a
    link.
    """
    topic = get_object_or_404(
        Topic.objects.visible_to(person).select_related("thing"), pk=topic_code
    )
    group = get_object_or_404(own_groups(person), pk=group_code)
    things = _things_of(person, topic, group)
    line = line_of(group)
    ends = list(LooseEnds([line], clock.today(), among=[*things, topic.pk], reader=person))
    columns = _columns(topic, things, _origins(person, topic, group, things), ends)
    nodes = (replace(node_of(thing), group=group.pk) for thing in things.values())
    reached = steps_of(nodes).get((topic.pk, group.pk), set())
    done = [thing for thing in things.values() if thing.tone == "done"]
    return ThreadPage(
        title=topic.title,
        state_word=_("has come to: %(step)s") % {"step": STEP_WORDS[furthest(reached)]},
        tone="going",
        crumbs=[
            Crumb(pgettext("wing", "Loop")),
            Crumb(_("Threads"), reverse("threads:list")),
            Crumb(group.unit.name, group.url),
        ],
        acts=_buttons(group) if ends and may.closes_ends(person, line) else [],
        group=group,
        columns=columns,
        came={
            step: [thing for thing in done if step == thing.model.STEP]
            for step in ("problem", "measure", "outcome")
        },
        count=sum(len(column.boxes) for column in columns),
    )


def _things_of(person: Any, topic: Topic, group: StudyGroup) -> dict[str, Thing]:
    """What the group did on the topic, and what it is studied with, whoever made that."""
    packs = Q(kind=Pack.KIND, state=PackState.PUBLISHED)
    things = Thing.objects.visible_to(person).filter(shared_q([group.pk]) | packs, topic=topic.pk)
    return {thing.pk: thing for thing in things.order_by("made_at")}


def _origins(
    person: Any, topic: Topic, group: StudyGroup, things: dict[str, Thing]
) -> dict[str, list[Thing]]:
    """Thing -> those of the thread from which it comes."""
    origins: dict[str, list[Thing]] = defaultdict(list)
    links = Link.objects.visible_to(person).filter(shared_q([group.pk], "later__"), topic=topic.pk)
    for later, earlier in links.values_list("later", "earlier"):
        if earlier in things:
            origins[later].append(things[earlier])
    return origins


def _columns(
    topic: Topic,
    things: dict[str, Thing],
    origins: dict[str, list[Thing]],
    ends: list[LooseEnd],
) -> list[ThreadColumn]:
    columns = []
    for part, steps in COLUMNS:
        shown = [thing for thing in things.values() if thing.model.STEP in steps]
        if "topic" in steps:
            packs = [thing for thing in things.values() if _is_published_pack(thing)]
            shown = [topic.thing, *packs, *shown]
        boxes = [Box(thing, origins.get(thing.pk, [])) for thing in shown]
        columns.append(ThreadColumn(PART_WORDS[part](), boxes, _ends_below(part, ends)))
    return columns


def _is_published_pack(thing: Thing) -> bool:
    return thing.kind == Pack.KIND and thing.state == PackState.PUBLISHED


def _buttons(group: StudyGroup) -> list[Button]:
    return [Button(_("Say why"), act_url(group.pk, "explain_loose_end"), primary=True)]
