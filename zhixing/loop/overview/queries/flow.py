"""How far threads came, as a drawing and as a table; every number opens its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from zhixing.foundation.machinery.things.blocks import Block
from zhixing.foundation.machinery.things.lists import address
from zhixing.foundation.machinery.things.models import STEP_WORDS
from zhixing.foundation.machinery.things.parts import Way

from ..drawing import Bar, Drawing, Leaf, drawn
from ..rules import Fate, Stretch, flow
from .board import Board


@dataclass(frozen=True)
class StepRow:
    """A step of the flow as a row of the table, each number with the way to its rows."""

    step: str
    label: str
    number: Way
    stayed: list[Way | None]  # in the order of ``Fate``


@dataclass(frozen=True)
class BarShown:
    """A bar of the drawing with its word and the way to its rows."""

    bar: Bar
    label: str
    url: str


@dataclass(frozen=True)
class LeafShown:
    """What stayed, with the way to it, and what a screen reader says."""

    leaf: Leaf
    url: str
    spoken: str


@dataclass(frozen=True, kw_only=True)
class ThreadsBlock(Block):
    """The flow of some threads; ``whole``: how many there are."""

    template: ClassVar[str] = "overview/flow.html"
    whole: int
    drawing: Drawing
    bars: list[BarShown]
    leaves: list[LeafShown]
    fates: list[tuple[Fate, Way]]
    rows: list[StepRow]


def threads_block(shown: Board) -> ThreadsBlock:
    """The threads of a board."""
    stretches = flow(shown.lines)
    drawing = drawn(stretches)
    return ThreadsBlock(
        title=_("How far the threads came"),
        whole=len(shown.lines),
        drawing=drawing,
        bars=[
            BarShown(bar, str(STEP_WORDS[bar.step]), lines_url(shown, step=bar.step))
            for bar in drawing.bars
        ],
        leaves=[_leaf(shown, leaf) for leaf in drawing.leaves],
        fates=_fates(shown, stretches),
        rows=[_step_row(shown, part) for part in stretches],
    )


def lines_url(shown: Board, **conditions: str) -> str:
    """The list of the threads under these conditions."""
    group = shown.chosen.code if shown.chosen else ""
    when = address({}, when=shown.span.code, group=group, **conditions)
    return reverse("overview:lines") + when


def _leaf(shown: Board, leaf: Leaf) -> LeafShown:
    words = {"step": STEP_WORDS[leaf.step], "fate": leaf.fate.label, "number": leaf.number}
    return LeafShown(
        leaf,
        lines_url(shown, at=leaf.step, fate=leaf.fate.value),
        _("Came to %(step)s, %(fate)s: %(number)s") % words,
    )


def _fates(shown: Board, stretches: list[Stretch]) -> list[tuple[Fate, Way]]:
    counts = {fate: sum(part.stayed.get(fate, 0) for part in stretches) for fate in Fate}
    return [
        (fate, Way(str(fate.label), lines_url(shown, fate=fate.value), number=counts[fate]))
        for fate in Fate
    ]


def _step_row(shown: Board, part: Stretch) -> StepRow:
    label = str(STEP_WORDS[part.step])
    stayed = [
        Way(
            str(fate.label),
            lines_url(shown, at=part.step, fate=fate.value),
            number=part.stayed[fate],
        )
        if part.stayed.get(fate)
        else None
        for fate in Fate
    ]
    number = Way(label, lines_url(shown, step=part.step), number=part.number)
    return StepRow(part.step, label, number, stayed)
