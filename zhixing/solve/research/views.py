"""Pages of research."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from . import queries
from .rules import State


@require_GET
def research_list(request: HttpRequest) -> HttpResponse:
    found = queries.research_list(request.person, request.GET)
    page = found | {
        "title": _("Research"), "chips": [{"label": State(found["state"]).label, "remove_url": "?"}] if found["state"] else [], "clear_url": "?", "filtered": bool(found["state"]),
        "empty": {"icon": "search", "sentence": _("No research yet."), "what": _("It grows out of a claim: take a topic on the board, then start."), "label": _("Board of topics"), "url": reverse("claims:board")},
    }  # fmt: skip
    return render(request, "research/research_list.html", {"page": page})


@require_GET
def research(request: HttpRequest, code: str) -> HttpResponse:
    return render(request, "research/research.html", {"page": queries.research_page(request.person, code)})
