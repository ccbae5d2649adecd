"""The frames of the front pages: figures that a wing has a place for. A room says which it fills
(``Front.fills``, ``Block.frame``); until one does, the page says what the county has not done yet,
and leads to where it begins. A room that comes later takes its frame over by saying so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhixing.foundation.machinery.fronts import Frame, Glance, Seen
from zhixing.foundation.machinery.things.blocks import Block, EmptyBlock, RatesBlock, Width
from zhixing.foundation.machinery.things.parts import Way

FRAMES: dict[str, tuple[Frame, ...]] = {
    "examine": (
        Frame(
            code="cycle",
            width=Width.FULL,
            title=gettext_lazy("The tests of the month"),
            none=gettext_lazy("No test has been held or set this month yet."),
        ),
        Frame(
            code="bands",
            width=Width.MAIN,
            title=gettext_lazy("The last test in bands"),
            none=gettext_lazy("The county has not decided to show a test in bands yet."),
        ),
        Frame(
            code="trend",
            width=Width.MAIN,
            title=gettext_lazy("From test to test"),
            none=gettext_lazy("No test has been compared with the one before it yet."),
        ),
        Frame(
            code="round",
            width=Width.SIDE,
            title=gettext_lazy("On-site test"),
            none=gettext_lazy("No on-site test has been held in this county yet."),
        ),
        Frame(
            code="drawn",
            width=Width.SIDE,
            title=gettext_lazy("Drawn this year"),
            none=gettext_lazy("Nobody has been drawn to speak yet."),
        ),
        Frame(
            code="tested",
            width=Width.SIDE,
            title=gettext_lazy("How far the tests reach"),
            none=gettext_lazy("No group has been tested this quarter yet."),
        ),
    ),
    "oversee": (
        Frame(
            code="inspection",
            width=Width.MAIN,
            title=gettext_lazy("Inspection by the nineteen items"),
            none=gettext_lazy("No inspection has been held in this county yet."),
        ),
    ),
}


def framed(
    glance: Glance, blocks: Iterable[Block], rooms: Sequence[Seen], frames: Sequence[Frame]
) -> list[Block]:
    """The blocks of the page: those that stand by themselves, then frame by frame what fills it, or
    that it is empty. Raises KeyError for a block in a frame that the page has not.
    """
    loose: list[Block] = []
    inside: dict[str, list[Block]] = {frame.code: [] for frame in frames}
    for block in blocks:
        place = inside[block.frame] if block.frame else loose
        place.append(block)
    parts = (
        _filled(frame, inside[frame.code]) or [_empty(glance, frame, rooms)] for frame in frames
    )
    return [*loose, *chain.from_iterable(parts)]


def _filled(frame: Frame, blocks: list[Block]) -> list[Block]:
    """What fills a frame: numbers of a whole that several rooms tell stand together."""
    rates = [block for block in blocks if isinstance(block, RatesBlock)]
    others = [block for block in blocks if not isinstance(block, RatesBlock)]
    if rates:
        lines = list(chain.from_iterable(block.rates for block in rates))
        others.append(replace(rates[0], title=str(frame.title), rates=lines))
    return [replace(block, width=frame.width) for block in others]


def _empty(glance: Glance, frame: Frame, rooms: Sequence[Seen]) -> EmptyBlock:
    """What is not there yet; with the way to begin it, for whoever may."""
    fronts = [room.front for room in rooms if frame.code in room.front.fills]
    begins = chain.from_iterable(front.begins for front in fronts)
    act = next((act for act in begins if act.may.allows(glance.person, None, glance.held)), None)
    return EmptyBlock(
        title=str(frame.title),
        width=frame.width,
        none=str(frame.none),
        way=Way(_("Begin here"), reverse("new", args=[act.name])) if act is not None else None,
    )
