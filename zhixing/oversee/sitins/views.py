"""Pages of sit-ins."""

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
def sitin_list(request: Request) -> HttpResponse:
    contents = queries.sitin_list(request.person, request.GET)
    page = contents | {
        "title": _("Sit-ins"),
        "chips": ([Chip(State(contents["state"]).label, "?")] if contents["state"] else []),
        "clear_url": "?",
        "filtered": bool(contents["state"]),
        "empty": Empty(
            _("No sit-in yet."),
            _("A supervisor plans one on the page of a study group."),
            "eye-check",
        ),
    }
    columns = [
        Column(_("Code"), lambda sitin: sitin.pk),
        Column(_("Unit"), lambda sitin: sitin.unit.name),
        Column(_("Led by"), lambda sitin: sitin.person.name if sitin.person_id else ""),
        Column(_("Open demands"), lambda sitin: sitin.open_demands),
        Column(_("State"), lambda sitin: sitin.get_state_display()),
        Column(_("Day"), lambda sitin: sitin.day),
    ]
    return listed(
        request, "sitins/sitin_list.html", page, Listing("sit-ins", contents["every"], columns)
    )


@require_GET
def sitin(request: Request, code: str) -> HttpResponse:
    return render(request, "sitins/sitin.html", {"page": queries.sitin_page(request.person, code)})
