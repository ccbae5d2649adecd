"""The list of archives."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.listing import Cell, Column, ListPage, Look
from zhixing.foundation.machinery.things.lists import Choices, cut, year_of
from zhixing.foundation.machinery.things.models import address_of
from zhixing.foundation.machinery.things.parts import Crumb, Empty
from zhixing.foundation.spine.groups.models import StudyGroup

from .queries import groups_of, numbers_of


@dataclass(frozen=True)
class ArchiveRow:
    """A group, and how much of the year is in its archive."""

    group: StudyGroup
    url: str
    filed: bool
    held: int
    signed: int
    reported: int


@dataclass(frozen=True, kw_only=True)
class ArchiveList(ListPage):
    """The archives of a year, with the ways to those beside it."""

    year: int
    before_url: str
    after_url: str


def archive_list(person: Actor, choices: Choices) -> ArchiveList:
    """The archives of a year, a line for each group in the order in which they were entered."""
    year = year_of(choices)
    every = groups_of(person).select_related("thing", "unit").in_roster_order()
    groups, pager = cut(every, choices, "unit__thing__made_at", "pk")

    def dress(groups: list[StudyGroup]) -> list[ArchiveRow]:
        return _with_numbers(groups, year)

    return ArchiveList(
        title=_("Study archives"),
        columns=_columns(),
        rows=dress(groups),
        every=every,
        file=f"study-archives-{year}",
        dress=dress,
        pager=pager,
        crumbs=[Crumb(pgettext("wing", "Learn")), Crumb(_("Study archives"))],
        order_note=_("in the order in which they were entered"),
        year=year,
        before_url=f"?year={year - 1}",
        after_url=f"?year={year + 1}",
        empty=Empty(
            _("No archive that you may open."),
            _("An archive is open to its group, to its unit and to the roles above."),
            "archive",
            _("Study groups"),
            reverse("groups:list"),
        ),
    )


def _with_numbers(groups: list[StudyGroup], year: int) -> list[ArchiveRow]:
    numbers, filed = numbers_of([group.pk for group in groups], year)
    return [
        ArchiveRow(
            group,
            address_of("archive:volume", group.pk, year),
            group.pk in filed,
            numbers[group.pk]["held"],
            numbers[group.pk]["signed"],
            numbers[group.pk]["reported"],
        )
        for group in groups
    ]


def _columns() -> list[Column]:
    return [
        Column(
            _("Code"),
            lambda row: row.group.pk,
            lambda row: Cell(row.group.pk, row.url),
            Look.CODE,
        ),
        Column.title(_("Study group"), lambda row: row.group.name),
        Column.of_file(_("Unit"), lambda row: row.group.unit.name),
        Column.of_screen(
            _("Annual study plan"),
            lambda row: pgettext("archive", "filed") if row.filed else "–",
        ),
        Column.of_file(_("Annual study plan filed"), lambda row: row.filed),
        Column.number(_("Sessions held"), lambda row: row.held),
        Column.number(
            _("Minutes signed off"),
            lambda row: row.signed,
            lambda row: f"{row.signed} / {row.held}",
        ),
        Column.number(
            _("Session reports sent"),
            lambda row: row.reported,
            lambda row: f"{row.reported} / {row.held}",
        ),
    ]
