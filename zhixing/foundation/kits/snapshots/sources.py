"""Who counts what is kept: a room registers its sources in its ``snapshots.py``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

MINUTES = dt.timedelta(minutes=1)


@dataclass(frozen=True)
class Source:
    """``make`` counts what stands under a key, as JSON can hold it; ``wanted`` answers the keys
    that the worker keeps, ``lives`` is how long an answer is good before it is made again.
    """

    code: str
    make: Callable[[str], Any]
    wanted: Callable[[], Iterable[str]]
    lives: dt.timedelta = 5 * MINUTES


SOURCES: dict[str, Source] = {}


def register(source: Source) -> Source:
    """Called when the process starts. A code is registered once."""
    if source.code in SOURCES:
        raise RuntimeError(f"the snapshot {source.code} is registered twice")
    SOURCES[source.code] = source
    return source
