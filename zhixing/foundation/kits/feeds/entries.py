"""What rooms tell the kit: entries of a calendar, and who gives them. No database.

A room's ``feeds.py`` holds its givers: ``@gives`` functions called with an ``Ask``. Names of
persons do not belong into an entry: an address is handed on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from zhixing.foundation.machinery.actors import Actor


class Status(StrEnum):
    """RFC 5545, 3.8.1.11."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True)
class Entry:
    """One event. ``key`` never changes and is its UID together with the name of the instance;
    ``version`` counts up with each change (SEQUENCE).

    Without ``begins`` it lasts all day, and then it does not make anybody busy. ``path`` is its
    page, under the address of the site.
    """

    key: str
    title: str
    day: dt.date
    changed_at: dt.datetime
    version: int = 1
    begins: dt.time | None = None
    length: dt.timedelta = dt.timedelta(hours=1)
    place: str = ""
    text: str = ""
    path: str = ""
    status: Status = Status.CONFIRMED


@dataclass(frozen=True)
class Ask:
    """For whom entries are asked: a person (with the codes of the own groups), or one group alone.
    ``since``: nothing older.
    """

    since: dt.date
    groups: tuple[str, ...]
    person: Actor | None = None


givers: list[Callable[[Ask], Iterable[Entry]]] = []


def gives(function: Callable[[Ask], Iterable[Entry]]) -> Callable[[Ask], Iterable[Entry]]:
    """Register what a room gives to calendars. Only what the person, or the group, may know of
    anyway; a constant number of queries.
    """
    givers.append(function)
    return function
