"""The study groups of the demo county, the seats where something out of the ordinary happens, and
what is studied when.
"""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

from zhixing.foundation.machinery import clock
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.topics.models import Topic

from .stories import working_day
from .words import Repertoire

YEAR = 2026
SEATS = {
    "returned": (7, 19, 36),  # plans that came back; the last one is still being written
    "late": (4, 11, 23, 31, 40),  # reports sent late
    "silent": (13, 29),  # reports not there at all yet
    "unsigned": (16,),  # minutes that wait for the leader
    "quiet": (21,),  # held without a discussion speech
    "absent": (26,),  # did not meet in the month of all
    "short_notice": (9, 27),  # notice later than the norm
    "postponed": (15,),  # moved to a later day after the notice
    "called_off": (28,),  # the second session was made known, and not held
    "sent_back": (6, 30),  # report returned once
    "raises": (0, 3, 8, 12, 17, 22, 28, 33, 38, 41),  # something is raised there
}


def month_of_all(today: dt.date) -> int:
    """The month in which every group meets: the last one that is over, within the year."""
    return min(
        max((today.replace(day=1) - dt.timedelta(days=1)).month if today.year == YEAR else 12, 2),
        12,
    )


class Cast:
    """One group and its people."""

    def __init__(self, county: SimpleNamespace, group: StudyGroup, at: int) -> None:
        self.county, self.office, self.group, self.at = county, county.office, group, at
        self.town = group.unit.kind == "town"
        self.repertoire = Repertoire(group.unit.name)
        people = group.memberships.in_force(clock.today()).select_related("person")
        secretaries = [seat.person for seat in people if seat.role == G.SECRETARY]
        self.leaders = [seat.person for seat in people if seat.role == G.LEADER]
        self.leader = self.leaders[0] if self.leaders else None
        self.keeper = secretaries[0] if secretaries else self.leader

    def is_one_of(self, what: str) -> bool:
        return self.at in SEATS[what]


def everybody(county: SimpleNamespace) -> list[Cast]:
    """The study groups in the order of the roster, without 龙泉镇, whose year is told by itself."""
    groups = (
        StudyGroup.objects.select_related("thing", "unit")
        .exclude(pk=county.group.pk)
        .in_roster_order()
    )
    return [Cast(county, group, at) for at, group in enumerate(groups)]


def topics_of_year() -> list[Topic]:
    return list(Topic.objects.filter(year=YEAR, group=None).order_by("first_month", "pk"))


def topic_of(topics: list[Topic], month: int, cast: Cast) -> Topic:
    """What a group studies in a month: of the topics laid for it those that are any of its unit's
    work, and of these the one laid for this month alone.
    """
    running = [topic for topic in topics if topic.first_month <= month <= topic.last_month]
    its_work = [topic for topic in running if cast.repertoire.speaks_of(topic.title)]
    return min(
        its_work or running or topics[-1:], key=lambda topic: topic.last_month - topic.first_month
    )


def day_in(cast: Cast, month: int) -> dt.date:
    """A working day of the month, another one for each group."""
    return working_day(dt.date(YEAR, month, 14 + (cast.at * 7) % 15))
