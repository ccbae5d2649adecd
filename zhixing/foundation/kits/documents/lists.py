"""The register of papers as a list."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.listing import Cell, Column, ListPage
from zhixing.foundation.machinery.things.lists import Choices, address, cut, words_in, year_of
from zhixing.foundation.machinery.things.parts import Chip, Crumb, Empty
from zhixing.ui.words import shortdate

from .models import PaperEntry


@dataclass(frozen=True, kw_only=True)
class Register(ListPage):
    """The register of a year, with the ways to those beside it."""

    year: int
    before_url: str
    after_url: str


def register(person: Actor, choices: Choices) -> Register:
    """The register of a year: numbers of the units this person may know of, latest first."""
    year, text = year_of(choices), words_in(choices, "q")
    rows = (
        PaperEntry.objects.visible_to(person)
        .filter(year=year)
        .select_related("thing", "unit", "about")
    )
    if text:
        rows = rows.filter(
            Q(series__icontains=text) | Q(title__icontains=text) | Q(unit__name__icontains=text)
        )
    rows = rows.order_by("-thing__made_at", "pk")
    page_rows, pager = cut(rows, choices, "-thing__made_at", "pk")
    return Register(
        title=_("Register of papers"),
        columns=_columns(year),
        rows=page_rows,
        every=rows,
        file=f"register-of-papers-{year}",
        kind=PaperEntry,
        pager=pager,
        crumbs=[Crumb(pgettext("wing", "County")), Crumb(_("Register of papers"))],
        chips=[Chip(f"“{text}”", address(choices, q="", after=""))] if text else [],
        clear_url=f"?year={year}",
        order_note=_("the latest first"),
        year=year,
        before_url=f"?year={year - 1}",
        after_url=f"?year={year + 1}",
        empty=Empty(
            _("No paper was registered in %(year)s.") % {"year": year},
            _(
                "A paper gets its number on its own page: open the paper of a session, a plan or a"
                " report and press “Register the paper”."
            ),
            "rubber-stamp",
        ),
    )


def _columns(year: int) -> list[Column]:
    return [
        Column.code(),
        Column.title(
            pgettext("paper", "Number"),
            lambda entry: entry.number,
            note=lambda entry: _("voided") if entry.voided_on else "",
        ),
        Column(
            pgettext("paper", "Paper"),
            lambda entry: str(entry.word),
            lambda entry: Cell(entry.word, note=entry.title),
        ),
        Column.of_file(_("Belongs to"), lambda entry: entry.about.title),
        Column.quiet(_("Unit"), lambda entry: entry.unit.name, lambda entry: entry.unit.short_name),
        Column.day(
            _("Date of issue"),
            lambda entry: entry.issued_on,
            lambda entry: shortdate(entry.issued_on, year),
        ),
        Column.quiet(_("Signer"), lambda entry: entry.signer, nothing="–"),
        Column.of_file(_("Copies to"), lambda entry: entry.copies),
        Column.of_file(_("Voided on"), lambda entry: entry.voided_on),
    ]
