"""What is counted of the whole county, kept: the threads, of which there are as many as topics
times groups, and the numbers of the periods that the overview offers.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q

from zhixing.foundation.kits.indicators.registry import TOTALS
from zhixing.foundation.kits.snapshots.sources import Source, register
from zhixing.foundation.kits.spans.rules import span_in, usual
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.things.lists import numbers
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.learn.yearmap.queries import as_groups
from zhixing.loop.threads.queries import lines_of

from .reading import Reading, read
from .rules import Depth, Fate, ThreadLine

FATES = {fate.value: fate for fate in Fate}
DEPTHS = {depth.value: depth for depth in Depth}


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
        "lines": [[*line[:3], line.fate.value, line.months] for line in reading.lines],
        "depths": {
            group: "".join(depth.value for depth in depths)
            for group, depths in reading.depths.items()
        },
    }


def unpacked(body: dict[str, Any], groups: Collection[str] | None = None) -> Reading:
    """The same as it was read, of all groups or of these; what an earlier version kept says no
    months.
    """
    wanted = body["depths"].keys() if groups is None else groups
    return Reading(
        [
            ThreadLine(topic, group, steps, FATES[fate], *months)
            for topic, group, steps, fate, *months in body["lines"]
            if groups is None or group in wanted
        ],
        {
            group: [DEPTHS[sign] for sign in signs]
            for group, signs in body["depths"].items()
            if group in wanted
        },
    )


def _years() -> list[str]:
    this = clock.today().year
    return [str(this), str(this - 1)]


def _totals(key: str) -> dict[str, int]:
    """Of a period, without asking who may know of which row: those who see the county know all."""
    span = span_in(key)
    if span is None:
        raise ValueError(f"{key} is no period")
    return numbers(**{code: total.rows(*span.range) for code, total in TOTALS.items()})


def _periods() -> list[str]:
    return [span.code for span in usual(clock.today())]


THREADS = register(Source("threads", _threads, _years))
PERIOD_TOTALS = register(Source("totals", _totals, _periods))
