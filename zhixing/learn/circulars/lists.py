"""The list of circulars."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.listing import Column, ListPage
from zhixing.foundation.machinery.things.lists import Choices, choice, cut, year_of
from zhixing.foundation.machinery.things.parts import Chip, Crumb, Empty
from zhixing.ui.words import shortdate

from .models import Circular
from .rules import State


@dataclass(frozen=True, kw_only=True)
class CircularList(ListPage):
    """The circulars on a year, with the ways to those on the years beside it."""

    year: int
    before_url: str
    after_url: str


def circular_list(person: Actor, choices: Choices) -> CircularList:
    """The circulars of a year that this person may know of, the latest first."""
    year, state = year_of(choices), choice(choices, "state", State.values)
    rows = (
        Circular.objects.visible_to(person)
        .filter(span__contains=f"-{year}-")
        .select_related("thing", "unit")
        .order_by("-thing__made_at", "pk")
    )
    rows = rows.filter(state=state) if state else rows
    circulars, pager = cut(rows, choices, "-thing__made_at", "pk")
    return CircularList(
        title=_("Circulars"),
        columns=_columns(year),
        rows=circulars,
        every=rows,
        file=f"circulars-{year}",
        kind=Circular,
        pager=pager,
        crumbs=[
            Crumb(pgettext("wing", "Learn"), reverse("wing", args=["learn"])),
            Crumb(_("Circulars")),
        ],
        chips=[Chip(str(State(state).label), f"?year={year}")] if state else [],
        clear_url=f"?year={year}",
        order_note=_("The latest first"),
        year=year,
        before_url=f"?year={year - 1}",
        after_url=f"?year={year + 1}",
        empty=Empty(
            _("No circular on %(year)s yet.") % {"year": year},
            _(
                "The office drafts one of a month, a quarter or a half year; the numbers come from"
                " the record."
            ),
            "speakerphone",
        ),
    )


def _columns(year: int) -> list[Column]:
    return [
        Column.code(),
        Column.title(_("Title"), lambda circular: circular.title),
        Column.quiet(_("Period"), lambda circular: circular.period.words),
        Column.of_file(_("Issued by"), lambda circular: circular.issuer),
        Column.day(
            _("Issued on"),
            lambda circular: circular.issued_on,
            lambda circular: shortdate(circular.issued_on, year) or "–",
        ),
        Column.state(),
        Column.of_file(_("Text"), lambda circular: circular.text),
    ]
