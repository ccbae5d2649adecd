"""A circular (通报) on the study of all groups in a period: which periods there are, what is
counted of a group, what the county's numbers are. Pure.

Every number stands beside what it is counted of. Groups stand in the order of the roster; nothing
here sorts or compares them.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from itertools import product
from typing import Any

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhixing.foundation.machinery.words import Words
from zhixing.ui.words import month_span


class State(models.TextChoices):
    """Codes are final: 草稿, 已印发."""

    DRAFT = "draft", pgettext_lazy("circular", "draft")
    ISSUED = "issued", pgettext_lazy("circular", "issued")


TONES = {State.DRAFT: "none", State.ISSUED: "done"}
SPAN = re.compile(r"^(month|quarter|half)-(\d{4})-(\d{1,2})$")
MONTHS = {"month": 1, "quarter": 3, "half": 6}  # how many months a period of a kind has


@dataclass(frozen=True)
class Period:
    """``month-2026-9``, ``quarter-2026-3``, ``half-2026-1``."""

    kind: str
    year: int
    nth: int

    @classmethod
    def read(cls, code: str) -> Period | None:
        """The period of a code, or None when there is no such one."""
        match = SPAN.match(code)
        if not match:
            return None
        period = cls(match[1], int(match[2]), int(match[3]))
        return (
            period
            if 2000 <= period.year <= 2100 and 1 <= period.nth <= 12 // MONTHS[period.kind]
            else None
        )

    @property
    def code(self) -> str:
        return f"{self.kind}-{self.year}-{self.nth}"

    @property
    def since(self) -> dt.date:
        return dt.date(self.year, (self.nth - 1) * MONTHS[self.kind] + 1, 1)

    @property
    def until(self) -> dt.date:
        """Its last day."""
        month = self.nth * MONTHS[self.kind]
        return dt.date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def words(self) -> str:
        if self.kind == "month":
            return _now("month of %(month)s %(year)s") % {
                "month": month_span(self.nth, self.nth),
                "year": self.year,
            }
        names = {
            "quarter": (
                _now("first quarter of %(year)s"),
                _now("second quarter of %(year)s"),
                _now("third quarter of %(year)s"),
                _now("fourth quarter of %(year)s"),
            ),
            "half": (_now("first half of %(year)s"), _now("second half of %(year)s")),
        }
        return names[self.kind][self.nth - 1] % {"year": self.year}


def periods(today: dt.date) -> list[Period]:
    """The periods a circular may be about: those of this year and the last that have begun, the
    latest first, longer ones before shorter.
    """
    every = []
    for year, kind in product((today.year, today.year - 1), ("half", "quarter", "month")):
        every += [Period(kind, year, nth) for nth in range(12 // MONTHS[kind], 0, -1)]
    return [period for period in every if period.since <= today]


def proposed_period(today: dt.date) -> Period:
    """The quarter that ended last."""
    quarter = (today.month - 1) // 3
    return (
        Period("quarter", today.year, quarter) if quarter else Period("quarter", today.year - 1, 4)
    )


@dataclass(frozen=True)
class Line:
    """What is counted of one group. ``joined``: joint study whose record another group keeps; it is
    study of this group, and the county counts it once. ``plan``: its plan of the year is on file.
    Reports: of the sessions of the period whose report is due by now, those the county has
    received.
    """

    code: str
    name: str
    held: int = 0
    counting: int = 0
    plan: bool = False
    reports: int = 0
    reports_due: int = 0
    made_up: int = 0
    absences: int = 0
    joined: int = 0
    joined_counting: int = 0

    @property
    def studied(self) -> int:
        """Its own sessions, and the joint ones it took part in."""
        return self.held + self.joined

    @property
    def studied_counting(self) -> int:
        return self.counting + self.joined_counting

    @property
    def open(self) -> int:
        """Make-ups that are open."""
        return self.absences - self.made_up


def stored_lines(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """The lines as they are kept once the circular is issued."""
    return [asdict(line) for line in lines]


@dataclass(frozen=True)
class Figure:
    """n of N, with a line for each group: what it adds to n and to N."""

    code: str
    label: Words
    help: Words
    of: Callable[[Line], tuple[int, int]]

    def count(self, lines: Sequence[Line]) -> tuple[int, int]:
        """Numerator and denominator, counted from the lines."""
        counts = [self.of(line) for line in lines]
        return sum(part for part, _whole in counts), sum(whole for _part, whole in counts)


FIGURES = (
    Figure(
        "met",
        _("Groups that met"),
        pgettext_lazy("circular", "of all study groups"),
        lambda line: (int(line.studied > 0), 1),
    ),
    Figure(
        "counting",
        _("Sessions that count"),
        pgettext_lazy("circular", "of those held in the period"),
        lambda line: (line.counting, line.held),
    ),
    Figure(
        "plans",
        _("Plans on file"),
        pgettext_lazy("circular", "of all study groups"),
        lambda line: (int(line.plan), 1),
    ),
    Figure(
        "reports",
        _("Session reports received"),
        pgettext_lazy("circular", "of those due by now"),
        lambda line: (line.reports, line.reports_due),
    ),
    Figure(
        "make_ups",
        _("Make-ups done"),
        pgettext_lazy("circular", "of all absences in the period"),
        lambda line: (line.made_up, line.absences),
    ),
)
