"""The page of one version of a plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from zhixing.foundation.kits import deadlines
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.links.models import Link, Type
from zhixing.foundation.machinery.things import parts
from zhixing.foundation.machinery.things.models import shared_q
from zhixing.foundation.machinery.things.page import ThingPage, act_url, acts_of
from zhixing.foundation.spine.norms.queries import basis, value, value_or
from zhixing.foundation.spine.topics.models import Required, Topic
from zhixing.foundation.spine.topics.queries import related_to
from zhixing.ui.words import month_span

from ...opinions.models import Opinion
from ...opinions.queries import opinion_of
from .. import texts
from ..models import PlanLine, StudyPlan
from ..rules import FILED, Entry, State, checks, filing_day, speakers_unlike


def filing_due(year: int, on: dt.date) -> dt.date | None:
    """The day by which the county wants the plan of a year, by the norm in force; None when it has
    none.
    """
    month_days = value_or("plan.filing_due", on)
    return filing_day(str(month_days[0]), year) if month_days else None


@dataclass(frozen=True)
class RelatedOfYear:
    """A topic that is studied as one with that of a line; ``place_url`` where it is not in the plan
    and may be placed.
    """

    title: str
    url: str
    months: str
    place_url: str


@dataclass(frozen=True, kw_only=True)
class LineOfYear:
    """A topic of a plan: its twelve months, who speaks, whether it was studied."""

    cells: list[str]
    line: PlanLine
    topic: Topic
    speakers: list[str]
    required: bool
    studied: bool
    subject: str
    leads: list[str]
    related: list[RelatedOfYear]
    odd_speakers: str


@dataclass(frozen=True, kw_only=True)
class PlanPage(ThingPage):
    """One version of a plan."""

    plan: StudyPlan
    versions: list[StudyPlan]
    due: dict[str, Any] | None
    due_basis: dict[str, str]
    lines: list[LineOfYear]
    checks: list[parts.Check]
    held: int
    studied: int
    required_count: int
    line_url: str
    opinion: Opinion | None
    returned: parts.Entry | None = None
    copy: parts.Copy | None = None


def plan_page(person: Any, code: str) -> PlanPage:
    """One version: the year as twelve stops, its lines, checks with their norms, the versions."""
    chosen = StudyPlan.objects.filter(pk=code)
    versions = list(
        StudyPlan.objects.visible_to(person)
        .filter(group__in=chosen.values("group"), year__in=chosen.values("year"))
        .select_related("thing", "unit", "group__unit")
        .order_by("-version")
    )
    plan = next((version for version in versions if version.pk == code), None)
    if plan is None:
        raise Http404
    lines = list(
        plan.lines.select_related("topic__thing").prefetch_related("speakers", "topic__lead_units")
    )
    required = [
        topic.pk for topic in Topic.objects.filter(year=plan.year, required=Required.REQUIRED)
    ]
    entries = [
        Entry(
            line.topic_id,
            line.first_month,
            line.last_month,
            line.topic.required == Required.REQUIRED,
            line.topic.category,
            True,
            len(line.speakers.all()),
        )
        for line in lines
    ]
    on = clock.today()
    bounds = value_or("session.key_speakers", on, [])
    plan_checks = checks(
        entries,
        required,
        value("session.per_quarter", on),
        [category["code"] for category in value("content.categories", on)],
        bounds,
    )
    studied = set(
        Link.objects.visible_to(person)
        .filter(
            shared_q([plan.group_id], "later__"),
            type=Type.STUDIES,
            earlier__in=[line.topic_id for line in lines],
        )
        .values_list("earlier", flat=True)
    )
    related = _related_topics(person, plan, lines)
    required_count = sum(line.topic.required == Required.REQUIRED for line in lines)
    page = PlanPage.of(
        person,
        plan,
        plan=plan,
        print_url=reverse("plans:print", args=[plan.pk]),
        due=deadlines.due_box(plan.thing) if plan.state not in FILED else None,
        due_basis=basis("plan.filing_due", on),
        lines=[
            _line(line, line.topic_id in studied, related[line.topic_id], bounds) for line in lines
        ],
        checks=[
            parts.Check(str(check.sentence) % check.params, check.tone, **basis(check.norm, on))
            for check in plan_checks
        ],
        held=sum(check.holds for check in plan_checks),
        studied=len(studied),
        required_count=required_count,
        versions=versions,
        opinion=opinion_of(person, plan.year),
        line_url=act_url(plan.pk, "set_plan_line"),
    )
    returned = _returned(plan, page.timeline)
    copy = texts.to_copy(plan, len(lines), required_count, returned)
    return replace(page, returned=returned, copy=copy)


def _returned(plan: StudyPlan, timeline: parts.Timeline) -> parts.Entry | None:
    """What the county said when it sent the plan back, while that is how it stands."""
    if plan.state != State.RETURNED:
        return None
    entries = (entry for entry in timeline.entries if entry.verb == "plan.returned")
    return next(entries, None)


def _related_topics(
    person: Any, plan: StudyPlan, lines: list[PlanLine]
) -> dict[str, list[RelatedOfYear]]:
    """Topic of a line -> those it is studied with as one, of this year: one query. One that is not
    in the plan leads to where it is placed, for those who may.
    """
    by_topic = {line.topic_id: line for line in lines}
    may_place = any(button.name == "set_plan_line" for button in acts_of(person, plan))
    related: dict[str, list[RelatedOfYear]] = {code: [] for code in by_topic}
    for relation in related_to(person, by_topic):
        for code in by_topic.keys() & {relation.topic_id, relation.other_id}:
            other = relation.beside(code)
            if other.year == plan.year:
                related[code].append(_related(plan, other, by_topic.get(other.pk), may_place))
    return related


def _related(
    plan: StudyPlan, topic: Topic, line: PlanLine | None, may_place: bool
) -> RelatedOfYear:
    placed = line or topic
    may_place = may_place and line is None and topic.group_id in (None, plan.group_id)
    return RelatedOfYear(
        topic.title,
        topic.url,
        month_span(placed.first_month, placed.last_month),
        f"{act_url(plan.pk, 'set_plan_line')}?topic={topic.pk}" if may_place else "",
    )


def _odd_speakers(count: int, bounds: Sequence[int]) -> str:
    if not speakers_unlike(count, bounds):
        return ""
    words = {"least": min(bounds), "most": max(bounds)}
    return _("%(least)s to %(most)s are asked for") % words


def _line(
    line: PlanLine, studied: bool, related: list[RelatedOfYear], bounds: Sequence[int]
) -> LineOfYear:
    mark = "is-done" if studied else "is-planned"
    return LineOfYear(
        cells=[
            mark if line.first_month <= month <= line.last_month else "" for month in range(1, 13)
        ],
        line=line,
        topic=line.topic,
        speakers=[person.name for person in line.speakers.all()],
        required=line.topic.required == Required.REQUIRED,
        studied=studied,
        subject=line.topic.research_subject,
        leads=[unit.name for unit in line.topic.lead_units.all()],
        related=related,
        odd_speakers=_odd_speakers(len(line.speakers.all()), bounds),
    )
