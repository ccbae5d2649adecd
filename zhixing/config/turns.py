"""Which threads compute: a few of a process at a time.

Python computes in one thread of a process; many that want to slow each other down. Few threads, on
the other hand, would all be taken by people who save while a large import holds the database's only
writer, and nobody could read. So there are many, and each takes its turn; whoever waits for a lock
of the database gives its turn to another meanwhile.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.signals import connection_created

PATIENCE = 0.5  # seconds
WAITS = re.compile(r"BEGIN\b|SELECT pg_advisory_|.*\bFOR (?:NO KEY )?UPDATE\b", re.DOTALL)


class Turns:
    """``with turns.take():`` in a thread; ``turns.watch()`` lets connections give turns away."""

    def __init__(self, most: int) -> None:
        self.free = threading.BoundedSemaphore(most)
        self.mine = threading.local()

    @contextmanager
    def take(self) -> Iterator[None]:
        """A turn, for the length of the block."""
        self.free.acquire()
        self.mine.held = True
        try:
            yield
        finally:
            if self.mine.held:
                self.free.release()
            self.mine.held = False

    def watch(self) -> None:
        """Every connection that is opened from now on tells when it is about to wait."""
        connection_created.connect(self._wrap, weak=False)

    def _wrap(self, connection: Any, **_more: Any) -> None:
        if self.execute not in connection.execute_wrappers:
            connection.execute_wrappers.append(self.execute)

    def execute(
        self,
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: bool,
        context: dict[str, Any],
    ) -> Any:
        """Around a statement: one that may wait for a lock is carried out without the turn.

        Whoever comes back from it may hold what those wait for who have all the turns (the same
        key inserted twice is such a wait, and no statement tells it beforehand): then it goes on
        without.
        """
        if not getattr(self.mine, "held", False) or not WAITS.match(sql):
            return execute(sql, params, many, context)
        self.free.release()
        try:
            return execute(sql, params, many, context)
        finally:
            self.mine.held = self.free.acquire(timeout=PATIENCE)
