"""Pages of measures."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.things.listing import Column, Listing, listed

from . import queries
from .rules import State


@require_GET
def measure_list(request: HttpRequest) -> HttpResponse:
    found = queries.measure_list(request.person, request.GET)
    page = found | {
        "title": _("Measures"),
        "chips": (
            ([{"label": State(found["state"]).label, "remove_url": "?"}] if found["state"] else [])
            + ([{"label": _("open"), "remove_url": "?"}] if found["open"] else [])
        ),
        "clear_url": "?",
        "filtered": bool(found["state"] or found["open"]),
        "empty": {
            "icon": "checklist",
            "sentence": _("No measure yet."),
            "what": _(
                "Measures are caught at a session, or added to a problem; each has an owner and a"
                " date."
            ),
            "label": "",
            "url": "",
        },
    }
    columns = [
        Column(_("Code"), lambda one: one.pk),
        Column(_("Measure"), lambda one: one.title),
        Column(_("Unit"), lambda one: one.unit.name),
        Column(_("State"), lambda one: one.get_state_display()),
        Column(_("By when"), lambda one: one.due),
    ]
    return listed(
        request, "measures/measure_list.html", page, Listing("measures", found["every"], columns)
    )


@require_GET
def measure(request: HttpRequest, code: str) -> HttpResponse:
    return render(
        request, "measures/measure.html", {"page": queries.measure_page(request.person, code)}
    )
