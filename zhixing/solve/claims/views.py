"""Pages of claims."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from . import queries


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    found = queries.board(request.person, request.GET)
    acts = [{"label": _("Claim a topic"), "url": reverse("act", args=[one.pk, "claim_topic"]), "primary": True, "danger": False} for one in found["groups"][:1]]
    page = found | {
        "title": _("Board of topics"),
        "acts": acts,
        "empty": {"icon": "pin", "sentence": _("No topic for %(year)s yet.") % {"year": found["year"]}, "what": _("The county's office sets the topics of a year, or imports them from its plan."), "label": _("Topics"), "url": reverse("topics:list")},
    }  # fmt: skip
    return render(request, "claims/board.html", {"page": page})


@require_GET
def claim(request: HttpRequest, code: str) -> HttpResponse:
    return render(request, "claims/claim.html", {"page": queries.claim_page(request.person, code)})
