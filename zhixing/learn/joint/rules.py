"""Joint groups (联学组): why groups study together, and the words for whom a group could study
with. Pure: no database, no clock.

Groups with linked duties, or with few members, study one theme together and see the place it is
about (domain.md 6.5). The group that leads keeps the record. A suggestion is a group with reasons
in words, in the order of the roster; there is no score, and nothing is ranked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Codes are final."""

    RUNNING = "running", pgettext_lazy("joint group", "running")
    ENDED = "ended", pgettext_lazy("joint group", "ended")


TONES = {State.RUNNING: "going", State.ENDED: "none"}


class Why(models.TextChoices):
    """What joins the groups."""

    DUTIES = "duties", _("linked duties")
    FEW = "few", _("few members")


def holds(since: dt.date, until: dt.date | None, on: dt.date) -> bool:
    """Whether a joint group holds on a day; its last day included."""
    return since <= on and (until is None or on <= until)


# -- whom to study with ----------------------------------------------------------------------------


class Because(StrEnum):
    """Why a group is suggested: each is a sentence with what it names."""

    LEADS = "leads"  # its unit leads a topic that the own group studies
    BOTH_LEAD = "both_lead"  # both units lead one topic
    CLAIMED = "claimed"  # both have claimed one topic
    OWN_TOPIC = "own_topic"  # an own topic of each is about the same
    DEALS = "deals"  # its unit deals with what came from the own study
    DEALT = "dealt"  # the own unit deals with what came from its study
    FEW = "few"  # both have few members
    TOGETHER = "together"  # they have studied together before
    # the plans of both have a topic in the same months; said only beside linked duties or topics,
    # since the county's topics stand in every plan
    SAME = "same"


@dataclass(frozen=True)
class Subject:
    """A topic a group studies in a year (by its plan, or of the county's), as far as suggestions
    need it.
    """

    code: str
    title: str
    leads: frozenset[str] = frozenset()  # groups of the units that lead it
    own: bool = False
    about: str = ""  # research subject
    months: tuple[int, int] = (0, 0)  # of the plan in force; none without one


@dataclass(frozen=True)
class Group:
    """What is known of a group: its subjects, what it has claimed, whose unit deals with what came
    from its study, how many study in it.
    """

    code: str
    subjects: tuple[Subject, ...] = ()
    claimed: frozenset[str] = frozenset()
    dealt_with_by: dict[str, int] = field(
        default_factory=dict
    )  # group of the unit -> problems and measures
    members: int = 0


Reason = tuple[Because, Any]


def partners(
    me: Group,
    others: Iterable[Group],
    *,
    few: int,
    together: Iterable[tuple[str, str]] = (),
    titles: dict[str, str] | None = None,
) -> list[tuple[str, list[Reason]]]:
    """(group, reasons) in the order given; groups without a reason are left out. ``together``:
    (group, day or topic in words) of joint study before.
    """
    words = {**(titles or {}), **{subject.code: subject.title for subject in me.subjects}}
    before: dict[str, list[str]] = {}
    for code, what in together:
        before.setdefault(code, []).append(what)
    suggestions = []
    for other in others:
        if other.code == me.code:
            continue
        common = _common_work(me, other, words)
        reasons = [*common]
        if 0 < me.members <= few and 0 < other.members <= few:
            reasons.append((Because.FEW, (other.members, me.members)))
        if other.code in before:
            reasons.append((Because.TOGETHER, before[other.code]))
        if common:
            reasons += _same_subject(me, other, reasons)
        if reasons:
            suggestions.append((other.code, reasons))
    return suggestions


def _common_work(me: Group, other: Group, words: dict[str, str]) -> list[Reason]:
    """What the work of both has in common: reasons that carry a suggestion alone."""
    both = [subject.title for subject in me.subjects if {me.code, other.code} <= subject.leads]
    led = [
        subject.title
        for subject in me.subjects
        if other.code in subject.leads and me.code not in subject.leads
    ]
    claimed = sorted(words.get(code, code) for code in me.claimed & other.claimed)
    reasons = [
        (Because.BOTH_LEAD, both),
        (Because.LEADS, led),
        (Because.CLAIMED, claimed),
        (Because.OWN_TOPIC, _own_topics_alike(me, other)),
        (Because.DEALS, me.dealt_with_by.get(other.code, 0)),
        (Because.DEALT, other.dealt_with_by.get(me.code, 0)),
    ]
    return [(because, what) for because, what in reasons if what]


def _own_topics_alike(me: Group, other: Group) -> list[str]:
    """My own subjects that are about what one of their own is about, under another code."""
    theirs = [subject for subject in other.subjects if subject.own]
    mine = {subject.code: subject for subject in me.subjects}
    return [
        subject.title
        for subject in mine.values()
        if subject.own and any(_same_matter(subject, other_subject) for other_subject in theirs)
    ]


def _same_matter(subject: Subject, other: Subject) -> bool:
    return subject.code != other.code and bool(_matters(subject) & _matters(other))


def _same_subject(me: Group, other: Group, reasons: list[Reason]) -> list[Reason]:
    """The first subject both study at one time, if no reason has named it."""
    theirs = {subject.code: subject for subject in other.subjects}
    named = set()
    for _because, what in reasons:
        if isinstance(what, list):
            named |= set(what)
    for subject in me.subjects:
        if subject.title in named or subject.code not in theirs:
            continue
        if _months_overlap(subject, theirs[subject.code]):
            return [(Because.SAME, [subject.title])]
    return []


def _months_overlap(subject: Subject, other: Subject) -> bool:
    return 0 < subject.months[0] <= other.months[1] and 0 < other.months[0] <= subject.months[1]


def _matters(subject: Subject) -> set[str]:
    return {
        words for words in ("".join(subject.title.split()), "".join(subject.about.split())) if words
    }
