"""The lists of fact sheets, and of the rows behind a figure."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from zhixing.foundation.kits.indicators.registry import INDICATORS, Figure, Indicator
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.listing import Column, ListPage
from zhixing.foundation.machinery.things.lists import Choices, cut
from zhixing.foundation.machinery.things.parts import Crumb, Empty
from zhixing.foundation.spine.groups.models import StudyGroup

from .queries import group_of, rows_as_seen


@dataclass(frozen=True, kw_only=True)
class SheetList(ListPage):
    """The groups of which there is a fact sheet of the year."""

    year: int


def sheets(person: Actor, choices: Choices) -> SheetList:
    """The groups whose fact sheet this person may open, in the order of the units: its own people,
    and the roles above it. The sheet is not for other groups.
    """
    groups = StudyGroup.objects.looked_into_by(person).active().select_related("thing", "unit")
    rows, pager = cut(groups, choices, "unit__thing__made_at", "pk")
    year = clock.today().year
    return SheetList(
        title=_("Yearly fact sheets"),
        columns=_columns(year),
        rows=rows,
        every=groups.in_roster_order(),
        file=f"fact-sheets-{year}",
        pager=pager,
        year=year,
        empty=Empty(
            _("No study group that you may look at."),
            _("Fact sheets are for the group itself and for the roles above it."),
            "clipboard-list",
        ),
    )


def _columns(year: int) -> list[Column]:
    return [
        Column.of_file(_("Code"), lambda group: group.pk),
        Column.title(
            _("Unit"),
            lambda group: group.unit.name,
            url=lambda group: reverse("assessment:sheet", args=[group.pk, year]),
        ),
        Column(_("Study group"), lambda group: group.name, labelled=False),
    ]


@dataclass(frozen=True, kw_only=True)
class FigureRows(ListPage):
    """The rows behind one figure of a group's fact sheet."""

    group: StudyGroup
    year: int
    figure: Figure
    indicator: Indicator


def figure_rows(person: Actor, code: str, year: int, indicator: str) -> FigureRows:
    """The rows behind one figure: exactly those that were counted."""
    group = group_of(person, code)
    if indicator not in INDICATORS:
        raise Http404
    figure = INDICATORS[indicator].figure(group, year)
    rows = rows_as_seen(person, figure.rows)
    back = reverse("assessment:sheet", args=[code, year])
    sheet = _("%(unit)s, fact sheet %(year)s") % {"unit": group.unit.name, "year": year}
    return FigureRows(
        title=str(INDICATORS[indicator].label),
        columns=_row_columns(),
        rows=rows,
        every=rows,
        file=f"{indicator.replace('_', '-')}-{year}",
        crumbs=[Crumb(sheet, back)],
        group=group,
        year=year,
        figure=figure,
        indicator=INDICATORS[indicator],
        empty=Empty(
            _("Nothing to count in this year."),
            _("The figure is 0 of 0; it says nothing about the group."),
            "clipboard-list",
            _("Back to the fact sheet"),
            back,
        ),
    )


def _row_columns() -> list[Column]:
    return [
        Column.of_file(_("Code"), lambda row: row.code),
        Column.title(_("Row"), lambda row: row.title),
        Column.state(
            lambda row: _("counted") if row.counted else _("not counted"),
            lambda row: "done" if row.counted else "none",
            _("Counted"),
        ),
        Column(_("Why"), lambda row: row.note, labelled=False),
    ]
