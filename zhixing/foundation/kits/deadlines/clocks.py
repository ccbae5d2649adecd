"""The clocks of things, read from the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from zhixing.foundation.machinery.things.models import Thing, ThingRow

from .models import Deadline

Clocks = Thing | ThingRow


def of(things: Iterable[Any]) -> dict[str, list[Deadline]]:
    """The clocks of many things, newest round first: two queries (deadlines and their events),
    whatever the number.
    """
    codes = [getattr(thing, "pk", thing) for thing in things]
    by_thing: dict[str, list[Deadline]] = defaultdict(list)
    rows = Deadline.objects.filter(thing__in=codes).prefetch_related("events")
    for deadline in rows.order_by("thing", "clock", "-round"):
        by_thing[deadline.thing_id].append(deadline)
    return by_thing


def clocks_of(row: Clocks) -> list[Deadline]:
    """The clocks of one thing, newest round first."""
    return of([row])[row.pk]
