"""How far the threads of a year came, and why they came no further. Pure: no database, no clock.

A thread is one topic in one group: planned there, or taken up. It has come as far as the last step
of the strip that anything of it stands at. Of those that came no further, some are under way, some
have come to their end, some ended with a reason on record, and some without a word.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import models
from django.utils.translation import pgettext_lazy

from zhixing.foundation.machinery.links.rules import STEPS
from zhixing.solve.problems.rules import CLOSED

PLACES = {step: at for at, step in enumerate(STEPS)}
LAST = STEPS[-1]
ALL_YEAR = (1 << 12) - 1
CAN_END = ("measure", "outcome")  # steps at which a thread may have come to a good end


class Fate(models.TextChoices):
    """Why a thread came no further."""

    GOING = "going", pgettext_lazy("thread", "under way")
    DONE = "done", pgettext_lazy("thread", "came to its end")
    REASON = "reason", pgettext_lazy("thread", "ended with a reason on record")
    SILENT = "silent", pgettext_lazy("thread", "ended without a word")


class ThreadLine(NamedTuple):
    """A thread: the steps it has (a bit for each place in ``STEPS``), why it came no further than
    the last of them, and the months of the year in which its topic was planned or studied (a bit
    each, from January).
    """

    topic: str
    group: str
    steps: int
    fate: Fate
    months: int = 0

    @property
    def place(self) -> int:
        """Of the last step, in ``STEPS``."""
        return self.steps.bit_length() - 1

    def has(self, step: str) -> bool:
        return bool(self.steps & 1 << PLACES[step])

    def is_of(self, months: int) -> bool:
        """Whether it was planned or studied in one of these; nothing says when: it is of the year
        alone.
        """
        return months == ALL_YEAR or bool(self.months & months)


class Standing(NamedTuple):
    """A thing of a thread: its step, its state, and the tone of that."""

    step: str
    state: str
    tone: str


@dataclass
class Facts:
    """What is known of one thread before it is judged. ``silent_at``: steps at which something of
    it ended without a word; ``explained``: something of it has a reason on record.
    """

    standings: list[Standing] = field(default_factory=list)
    also: set[str] = field(default_factory=set)  # steps filled by a state
    silent_at: set[str] = field(default_factory=set)
    explained: bool = False
    months: int = 0


def months_in(first: dt.date, last: dt.date) -> int:
    """The months of a year from a day to another, a bit each."""
    return sum(1 << month for month in range(first.month - 1, last.month))


def steps_of(facts: Facts) -> set[str]:
    """The steps of the strip that something of the thread stands at; the topic always."""
    steps = {standing.step for standing in facts.standings} | facts.also | {"topic"}
    return steps & PLACES.keys()


def fate_of(facts: Facts, step: str) -> Fate:
    """Why a thread that came to ``step`` came no further."""
    standings = [standing for standing in facts.standings if standing.step == step]
    if step == LAST or (step in CAN_END and any(part.tone == "done" for part in standings)):
        return Fate.DONE
    if step in facts.silent_at:
        return Fate.SILENT
    closed = step == "problem" and all(standing.state in CLOSED for standing in standings)
    return Fate.REASON if facts.explained or closed else Fate.GOING


def judged(threads: Mapping[tuple[str, str], Facts]) -> list[ThreadLine]:
    """(topic, group) -> facts, judged."""
    lines = []
    for (topic, group), facts in threads.items():
        steps = steps_of(facts)
        last = max(steps, key=PLACES.__getitem__)
        bits = sum(1 << PLACES[step] for step in steps)
        lines.append(ThreadLine(topic, group, bits, fate_of(facts, last), facts.months))
    return lines


@dataclass(frozen=True)
class Stretch:
    """A step of the strip: how many threads have it, how many came at least so far (some pass a
    step by), and of those that came no further how many for which reason.
    """

    step: str
    number: int
    came: int
    stayed: Mapping[Fate, int]


def flow(lines: Sequence[ThreadLine]) -> list[Stretch]:
    """The strip as a flow: what comes in at a step goes on, or stays for a reason."""
    stayed: list[Counter[Fate]] = [Counter() for _step in STEPS]
    alike: Counter[int] = Counter()  # thousands of threads have few different steps
    for line in lines:
        stayed[line.place][line.fate] += 1
        alike[line.steps] += 1
    stretches, came = [], len(lines)
    for step, counts in zip(STEPS, stayed, strict=True):
        number = sum(threads for steps, threads in alike.items() if steps & 1 << PLACES[step])
        stretches.append(Stretch(step, number, came, counts))
        came -= counts.total()
    return stretches


class Depth(models.TextChoices):
    """How deep what a group studied in a month went; what was to be studied and was not."""

    MISSING = "0", pgettext_lazy("depth", "due and not studied")
    STUDIED = "1", pgettext_lazy("depth", "studied")
    RESEARCHED = "2", pgettext_lazy("depth", "researched")
    PROBLEM = "3", pgettext_lazy("depth", "a problem found")
    MEASURE = "4", pgettext_lazy("depth", "a measure taken")
    LANDED = "5", pgettext_lazy("depth", "it has landed")
    NOTHING = "n", pgettext_lazy("depth", "nothing planned, or to come")


DEPTHS = {
    "research": Depth.RESEARCHED,
    "problem": Depth.PROBLEM,
    "measure": Depth.MEASURE,
    "outcome": Depth.LANDED,
    "call_back": Depth.LANDED,
}


def depth_of(places: Iterable[int], *, missing: bool) -> Depth:
    """Of a month: how far the threads came of what was studied in it (places in ``STEPS``)."""
    reached = list(places)
    if reached:
        return DEPTHS.get(STEPS[max(reached)], Depth.STUDIED)
    return Depth.MISSING if missing else Depth.NOTHING
