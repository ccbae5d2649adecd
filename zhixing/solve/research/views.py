"""Pages of research."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.things.listing import Column, Listing, listed

from . import queries
from .rules import State


@require_GET
def research_list(request: HttpRequest) -> HttpResponse:
    found = queries.research_list(request.person, request.GET)
    page = found | {
        "title": _("Research"),
        "chips": (
            [{"label": State(found["state"]).label, "remove_url": "?"}] if found["state"] else []
        ),
        "clear_url": "?",
        "filtered": bool(found["state"]),
        "empty": {
            "icon": "search",
            "sentence": _("No research yet."),
            "what": _("It grows out of a claim: take a topic on the board, then start."),
            "label": _("Board of topics"),
            "url": reverse("claims:board"),
        },
    }
    columns = [
        Column(_("Code"), lambda one: one.pk),
        Column(_("Subject"), lambda one: one.title),
        Column(_("Unit"), lambda one: one.unit.name),
        Column(_("Led by"), lambda one: one.person.name if one.person_id else ""),
        Column(_("Visits"), lambda one: one.visit_count),
        Column(_("Findings"), lambda one: one.finding_count),
        Column(_("State"), lambda one: one.get_state_display()),
    ]
    return listed(
        request, "research/research_list.html", page, Listing("research", found["every"], columns)
    )


@require_GET
def research(request: HttpRequest, code: str) -> HttpResponse:
    return render(
        request, "research/research.html", {"page": queries.research_page(request.person, code)}
    )
