"""Ask for a volume as a zip, find what was asked for, throw it away when its day is over: traffic,
no act.
"""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any

from zhixing.foundation.machinery import clock, registry
from zhixing.foundation.machinery.actors import Actor, key_of
from zhixing.foundation.machinery.guard import traffic

from .models import KEEP, UNDER_WAY, Packing, folder

AT_ONCE = 12  # papers that are drawn within the request: two seconds; more go to the worker


def ask(person: Actor, group: Any, year: int, papers: int) -> Packing:
    """A volume is to be packed. Who asks twice finds the first that is still under way; what was
    packed before goes.
    """
    with traffic("packing"):
        sweep()
        before = Packing.objects.filter(person=person.pk, group=group, year=year)
        running = before.filter(stage__in=UNDER_WAY).first()
        if running is not None:
            return running
        for packing in before.exclude(stage__in=UNDER_WAY):
            drop(packing)
        return Packing.objects.create(
            person_id=key_of(person), group=group, year=year, papers=papers, at=clock.now()
        )


def drop(packing: Packing) -> None:
    packing.path.unlink(missing_ok=True)
    Packing.objects.filter(pk=packing.pk).delete()


def sweep() -> None:
    """What was packed more than a day ago, and files that no row knows any more."""
    for packing in Packing.objects.filter(at__lt=clock.now() - KEEP):
        drop(packing)
    known = set(Packing.objects.values_list("pk", flat=True))
    for path in folder().glob("*"):
        with suppress(OSError):
            if (
                path.name.partition(".")[0] not in known
                and time.time() - path.stat().st_mtime > 3600
            ):
                path.unlink()


registry.sweeps.append(sweep)
