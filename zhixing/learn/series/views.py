"""Pages of local series."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import Column, Listing, listed
from zhixing.foundation.machinery.things.parts import Button, Crumb, Empty

from . import queries
from .acts import begin_local_series
from .rules import Counts


@require_GET
def series_list(request: Request) -> HttpResponse:
    content = queries.series_list(request.person, request.GET)
    begin = _beginning() if begin_local_series.may.allows(request.person, None) else None
    page = content | {
        "title": _("Local series"),
        "crumbs": queries.crumbs()[:1] + [Crumb(_("Local series"))],
        "acts": [begin] if begin else [],
        "order_note": _("in the order in which they were begun"),
        "empty": _empty(begin),
    }
    listing = Listing(
        "local-series",
        content["every"],
        _columns(),
        dress=lambda rows: queries.with_totals(request.person, rows),
    )
    return listed(request, "series/series_list.html", page, listing)


def _beginning() -> Button:
    """The button that begins a series, at whichever unit."""
    return Button(
        str(begin_local_series.label), reverse("new", args=["begin_local_series"]), primary=True
    )


def _empty(begin: Button | None) -> Empty:
    return Empty.beginning(
        _("No local series yet."),
        _(
            "A series is the county's own: a name, what it is, and a target if there is one."
            " Sessions and lectures that belong to it are counted."
        ),
        "versions",
        begin,
    )


def _columns() -> list[Column]:
    """What the file of the list holds."""
    return [
        Column(_("Code"), lambda series: series.pk),
        Column(pgettext("of a thing", "Name"), lambda series: series.name),
        Column(pgettext("local series", "What it is"), lambda series: series.what),
        Column(_("Unit"), lambda series: series.unit.name),
        Column(pgettext("local series", "From"), lambda series: series.since),
        Column(pgettext("local series", "Until"), lambda series: series.until),
        Column(_("The target counts"), lambda series: series.get_counts_display()),
        Column(_("Target"), lambda series: series.target),
        Column(pgettext("local series", "Reached"), lambda series: series.reached),
        Column(Counts.SESSIONS.label, lambda series: series.held),
        Column(Counts.LECTURES.label, lambda series: series.lectures_held),
        Column(Counts.PEOPLE.label, lambda series: series.listeners),
        Column(_("State"), lambda series: series.get_state_display()),
    ]


@require_GET
def series(request: Request, code: str) -> HttpResponse:
    return render(
        request, "series/series.html", {"page": queries.series_page(request.person, code)}
    )


@require_GET
def rows(request: Request, code: str, counts: str) -> HttpResponse:
    """The rows behind one number."""
    content = queries.rows_page(request.person, code, counts)
    series = content["series"]
    page = content | {
        "title": str(content["counts"].label),
        "crumbs": queries.crumbs(
            Crumb(series.name, series.url),
            Crumb(str(content["counts"].label)),
        ),
        "order_note": _("by day"),
        "empty": Empty(
            _("Nothing is counted yet."),
            _("Sessions say on their own page that they belong to a series."),
            "versions",
            series.name,
            series.url,
        ),
    }
    listing = Listing(f"series-{counts}", content["rows"], _row_columns())
    return listed(request, "series/rows.html", page, listing)


def _row_columns() -> list[Column]:
    """What the file of the rows behind a number holds."""
    return [
        Column(_("Code"), lambda row: row.code),
        Column(_("Title"), lambda row: row.title),
        Column(_("Day"), lambda row: row.day),
        Column(_("Unit"), lambda row: row.where),
        Column(_("Held"), lambda row: row.held),
        Column(Counts.PEOPLE.label, lambda row: row.people),
        Column(_("State"), lambda row: row.state),
    ]
