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
from zhixing.ui.words import fulldate, shortdate

from ..last_year import ArchivedReport, archive
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
    pieces = [_plan_piece(plan), _people_piece(plan), _report_piece(person, plan)]
    numbers = {
        "name": plan.group.name,
        "there": sum(piece.there for piece in pieces),
        "count": len(pieces),
    }
    return PackagePage(
        title=_("What goes to the county for %(year)s") % {"year": plan.year},
        plan=plan,
        parts=pieces,
        due=deadlines.due_box(plan.thing),
        due_basis=basis("plan.filing_due", clock.today()),
        crumbs=[
            Crumb(pgettext("wing", "Learn"), reverse("wing", args=["learn"])),
            Crumb(_("Annual study plans"), reverse("plans:list")),
            Crumb(str(plan), plan.url),
            Crumb(_("Package")),
        ],
        lead=_("%(name)s: %(there)s of %(count)s are here.") % numbers,
    )


def _plan_piece(plan: StudyPlan) -> Piece:
    filed = plan.state in FILED
    note = ""
    if filed and plan.filed_on:
        note = _("filed on %(day)s") % {"day": shortdate(plan.filed_on)}
    line = Line(
        str(plan), plan.url, note=note, word=str(plan.state_word(plan.state)), tone=plan.tone
    )
    hint = "" if filed else _("Approve it in the group, then send it to the county.")
    return Piece(_("Annual study plan"), filed, [line], hint)


def _people_piece(plan: StudyPlan) -> Piece:
    gaps, members = missing_in(plan.group), plan.group.memberships.in_force(clock.today())
    people = members.values("person").distinct().count()
    note = ngettext("%(count)s person", "%(count)s people", people) % {"count": people}
    line = Line(plan.group.name, plan.group.url, note=note)
    hint = " ".join(str(MISSING_WORDS[gap]) for gap in gaps)
    return Piece(_("List of members"), not gaps, [line], hint)


def _report_piece(person: Any, plan: StudyPlan) -> Piece:
    """Last year's report: by itself from the study archive, and what somebody attached as one."""
    year = plan.year - 1
    archived = archive().report(person, plan.group, year)
    files = _reports_attached(person, plan)
    lines = [Line(file.name, file.url, note=shortdate(file.added_on)) for file in files]
    if archived is not None:
        lines.insert(0, _archived_line(archived))
    attachable = not lines and may_attach(person, plan)
    return Piece(
        _("Report of %(year)s") % {"year": year},
        bool(lines),
        lines,
        _where_from(archived, year, bool(files)),
        f"{reverse('new', args=['attach_file'])}?about={plan.pk}" if attachable else "",
    )


def _reports_attached(person: Any, plan: StudyPlan) -> list[StoredFile]:
    """Files of this plan, and of the one of the year before, that call themselves a report."""
    plans = StudyPlan.objects.visible_to(person).filter(group=plan.group_id, year=plan.year - 1)
    before = {last_plan.version: last_plan for last_plan in plans.select_related("thing")}
    about = [plan.pk]
    if before:
        states = {version: last_plan.state for version, last_plan in before.items()}
        about.append(before[goes_by(states)].pk)
    files = StoredFile.objects.visible_to(person).filter(about__in=about, withdrawn_on=None)
    attached = list(files.order_by("added_on", "pk"))
    named = set(reports_among(file.name for file in attached))
    return [file for file in attached if file.name in named]


def _archived_line(archived: ArchivedReport) -> Line:
    """The report with its number, and since when it stands."""
    note = _("from the study archive")
    if archived.kept_on is not None:
        words = {"day": fulldate(archived.kept_on)}
        note = _("from the study archive, as it was filed on %(day)s") % words
    return Line(
        archived.title, archived.url, note=" · ".join(filter(None, (archived.number, note)))
    )


def _where_from(archived: ArchivedReport | None, year: int, attached: bool) -> str:
    """Where the report comes from, or plainly that there is none and what to do."""
    if archived is None:
        none = _(
            "The study archive of %(year)s holds no session of this group, so there is no report to"
            " take from it."
        ) % {"year": year}
        if attached:
            return none
        return f"{none} " + _(
            "Attach it to this plan as a file; its name says that it is a report or a summary."
        )
    if archived.kept_on is not None:
        return ""
    return _(
        "It is taken from the study archive of %(year)s by itself, as it stands on the day on which"
        " the plan is filed; from then on it does not change."
    ) % {"year": year}
