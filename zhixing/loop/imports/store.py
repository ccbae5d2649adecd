"""Keep and drop files that wait to be confirmed: traffic, no act."""

from __future__ import annotations

from typing import Any

from zhixing.foundation.machinery import clock, registry
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.spine.orgs.models import Unit

from .models import KEEP, Waiting


def keep_file(person: Any, county: Unit, what: str, name: str, content: bytes, answers: dict[str, Any] | None = None) -> Waiting:
    """Keep an uploaded file until it is confirmed; files older than a day go."""
    with traffic("import file"):
        sweep()
        return Waiting.objects.create(person=person, county=county, what=what, name=name, content=content, answers=answers or {}, at=clock.now())


def keep_answers(waiting: Waiting, answers: dict[str, Any]) -> None:
    """What was said about the file so far: the page can be left and found again."""
    if waiting.answers != answers:
        with traffic("import file"):
            waiting.answers = answers
            waiting.save(update_fields=["answers"])


def drop_file(waiting: Waiting) -> None:
    with traffic("import file"):
        Waiting.objects.filter(pk=waiting.pk).delete()


def sweep() -> None:
    """Files that nobody confirmed within a day."""
    Waiting.objects.filter(at__lt=clock.now() - KEEP).delete()


registry.sweeps.append(sweep)
