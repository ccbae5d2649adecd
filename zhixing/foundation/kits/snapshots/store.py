"""Show what is kept, and keep it fresh: traffic, no act."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from time import monotonic
from typing import Any

from zhixing.foundation.machinery import clock, registry
from zhixing.foundation.machinery.guard import traffic

from .models import Snapshot
from .sources import SOURCES, Source

log = logging.getLogger("zhixing.snapshots")
AT_ONCE = 4  # made in one round of the worker, which has other things to do as well
ASKED_EVERY = 15.0  # seconds
FORGOTTEN = dt.timedelta(days=40)


@dataclass(frozen=True)
class Shown:
    """An answer and its time."""

    body: Any
    made_at: dt.datetime


def kept(source: Source, key: str) -> Shown | None:
    """What is kept under a key, however old it is: the page says its time. None where the worker
    has not come to it yet, or does not keep it: the page counts for its reader, and writes nothing.
    """
    row = Snapshot.objects.filter(source=source.code, key=key).first()
    return Shown(row.body, row.made_at) if row is not None else None


def make(source: Source, key: str) -> None:
    """Count it again, and keep it."""
    body, now = source.make(key), clock.now()
    with traffic("snapshot"):
        Snapshot.objects.update_or_create(
            source=source.code, key=key, defaults={"body": body, "made_at": now}
        )


class Keeper:
    """The worker's chore: what is missing or has outlived its time is made again, a few in one
    round. The worker comes every two seconds; the database is asked less often.
    """

    def __init__(self) -> None:
        self.asked_at = -ASKED_EVERY
        self.failed_at: dict[tuple[str, str], dt.datetime] = {}

    def __call__(self) -> int:
        if monotonic() - self.asked_at < ASKED_EVERY:
            return 0
        made = self.refresh()
        if made < AT_ONCE:
            self.asked_at = monotonic()
        return made

    def refresh(self) -> int:
        """One round; answers how many were made. One that fails is told of, waits like what was
        just made, and does not keep the others waiting.
        """
        stale = list(islice(self._stale(), AT_ONCE))
        for source, key in stale:
            try:
                make(source, key)
                self.failed_at.pop((source.code, key), None)
            except Exception:
                log.exception("snapshot %s %s", source.code, key)
                self.failed_at[source.code, key] = clock.now()
        return len(stale)

    def _stale(self) -> Iterator[tuple[Source, str]]:
        """What has to be made, the oldest first."""
        rows = Snapshot.objects.values_list("source", "key", "made_at")
        tried_at = {(code, key): at for code, key, at in rows} | self.failed_at
        now, never = clock.now(), dt.datetime.min.replace(tzinfo=dt.UTC)
        due = []
        for source in SOURCES.values():
            for key in source.wanted():
                at = tried_at.get((source.code, key), never)
                if now - at >= source.lives:
                    due.append((at, source, key))
        for _at, source, key in sorted(due, key=lambda line: line[0]):
            yield source, key


def sweep() -> None:
    """What nobody keeps any more: last year's keys, sources that are gone."""
    Snapshot.objects.filter(made_at__lt=clock.now() - FORGOTTEN).delete()


registry.chores.append(Keeper())
registry.sweeps.append(sweep)
