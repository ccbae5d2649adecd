"""Pages of research."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import Column, Listing, listed
from zhixing.foundation.machinery.things.parts import Chip, Empty

from . import queries
from .rules import State


@require_GET
def research_list(request: Request) -> HttpResponse:
    contents = queries.research_list(request.person, request.GET)
    page = contents | {
        "title": _("Research"),
        "chips": ([Chip(State(contents["state"]).label, "?")] if contents["state"] else []),
        "clear_url": "?",
        "filtered": bool(contents["state"]),
        "empty": Empty(
            _("No research yet."),
            _("It grows out of a claim: take a topic on the board, then start."),
            "search",
            _("Board of topics"),
            reverse("claims:board"),
        ),
    }
    columns = [
        Column(_("Code"), lambda research: research.pk),
        Column(_("Subject"), lambda research: research.title),
        Column(_("Unit"), lambda research: research.unit.name),
        Column(_("Led by"), lambda research: research.person.name if research.person_id else ""),
        Column(_("Visits"), lambda research: research.visit_count),
        Column(_("Findings"), lambda research: research.finding_count),
        Column(_("State"), lambda research: research.get_state_display()),
    ]
    return listed(
        request,
        "research/research_list.html",
        page,
        Listing("research", contents["every"], columns),
    )


@require_GET
def research(request: Request, code: str) -> HttpResponse:
    return render(
        request, "research/research.html", {"page": queries.research_page(request.person, code)}
    )
