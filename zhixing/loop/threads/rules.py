"""A thread 线 is one topic in one group, and how far it has come. Pure."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from zhixing.foundation.machinery.links.rules import STEPS

COLUMNS: tuple[tuple[str, Collection[str]], ...] = (
    ("learn", ("topic", "session", "test", "claim")),
    ("research", ("research",)),
    ("solve", ("problem", "measure")),
    ("drive", ("outcome", "call_back")),
)


class GroupLine(NamedTuple):
    """What threads and loose ends need of a study group: a page reads hundreds of them."""

    pk: str
    unit_id: str
    name: str  # of its unit
    place: str  # path of its unit
    came: dt.datetime


@dataclass(frozen=True)
class Node:
    """A thing as the graph sees it."""

    code: str
    step: str
    group: str
    topic: str
    also: tuple[str, ...] = ()


def steps_of(nodes: Iterable[Node]) -> dict[tuple[str, str], set[str]]:
    """(topic, group) -> the steps it has reached."""
    reached: dict[tuple[str, str], set[str]] = defaultdict(set)
    for node in nodes:
        if node.topic and node.group and node.step:
            reached[(node.topic, node.group)] |= {node.step, *node.also}
    return reached


def furthest(steps: Iterable[str]) -> str:
    """The last step of the strip that was reached; ``topic`` when none was."""
    reached = [step for step in STEPS if step in set(steps)]
    return reached[-1] if reached else "topic"
