"""What study groups do together (三学: joint study, lecture on the scene, exchange visit), as the
rooms that keep it tell it. A room says it in its ``bonds.py``; what ties groups reads it here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from zhixing.foundation.machinery.act import AnyAct
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.models import ThingRow
from zhixing.foundation.machinery.words import Words

MOST = 200  # doings of one way on a page
PAIR = 2  # groups from which on it is done together


@dataclass(frozen=True)
class Doing:
    """One thing that groups do together: on its day, done or still to come."""

    row: ThingRow
    day: dt.date
    done: bool
    groups: frozenset[str]


Read = Callable[[Actor, Collection[str], int], Iterable[Doing]]


@dataclass(frozen=True, kw_only=True)
class Together:
    """A way in which groups study together. ``read`` answers what a person may know of, of some
    groups (by code) in a year, cancelled things left out; ``begins``: the act that plans one.
    """

    code: str
    order: int
    label: Words
    read: Read
    begins: AnyAct | None = None

    def doings(self, person: Actor, groups: Collection[str], year: int) -> list[Doing]:
        """Those in which two or more of the groups take part, the latest first."""
        codes = frozenset(groups)
        doings = [
            doing for doing in self.read(person, codes, year) if len(doing.groups & codes) >= PAIR
        ]
        return sorted(doings, key=lambda doing: (doing.day, doing.row.pk), reverse=True)[:MOST]


WAYS: dict[str, Together] = {}


def register(way: Together) -> None:
    """Called when the process starts. Raises RuntimeError for a code that is taken."""
    if way.code in WAYS:
        raise RuntimeError(f"two ways of studying together are named {way.code}")
    WAYS[way.code] = way


def ways() -> Sequence[Together]:
    """All ways, in their order."""
    return sorted(WAYS.values(), key=lambda way: way.order)
