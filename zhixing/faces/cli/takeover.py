"""Which databases this version takes over: new ones, its own, and those that earlier versions have
brought to the end of the steps which the first step of a room replaces.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def applied_steps() -> set[str]:
    """``room.step`` of everything that was done to this database."""
    return {f"{room}.{step}" for room, step in MigrationRecorder(connection).applied_migrations()}


def known_steps() -> set[str]:
    """``room.step`` of everything this version can do or has replaced."""
    own = MigrationLoader(None).disk_migrations
    replaced = chain.from_iterable(migration.replaces for migration in own.values())
    return {f"{room}.{step}" for room, step in chain(own, replaced)}


def half_way(applied: set[str]) -> list[str]:
    """Rooms in which some of the replaced steps were done, and not all: nothing leads on from
    there. A room whose new steps have begun is none of these.
    """
    new: dict[str, set[str]] = defaultdict(set)
    replaced: dict[str, set[str]] = defaultdict(set)
    for (room, step), migration in MigrationLoader(None).disk_migrations.items():
        if migration.replaces:
            new[room].add(f"{room}.{step}")
            replaced[room] |= {".".join(key) for key in migration.replaces}
    return [
        room
        for room, steps in sorted(replaced.items())
        if applied & steps and not steps <= applied and not applied & new[room]
    ]
