"""Pages of measures."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import Column, Listing, listed
from zhixing.foundation.machinery.things.parts import Chip, Empty

from . import queries
from .rules import State


@require_GET
def measure_list(request: Request) -> HttpResponse:
    contents = queries.measure_list(request.person, request.GET)
    page = contents | {
        "title": _("Measures"),
        "chips": (
            ([Chip(State(contents["state"]).label, "?")] if contents["state"] else [])
            + ([Chip(_("open"), "?")] if contents["open"] else [])
        ),
        "clear_url": "?",
        "filtered": bool(contents["state"] or contents["open"]),
        "empty": Empty(
            _("No measure yet."),
            _(
                "Measures are caught at a session, or added to a problem; each has an owner and a"
                " date."
            ),
            "checklist",
        ),
    }
    columns = [
        Column(_("Code"), lambda measure: measure.pk),
        Column(_("Measure"), lambda measure: measure.title),
        Column(_("Unit"), lambda measure: measure.unit.name),
        Column(_("State"), lambda measure: measure.get_state_display()),
        Column(_("By when"), lambda measure: measure.due),
    ]
    return listed(
        request, "measures/measure_list.html", page, Listing("measures", contents["every"], columns)
    )


@require_GET
def measure(request: Request, code: str) -> HttpResponse:
    return render(
        request, "measures/measure.html", {"page": queries.measure_page(request.person, code)}
    )
