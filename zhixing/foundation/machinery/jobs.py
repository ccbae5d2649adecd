"""Long work that a worker takes up: row by row, told how far it is (``progress``), taken up again
when the process died in the middle.

A job is a row with ``stage`` (queued, running, ...), ``taken_at`` and ``tries``. It has to be of
the kind that may be done as often as one likes: an act under its idempotency key, or work that only
reads.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from . import clock, progress
from .guard import traffic

RUNNING = "running"
MOST_TRIES = 5
SILENCE = dt.timedelta(seconds=progress.DEAD_AFTER)


def work_off(rows: QuerySet[Any], take: Callable[[], Any], write: Callable[[Any], None]) -> int:
    """Do what waits, the oldest first. Answers how many were taken up."""
    taken = 0
    while rows.all().exists():
        job = take()
        if job is None:
            break
        taken += 1
        write(job)
    return taken


def take_from(rows: QuerySet[Any], purpose: str) -> Any:
    """The first of the rows that is queued, or whose worker is dead; it is this process's from now
    on. None: there is nothing to take.
    """
    with traffic(purpose), transaction.atomic():
        for job in rows.select_for_update(
            skip_locked=connection.features.has_select_for_update_skip_locked
        ):
            if job.stage == RUNNING and in_hand(job):
                continue
            job.stage, job.taken_at, job.tries = RUNNING, clock.now(), job.tries + 1
            job.save(update_fields=["stage", "taken_at", "tries"])
            return job
    return None


def in_hand(job: Any) -> bool:
    """Somebody works on it: its process gave a sign of life, or has had no time to give one."""
    alive = progress.alive(job.pk)
    return (
        alive
        if alive is not None
        else job.taken_at is not None and clock.now() - job.taken_at < SILENCE
    )
