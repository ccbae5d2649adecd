"""Pages of demands."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from . import queries


@require_GET
def demand_list(request: HttpRequest) -> HttpResponse:
    found = queries.demand_list(request.person, request.GET)
    page = found | {
        "title": _("Demands"), "chips": [{"label": _("open"), "remove_url": "?"}] if found["open"] else [], "clear_url": "?", "filtered": found["open"],
        "empty": {"icon": "alert-triangle", "sentence": _("No demand yet."), "what": _("A supervisor issues one from a sit-in; another than its unit verifies that it is met."), "label": "", "url": ""},
    }  # fmt: skip
    return render(request, "demands/demand_list.html", {"page": page})


@require_GET
def demand(request: HttpRequest, code: str) -> HttpResponse:
    return render(request, "demands/demand.html", {"page": queries.demand_page(request.person, code)})
