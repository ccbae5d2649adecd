"""Keep and drop files that wait to be confirmed: traffic, no act."""

from __future__ import annotations

import zlib
from typing import Any

from zhixing.foundation.kits.workbooks.reading import Workbook
from zhixing.foundation.machinery import clock, registry
from zhixing.foundation.machinery.actors import Actor, key_of
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.spine.orgs.models import Unit

from .models import KEEP, KEEP_BEFORE, OPEN, UNDER_WAY, Before, Import, Stage, Waiting

PACKED = 1  # of zlib: fast, and a tenth of the text
AT_ONCE = 500  # rows that are written within the request; more go to the worker


def keep_file(
    person: Actor,
    county: Unit,
    what: str,
    book: Workbook,
    content: bytes,
    answers: dict[str, Any] | None = None,
) -> Waiting:
    """Keep an uploaded file until it is confirmed, and what was read of it; files older than a day
    go.
    """
    with traffic("import file"):
        sweep()
        return Waiting.objects.create(
            person_id=key_of(person),
            county=county,
            what=what,
            name=book.name,
            content=content,
            told=zlib.compress(book.told, PACKED) if book.told else b"",
            answers=answers or {},
            at=clock.now(),
        )


def keep_answers(waiting: Waiting, answers: dict[str, Any]) -> None:
    """What was said about the file so far: the page can be left and found again. A file that is
    being written keeps what it was sent with.
    """
    if waiting.answers != answers:
        with traffic("import file"):
            waiting.answers = answers
            Waiting.objects.filter(pk=waiting.pk, stage__in=OPEN).update(answers=answers)


def queue(waiting: Waiting, key: str, to_do: int) -> None:
    """Hand a large file to the worker. A second press, and a second tab, find the first."""
    with traffic("import file"):
        Waiting.objects.filter(pk=waiting.pk, stage__in=OPEN).update(
            stage=Stage.QUEUED,
            act_key=key,
            to_do=to_do,
            queued_at=clock.now(),
            taken_at=None,
            tries=0,
            refusal={},
        )


def keep_done(waiting: Waiting, made: Import) -> None:
    """The file was imported: it is kept for its day where something stayed out, so that it
    can be handed back with its remarks; otherwise it goes at once.
    """
    if not made.hands_back:
        drop_file(waiting)
        return
    with traffic("import file"):
        Waiting.objects.filter(pk=waiting.pk).update(stage=Stage.DONE, made=made.pk, told=b"")


def drop_file(waiting: Waiting) -> None:
    with traffic("import file"):
        Waiting.objects.filter(pk=waiting.pk).delete()


def sweep() -> None:
    """Files that nobody confirmed within a day; what is queued or being written stays."""
    Waiting.objects.filter(at__lt=clock.now() - KEEP).exclude(stage__in=UNDER_WAY).delete()


def sweep_befores() -> None:
    """What stood about people before an import, when its time is over."""
    Before.objects.filter(imported__thing__made_at__lt=clock.now() - KEEP_BEFORE).delete()


registry.sweeps += [sweep, sweep_befores]
