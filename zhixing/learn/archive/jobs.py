"""Volumes packed by the worker: taken up, told how far they are, taken up again when the process died in the middle. Packing reads only, so it may be done as often as one likes."""

from __future__ import annotations

import datetime as dt
import logging
import os

from django.db import connection, transaction
from django.http import Http404
from django.utils import translation

from zhixing.foundation.machinery import clock, progress, registry
from zhixing.foundation.machinery.guard import traffic

from . import queries
from .bundle import pack
from .models import UNDER_WAY, Packing, Stage, folder

log = logging.getLogger("zhixing.archive")
MOST_TRIES = 5
SILENCE = dt.timedelta(seconds=progress.DEAD_AFTER)


def run_due() -> int:
    """Pack what waits to be packed, the oldest first. Answers how many were taken up."""
    taken = 0
    while Packing.objects.filter(stage__in=UNDER_WAY).exists():
        job = take()
        if job is None:
            break
        taken += 1
        write(job)
    return taken


def take() -> Packing | None:
    """The oldest that is queued, or whose worker is dead; it is this process's from now on."""
    with traffic("packing"), transaction.atomic():
        rows = Packing.objects.filter(stage__in=UNDER_WAY).order_by("at", "pk")
        for job in rows.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked):
            if job.stage == Stage.RUNNING and in_hand(job):
                continue
            job.stage, job.taken_at, job.tries = Stage.RUNNING, clock.now(), job.tries + 1
            job.save(update_fields=["stage", "taken_at", "tries"])
            return job
    return None


def in_hand(job: Packing) -> bool:
    """Somebody works on it: its process gave a sign of life, or has had no time to give one."""
    alive = progress.alive(job.pk)
    return alive if alive is not None else job.taken_at is not None and clock.now() - job.taken_at < SILENCE


def write(job: Packing) -> None:
    """Read the volume as whoever asked may see it now, and put the whole zip in its place in one move."""
    with progress.Kept(job.pk), translation.override(job.language):
        beside = job.path.with_suffix(".part")
        try:
            if job.tries > MOST_TRIES:
                _set(job, stage=Stage.FAILED)
                return
            folder().mkdir(parents=True, exist_ok=True)
            seen = queries.read(job.person, job.group_id, job.year)
            with beside.open("wb") as out:
                beside.chmod(0o600)
                pack(out, seen, queries.volume(seen))
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
