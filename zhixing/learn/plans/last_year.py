"""Last year's report, as the study archive has it.

The archive reads plans, so its room stands above this one and gives its ``Archive`` when the
process starts.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from dataclasses import dataclass

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.spine.groups.models import StudyGroup

from .models import StudyPlan


@dataclass(frozen=True)
class ArchivedReport:
    """The annual report of a group in its archive. ``number``: 文号, where it was registered;
    ``kept_on``: the day since which it stands as it was handed in; ``url`` is empty for whoever may
    not open the archive.
    """

    title: str
    url: str = ""
    number: str = ""
    kept_on: dt.date | None = None


class Archive(ABC):
    """What plans ask about study archives."""

    @abstractmethod
    def report(self, person: Actor, group: StudyGroup, year: int) -> ArchivedReport | None:
        """The report of a year; None where the archive holds no session of it."""

    @abstractmethod
    def keep_report(self, actor: Actor, plan: StudyPlan) -> None:
        """Inside the act that files a plan: last year's report stands from now on as it is."""


_archives: list[Archive] = []


def archived_by(archive: Archive) -> None:
    """Declare who keeps the archives; once in a process."""
    if _archives:
        raise RuntimeError("the study archives are kept already")
    _archives.append(archive)


def archive() -> Archive:
    """The study archives."""
    return _archives[0]
