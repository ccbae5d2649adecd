"""Large imports, written by the worker: taken up, told how far they are, and taken up again when
the process died in the middle.

The act runs with the idempotency key that the page kept. It comes in whole or not at all, and a
second run of a job that was done answers what is stored: so a job may be taken up as often as one
likes.
"""

from __future__ import annotations

import logging
from typing import Any

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import progress, registry
from zhixing.foundation.machinery.act import plain
from zhixing.foundation.machinery.errors import Busy, Refusal
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.machinery.jobs import MOST_TRIES, take_from, work_off
from zhixing.foundation.machinery.unwritable import Unwritable

from .answering import act_arguments, kept_answers
from .kinds import kind_of
from .models import UNDER_WAY, Import, Stage, Waiting
from .refusals import Refused

log = logging.getLogger("zhixing.imports")


def run_due() -> int:
    """Write what waits to be written, the oldest first. Answers how many were taken up."""
    return work_off(Waiting.objects.filter(stage__in=UNDER_WAY), take, write)


def take() -> Waiting | None:
    """The oldest file that is queued, or whose worker is dead."""
    rows = Waiting.objects.filter(stage__in=UNDER_WAY).defer("content", "told")
    job: Waiting | None = take_from(rows.order_by("queued_at", "pk"), "import job")
    return job


def write(job: Waiting) -> None:
    """Do the act, and keep what came of it or why it was refused."""
    with progress.ProgressFile(job.pk):
        try:
            made = _import(job)
        except (Busy, Unwritable):
            _set(job, stage=Stage.QUEUED)  # nothing was begun; its turn comes again
        except Refusal as refusal:
            _refuse(job, refusal.sentence, plain(refusal.params))
        except Exception:
            log.exception("import %s", job.pk)
            _refuse(job, BROKEN, {})
        else:
            # The line says for a day where it went; the file stays as long, where it is handed back
            # with remarks.
            gone = {} if made.hands_back else {"content": b"", "answers": {}}
            _set(job, stage=Stage.DONE, made=made.pk, told=b"", **gone)


def _import(job: Waiting) -> Import:
    """Raises Refusal, also when it was begun too often."""
    if job.tries > MOST_TRIES:
        raise Refused.IMPORT_TRIES(tries=MOST_TRIES)
    progress.steps("reading")
    kind, answers = kind_of(job.what), kept_answers(job)
    made: Import = kind.act(
        job.person,
        job.county,
        book=job.book(),
        whole=job.answers.get("whole") == "whole",
        key=job.act_key,
        channel="page",
        **act_arguments(kind, answers),
    )
    return made


def _refuse(job: Waiting, sentence: Any, params: dict[str, Any]) -> None:
    """The sentence is kept as its message, to be said in the language of whoever reads it."""
    with translation.override(None):
        refusal = {"sentence": str(sentence), "params": params}
    _set(job, stage=Stage.REFUSED, refusal=refusal)


BROKEN = _(
    "A fault of the program stopped it. Nothing was changed. The log of the server says what it"
    " was."
)


def _set(job: Waiting, **fields: object) -> None:
    with traffic("import job"):
        Waiting.objects.filter(Q(pk=job.pk), stage=Stage.RUNNING, act_key=job.act_key).update(
            **fields
        )


registry.chores.append(run_due)
