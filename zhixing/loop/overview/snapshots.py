"""The threads of the whole county, kept: there are as many as topics times groups."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from zhixing.foundation.kits.snapshots.sources import Source, register
from zhixing.foundation.machinery import clock
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.learn.yearmap.queries import as_groups
from zhixing.loop.threads.queries import lines_of

from .reading import Reading, read
from .rules import Depth, Fate, ThreadLine


def _threads(key: str) -> dict[str, Any]:
    """Of a year: all groups that were there in it, ended ones too."""
    year, today = int(key), clock.today()
    groups = StudyGroup.objects.filter(Q(until__isnull=True) | Q(until__year__gte=year))
    reading = read(
        as_groups(groups.in_roster_order()),
        lines_of(StudyGroup.objects.active().select_related("thing", "unit__thing")),
        year,
        today,
    )
    return packed(reading)


def packed(reading: Reading) -> dict[str, Any]:
    """As JSON holds it."""
    return {
        "lines": [[*line[:3], line.fate.value] for line in reading.lines],
        "depths": {
            group: "".join(depth.value for depth in depths)
            for group, depths in reading.depths.items()
        },
    }


def unpacked(body: dict[str, Any]) -> Reading:
    """The same as it was read."""
    return Reading(
        [
            ThreadLine(topic, group, steps, Fate(fate))
            for topic, group, steps, fate in body["lines"]
        ],
        {group: [Depth(sign) for sign in signs] for group, signs in body["depths"].items()},
    )


def _years() -> list[str]:
    this = clock.today().year
    return [str(this), str(this - 1)]


THREADS = register(Source("threads", _threads, _years))
