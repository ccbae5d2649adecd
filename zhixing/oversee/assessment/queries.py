"""A group's yearly fact sheet: figures with numerator, denominator and rows. No score is computed;
people judge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.kits.indicators.registry import Figure, Row, figures
from zhixing.foundation.machinery.things.models import Thing
from zhixing.foundation.machinery.things.parts import Crumb
from zhixing.foundation.spine.groups.models import StudyGroup


@dataclass(frozen=True, kw_only=True)
class FactSheet:
    """Every indicator of a group and year."""

    title: str
    crumbs: list[Crumb]
    group: StudyGroup
    year: int
    figures: list[Figure]


def fact_sheet(person: Any, code: str, year: int) -> FactSheet:
    """Every indicator of a group and year. Raises Http404 for whoever may not open it."""
    group = group_of(person, code)
    return FactSheet(
        title=_("%(unit)s, fact sheet %(year)s") % {"unit": group.unit.name, "year": year},
        crumbs=[
            Crumb(pgettext("wing", "Oversee")),
            Crumb(_("Yearly fact sheets"), reverse("assessment:list")),
            Crumb(group.unit.name, group.url),
        ],
        group=group,
        year=year,
        figures=figures(group, year),
    )


def rows_as_seen(person: Any, rows: Sequence[Row]) -> list[Row]:
    """The rows that were counted. One that another unit deals with by now, and the reader may not
    know of, stands there without its name: the figure is the group's, whoever looks.
    """
    seen = set(
        Thing.objects.visible_to(person)
        .filter(pk__in={row.code for row in rows})
        .values_list("pk", flat=True)
    )
    return [
        (
            row
            if row.code in seen
            else replace(row, code="", title=_("dealt with by another unit"), url="")
        )
        for row in rows
    ]


def group_of(person: Any, code: str) -> StudyGroup:
    """The group, for whoever may open its sheet; Http404 for everybody else."""
    groups = StudyGroup.objects.looked_into_by(person).select_related("thing", "unit")
    return get_object_or_404(groups, pk=code)
