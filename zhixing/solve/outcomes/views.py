"""Pages of institutional outcomes."""

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
def outcome_list(request: Request) -> HttpResponse:
    contents = queries.outcome_list(request.person, request.GET)
    page = contents | {
        "title": _("Institutional outcomes"),
        "chips": ([Chip(State(contents["state"]).label, "?")] if contents["state"] else []),
        "clear_url": "?",
        "filtered": bool(contents["state"]),
        "empty": Empty(
            _("No institutional outcome yet."),
            _(
                "A rule or document that stays: the group page begins one; it counts with number,"
                " issuer and date."
            ),
            "rubber-stamp",
        ),
    }
    columns = [
        Column(_("Code"), lambda outcome: outcome.pk),
        Column(_("Title of the document"), lambda outcome: outcome.title),
        Column(_("Document number"), lambda outcome: outcome.number),
        Column(_("Issued by"), lambda outcome: outcome.issuer),
        Column(_("State"), lambda outcome: outcome.get_state_display()),
        Column(_("Date of issue"), lambda outcome: outcome.issued_on),
    ]
    return listed(
        request, "outcomes/outcome_list.html", page, Listing("outcomes", contents["every"], columns)
    )


@require_GET
def outcome(request: Request, code: str) -> HttpResponse:
    return render(
        request, "outcomes/outcome.html", {"page": queries.outcome_page(request.person, code)}
    )
