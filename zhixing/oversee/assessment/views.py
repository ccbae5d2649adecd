"""Fact sheets."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import Column, Listing, listed
from zhixing.foundation.machinery.things.parts import Crumb, Empty

from . import queries


@require_GET
def sheets(request: Request) -> HttpResponse:
    page = queries.sheets(request.person, request.GET) | {
        "title": _("Yearly fact sheets"),
        "empty": Empty(
            _("No study group that you may look at."),
            _("Fact sheets are for the group itself and for the roles above it."),
            "clipboard-list",
        ),
    }
    columns = [
        Column(_("Code"), lambda group: group.pk),
        Column(_("Unit"), lambda group: group.unit.name),
        Column(_("Study group"), lambda group: group.name),
    ]
    return listed(
        request,
        "assessment/sheets.html",
        page,
        Listing(f"fact-sheets-{page['year']}", page["every"], columns),
    )


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
    contents = queries.indicator_rows(request.person, code, year, indicator)
    back = reverse("assessment:sheet", args=[code, year])
    page = contents | {
        "title": str(contents["indicator"].label),
        "crumbs": [
            Crumb(
                _("%(unit)s, fact sheet %(year)s")
                % {
                    "unit": contents["group"].unit.name,
                    "year": year,
                },
                back,
            )
        ],
        "empty": Empty(
            _("Nothing to count in this year."),
            _("The figure is 0 of 0; it says nothing about the group."),
            "clipboard-list",
            _("Back to the fact sheet"),
            back,
        ),
    }
    columns = [
        Column(_("Code"), lambda row: row.code),
        Column(_("Row"), lambda row: row.title),
        Column(_("Counted"), lambda row: _("counted") if row.counted else _("not counted")),
        Column(_("Why"), lambda row: row.note),
    ]
    return listed(
        request,
        "assessment/rows.html",
        page,
        Listing(f"{indicator.replace('_', '-')}-{year}", page["rows"], columns),
    )
