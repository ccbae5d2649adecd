"""The list of reading."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.listing import Cell, Column, ListPage, Look
from zhixing.foundation.machinery.things.lists import Choices, address, choice, cut, year_of
from zhixing.foundation.machinery.things.parts import Chip, Crumb, Empty, Way

from . import may
from .models import Reading, SelfStudy
from .queries import owner_name
from .rules import Kind


@dataclass(frozen=True, kw_only=True)
class ReadingList(ListPage):
    """The list of a year, and my own plan of self-study or the way to write one."""

    year: int
    kinds: list[Way]
    mine: SelfStudy | None
    may_write: bool
    write_url: str


def reading_list(person: Actor, choices: Choices) -> ReadingList:
    """The list of a year: the county's titles and those of the groups this person may know of; my
    own plan of self-study, if there is one.
    """
    year, kind = year_of(choices), choice(choices, "kind", Kind.values)
    only = bool(choices.get("required"))
    rows = (
        Reading.objects.visible_to(person)
        .in_force()
        .filter(year=year)
        .select_related("thing", "unit", "group")
    )
    rows = rows.filter(required=True) if only else rows
    rows = (rows.filter(kind=kind) if kind else rows).order_by("thing__made_at", "pk")
    readings, pager = cut(rows, choices, "thing__made_at", "pk")
    mine = SelfStudy.objects.filter(person=person.pk, year=year).select_related("thing").first()
    return ReadingList(
        title=_("Reading"),
        columns=_columns(),
        rows=readings,
        every=rows,
        file=f"reading-{year}",
        kind=Reading,
        pager=pager,
        crumbs=[
            Crumb(pgettext("wing", "Learn"), reverse("wing", args=["learn"])),
            Crumb(_("Reading")),
        ],
        chips=[
            Chip(word, address(choices, **{"after": "", name: ""}))
            for name, word in _condition_words(kind, only).items()
            if word
        ],
        clear_url=f"?year={year}",
        year=year,
        kinds=[
            Way(str(other.label), address({}, year=year, kind=other.value))
            for other in Kind
            if other != kind
        ],
        mine=mine,
        may_write=mine is None and may.STUDIES.allows(person, None),
        write_url=reverse("new", args=["write_self_study"]),
        empty=Empty(
            _("No reading for %(year)s yet.") % {"year": year},
            _(
                "The county's office puts titles on the list for all; a group adds its own on its"
                " page."
            ),
            "book",
            _("Study groups"),
            reverse("groups:list"),
        ),
    )


def _condition_words(kind: str, only: bool) -> dict[str, str]:
    """The conditions in force."""
    return {
        "kind": str(Kind(kind).label) if kind else "",
        "required": pgettext("reading", "required") if only else "",
    }


def _columns() -> list[Column]:
    return [
        Column.code(),
        Column.title(_("Title"), lambda reading: reading.title),
        Column(_("How it is read"), lambda reading: reading.get_kind_display(), labelled=False),
        Column(_("Where it comes from"), lambda reading: reading.source, labelled=False),
        Column(_("On the list of"), owner_name),
        Column(_("Required reading"), lambda reading: reading.required, _required, Look.STATE),
        Column.of_file(pgettext("reading", "Year"), lambda reading: reading.year),
    ]


def _required(reading: Reading) -> Cell:
    if reading.required:
        return Cell(tag=pgettext("reading", "required"))
    return Cell(note=pgettext("reading", "offered"))
