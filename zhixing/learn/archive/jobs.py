"""Volumes packed by the worker: taken up, told how far they are, taken up again when the process
died in the middle. Packing reads only, so it may be done as often as one likes.
"""

from __future__ import annotations

import logging
import os

from django.http import Http404

from zhixing.foundation.machinery import clock, progress, registry
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.machinery.jobs import MOST_TRIES, take_from, work_off

from . import queries
from .bundle import pack
from .models import UNDER_WAY, Packing, Stage, folder

log = logging.getLogger("zhixing.archive")


def run_due() -> int:
    """Pack what waits to be packed, the oldest first. Answers how many were taken up."""
    return work_off(Packing.objects.filter(stage__in=UNDER_WAY), take, write)


def take() -> Packing | None:
    """The oldest that is queued, or whose worker is dead."""
    return take_from(Packing.objects.filter(stage__in=UNDER_WAY).order_by("at", "pk"), "packing")


def write(job: Packing) -> None:
    """Read the volume as whoever asked may see it now, and put the whole zip in its place in one
    move.
    """
    with progress.ProgressFile(job.pk):
        beside = job.path.with_suffix(".part")
        try:
            if job.tries > MOST_TRIES:
                _set(job, stage=Stage.FAILED)
                return
            folder().mkdir(parents=True, exist_ok=True)
            seen = queries.read(job.person, job.group_id, job.year)
            with beside.open("wb") as out:
                beside.chmod(0o600)
                pack(out, seen)
            os.replace(beside, job.path)
        except Http404:
            _set(job, stage=Stage.FAILED)  # whoever asked may not see it any more
        except Exception:
            log.exception("packing %s", job.pk)
            _set(job, stage=Stage.FAILED)
        else:
            _set(job, stage=Stage.DONE, done_at=clock.now(), size=job.path.stat().st_size)
        finally:
            beside.unlink(missing_ok=True)


def _set(job: Packing, **fields: object) -> None:
    with traffic("packing"):
        Packing.objects.filter(pk=job.pk, stage=Stage.RUNNING).update(**fields)


registry.chores.append(run_due)
