"""The study archive (学习档案) of a group and year: what a volume holds, how long each kind is
kept, what is still missing. Pure.

Contents: domain.md 2.5. How long: 永久, 30年, 10年 (State Archives Order No. 8); which kind belongs
where is a norm, because no document says it for study groups.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy


class Keep(models.TextChoices):
    """保管期限. The code is also the end of the norm's code."""

    PERMANENT = "permanent", pgettext_lazy("archive", "kept permanently")
    THIRTY = "thirty_years", pgettext_lazy("archive", "kept 30 years")
    TEN = "ten_years", pgettext_lazy("archive", "kept 10 years")


class Sort(models.TextChoices):
    """What a volume may hold; the order is that of the volume."""

    PLAN = "plan", _("annual study plan")
    ANNUAL = "annual_report", _("annual report")
    CIRCULAR = "circular", _("circular")
    NOTICE = "notice", _("session notice")
    AGENDA = "agenda", _("agenda")
    ATTENDANCE = "attendance", _("attendance sheet")
    MINUTES = "minutes", _("minutes")
    SPEECHES = "speeches", _("speech outlines")
    REPORT = "report", _("session report")
    FILE = "file", _("attached file")


@dataclass(frozen=True)
class Item:
    """One piece of the volume. ``url`` opens it; ``key`` says which of its kind it is (a code);
    ``folder`` is where it lies in the zip.
    """

    sort: Sort
    title: str
    key: str
    url: str
    date: dt.date | None = None
    keep: Keep = Keep.THIRTY
    folder: str = ""
    downloads: bool = True
    number: str = ""  # 文号, where it was registered

    @property
    def word(self) -> Any:
        return self.sort.label


@dataclass(frozen=True)
class Hint:
    """Something a volume of this kind usually holds and this one does not. It is said, and counts
    for nothing.
    """

    sentence: str
    url: str = ""


@dataclass(frozen=True)
class StudyArchive:
    """The volume of a group and year."""

    group: Any
    year: int
    items: Sequence[Item] = ()
    hints: Sequence[Hint] = ()
    ahead: int = 0

    @property
    def papers(self) -> int:
        """How many papers a zip of it draws, its list of contents among them."""
        return 1 + sum(item.sort != Sort.FILE for item in self.items)

    def by_class(self) -> list[tuple[Keep, list[Item]]]:
        """The items of each class, the longest kept first; a class with nothing in it stays, so
        that one sees it is empty.
        """
        return [(keep, [item for item in self.items if item.keep == keep]) for keep in Keep]


def classes(norms: Mapping[str, Iterable[Any]]) -> dict[str, Keep]:
    """Kind of document -> class, from the county's norms (class -> entries with a ``code``). What
    no norm names is kept 30 years.
    """
    class_of: dict[str, Keep] = {}
    for keep in Keep:
        for entry in norms.get(keep, ()):
            class_of.setdefault(
                str(entry.get("code") if isinstance(entry, Mapping) else entry), keep
            )
    return class_of


@dataclass(frozen=True)
class Held:
    """A session as the check for gaps sees it."""

    number: int
    url: str
    attendance: bool
    minutes: bool
    signed: bool
    speeches: bool
    report: str = ""  # state of its report, "" without one
    report_url: str = ""
    owed: int = 0
    kept_by: str = ""  # in joint study: the unit that keeps the record, when it is another one


def gaps(plan: bool, held: Sequence[Held], plan_url: str = "") -> list[Hint]:
    """What is missing, in the order of the volume. No score is made of it, and nothing is refused
    because of it.
    """
    hints = (
        []
        if plan
        else [Hint(_now("No study plan of this year has been sent for filing."), plan_url)]
    )
    if not held:
        hints.append(Hint(_now("No session of this year was held.")))
    for session in held:
        params = {"number": session.number}
        checks = (
            (
                session.attendance,
                _now("Session %(number)s: attendance was not taken."),
                session.url,
            ),
            (session.minutes, _now("Session %(number)s: no minutes."), session.url),
            (
                session.signed or not session.minutes,
                _now("Session %(number)s: the minutes are not signed off."),
                session.url,
            ),
            (session.speeches, _now("Session %(number)s: no speech outline."), session.url),
            (
                session.report or not session.signed,
                _now("Session %(number)s: no session report."),
                session.url,
            ),
            (
                session.report in ("", "sent", "received"),
                _now("Session %(number)s: the session report was not sent."),
                session.report_url,
            ),
        )
        if (
            session.kept_by
        ):  # the record is the other group's to complete; the make-ups are the own ones
            if session.owed:
                hints.append(
                    Hint(
                        ngettext(
                            "Joint study with %(unit)s: %(count)s make-up is open.",
                            "Joint study with %(unit)s: %(count)s make-ups are open.",
                            session.owed,
                        )
                        % {"unit": session.kept_by, "count": session.owed},
                        session.url,
                    )
                )
            continue
        hints += [Hint(sentence % params, url) for holds, sentence, url in checks if not holds]
        if session.owed:
            hints.append(
                Hint(
                    ngettext(
                        "Session %(number)s: %(count)s make-up is open.",
                        "Session %(number)s: %(count)s make-ups are open.",
                        session.owed,
                    )
                    % (params | {"count": session.owed}),
                    session.url,
                )
            )
    return hints


# -- the year in words -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Meeting:
    """A session as annual report and circular tell it: no person, only how many."""

    number: int
    day: dt.date
    topic: str
    kind: str
    present: int
    expected: int
    discussed: bool
    counts: bool
    problems: int = 0
    measures: int = 0
    tasks: int = 0
    kept_by: str = ""  # in joint study: the unit that keeps the record, when it is another one


@dataclass(frozen=True)
class Rate:
    label: str
    numerator: int
    denominator: int


@dataclass(frozen=True)
class YearFacts:
    """The record of a year. Every number stands beside what it is counted of; nobody is named and
    nothing is compared with another group.
    """

    group: str
    year: int
    meetings: Sequence[Meeting] = ()
    rates: Sequence[Rate] = ()
    raised: Mapping[str, tuple[int, int]] = field(
        default_factory=dict
    )  # problem, measure, task -> (done, all)
    outcomes: int = 0
    open_make_ups: int = 0
    quarters_without: Sequence[int] = ()
    not_studied: Sequence[str] = ()


def safe_name(text: str, most: int = 60) -> str:
    """Words as the name of a file or folder on any machine."""
    return (
        "".join(" " if sign in '\\/:*?"<>|' or ord(sign) < 32 else sign for sign in text)
        .strip(" .")[:most]
        .rstrip(" .")
        or "-"
    )
