"""Pages of tests."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import Column, Listing, listed
from zhixing.foundation.machinery.things.parts import Empty

from . import queries


@require_GET
def test_list(request: Request) -> HttpResponse:
    page = queries.test_list(request.person) | {
        "title": _("Tests"),
        "empty": Empty(
            _("No test yet."),
            _("The study secretary sets one with a paper that is closed for use."),
            "pencil-check",
        ),
    }
    columns = [
        Column(_("Code"), lambda test: test.pk),
        Column(_("Test"), lambda test: test.title),
        Column(_("Unit"), lambda test: test.unit.name),
        Column(_("Sat"), lambda test: test.sat),
        Column(_("State"), lambda test: test.get_state_display()),
        Column(_("Day"), lambda test: test.day),
    ]
    return listed(
        request, "sittings/test_list.html", page, Listing("tests", page["every"], columns)
    )


@require_GET
def test(request: Request, code: str) -> HttpResponse:
    return render(request, "sittings/test.html", {"page": queries.test_page(request.person, code)})
