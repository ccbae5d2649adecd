"""Which groups did something in a span: done, to come, missing. One reading of it for the cells of
a page, its numbers, and the list that these open.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import pgettext, pgettext_lazy

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.fairness import was_here
from zhixing.foundation.machinery.fronts import Glance
from zhixing.foundation.spine.groups.models import StudyGroup

from .rules import Span


class Standing(models.TextChoices):
    """How a group stands in a span."""

    DONE = "done", pgettext_lazy("standing of a group", "done")
    AHEAD = "ahead", pgettext_lazy("standing of a group", "to come")
    MISSING = "missing", pgettext_lazy("standing of a group", "missing, nothing arranged")
    LATER = "later", pgettext_lazy("standing of a group", "came later, nothing is asked")


TONES = {
    Standing.DONE: "done",
    Standing.AHEAD: "going",
    Standing.MISSING: "over",
    Standing.LATER: "none",
}


class Occasion(NamedTuple):
    """Something of a group on a day: it was done, or is to come. ``code``: the thing."""

    group: str
    day: dt.date
    done: bool
    code: str = ""


class Member(NamedTuple):
    """A group as the cells show it; ``since``: when it was entered."""

    code: str
    name: str
    kind: str
    since: dt.datetime


@dataclass(frozen=True)
class Coverage:
    """The groups one person may look into, in the order of the roster, and how each stands in the
    span. A group that came in its course is asked for nothing.
    """

    span: Span
    groups: list[Member]
    occasions: Mapping[str, list[Occasion]] = field(default_factory=dict)
    least: int = 1

    @cached_property
    def standings(self) -> dict[str, Standing]:
        """Group -> how it stands."""
        return {group.code: self._standing(group) for group in self.groups}

    def _standing(self, group: Member) -> Standing:
        """Done with as many as the norm asks; to come where what is arranged makes up for it."""
        inside = [
            occasion.done
            for occasion in self.occasions.get(group.code, ())
            if self.span.has(occasion.day)
        ]
        if sum(inside) >= self.least:
            return Standing.DONE
        if len(inside) >= self.least:
            return Standing.AHEAD
        was_there = was_here(self.span.first, clock.day_of(group.since))
        return Standing.MISSING if was_there else Standing.LATER

    @cached_property
    def numbers(self) -> Counter[Standing]:
        """How many groups stand how."""
        return Counter(self.standings.values())

    def those(self, standing: Standing) -> list[Member]:
        """The groups that stand so."""
        return [group for group in self.groups if self.standings[group.code] is standing]

    @property
    def asked(self) -> int:
        """Of how many groups it is asked."""
        return len(self.groups) - self.numbers[Standing.LATER]


def groups_of(person: Actor) -> list[Member]:
    """The groups that study now and that this person may look into. One query."""
    rows = StudyGroup.objects.looked_into_by(person).active().in_roster_order()
    columns = rows.values_list("pk", "unit__short", "unit__name", "unit__kind", "thing__made_at")
    return [Member(code, short or name, kind, at) for code, short, name, kind, at in columns]


def coverage(
    groups: list[Member], span: Span, occasions: Iterable[Occasion], least: int = 1
) -> Coverage:
    """How the groups stand in the span."""
    by_group: dict[str, list[Occasion]] = {}
    for occasion in occasions:
        by_group.setdefault(occasion.group, []).append(occasion)
    return Coverage(span, groups, by_group, max(least, 1))


def groups_seen(glance: Glance) -> list[Member]:
    """The same for a front page: read once, whichever rooms ask."""
    return glance.once("groups", lambda: groups_of(glance.person))


def heading_of(kind: Any) -> str:
    """What stands over the cells of one kind of unit."""
    words = {
        "town": pgettext("cells", "Towns and subdistricts"),
        "department": pgettext("cells", "Departments"),
    }
    return words.get(str(kind), pgettext("cells", "Others"))
