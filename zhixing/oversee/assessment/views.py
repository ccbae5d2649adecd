"""Fact sheets."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed
from zhixing.foundation.machinery.things.parts import Crumb

from . import lists, queries


@require_GET
def sheets(request: Request) -> HttpResponse:
    return listed(request, "assessment/sheets.html", lists.sheets(request.person, request.GET))


@require_GET
def sheet(request: Request, code: str, year: int) -> HttpResponse:
    contents = queries.fact_sheet(request.person, code, year)
    group = contents["group"]
    crumbs = [
        Crumb(pgettext("wing", "Oversee")),
        Crumb(_("Yearly fact sheets"), reverse("assessment:list")),
        Crumb(group.unit.name, group.url),
    ]
    return render(
        request,
        "assessment/sheet.html",
        {
            "page": (
                contents
                | {
                    "title": (
                        _("%(unit)s, fact sheet %(year)s") % {"unit": group.unit.name, "year": year}
                    ),
                    "crumbs": crumbs,
                }
            )
        },
    )


@require_GET
def rows(request: Request, code: str, year: int, indicator: str) -> HttpResponse:
    return listed(
        request, "assessment/rows.html", lists.figure_rows(request.person, code, year, indicator)
    )
