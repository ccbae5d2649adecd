"""Pages of totals."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import Column, Listing, listed
from zhixing.foundation.machinery.things.parts import Crumb, Empty

from . import queries


@require_GET
def totals(request: Request) -> HttpResponse:
    return render(
        request,
        "totals/totals.html",
        {"page": queries.totals(request.person, request.GET) | {"title": _("Totals")}},
    )


@require_GET
def rows(request: Request, code: str) -> HttpResponse:
    contents = queries.total_rows(request.person, code, request.GET)
    page = contents | {
        "title": str(contents["total"].label),
        "crumbs": [
            Crumb(pgettext("wing", "Loop")),
            Crumb(_("Totals"), reverse("totals:list")),
        ],
        "empty": Empty(
            _("Nothing to count in this period."),
            _("The total is 0; it opens no row."),
            "chart-bar",
            _("Totals"),
            reverse("totals:list"),
        ),
    }
    columns = [
        Column(_("Code"), lambda thing: thing.pk),
        Column(_("Title"), lambda thing: thing.title),
        Column(_("Unit"), lambda thing: thing.unit.title if thing.unit_id else ""),
        Column(_("State"), lambda thing: thing.state_word),
    ]
    return listed(
        request,
        "totals/rows.html",
        page,
        Listing(f"total-{code.replace('_', '-')}", contents["every"], columns),
    )
