"""The flow as a drawing: bars and bands in the units of its view box. Pure.

Heights are counts: one scale for the whole drawing. What stays at a step leaves its bar downwards
and ends beside the next bar, each reason by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .rules import Fate, Stretch

WIDTH = 860
LEFT, RIGHT, TOP = 30, 60, 48
BAR, TALL, GAP, LEAST, FOOT = 8, 200, 14, 2.0, 8


@dataclass(frozen=True)
class Bar:
    """A step: where its bar stands, and how high it is. Its lower part, ``past``, is of threads
    that came further without this step.
    """

    step: str
    number: int
    x: float
    y: float
    height: float
    past: float

    @property
    def whole(self) -> float:
        return self.height + self.past

    @property
    def below(self) -> float:
        """Where the lower part begins."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        return self.x + BAR / 2


@dataclass(frozen=True)
class Band:
    """What goes from one bar to the next, or stays; ``path`` is its outline."""

    path: str
    fate: str  # "" for what goes on


@dataclass(frozen=True)
class Leaf:
    """What stayed at a step for one reason: a small bar with its number."""

    step: str
    fate: Fate
    number: int
    x: float
    y: float
    height: float

    @property
    def beside(self) -> float:
        """Where its number stands."""
        return self.x + BAR + 5

    @property
    def base(self) -> float:
        """The line on which its number stands."""
        return self.y + self.height / 2 + 4.5


@dataclass(frozen=True)
class Drawing:
    """All of it."""

    width: int
    height: int
    bars: list[Bar]
    bands: list[Band]
    leaves: list[Leaf]


def drawn(stretches: Sequence[Stretch]) -> Drawing:
    """Bars from left to right; none is drawn where there is no thread at all."""
    most = stretches[0].came or 1
    scale, pace = TALL / most, (WIDTH - LEFT - RIGHT - BAR) / (len(stretches) - 1)
    bars = [_bar(part, LEFT + at * pace, scale) for at, part in enumerate(stretches)]
    bands, leaves = [], []
    for part, bar, after in zip(stretches, bars, bars[1:], strict=False):
        if after.whole:
            bands.append(Band(_band(bar, TOP, after.whole, after.x, TOP, after.whole), ""))
        for leaf, source in _leaves(part, after, scale):
            leaves.append(leaf)
            path = _band(bar, source, leaf.number * scale, leaf.x, leaf.y, leaf.height)
            bands.append(Band(path, leaf.fate.value))
    lowest = max([TOP + TALL, *(leaf.y + leaf.height for leaf in leaves)])
    return Drawing(WIDTH, round(lowest) + FOOT, bars, bands, leaves)


def _bar(part: Stretch, x: float, scale: float) -> Bar:
    past = (part.came - part.number) * scale
    return Bar(part.step, part.number, x, TOP, part.number * scale, past)


def _leaves(part: Stretch, after: Bar, scale: float) -> list[tuple[Leaf, float]]:
    """What stayed at a step, and where it leaves its bar."""
    source, y = TOP + after.whole, TOP + after.whole + GAP
    leaves = []
    for fate in Fate:
        number = part.stayed.get(fate, 0)
        if not number:
            continue
        height = max(number * scale, LEAST)
        leaves.append((Leaf(part.step, fate, number, after.x, y, height), source))
        source, y = source + number * scale, y + max(height, GAP)
    return leaves


def _band(bar: Bar, from_y: float, from_high: float, x: float, y: float, high: float) -> str:
    """From the right side of a bar to the left side of what stands at ``x``."""
    start = bar.x + BAR
    half = (start + x) / 2
    return (
        f"M{start:.1f} {from_y:.1f}C{half:.1f} {from_y:.1f} {half:.1f} {y:.1f} {x:.1f} {y:.1f}"
        f"V{y + high:.1f}C{half:.1f} {y + high:.1f} {half:.1f} {from_y + from_high:.1f}"
        f" {start:.1f} {from_y + from_high:.1f}Z"
    )
