"""An annual study plan (年度学习计划): its states, and the checks a county makes. Each check cites
a norm.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhixing.foundation.machinery.words import Words


class State(models.TextChoices):
    """Codes are final. 草稿, 组长审定, 党委会审定, 已备案, 退回, 执行中, 归档 (domain.md 8, item
    7).
    """

    DRAFT = "draft", pgettext_lazy("plan", "draft")
    LEADER_APPROVED = "leader_approved", pgettext_lazy("plan", "approved by the leader")
    COMMITTEE_APPROVED = "committee_approved", pgettext_lazy("plan", "approved by the committee")
    FILED = "filed", pgettext_lazy("plan", "sent for filing")
    RETURNED = "returned", pgettext_lazy("plan", "returned")
    IN_FORCE = "in_force", pgettext_lazy("plan", "in force")
    ARCHIVED = "archived", pgettext_lazy("plan", "archived")


class Start(models.TextChoices):
    """What a draft starts from."""

    COUNTY = "county", _("the county's topics")
    LAST_YEAR = "last_year", _("the county's topics and last year's plan")


TONES = {
    State.DRAFT: "none",
    State.LEADER_APPROVED: "going",
    State.COMMITTEE_APPROVED: "going",
    State.FILED: "going",
    State.RETURNED: "over",
    State.IN_FORCE: "done",
    State.ARCHIVED: "none",
}


FILED = (State.FILED, State.IN_FORCE, State.ARCHIVED)


def goes_by(states: Mapping[int, str]) -> int:
    """The version of a plan a group goes by: the one in force (a newer one may be under way), else
    the one that was filed last, else the newest.
    """
    for wanted in (State.IN_FORCE, State.ARCHIVED, State.FILED):
        versions = [version for version, state in states.items() if state == wanted]
        if versions:
            return max(versions)
    return max(states)


def filing_day(month_day: str, year: int) -> dt.date | None:
    """The day of ``01-31`` in a year; None when it is no day."""
    try:
        return dt.date.fromisoformat(f"{year}-{month_day}")
    except ValueError:
        return None


def reports_among(names: Iterable[str]) -> list[str]:
    """Which files are last year's report, by their names: 报告 or 总结, report or summary."""
    return [
        name
        for name in names
        if any(word in name.lower() for word in ("报告", "总结", "report", "summary"))
    ]


@dataclass(frozen=True)
class Entry:
    """One line of a plan as the checks see it."""

    topic: str
    first_month: int
    last_month: int
    required: bool
    category: str
    discussed: bool
    speakers: int


@dataclass(frozen=True)
class Check:
    """One answer: the norm it cites, whether it holds, and the sentence. A hard one keeps what it
    is about from going out.
    """

    norm: str
    holds: bool
    sentence: Words
    params: dict[str, Any] = field(default_factory=dict)
    hard: bool = False

    @property
    def tone(self) -> str:
        """Green when it holds; red for a hard rule that does not, amber for a soft one."""
        if self.holds:
            return "done"
        return "over" if self.hard else "soon"


def checks(
    entries: Sequence[Entry],
    required_topics: Iterable[str],
    per_quarter: int,
    categories: Iterable[str],
    key_speakers: Sequence[int] = (),
) -> list[Check]:
    """Collective study at least so often a quarter (national Rules 2017, art. 9-10), required
    topics placed, key speakers named and as many as are asked for (``key_speakers``: least and
    most; empty where the county does not ask), the nine categories covered (art. 8). Only the first
    two are hard.
    """
    answers = []
    thin = [
        quarter
        for quarter in range(1, 5)
        if sum(_in_quarter(entry, quarter) and entry.discussed for entry in entries) < per_quarter
    ]
    answers.append(
        Check(
            "session.per_quarter",
            not thin,
            (
                _("Quarters without a collective study: %(quarters)s.")
                if thin
                else _("Collective study is placed in every quarter.")
            ),
            {"quarters": ", ".join(map(str, thin))},
            hard=True,
        )
    )
    placed = {entry.topic for entry in entries}
    missing = [topic for topic in required_topics if topic not in placed]
    answers.append(
        Check(
            "plan.required_topics",
            not missing,
            (
                _("Required topics not placed: %(count)s.")
                if missing
                else _("All required topics are placed.")
            ),
            {"count": len(missing)},
            hard=True,
        )
    )
    silent = sum(not entry.speakers for entry in entries)
    answers.append(
        Check(
            "plan.key_speakers",
            not silent,
            (
                _("Lines without a key speaker: %(count)s.")
                if silent
                else _("Every line has a key speaker.")
            ),
            {"count": silent},
        )
    )
    if len(key_speakers) == 2:
        answers.append(_speakers_check(entries, *sorted(key_speakers)))
    uncovered = set(categories) - {entry.category for entry in entries}
    answers.append(
        Check(
            "content.categories",
            not uncovered,
            (
                _("Categories of content not covered: %(count)s.")
                if uncovered
                else _("All categories of content are covered.")
            ),
            {"count": len(uncovered)},
        )
    )
    return answers


def _speakers_check(entries: Iterable[Entry], least: int, most: int) -> Check:
    """重点发言人: two or three are named for a line (domain.md 3); lines without any are counted by
    the check before.
    """
    odd = sum(speakers_unlike(entry.speakers, (least, most)) for entry in entries)
    params = {"count": odd, "least": least, "most": most}
    sentence = (
        _("Lines with fewer than %(least)s or more than %(most)s key speakers: %(count)s.")
        if odd
        else _("Where key speakers are named, they are %(least)s to %(most)s.")
    )
    return Check("session.key_speakers", not odd, sentence, params)


def speakers_unlike(count: int, bounds: Sequence[int]) -> bool:
    """Whether a line names key speakers, yet not as many as are asked for."""
    return len(bounds) == 2 and count > 0 and not min(bounds) <= count <= max(bounds)


def _in_quarter(entry: Entry, quarter: int) -> bool:
    first, last = 3 * quarter - 2, 3 * quarter
    return entry.first_month <= last and entry.last_month >= first


def difference(
    old: Sequence[dict[str, Any]], new: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Two versions side by side, by topic: added, left out, changed (with the fields), same."""
    before, after = {line["topic"]: line for line in old}, {line["topic"]: line for line in new}
    rows = []
    for topic in [*before, *(topic for topic in after if topic not in before)]:
        old_line, new_line = before.get(topic), after.get(topic)
        if old_line is None or new_line is None:
            rows.append(
                {
                    "topic": topic,
                    "change": "added" if old_line is None else "left_out",
                    "old": old_line,
                    "new": new_line,
                    "fields": [],
                }
            )
        else:
            fields = [
                key for key in new_line if key != "topic" and old_line.get(key) != new_line.get(key)
            ]
            rows.append(
                {
                    "topic": topic,
                    "change": "changed" if fields else "same",
                    "old": old_line,
                    "new": new_line,
                    "fields": fields,
                }
            )
    return rows
