"""What was studied together, as the sessions tell it.

A session is planned with a joint group, so the room of sessions stands above this one and gives its
``Record`` when the process starts.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.spine.groups.models import StudyGroup

from .models import JointGroup


class Record(ABC):
    """What pages of joint groups ask about sessions."""

    @abstractmethod
    def held_count(self) -> Coalesce:
        """For ``annotate`` of joint groups: how many sessions each has held."""

    @abstractmethod
    def sessions(self, person: Actor, joint: JointGroup) -> QuerySet[Any]:
        """Those planned with it and not cancelled, as far as this person may know of them, the
        latest first.
        """

    @abstractmethod
    def days(self, group: StudyGroup, year: int) -> list[tuple[str, dt.date]]:
        """(group, day) of joint study held in the year before and in this one."""

    @abstractmethod
    def may_plan(self, person: Actor, group: StudyGroup) -> bool:
        """Whether this person plans sessions of the group."""


_records: list[Record] = []


def kept_by(record: Record) -> None:
    """Declare who keeps the record; once in a process."""
    if _records:
        raise RuntimeError("the record of joint study is kept already")
    _records.append(record)


def record() -> Record:
    """The record of joint study."""
    return _records[0]
