"""Pages of institutional outcomes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.things.listing import Column, Listing, listed

from . import queries
from .rules import State


@require_GET
def outcome_list(request: HttpRequest) -> HttpResponse:
    found = queries.outcome_list(request.person, request.GET)
    page = found | {
        "title": _("Institutional outcomes"),
        "chips": (
            [{"label": State(found["state"]).label, "remove_url": "?"}] if found["state"] else []
        ),
        "clear_url": "?",
        "filtered": bool(found["state"]),
        "empty": {
            "icon": "rubber-stamp",
            "sentence": _("No institutional outcome yet."),
            "what": _(
                "A rule or document that stays: the group page begins one; it counts with number,"
                " issuer and date."
            ),
            "label": "",
            "url": "",
        },
    }
    columns = [
        Column(_("Code"), lambda one: one.pk),
        Column(_("Title of the document"), lambda one: one.title),
        Column(_("Document number"), lambda one: one.number),
        Column(_("Issued by"), lambda one: one.issuer),
        Column(_("State"), lambda one: one.get_state_display()),
        Column(_("Date of issue"), lambda one: one.issued_on),
    ]
    return listed(
        request, "outcomes/outcome_list.html", page, Listing("outcomes", found["every"], columns)
    )


@require_GET
def outcome(request: HttpRequest, code: str) -> HttpResponse:
    return render(
        request, "outcomes/outcome.html", {"page": queries.outcome_page(request.person, code)}
    )
