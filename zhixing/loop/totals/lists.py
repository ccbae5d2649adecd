"""The list of the rows behind a total."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhixing.foundation.kits.indicators.registry import TOTALS
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.listing import Column, ListPage
from zhixing.foundation.machinery.things.lists import Choices, cut
from zhixing.foundation.machinery.things.parts import Crumb, Empty

from .queries import span


@dataclass(frozen=True, kw_only=True)
class TotalRows(ListPage):
    """The rows of one total in a period, and how many there are."""

    since: dt.date
    until: dt.date
    number: int


def total_rows(person: Actor, code: str, choices: Choices) -> TotalRows:
    """The rows of one total, page by page."""
    if code not in TOTALS:
        raise Http404
    since, until = span(choices)
    things = TOTALS[code].things(person, since, until).select_related("unit")
    rows, pager = cut(things, choices, "pk")
    return TotalRows(
        title=str(TOTALS[code].label),
        columns=_columns(),
        rows=rows,
        every=things.order_by("pk"),
        file=f"total-{code.replace('_', '-')}",
        pager=pager,
        crumbs=[Crumb(pgettext("wing", "Loop")), Crumb(_("Totals"), reverse("totals:list"))],
        since=since,
        until=until,
        number=pager.total,
        empty=Empty(
            _("Nothing to count in this period."),
            _("The total is 0; it opens no row."),
            "chart-bar",
            _("Totals"),
            reverse("totals:list"),
        ),
    )


def _columns() -> list[Column]:
    return [
        Column.code(),
        Column.title(_("Title"), lambda thing: thing.title),
        Column(_("Unit"), lambda thing: thing.unit.title if thing.unit_id else ""),
        Column.state(lambda thing: thing.state_word),
    ]
