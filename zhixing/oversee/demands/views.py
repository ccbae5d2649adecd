"""Pages of demands."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.things.listing import Column, Listing, listed

from . import queries


@require_GET
def demand_list(request: HttpRequest) -> HttpResponse:
    found = queries.demand_list(request.person, request.GET)
    page = found | {
        "title": _("Demands"),
        "chips": [{"label": _("open"), "remove_url": "?"}] if found["open"] else [],
        "clear_url": "?",
        "filtered": found["open"],
        "empty": {
            "icon": "alert-triangle",
            "sentence": _("No demand yet."),
            "what": _(
                "A supervisor issues one from a sit-in; another than its unit verifies that it is"
                " met."
            ),
            "label": "",
            "url": "",
        },
    }
    columns = [
        Column(_("Code"), lambda one: one.pk),
        Column(_("Demand"), lambda one: one.title),
        Column(_("Unit"), lambda one: one.unit.name),
        Column(_("State"), lambda one: one.get_state_display()),
        Column(_("By when"), lambda one: one.due),
    ]
    return listed(
        request, "demands/demand_list.html", page, Listing("demands", found["every"], columns)
    )


@require_GET
def demand(request: HttpRequest, code: str) -> HttpResponse:
    return render(
        request, "demands/demand.html", {"page": queries.demand_page(request.person, code)}
    )
