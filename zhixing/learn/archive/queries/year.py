"""One group's year, read once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import Any

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404

from zhixing.foundation.kits.documents import register
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.links.models import Link, Type
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.spine.files.models import StoredFile
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.norms.queries import Citation, cite

from ...plans.models import StudyPlan
from ...sessions import queries as sessions
from ...sessions import rules as session_rules
from ...sessions.models import Attendance, Speech, StudySession
from ...sessions.rules import (
    AHEAD,
    HAPPENED,
)
from ..models import FiledReport
from ..rules import (
    Keep,
    Sort,
    classes,
)
from .groups import FILED, groups_of


@dataclass
class Year:
    """All that was read for the volume of a group and year; papers and pages are made of it without
    asking again.
    """

    person: Any
    group: StudyGroup
    year: int
    sessions: list[StudySession]
    plans: list[StudyPlan]
    raised: dict[str, list[Thing]] = field(default_factory=dict)  # session -> things raised there
    keep: dict[str, Keep] = field(default_factory=dict)
    cited: dict[str, Citation | None] = field(default_factory=dict)

    @property
    def held(self) -> list[StudySession]:
        return [session for session in self.sessions if session.state in HAPPENED]

    @cached_property
    def memberships(self) -> list[Any]:
        """Who is and was in the group, for the plan; read only when somebody asks."""
        return list(self.group.memberships.select_related("person").order_by("place", "pk"))

    @cached_property
    def files(self) -> list[StoredFile]:
        """What is attached to the sessions, plans and reports; read only when somebody asks."""
        about = [
            *(session.pk for session in self.sessions),
            *(plan.pk for plan in self.plans),
            *(session.report.pk for session in self.sessions if report_of(session)),
        ]
        return list(
            StoredFile.objects.visible_to(self.person)
            .filter(about__in=about, withdrawn_on=None)
            .select_related("about")
            .order_by("added_on", "pk")
        )

    @cached_property
    def filed_report(self) -> FiledReport | None:
        """The annual report as it was handed in, where it was; read only when somebody asks."""
        return FiledReport.objects.filter(group=self.group.pk, year=self.year).first()

    @cached_property
    def entries(self) -> dict[register.Key, Any]:
        """What the register of papers says about the papers of the volume; read only when somebody
        asks.
        """
        return register.entries(
            [
                self.group.pk,
                *(session.pk for session in self.sessions),
                *(plan.pk for plan in self.plans),
                *(session.report.pk for session in self.sessions if report_of(session)),
            ]
        )

    def entry(self, sort: Sort, key: str) -> Any:
        return self.entries.get(
            (key, str(sort.value), self.year if sort in (Sort.ANNUAL, Sort.CIRCULAR) else 0)
        )


class Extent(Enum):
    """How much of a year is read: what its numbers need, its contents, or all its papers."""

    FACTS = 1
    CONTENTS = 2
    PAPERS = 3


def sessions_of(person: Any, group: StudyGroup, year: int, extent: Extent) -> list[StudySession]:
    """The sessions of the year, with as much of each as is needed of so many."""
    rows = StudySession.objects.visible_to(person).of_groups(group.pk)
    rows = rows.narrowed(year=year, state__in=[*AHEAD, *HAPPENED]).order_by("day", "number")
    rows = rows.select_related("group__unit", "topic", "report")
    if extent == Extent.PAPERS:
        people = ("chair", "minutes_by", "series")
        rows = rows.select_related("thing", "unit__thing", "topic__thing", "report__group", *people)
        year_sessions = list(rows.prefetch_related(*sessions.for_papers()))
        sessions.know_names(year_sessions)
        sessions.know_raised(person, year_sessions)
        return year_sessions
    speeches = Prefetch("speeches", Speech.objects.only("session", "kind"))
    if extent == Extent.FACTS:
        return list(rows.prefetch_related(speeches))
    joint = Attendance.objects.filter(session__kind=session_rules.Kind.JOINT)
    return list(rows.prefetch_related(speeches, Prefetch("attendance", joint)))


def read(person: Any, code: str, year: int, extent: Extent = Extent.PAPERS) -> Year:
    """The group's year, in a number of queries that does not grow with it. Raises Http404."""
    group = get_object_or_404(groups_of(person).select_related("thing", "unit"), pk=code)
    if not 2000 <= year <= 2100:
        raise Http404
    year_sessions = sessions_of(person, group, year, extent)
    plans = StudyPlan.objects.visible_to(person).filter(group=group)
    plans = plans.narrowed(year=year, state__in=FILED).order_by("version")
    versions = list(plans.select_related("thing", "unit", "group"))
    raised: dict[str, list[Thing]] = defaultdict(list)
    elsewhere = {session.pk for session in year_sessions if session.group_id != group.pk}
    for tie in Link.objects.filter(
        type=Type.RAISED_AT, earlier__in=[session.pk for session in year_sessions]
    ).select_related("later"):
        if (
            tie.earlier_id not in elsewhere or tie.later.group_id == group.pk
        ):  # what came of joint study counts for the group whose it is
            raised[tie.earlier_id].append(tie.later)
    cited: dict[str, Citation | None] = {keep: _citation(f"archive.{keep}") for keep in Keep}
    return Year(
        person,
        group,
        year,
        year_sessions,
        versions,
        raised,
        classes({keep: citation.value for keep, citation in cited.items() if citation}),
        cited,
    )


def _citation(key: str) -> Citation | None:
    try:
        return cite(key, clock.today())
    except KeyError:
        return None


def report_of(session: StudySession) -> Any:
    return getattr(session, "report", None)
