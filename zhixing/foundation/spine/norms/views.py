"""Pages of norms."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from . import queries


@require_GET
def norm_list(request: HttpRequest) -> HttpResponse:
    page = {
        "title": _("Norms"), "rows": queries.norm_list(request.person),
        "empty": {"icon": "scale", "sentence": _("No norm yet."), "what": _("They are loaded when the county is set up."), "label": "", "url": ""},
    }  # fmt: skip
    return render(request, "norms/norm_list.html", {"page": page})


@require_GET
def norm(request: HttpRequest, code: str) -> HttpResponse:
    return render(request, "norms/norm.html", {"page": queries.norm_page(request.person, code)})
