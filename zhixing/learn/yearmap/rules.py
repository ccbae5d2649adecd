"""A group's year, month by month: what was planned, what was held, what counts, what is behind.
Pure: no database, no clock.

Each answer is a ``Check`` that names its norm; the numbers come in as ``Norms``. A month has one
mark, and its reasons are the same facts: the map and the page behind a cell can not say different
things. Nothing is added up over a group, and no group is compared with another.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhixing.foundation.machinery.fairness import was_here
from zhixing.foundation.machinery.words import Words

from ..plans.rules import FILED, Check, filing_day
from ..sessions.rules import AHEAD, HAPPENED, AgendaKind, missing_to_count, quarter


class Mark(models.TextChoices):
    """What a month of a group shows, one word for what needs looking at first."""

    NOTHING = "nothing", pgettext_lazy("map", "nothing due")
    PLANNED = "planned", pgettext_lazy("map", "planned")
    HELD = "held", pgettext_lazy("map", "held, does not count yet")
    COUNTS = "counts", pgettext_lazy("map", "counts")
    LATE = "late", pgettext_lazy("map", "late")
    MISSING = "missing", pgettext_lazy("map", "missing")


SHORT: dict[Mark, Words] = {Mark.NOTHING: "", Mark.HELD: pgettext_lazy("map", "held")}
HELP = {
    Mark.PLANNED: _("A topic or a session is planned here."),
    Mark.HELD: _("A session was held; it still lacks something to count."),
    Mark.COUNTS: _("Held, with category, discussion speech, minutes and sign-off."),
    Mark.LATE: _("A report or a record is overdue."),
    Mark.MISSING: _("The time is over and it was not studied, or the plan was not filed."),
}
TONES = {
    Mark.NOTHING: "none",
    Mark.PLANNED: "none",
    Mark.HELD: "going",
    Mark.COUNTS: "done",
    Mark.LATE: "over",
    Mark.MISSING: "over",
}


Kind = TypeVar("Kind")


class Line(NamedTuple):
    """A topic in the plan. ``speakers``: how many key speakers are named."""

    topic: str
    first: int
    last: int
    required: bool = True
    category: str = ""
    speakers: int = 0


class Meeting(NamedTuple):
    """A session as the checks see it: what it has, and where the clock of its report stands."""

    code: str
    day: dt.date
    topic: str
    state: str
    category: str = ""
    discussed: bool = False
    first_item: bool = False
    report_due: dt.date | None = None
    report_sent: bool = False

    @property
    def lacks(self) -> tuple[str, ...]:
        """Codes of what keeps it from counting."""
        return missing_to_count(state=self.state, category=self.category, discussed=self.discussed)


@dataclass(frozen=True)
class Norms:
    """What the county's norms say on a day; None: the county has no such norm, and nothing is
    checked by it.
    """

    per_quarter: int | None = 1
    per_month: int | None = 1
    first_item: bool | None = True
    in_time: bool | None = True
    key_speakers: bool | None = True
    required_topics: bool | None = True
    report_days: int | None = 5
    filing_due: str | None = "01-31"
    categories: tuple[str, ...] = ()


class Month(NamedTuple):
    """The facts of one month. ``behind``: topics whose months are over and that were not studied;
    ``short``: the quarter that ends here has too few sessions that count.
    """

    month: int
    over: bool
    due: bool = True  # the group was there all the month, so that something can be asked of it
    planned: tuple[Line, ...] = ()
    open: tuple[Line, ...] = ()
    behind: tuple[Line, ...] = ()
    held: tuple[Meeting, ...] = ()
    counting: tuple[Meeting, ...] = ()
    ahead: tuple[Meeting, ...] = ()
    overdue: tuple[Meeting, ...] = ()
    unrecorded: tuple[Meeting, ...] = ()
    short: bool = False
    # in the month in which plans are due: filed, not_filed, no_plan, or "" while it is not due
    filing: str = ""

    @property
    def mark(self) -> Mark:
        """What needs looking at first: missing, late, counts, held, planned."""
        if self.short or self.behind or self.filing == "no_plan":
            return Mark.MISSING
        if self.overdue or self.unrecorded or self.filing == "not_filed":
            return Mark.LATE
        if self.counting:
            return Mark.COUNTS
        if self.held:
            return Mark.HELD
        return Mark.PLANNED if self.ahead or self.open else Mark.NOTHING


@lru_cache(maxsize=200)
def last_day(year: int, month: int) -> dt.date:
    """The last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


