"""Pages of claims."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import Column, Listing, listed
from zhixing.foundation.machinery.things.parts import Button, Empty

from . import queries


@require_GET
def board(request: Request) -> HttpResponse:
    contents = queries.board(request.person, request.GET)
    acts = [
        Button(_("Claim a topic"), reverse("act", args=[group.pk, "claim_topic"]), primary=True)
        for group in contents["groups"][:1]
    ]
    page = contents | {
        "title": _("Board of topics"),
        "acts": acts,
        "empty": Empty(
            _("No topic for %(year)s yet.") % {"year": contents["year"]},
            _("The county's office sets the topics of a year, or imports them from its plan."),
            "pin",
            _("Topics"),
            reverse("topics:list"),
        ),
    }
    columns = [
        Column(_("Code"), lambda row: row["topic"].pk),
        Column(_("Topic"), lambda row: row["topic"].title),
        Column(_("First month"), lambda row: row["topic"].first_month),
        Column(_("Last month"), lambda row: row["topic"].last_month),
        Column(_("Research subject"), lambda row: row["topic"].research_subject),
        Column(_("Claimed by"), lambda row: _claimants(row["claims"])),
    ]
    return listed(
        request,
        "claims/board.html",
        page,
        Listing(f"claims-{contents['year']}", page["every"], columns),
    )


def _claimants(claims: list[Any]) -> str:
    """Who holds a topic, each with the state; a word when nobody does."""
    return pgettext("list separator", ", ").join(
        _("%(name)s (%(why)s)") % {"name": claim.person.name, "why": claim.get_state_display()}
        for claim in claims
    ) or _("free")


@require_GET
def claim(request: Request, code: str) -> HttpResponse:
    return render(request, "claims/claim.html", {"page": queries.claim_page(request.person, code)})
