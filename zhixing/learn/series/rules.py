"""The county's own study series (4+3+4, 20个100, 红色讲堂 ...): states, and what a target counts.
Pure: no database, no clock.

What such a name stands for is the county's to say; nothing about it is invented here. A series has
a name, what it is, and perhaps a target.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Codes are final."""

    RUNNING = "running", pgettext_lazy("local series", "running")
    ENDED = "ended", pgettext_lazy("local series", "ended")


MOST_AT_ONCE = 20  # numbers that one session can be
TONES = {State.RUNNING: "going", State.ENDED: "none"}


class Counts(models.TextChoices):
    """What the target counts."""

    SESSIONS = "sessions", pgettext_lazy("target", "sessions held")
    LECTURES = "lectures", pgettext_lazy("target", "lectures held")
    PEOPLE = "people", pgettext_lazy("target", "people who listened")
    VILLAGES = "villages", pgettext_lazy("target", "villages reached")


@dataclass(frozen=True)
class Row:
    """One row behind a number of a series: a session, a lecture, or a village. ``people``: how many
    listened there; ``held``: it has taken place.
    """

    code: str
    title: str
    day: dt.date
    where: str
    held: bool
    people: int = 0
    url: str = ""
    state: Any = ""
    tone: str = "none"
    numbers: tuple[int, ...] = ()  # which of the series it is, where those are numbered

    @property
    def times(self) -> int:
        """A session that is several of the series (第3、4次) counts as many."""
        return max(1, len(self.numbers))


@dataclass(frozen=True)
class Counted:
    """What a series has come to, with the rows of each number; a village is one row, however often
    it was reached.
    """

    sessions: Sequence[Row] = ()
    lectures: Sequence[Row] = ()
    villages: Sequence[Row] = ()

    def rows(self, counts: str) -> list[Row]:
        """The rows behind a number, those to come too."""
        return {
            Counts.SESSIONS: list(self.sessions),
            Counts.LECTURES: list(self.lectures),
            Counts.VILLAGES: list(self.villages),
            Counts.PEOPLE: [row for row in (*self.sessions, *self.lectures) if row.people],
        }[Counts(counts)]

    def number(self, counts: str) -> int:
        """What is reached: held sessions or lectures, villages, or the people who listened."""
        rows = self.rows(counts)
        return (
            sum(row.people for row in rows)
            if counts == Counts.PEOPLE
            else sum(row.times for row in rows if row.held)
        )

    def of(self, counts: str, target: int | None) -> int | None:
        """What the number is counted of: the target, else those planned; None where there is
        neither.
        """
        if target is not None:
            return target
        if counts not in (Counts.SESSIONS, Counts.LECTURES):
            return None
        return sum(row.times for row in self.rows(counts))


def read_numbers(text: str) -> list[int]:
    """The numbers somebody typed: 3、4 or 第3、4次 or 3-5. Raises ValueError for what is none."""
    plain = text.strip().removeprefix("第").removesuffix("次")
    numbers: list[int] = []
    for part in filter(None, re.split(r"[、，,;；\s]+", plain)):
        ends = [int(end) for end in re.split(r"[-–—~至]", part)]
        if len(ends) > 2 or ends[-1] - ends[0] > MOST_AT_ONCE:
            raise ValueError(part)
        numbers += range(ends[0], ends[-1] + 1)
    return numbers