@lru_cache(maxsize=200)
def first_day(year: int, month: int) -> dt.date:
    """The first day of a month."""
    return dt.date(year, month, 1)


def year_of_group(
    lines: Sequence[Line],
    meetings: Iterable[Meeting],
    *,
    year: int,
    today: dt.date,
    norms: Mapping[int, Norms],
    plan: str = "",
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> list[Month]:
    """The twelve months of one group. ``norms``: month -> what holds on its last day; ``plan``:
    state of the newest plan, or "".

    A month is due when the group was there from its first day (``since``: it began, or was entered)
    to its last (``until``); what was held shows all the same.
    """
    came = since or dt.date.min
    held, counting, ahead, unrecorded, overdue = (_by_month(Meeting) for _list in range(5))
    planned, ends = _by_month(Line), _by_month(Line)
    studied: set[str] = set()
    for meeting in meetings:
        month = meeting.day.month
        if meeting.state in HAPPENED:
            studied.add(meeting.topic)
            held[month].append(meeting)
            if not meeting.lacks:
                counting[month].append(meeting)
            if (
                meeting.report_due is not None
                and not meeting.report_sent
                and meeting.report_due < today
            ):
                overdue[month].append(meeting)
        elif meeting.state in AHEAD:
            (ahead if meeting.day >= today else unrecorded)[month].append(meeting)
    for line in lines:
        ends[line.last].append(line)
        for month in range(line.first, line.last + 1):
            planned[month].append(line)
    months = []
    for month, month_norms in sorted(norms.items()):
        last = last_day(year, month)
        over, due = (
            last < today,
            was_here(first_day(year, month), came) and (until is None or until > last),
        )
        quarter_due = (
            over
            and due
            and month % 3 == 0
            and bool(month_norms.per_quarter)
            and was_here(first_day(year, month - 2), came)
        )
        months.append(
            Month(
                month=month,
                over=over,
                due=due,
                planned=tuple(planned[month]),
                held=tuple(held[month]),
                counting=tuple(counting[month]),
                ahead=tuple(ahead[month]),
                unrecorded=tuple(unrecorded[month]),
                overdue=tuple(overdue[month]),
                open=(
                    tuple(line for line in planned[month] if line.topic not in studied)
                    if due
                    else ()
                ),
                behind=(
                    tuple(line for line in ends[month] if line.topic not in studied)
                    if over and due and month_norms.in_time
                    else ()
                ),
                short=quarter_due
                and sum(len(counting[number]) for number in range(month - 2, month + 1))
                < (month_norms.per_quarter or 0),
                filing=_filing(month_norms, year, month, today, plan, came),
            )
        )
    return months


def _by_month(_kind: type[Kind]) -> list[list[Kind]]:
    """A list for each month, by its number."""
    return [[] for _month in range(13)]


def _filing(norms: Norms, year: int, month: int, today: dt.date, plan: str, came: dt.date) -> str:
    due = filing_day(norms.filing_due, year) if norms.filing_due else None
    if due is None or due.month != month or due >= today or not was_here(due, came):
        return ""
    if plan in FILED:
        return "filed"
    return "not_filed" if plan else "no_plan"


def month_checks(month: Month, norms: Norms) -> list[Check]:
    """What can be said of a month: the plan on file (hard, January), reports (hard), the first item
    (hard), one session a month (soft), topics in their months (soft), key speakers (soft).
    """
    checks = []
    if month.filing:
        sentences = {
            "filed": _("The plan of the year is on file."),
            "not_filed": _("The plan of the year is not filed yet."),
            "no_plan": _("There is no plan of the year."),
        }
        checks.append(
            Check(
                "plan.filing_due", month.filing == "filed", sentences[month.filing], {}, hard=True
            )
        )
    if norms.per_month and month.due and (month.over or len(month.counting) >= norms.per_month):
        enough = len(month.counting) >= norms.per_month
        checks.append(
            Check(
                "session.per_month",
                enough,
                _("Sessions that count this month: %(count)s."),
                {"count": len(month.counting)},
            )
        )
    if norms.report_days is not None and month.held:
        sentence = (
            _("Session reports overdue: %(count)s.")
            if month.overdue
            else _("No session report is overdue.")
        )
        checks.append(
            Check(
                "session.report_days",
                not month.overdue,
                sentence,
                {"count": len(month.overdue)},
                hard=True,
            )
        )
    if norms.first_item and month.held:
        without = sum(not meeting.first_item for meeting in month.held)
        sentence = (
            _("Sessions whose agenda does not open with the first item: %(count)s.")
            if without
            else _("Every agenda opened with the first item.")
        )
        checks.append(
            Check("agenda.first_item", not without, sentence, {"count": without}, hard=True)
        )
    ending = [line for line in month.planned if line.last == month.month]
    if (
        norms.in_time
        and month.due
        and ending
        and (month.over or not any(line in month.open for line in ending))
    ):
        sentence = (
            _("Topics not studied by the end of their months: %(count)s.")
            if month.behind
            else _("The topics whose months end here were studied.")
        )
        checks.append(
            Check("plan.in_time", not month.behind, sentence, {"count": len(month.behind)})
        )
    if norms.key_speakers and month.planned:
        silent = sum(not line.speakers for line in month.planned)
        sentence = (
            _("Topics of the month without a key speaker: %(count)s.")
            if silent
            else _("Every topic of the month has a key speaker.")
        )
        checks.append(Check("plan.key_speakers", not silent, sentence, {"count": silent}))
    return checks


def quarter_checks(months: Sequence[Month], number: int, norms: Norms) -> list[Check]:
    """Collective study at least so often a quarter (national Rules 2017, art. 9-10): hard. Empty
    while the quarter runs and it is still open.
    """
    quarter_months = months[3 * number - 3 : 3 * number]
    count = sum(len(month.counting) for month in quarter_months)
    if norms.per_quarter is None or (count < norms.per_quarter and not quarter_months[-1].short):
        return []
    params = {"quarter": number, "count": count, "least": norms.per_quarter}
    return [
        Check(
            "session.per_quarter",
            count >= norms.per_quarter,
            _("Quarter %(quarter)s: sessions that count %(count)s, at least %(least)s."),
            params,
            hard=True,
        )
    ]


def year_checks(
    months: Sequence[Month], lines: Sequence[Line], required: Iterable[str], norms: Norms
) -> list[Check]:
    """What is asked of the whole year: the county's required topics placed (hard), the nine
    categories planned or studied, key speakers named, agendas that open with the first item.
    """
    checks = []
    if norms.required_topics:
        placed = {line.topic for line in lines}
        missing = [topic for topic in required if topic not in placed]
        sentence = (
            _("Required topics not placed: %(count)s.")
            if missing
            else _("All required topics are placed.")
        )
        checks.append(
            Check("plan.required_topics", not missing, sentence, {"count": len(missing)}, hard=True)
        )
    if norms.categories:
        held = chain.from_iterable(month.held for month in months)
        covered = {line.category for line in lines} | {meeting.category for meeting in held}
        bare = [category for category in norms.categories if category not in covered]
        sentence = (
            _("Categories of content not covered: %(count)s.")
            if bare
            else _("All categories of content are covered.")
        )
        checks.append(
            Check("content.categories", not bare, sentence, {"count": len(bare), "codes": bare})
        )
    if norms.key_speakers and lines:
        silent = sum(not line.speakers for line in lines)
        sentence = (
            _("Lines without a key speaker: %(count)s.")
            if silent
            else _("Every line has a key speaker.")
        )
        checks.append(Check("plan.key_speakers", not silent, sentence, {"count": silent}))
    return checks


def opens_with_first_item(agenda: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the agenda begins with the first item."""
    return bool(agenda) and agenda[0].get("kind") == AgendaKind.FIRST_ITEM


def quarter_of(month: int) -> int:
    """1 to 4."""
    return quarter(month)
