"""What the pages of plans show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from zhixing.foundation.kits import deadlines
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.links.models import Link, Type
from zhixing.foundation.machinery.things import parts
from zhixing.foundation.machinery.things.models import shared_q
from zhixing.foundation.machinery.things.page import ThingPage, act_url
from zhixing.foundation.machinery.things.parts import Crumb, Line
from zhixing.foundation.spine.files.models import StoredFile
from zhixing.foundation.spine.files.queries import may_attach
from zhixing.foundation.spine.groups.models import Membership
from zhixing.foundation.spine.groups.queries import missing_in
from zhixing.foundation.spine.groups.rules import MISSING_WORDS, GroupRoleCode
from zhixing.foundation.spine.norms.queries import basis, value, value_or
from zhixing.foundation.spine.topics.models import Required, Topic
from zhixing.ui.words import shortdate

from . import texts
from .models import PlanLine, StudyPlan
from .rules import FILED, Entry, State, checks, difference, filing_day, goes_by, reports_among
from .standing import Filed, FiledTopic


def filing_due(year: int, on: dt.date) -> dt.date | None:
    """The day by which the county wants the plan of a year, by the norm in force; None when it has
    none.
    """
    month_days = value_or("plan.filing_due", on)
    return filing_day(str(month_days[0]), year) if month_days else None


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
    plan_checks = checks(
        entries,
        required,
        value("session.per_quarter", on),
        [category["code"] for category in value("content.categories", on)],
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
    required_count = sum(line.topic.required == Required.REQUIRED for line in lines)
    page = PlanPage.of(
        person,
        plan,
        plan=plan,
        print_url=reverse("plans:print", args=[plan.pk]),
        due=deadlines.due_box(plan.thing) if plan.state not in FILED else None,
        due_basis=basis("plan.filing_due", on),
        lines=[_line(line, line.topic_id in studied) for line in lines],
        checks=[
            parts.Check(str(check.sentence) % check.params, check.tone, **basis(check.norm, on))
            for check in plan_checks
        ],
        held=sum(check.holds for check in plan_checks),
        studied=len(studied),
        required_count=required_count,
        versions=versions,
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


@dataclass(frozen=True)
class Piece:
    """A piece of the package: whether it is here, and what to do if it is not."""

    title: str
    there: bool
    lines: list[Line]
    hint: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class PackagePage:
    """What a group hands in with its plan."""

    title: str
    crumbs: list[Crumb]
    lead: str
    plan: StudyPlan
    parts: list[Piece]
    due: dict[str, Any] | None
    due_basis: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class ComparisonPage:
    """Two versions of a plan side by side, topic by topic."""

    title: str
    crumbs: list[Crumb]
    plan: StudyPlan
    before: StudyPlan | None
    rows: list[Any]  # as ``rules.difference`` answers them


def package_page(person: Any, code: str) -> PackagePage:
    """What a group hands in with its plan in January: the plan, the list of its people, last year's
    report; each is here or missing.
    """
    plan = get_object_or_404(
        StudyPlan.objects.visible_to(person).select_related("thing", "unit", "group__thing"),
        pk=code,
    )
    on = clock.today()
    before = {
        old_plan.version: old_plan
        for old_plan in (
            StudyPlan.objects.visible_to(person)
            .filter(group=plan.group_id, year=plan.year - 1)
            .select_related("thing")
        )
    }
    last = (
        before[goes_by({version: old_plan.state for version, old_plan in before.items()})]
        if before
        else None
    )
    files = list(
        StoredFile.objects.visible_to(person)
        .filter(about__in=[plan.pk, *([last.pk] if last else [])], withdrawn_on=None)
        .order_by("added_on", "pk")
    )
    named = set(reports_among(file.name for file in files))
    reports = [file for file in files if file.name in named]
    gaps = missing_in(plan.group)
    people = len(
        {member for member in plan.group.memberships.in_force(on).values_list("person", flat=True)}
    )
    filed = plan.state in FILED
    pieces = [
        Piece(
            _("Annual study plan"),
            filed,
            [
                Line(
                    str(plan),
                    plan.url,
                    note=_("filed on %(day)s") % {"day": shortdate(plan.filed_on)}
                    if filed and plan.filed_on
                    else "",
                    word=str(plan.state_word(plan.state)),
                    tone=plan.tone,
                )
            ],
            "" if filed else _("Approve it in the group, then send it to the county."),
        ),
        Piece(
            _("List of members"),
            not gaps,
            [
                Line(
                    plan.group.name,
                    plan.group.url,
                    note=ngettext("%(count)s person", "%(count)s people", people)
                    % {"count": people},
                )
            ],
            " ".join(str(MISSING_WORDS[gap]) for gap in gaps),
        ),
        Piece(
            _("Report of %(year)s") % {"year": plan.year - 1},
            bool(reports),
            [Line(report.name, report.url, note=shortdate(report.added_on)) for report in reports],
            (
                ""
                if reports
                else _(
                    "Attach it to this plan as a file; its name says that it is a report or a"
                    " summary."
                )
            ),
            (
                f"{reverse('new', args=['attach_file'])}?about={plan.pk}"
                if not reports and may_attach(person, plan)
                else ""
            ),
        ),
    ]
    present = sum(piece.there for piece in pieces)
    return PackagePage(
        title=_("What goes to the county for %(year)s") % {"year": plan.year},
        plan=plan,
        parts=pieces,
        due=deadlines.due_box(plan.thing),
        due_basis=basis("plan.filing_due", on),
        crumbs=[
            Crumb(pgettext("wing", "Learn"), reverse("wing", args=["learn"])),
            Crumb(_("Annual study plans"), reverse("plans:list")),
            Crumb(str(plan), plan.url),
            Crumb(_("Package")),
        ],
        lead=(
            _("%(name)s: %(there)s of %(count)s are here.")
            % {
                "name": plan.group.name,
                "there": present,
                "count": len(pieces),
            }
        ),
    )


def _line(line: PlanLine, studied: bool) -> LineOfYear:
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
    )


def plan_comparison(person: Any, code: str) -> ComparisonPage:
    """This version beside the one before it, topic by topic."""
    plan = get_object_or_404(
        StudyPlan.objects.visible_to(person).select_related("thing", "unit", "group__unit"), pk=code
    )
    before = (
        StudyPlan.objects.visible_to(person)
        .filter(group=plan.group_id, year=plan.year, version__lt=plan.version)
        .select_related("thing")
        .order_by("-version")
        .first()
    )

    def comparable_lines(version: Any) -> list[dict[str, Any]]:
        if version is None:
            return []
        return [
            {
                "topic": line.topic.title,
                "months": (line.first_month, line.last_month),
                "form": line.form,
                "aim": line.aim,
                "speakers": sorted(person.name for person in line.speakers.all()),
            }
            for line in version.lines.select_related("topic").prefetch_related("speakers")
        ]

    return ComparisonPage(
        title=_("What changed"),
        crumbs=[Crumb(str(plan), plan.url)],
        plan=plan,
        before=before,
        rows=difference(comparable_lines(before), comparable_lines(plan)),
    )


def paper(person: Any, code: str) -> dict[str, Any]:
    """What the paper of one plan needs. Raises Http404."""
    plan = get_object_or_404(
        StudyPlan.objects.visible_to(person).select_related("thing", "unit", "group__unit"), pk=code
    )
    return on_paper(plan, plan.group.memberships.select_related("person").order_by("place", "pk"))


def on_paper(plan: StudyPlan, memberships: Iterable[Membership]) -> dict[str, Any]:
    """A plan in words, for its paper: once it is filed as it was filed, else as it stands. Two
    queries for the lines.
    """
    memberships = list(memberships)
    lines = list(plan.lines.select_related("topic").prefetch_related("speakers"))
    filed = plan.filed() or _as_filed(plan, memberships, lines)
    names = {membership.person_id: membership.person.name for membership in memberships}
    roles = dict(GroupRoleCode.choices)
    chinese = (get_language() or "zh").startswith("zh")
    return {
        "plan": plan,
        "group": filed.group,
        "lines": [(line, filed.topics[line.topic_id]) for line in lines],
        "people": [
            (str(roles[role]), [names[key] for key in keys if key in names])
            for role, keys in filed.people
        ],
        "categories": {
            category["code"]: category["zh" if chinese else "en"]
            for category in value("content.categories", _approval_day(plan))
        },
    }


def filing_now(plan: StudyPlan) -> Filed:
    """What the paper says of topics and people if the plan is sent for filing now."""
    memberships = plan.group.memberships.order_by("place", "pk")
    return _as_filed(plan, memberships, plan.lines.select_related("topic"))


def _as_filed(
    plan: StudyPlan, memberships: Iterable[Membership], lines: Iterable[PlanLine]
) -> Filed:
    """The people are those of the day the plan was approved, of today while it is a draft."""
    day = _approval_day(plan)
    people: dict[str, list[str]] = {str(role): [] for role in GroupRoleCode}
    for membership in memberships:
        in_group = membership.since <= day and (membership.until is None or membership.until > day)
        if in_group and membership.person_id not in people[membership.role]:
            people[membership.role].append(membership.person_id)
    topics = {line.topic_id: line.topic for line in lines}
    return Filed(
        group=plan.group.name,
        people=[[role, keys] for role, keys in people.items() if keys],
        topics={
            code: FiledTopic(topic.title, str(topic.required), topic.category, topic.category_text)
            for code, topic in topics.items()
        },
    )


def _approval_day(plan: StudyPlan) -> dt.date:
    return plan.approved_on or clock.today()
