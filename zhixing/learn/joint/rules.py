"""Joint groups (联学组): why groups study together, and the words for whom a group could study
with. Pure: no database, no clock.

Groups with linked duties, or with few members, study one theme together and see the place it is
about (domain.md 6.5). The group that leads keeps the record. A suggestion is a group with reasons
in words, the strongest reason first; there is no score.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
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
    """Why a group is suggested: each is a sentence with what it names. The order is that of
    strength: what is shared already, what both have chosen, what lies near, what was once.
    """

    SAME_PROBLEM = "same_problem"  # a problem of each was found to be the same one
    DEALS = "deals"  # its unit deals with what came from the own study
    DEALT = "dealt"  # the own unit deals with what came from its study
    BOTH_LEAD = "both_lead"  # both units lead one topic
    CLAIMED = "claimed"  # both have claimed one topic
    OWN_TOPIC = "own_topic"  # an own topic of each is about the same
    # both study in the same months a topic that one of the reasons names; that the county's topics
    # stand in every plan is none
    SAME = "same"
    LEADS = "leads"  # its unit leads a topic that the own group studies
    NEIGHBOUR = "neighbour"  # its unit leads a topic related to one that the own group studies
    TOGETHER = "together"  # they have studied together before
    FEW = "few"  # both have few members


STRENGTH = {because: place for place, because in enumerate(Because)}


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
    from its study, how many study in it; with whom it shares a problem (its title, where that may
    be said), and which of its subjects lie near a topic of whom (own topic, theirs).
    """

    code: str
    subjects: tuple[Subject, ...] = ()
    claimed: frozenset[str] = frozenset()
    dealt_with_by: dict[str, int] = field(
        default_factory=dict
    )  # group of the unit -> problems and measures
    members: int = 0
    problems: Mapping[str, Sequence[str]] = field(default_factory=dict)
    neighbours: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)


@dataclass(frozen=True)
class SameTime:
    """A topic that both study in these months; ``led``: by the unit of the other group."""

    title: str
    first: int
    last: int
    led: bool


Reason = tuple[Because, Any]


def partners(
    me: Group,
    others: Iterable[Group],
    *,
    few: int,
    together: Iterable[tuple[str, str]] = (),
    titles: dict[str, str] | None = None,
) -> list[tuple[str, list[Reason]]]:
    """(group, reasons): the strongest reason first, in each and among them; where that is alike the
    order given stays. Groups without a reason are left out. ``together``: (group, day or topic in
    words) of joint study before.
    """
    words = {**(titles or {}), **{subject.code: subject.title for subject in me.subjects}}
    before: dict[str, list[str]] = {}
    for code, what in together:
        before.setdefault(code, []).append(what)
    suggestions = []
    for other in others:
        if other.code == me.code:
            continue
        reasons = _common_work(me, other, words)
        if 0 < me.members <= few and 0 < other.members <= few:
            reasons.append((Because.FEW, (other.members, me.members)))
        if other.code in before:
            reasons.append((Because.TOGETHER, before[other.code]))
        if reasons:
            suggestions.append((other.code, sorted(reasons, key=_strength)))
    return sorted(suggestions, key=lambda suggestion: _weight(suggestion[1]))


def _strength(reason: Reason) -> int:
    return STRENGTH[reason[0]]


def _weight(reasons: list[Reason]) -> tuple[int, int]:
    """The strongest reason decides, then how many there are."""
    return _strength(reasons[0]), -len(reasons)


def _common_work(me: Group, other: Group, words: dict[str, str]) -> list[Reason]:
    """What the work of both has in common."""
    both = [subject.title for subject in me.subjects if {me.code, other.code} <= subject.leads]
    led = [
        subject.title
        for subject in me.subjects
        if other.code in subject.leads and me.code not in subject.leads
    ]
    claimed = sorted(words.get(code, code) for code in me.claimed & other.claimed)
    same = _in_the_same_months(me, other, {*both, *led, *claimed})
    titles_of_same = {topic.title for topic in same}
    shared = other.code in me.problems
    reasons: list[Reason] = [
        (Because.BOTH_LEAD, both),
        (Because.LEADS, [title for title in led if title not in titles_of_same]),
        (Because.CLAIMED, claimed),
        (Because.OWN_TOPIC, _own_topics_alike(me, other)),
        (Because.DEALS, me.dealt_with_by.get(other.code, 0)),
        (Because.DEALT, other.dealt_with_by.get(me.code, 0)),
        (Because.SAME, same),
        (Because.NEIGHBOUR, list(me.neighbours.get(other.code, ()))),
    ]
    named = [(because, what) for because, what in reasons if what]
    return [(Because.SAME_PROBLEM, list(me.problems[other.code])), *named] if shared else named


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


def _in_the_same_months(me: Group, other: Group, titles: Collection[str]) -> list[SameTime]:
    """Of these topics those that both plans have at one time, with the months they share."""
    theirs = {subject.code: subject for subject in other.subjects}
    shared = []
    for subject in me.subjects:
        if subject.title not in titles or subject.code not in theirs:
            continue
        first, last = _shared_months(subject, theirs[subject.code])
        if 0 < first <= last:
            led = other.code in subject.leads and me.code not in subject.leads
            shared.append(SameTime(subject.title, first, last, led))
    return shared


def _shared_months(subject: Subject, other: Subject) -> tuple[int, int]:
    """From the later beginning to the earlier end; none where a plan says no months."""
    if not subject.months[0] or not other.months[0]:
        return (0, 0)
    return max(subject.months[0], other.months[0]), min(subject.months[1], other.months[1])


def _matters(subject: Subject) -> set[str]:
    return {
        words for words in ("".join(subject.title.split()), "".join(subject.about.split())) if words
    }
