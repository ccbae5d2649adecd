"""The threads behind a number of the overview, as a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.inputs import number_in
from zhixing.foundation.machinery.links.rules import STEPS
from zhixing.foundation.machinery.things.listing import Cell, Column, ListPage, Look
from zhixing.foundation.machinery.things.lists import Choices, address, choice
from zhixing.foundation.machinery.things.models import STEP_WORDS
from zhixing.foundation.machinery.things.parts import Chip, Crumb, Empty, Pager

from .queries import Board, board
from .rules import Fate, ThreadLine

SIZE = 50
TONES = {Fate.GOING: "going", Fate.DONE: "done", Fate.REASON: "none", Fate.SILENT: "soon"}


@dataclass(frozen=True)
class Row:
    """A thread with its names, and the way to it."""

    code: str  # of the topic
    topic: str
    group: str
    url: str
    step: str
    fate: Fate


@dataclass(frozen=True, kw_only=True)
class ThreadList(ListPage):
    """Threads of a period that fit the conditions."""

    count: int
    when: str


def thread_list(person: Actor, choices: Choices) -> ThreadList:
    """The rows of one number: ``step`` those that have it, ``at`` those that stay there, ``fate``
    why.
    """
    shown_board = board(person, choices)
    lines = _fitting(shown_board.lines, choices)
    first = number_in(choices.get("after")) or 0
    part, dress = lines[first : first + SIZE], _Names(shown_board)
    return ThreadList(
        title=_("Threads"),
        columns=_columns(),
        rows=dress(part),
        every=lines,
        dress=dress,
        file=f"thread-lines-{shown_board.span.code}",
        pager=_pager(choices, first, len(part), len(lines)),
        crumbs=[Crumb(pgettext("wing", "Loop"), reverse("overview:page")), Crumb(_("Threads"))],
        chips=_chips(choices, shown_board),
        clear_url=address({}, when=shown_board.span.code),
        empty=Empty(
            _("No topic in this year yet."),
            _("A thread begins when a group plans a topic, or studies it."),
            "repeat",
            _("Topics"),
            reverse("topics:list"),
        ),
        count=len(lines),
        when=shown_board.when,
    )


def _fitting(lines: Sequence[ThreadLine], choices: Choices) -> list[ThreadLine]:
    """Those that fit all the address asks for."""
    step, at, fate = (
        choice(choices, name, words)
        for name, words in (("step", STEPS), ("at", STEPS), ("fate", Fate.values))
    )
    return [
        line
        for line in lines
        if (not step or line.has(step))
        and (not at or STEPS[line.place] == at)
        and (not fate or line.fate == fate)
    ]


class _Names:
    """Lines with the names of their topics and groups."""

    def __init__(self, shown_board: Board) -> None:
        self.topics = shown_board.topics
        self.groups = {group.code: group.name for group in shown_board.groups}

    def __call__(self, lines: list[ThreadLine]) -> list[Row]:
        return list(self._rows(lines))

    def _rows(self, lines: list[ThreadLine]) -> Iterator[Row]:
        for line in lines:
            yield Row(
                line.topic,
                self.topics[line.topic],
                self.groups[line.group],
                reverse("threads:thread", args=[line.topic, line.group]),
                str(STEP_WORDS[STEPS[line.place]]),
                line.fate,
            )


def _columns() -> list[Column]:
    return [
        Column.of_file(_("Code"), lambda row: row.code),
        Column.title(_("Topic"), lambda row: row.topic),
        Column(_("Group"), lambda row: row.group),
        Column(pgettext("thread", "Came to"), lambda row: row.step),
        Column(
            pgettext("thread", "How it stands"),
            lambda row: row.fate.label,
            lambda row: Cell(row.fate.label, tone=TONES[row.fate]),
            Look.STATE,
        ),
    ]


def _pager(choices: Choices, first: int, size: int, total: int) -> Pager:
    last = first + size
    return Pager(
        first=first + 1 if size else 0,
        last=last if size else 0,
        total=total,
        prev_url=address(choices, after=max(0, first - SIZE) or "") if first else "",
        next_url=address(choices, after=last) if size and last < total else "",
    )


def _chips(choices: Choices, shown_board: Board) -> list[Chip]:
    words: dict[str, Any] = {}
    if choices.get("when") or choices.get("year"):
        words["when"] = shown_board.when
    words["group"] = shown_board.chosen.name if shown_board.chosen else ""
    step, at = choice(choices, "step", STEPS), choice(choices, "at", STEPS)
    fate = choice(choices, "fate", Fate.values)
    words["step"] = _("with: %(step)s") % {"step": STEP_WORDS[step]} if step else ""
    words["at"] = _("came to: %(step)s") % {"step": STEP_WORDS[at]} if at else ""
    words["fate"] = Fate(fate).label if fate else ""
    return [
        Chip(str(word), address(choices, after="", **_without(name)))
        for name, word in words.items()
        if word
    ]


def _without(name: str) -> dict[str, str]:
    """What leaves a condition out; a period is named in two ways."""
    return {"when": "", "year": ""} if name == "when" else {name: ""}
