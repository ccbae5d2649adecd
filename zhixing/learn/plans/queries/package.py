"""What a group hands in with its plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zhixing.foundation.kits import deadlines
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.things.parts import Crumb, Line
from zhixing.foundation.spine.files.models import StoredFile
from zhixing.foundation.spine.files.queries import may_attach
from zhixing.foundation.spine.groups.queries import missing_in
from zhixing.foundation.spine.groups.rules import MISSING_WORDS
from zhixing.foundation.spine.norms.queries import basis
from zhixing.ui.words import shortdate

from ..models import StudyPlan
from ..rules import FILED, goes_by, reports_among


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
