"""A thread 线 is one topic in one group. How far it has come, and what ended without a word. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zhixing.foundation.machinery.links.rules import STEPS

COLUMNS = (("learn", ("topic", "session", "test", "claim")), ("research", ("research",)), ("solve", ("problem", "measure")), ("drive", ("outcome", "call_back")))


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
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in nodes:
        if one.topic and one.group and one.step:
            found[(one.topic, one.group)] |= {one.step, *one.also}
    return found


def furthest(steps: Iterable[str]) -> str:
    """The last step of the strip that was reached; ``topic`` when none was."""
    reached = [step for step in STEPS if step in set(steps)]
    return reached[-1] if reached else "topic"


def dead_ends(nodes: Iterable[Node], ties: Iterable[tuple[str, str]], ends: Mapping[str, str]) -> list[tuple[str, str]]:
    """(code, kind) of things that lead nowhere: a session without result, research without problem.

    ties: (later, earlier). ends: step -> the kind of loose end a thing of that step is when nothing comes from it. A report, a task or a
    minute is no result; what counts as one is whatever stands later in the strip.
    """
    place = {step: at for at, step in enumerate(STEPS)}
    by_code = {one.code: one for one in nodes}
    leads = set()
    for later, earlier in ties:
        one, other = by_code.get(later), by_code.get(earlier)
        if one is not None and other is not None and one.step and other.step and place[one.step] > place[other.step] and one.step != "test":
            leads.add(earlier)
    return [(one.code, ends[one.step]) for one in by_code.values() if one.step in ends and one.code not in leads]
