"""Pages of sit-ins."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from . import queries
from .rules import State


@require_GET
def sitin_list(request: HttpRequest) -> HttpResponse:
    found = queries.sitin_list(request.person, request.GET)
    page = found | {
        "title": _("Sit-ins"), "chips": [{"label": State(found["state"]).label, "remove_url": "?"}] if found["state"] else [], "clear_url": "?", "filtered": bool(found["state"]),
        "empty": {"icon": "eye-check", "sentence": _("No sit-in yet."), "what": _("A supervisor plans one on the page of a study group."), "label": "", "url": ""},
    }  # fmt: skip
    return render(request, "sitins/sitin_list.html", {"page": page})


@require_GET
def sitin(request: HttpRequest, code: str) -> HttpResponse:
    return render(request, "sitins/sitin.html", {"page": queries.sitin_page(request.person, code)})
