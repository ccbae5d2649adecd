"""The annual report that was handed in with the plan of the next year: it stands as it was filed.

A make-up recorded later, minutes signed off in February change the numbers of the year; the report
that the county has does not change with them.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse

from zhixing.foundation.kits.documents import register
from zhixing.foundation.kits.documents.keeping import as_column
from zhixing.foundation.kits.documents.official import in_county_language
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.spine.groups.models import StudyGroup

from ..plans import last_year
from ..plans.models import StudyPlan
from ..sessions.models import StudySession
from ..sessions.rules import HAPPENED
from . import may, papers, queries
from .models import FiledReport
from .queries import Extent
from .rules import Sort


class _Archive(last_year.Archive):
    def report(
        self, person: Actor, group: StudyGroup, year: int
    ) -> last_year.ArchivedReport | None:
        filed = FiledReport.objects.filter(group=group, year=year).first()
        if filed is None and not _has_sessions(group, year):
            return None
        entry = register.entries([group.pk]).get((group.pk, Sort.ANNUAL.value, year))
        opens = may.OPENS.allows(person, group)
        return last_year.ArchivedReport(
            title=_title(group, year, filed),
            url=reverse("archive:annual", args=[group.pk, year]) if opens else "",
            number=entry.number if entry is not None else "",
            kept_on=filed.filed_on if filed is not None else None,
        )

    def keep_report(self, actor: Actor, plan: StudyPlan) -> None:
        """The first version of a plan brings the report along, again when it was returned; a plan
        that is changed in its year does not touch it.
        """
        year = plan.year - 1
        standing = FiledReport.objects.filter(group=plan.group_id, year=year)
        if (plan.version > 1 and standing.exists()) or not _has_sessions(plan.group, year):
            return
        column = _drawn(actor, plan.group, year)
        if column is not None:
            FiledReport.objects.update_or_create(
                group=plan.group,
                year=year,
                defaults={"filed_on": clock.today(), "paper": column},
            )


def _has_sessions(group: StudyGroup, year: int) -> bool:
    sessions = StudySession.objects.of_groups(group.pk)
    return bool(sessions.narrowed(year=year, state__in=HAPPENED).exists())


@in_county_language()
def _drawn(actor: Actor, group: StudyGroup, year: int) -> dict[str, Any] | None:
    """The report as the record has it now; None where whoever files the plan may not open the
    archive.
    """
    try:
        seen = queries.read(actor, group.pk, year, Extent.FACTS)
    except Http404:
        return None
    return as_column(queries.drawn_from_record(seen, Sort.ANNUAL))


def _title(group: StudyGroup, year: int, filed: FiledReport | None) -> str:
    if filed is not None:
        return str(filed.paper["title"])
    return papers.annual_title(group.name, year)


last_year.archived_by(_Archive())
