"""Pages of demands."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import Column, Listing, listed
from zhixing.foundation.machinery.things.parts import Chip, Empty

from . import queries


@require_GET
def demand_list(request: Request) -> HttpResponse:
    contents = queries.demand_list(request.person, request.GET)
    page = contents | {
        "title": _("Demands"),
        "chips": [Chip(_("open"), "?")] if contents["open"] else [],
        "clear_url": "?",
        "filtered": contents["open"],
        "empty": Empty(
            _("No demand yet."),
            _(
                "A supervisor issues one from a sit-in; another than its unit verifies that it is"
                " met."
            ),
            "alert-triangle",
        ),
    }
    columns = [
        Column(_("Code"), lambda demand: demand.pk),
        Column(_("Demand"), lambda demand: demand.title),
        Column(_("Unit"), lambda demand: demand.unit.name),
        Column(_("State"), lambda demand: demand.get_state_display()),
        Column(_("By when"), lambda demand: demand.due),
    ]
    return listed(
        request, "demands/demand_list.html", page, Listing("demands", contents["every"], columns)
    )


@require_GET
def demand(request: Request, code: str) -> HttpResponse:
    return render(
        request, "demands/demand.html", {"page": queries.demand_page(request.person, code)}
    )
