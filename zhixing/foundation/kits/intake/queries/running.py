"""A large file while it is written: how far it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhixing.foundation.machinery import clock, progress
from zhixing.foundation.machinery.things.parts import Crumb, JobStep, Progress

from ..kinds import kind_of, step_of
from ..models import Stage, Waiting
from .files import crumbs

LONG_WAIT = dt.timedelta(minutes=1)


def progress_in_words(step: str, done: int = 0, total: int = 0) -> str:
    """How far a step is, in words."""
    known = step_of(step)
    if known is not None and known.counted and total:
        return str(known.counted) % {"done": f"{done:,}", "total": f"{total:,}"}
    return _("Reading the file…") if step == "reading" else _("Being prepared")


def progress_of(job: Waiting) -> Progress:
    """How far a job is, for its page and for the script of that."""
    seen = progress.read(job.pk) if job.stage == Stage.RUNNING else None
    step, done, total = (
        (seen.step, min(seen.done, seen.total), seen.total) if seen is not None else ("", 0, 0)
    )
    return Progress(
        words=_waiting_in_words(job) or progress_in_words(step, done, total),
        done=done,
        total=total,
        again=job.tries > 1,
        steps=_steps_of(job, step),
        ask=reverse("imports:progress", args=[job.pk]),
        again_say=_(
            "The server stopped in the middle. Nothing was half written; it was taken up"
            " again from the beginning."
        ),
        lost_say=_("The server does not answer at the moment. The page goes on asking."),
    )


def _waiting_in_words(job: Waiting) -> str:
    """Of a file whose turn has not come; "" of others."""
    if job.stage != Stage.QUEUED:
        return ""
    if job.queued_at is not None and clock.now() - job.queued_at > LONG_WAIT:
        return _(
            "Still waits for its turn. If no other large file is being written, ask whoever runs"
            " the server whether the worker runs."
        )
    return _(
        "Waits for its turn. It is taken up within seconds, unless another large file is being"
        " written."
    )


def _steps_of(job: Waiting, step: str) -> list[JobStep]:
    """All steps of its kind, and where it is among them."""
    steps = kind_of(job.what).all_steps
    codes = [known.code for known in steps]
    here = codes.index(step) if step in codes else -1
    return [JobStep(str(known.word), _state_of(at, here)) for at, known in enumerate(steps)]


def _state_of(at: int, here: int) -> str:
    if at < here:
        return "done"
    return "now" if at == here else ""


@dataclass(frozen=True, kw_only=True)
class RunningPage:
    """A large file while it is written."""

    title: str
    crumbs: list[Crumb]
    lead: str
    progress: Progress
    list_url: str


def running_page(job: Waiting) -> RunningPage:
    """How far a large file is."""
    kind = kind_of(job.what)
    count = ngettext(
        "%(count)s row is being written.", "%(count)s rows are being written.", job.to_do
    )
    return RunningPage(
        title=_("Import %(file)s") % {"file": job.name},
        crumbs=crumbs(
            Crumb(str(kind.title), reverse("imports:upload", args=[kind.code])), Crumb(job.name)
        ),
        lead=count % {"count": f"{job.to_do:,}"},
        progress=progress_of(job),
        list_url=reverse("imports:list"),
    )
