"""Pages of tests."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from . import queries


@require_GET
def test_list(request: HttpRequest) -> HttpResponse:
    page = queries.test_list(request.person) | {
        "title": _("Tests"),
        "empty": {"icon": "pencil-check", "sentence": _("No test yet."), "what": _("The study secretary sets one with a paper that is closed for use."), "label": "", "url": ""},
    }  # fmt: skip
    return render(request, "sittings/test_list.html", {"page": page})


@require_GET
def test(request: HttpRequest, code: str) -> HttpResponse:
    return render(request, "sittings/test.html", {"page": queries.test_page(request.person, code)})
