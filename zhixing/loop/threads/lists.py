"""How far each topic has come, and the loose ends, as lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.inputs import number_in
from zhixing.foundation.machinery.links.rules import STEPS
from zhixing.foundation.machinery.things.listing import Cell, Column, ListPage, Look
from zhixing.foundation.machinery.things.lists import Choices, address, year_of
from zhixing.foundation.machinery.things.models import STEP_WORDS, Thing
from zhixing.foundation.machinery.things.page import act_url
from zhixing.foundation.machinery.things.parts import Chip, Empty, Pager, Way
from zhixing.foundation.spine.topics.models import Required, Topic

from . import may
from .queries import COUNTED_GROUPS, END_WORDS, LooseEnds, Reached, chosen_groups
from .rules import GroupLine

LOOSE_PAGE = 50


@dataclass(frozen=True)
class TopicLine:
    """A topic, how many threads it has, and how many of them reached each step."""

    topic: Topic
    threads: int
    counts: list[int]  # as ``STEPS``


@dataclass(frozen=True, kw_only=True)
class Overview(ListPage):
    """How far each topic has come in some groups; ``totals`` are those of each step."""

    year: int
    steps: list[str]
    threads: int
    groups: list[GroupLine]
    group_links: list[tuple[str, str]]
    loose_count: int
    loose_uncounted: bool
    totals: list[int]


def overview(person: Actor, choices: Choices) -> Overview:
    """How far each topic has come in the groups this person may look at: for each topic, how many
    threads reached each step.
    """
    year, today = year_of(choices), clock.today()
    groups = chosen_groups(person, choices)
    rows = _topic_lines(person, [group.pk for group in groups], year)
    asked = groups if year == today.year else []
    few = len(asked) <= COUNTED_GROUPS
    loose = LooseEnds(asked if few else [], today, reader=person)
    steps = [str(STEP_WORDS[step]) for step in STEPS]
    return Overview(
        title=_("How far each topic has come"),
        columns=_columns(steps),
        rows=rows,
        every=rows,
        file=f"threads-{year}",
        year=year,
        steps=steps,
        threads=sum(line.threads for line in rows),
        groups=groups,
        group_links=[(f"?group={group.pk}", group.name) for group in groups],
        loose_count=sum(loose.counts.values()),
        loose_uncounted=not few,
        totals=[sum(line.counts[at] for line in rows) for at in range(len(STEPS))],
        empty=Empty(
            _("No topic in this year yet."),
            _(
                "The county's office sets the topics or imports its plan; groups plan, study and"
                " claim."
            ),
            "repeat",
            _("Topics"),
            reverse("topics:list"),
        ),
    )


def _topic_lines(person: Actor, codes: list[str], year: int) -> list[TopicLine]:
    """The topics of a year that are required, belong to one of the groups, or were taken up."""
    reached = Reached.of(codes, year)
    topics = Topic.objects.visible_to(person).filter(year=year).order_by("first_month", "title")
    return [
        TopicLine(
            topic,
            reached.threads.get(topic.pk, 0),
            [reached.by_topic[topic.pk][step] for step in STEPS],
        )
        for topic in topics
        if topic.pk in reached.threads
        or topic.required == Required.REQUIRED
        or topic.group_id in codes
    ]


def _columns(steps: list[str]) -> list[Column]:
    return [
        Column.of_file(_("Code"), lambda line: line.topic.pk),
        Column(_("Title"), lambda line: line.topic.title),
        *(_step_column(at, word) for at, word in enumerate(steps)),
    ]


def _step_column(at: int, word: str) -> Column:
    return Column.number(word, lambda line: line.counts[at])


# -- loose ends ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class EndLine:
    """A loose end, its group, and where a reason for it is given."""

    thing: Thing
    word: str
    group: GroupLine
    close_url: str


@dataclass(frozen=True, kw_only=True)
class EndList(ListPage):
    """What ended without a word; each kind can be looked at alone."""

    count: int
    kinds: list[Way]


def loose_ends(person: Actor, choices: Choices) -> EndList:
    """What ended without a word, the rare kinds first; each kind can be looked at alone."""
    kind = choices.get("kind", "")
    chosen = chosen_groups(person, choices)
    loose = LooseEnds(chosen, clock.today(), kind, reader=person)
    at = number_in(choices.get("after")) or 0
    ends, total = list(loose.part(at, LOOSE_PAGE)), len(loose)
    groups = {group.pk: group for group in chosen}
    able = {code: may.closes_ends(person, groups[code]) for code in {end.group for end in ends}}
    last = at + len(ends)

    def lines(ends: list[Any]) -> list[EndLine]:
        return [
            EndLine(
                end.thing,
                end.word,
                groups[end.group],
                _close_url(end) if able.get(end.group) else "",
            )
            for end in ends
        ]

    return EndList(
        title=_("Loose ends"),
        columns=_end_columns(),
        rows=lines(ends),
        every=loose,
        file="loose-ends",
        dress=lines,
        pager=Pager(
            first=at + 1 if ends else 0,
            last=last if ends else 0,
            total=total,
            prev_url=address(choices, after=max(0, at - LOOSE_PAGE) or "") if at else "",
            next_url=address(choices, after=last) if ends and last < total else "",
        ),
        chips=[Chip(str(END_WORDS.get(kind, kind)), "?")] if kind else [],
        count=total,
        kinds=[
            Way(str(END_WORDS[code]), f"?kind={code}", number=number)
            for code, number in loose.counts.items()
        ],
        empty=Empty(
            _("Nothing ended without a word."),
            _("Everything led somewhere, or says why it did not."),
            "circle-check",
        ),
    )


def _close_url(end: Any) -> str:
    return f"{act_url(end.group, 'explain_loose_end')}?thing={end.thing.pk}"


def _end_columns() -> list[Column]:
    return [
        Column.of_file(_("Code"), lambda line: line.thing.pk),
        Column.title(_("What"), lambda line: line.thing.title, url=lambda line: line.thing.url),
        Column(_("Unit"), lambda line: line.group.name),
        Column.state(lambda line: line.word, lambda _line: "soon", _("Why it is one")),
        Column.of_screen("", _close_cell, Look.DAY),
    ]


def _close_cell(line: EndLine) -> Cell:
    return Cell(_("Say why"), line.close_url, way="btn") if line.close_url else Cell()
