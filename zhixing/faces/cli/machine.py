"""What this machine is good for, in plain words: reckoned from a measurement of a second and from
what was measured elsewhere (docs/benchmarks.md), and said as that.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

# each in thousands of trivial queries: a page (Today, bench_load), the slowest page, an act
PAGE, SLOWEST, ACT = 7, 30, 2
READS, SAVES = 10.0, 60.0  # seconds between two pages of a person, and between two saves
SPARE = 0.5  # of the machine is left for others, and for the hour in which all come
STEPS = (1, 2, 5)  # what is reckoned is said in round numbers
LEAST_DISK, LEAST_MEMORY = 500, 1500  # MB: below, nothing can be promised; large imports
KNOWN_SIZE = {"groups": 300, "problems": "100,000"}  # measured at that size


@dataclass(frozen=True)
class Machine:
    """``queries``: ms for a thousand trivial queries; ``write``: ms until a small write is on the
    disk; ``memory`` and ``disk`` in MB, the disk's what is free.
    """

    cores: int
    memory: int
    disk: int
    queries: float
    write: float

    def people(self, processes: int) -> int:
        """How many can work at once: whichever ends first, processors or disk. Rounded down."""
        pages = min(self.cores, processes) * 1000 / (PAGE * self.queries)
        saves = 1000 / (ACT * self.queries + 2 * self.write)
        return round_down(SPARE * min(pages * READS, saves * SAVES))


def round_down(number: float) -> int:
    """To 1, 2 or 5 with noughts: a reckoning that says more is not to be believed."""
    size = 1
    while number >= 10 * size:
        size *= 10
    return max((step * size for step in STEPS if step * size <= number), default=1)


def measured() -> Machine:
    """This machine, as the site finds it now: takes less than a second."""
    return Machine(
        cores=len(os.sched_getaffinity(0)),
        memory=_memory(),
        disk=shutil.disk_usage(settings.VAR).free // 1_000_000,
        queries=_fastest(_thousand_queries, 5),
        write=_fastest(lambda: _write(settings.VAR / "measured"), 9),
    )


def says(machine: Machine) -> Iterator[str]:
    """What was found, and what that is good for."""
    yield _(
        "%(cores)s processors, %(memory)s GB memory, %(disk)s GB free on the disk; 1000 small"
        " queries take %(queries)s ms, a write to the disk %(write)s ms"
    ) % {
        "cores": machine.cores,
        "memory": f"{machine.memory / 1000:.1f}",
        "disk": f"{machine.disk / 1000:.0f}",
        "queries": f"{machine.queries:.1f}",
        "write": f"{machine.write:.1f}",
    }
    yield _(
        "Reckoned from that: about %(people)s people at work at once (each a page every 10 seconds"
        " and a save a minute), with half of the machine to spare"
    ) % {"people": machine.people(settings.ZHIXING_WORKERS)}
    yield _(
        "A county with study groups (%(groups)s) and problems (%(problems)s) of three "
        "years was tried elsewhere: the slowest page would take %(ms)s ms of a processor "
        "here"
    ) % {**KNOWN_SIZE, "ms": f"{SLOWEST * machine.queries:.0f}"}
    if machine.memory < LEAST_MEMORY:
        yield _(
            "Memory is short for the largest tables: bring more than 20,000 rows in several files"
        )


def faults() -> list[str]:
    """What makes a machine good for nothing."""
    free = shutil.disk_usage(settings.VAR).free // 1_000_000
    if free >= LEAST_DISK:
        return []
    words = _("%(free)s MB free: too little for a backup and the next import; make room")
    return [words % {"free": free}]


def _memory() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1_000_000


def _fastest(work: Callable[[], Any], times: int) -> float:
    """Milliseconds of the fastest of several: what the machine can do when nobody disturbs it."""
    took = []
    for _round in range(times):
        began = perf_counter()
        work()
        took.append(1000 * (perf_counter() - began))
    return min(took)


def _thousand_queries() -> None:
    with connection.cursor() as cursor:
        for _query in range(1000):
            cursor.execute("SELECT 1")
            cursor.fetchone()


def _write(path: Path) -> None:
    """As much as a small act writes, and wait until it is on the disk."""
    with path.open("wb") as file:
        file.write(bytes(16_384))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
