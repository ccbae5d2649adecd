"""Fact sheets."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from . import queries


@require_GET
def sheets(request: HttpRequest) -> HttpResponse:
    page = queries.sheets(request.person) | {
        "title": _("Yearly fact sheets"),
        "empty": {"icon": "clipboard-list", "sentence": _("No study group that you may look at."), "what": _("Fact sheets are for the group itself and for the roles above it."), "label": "", "url": ""},
    }  # fmt: skip
    return render(request, "assessment/sheets.html", {"page": page})


@require_GET
def sheet(request: HttpRequest, code: str, year: int) -> HttpResponse:
    found = queries.fact_sheet(request.person, code, year)
    group = found["group"]
    crumbs = [{"label": pgettext("wing", "Oversee"), "url": ""}, {"label": _("Yearly fact sheets"), "url": reverse("assessment:list")}, {"label": group.unit.name, "url": group.url}]
    return render(request, "assessment/sheet.html", {"page": found | {"title": _("%(unit)s, fact sheet %(year)s") % {"unit": group.unit.name, "year": year}, "crumbs": crumbs}})


@require_GET
def rows(request: HttpRequest, code: str, year: int, indicator: str) -> HttpResponse:
    found = queries.indicator_rows(request.person, code, year, indicator)
    back = reverse("assessment:sheet", args=[code, year])
    page = found | {
        "title": str(found["indicator"].label), "rows": found["figure"].rows,
        "crumbs": [{"label": _("%(unit)s, fact sheet %(year)s") % {"unit": found["group"].unit.name, "year": year}, "url": back}],
        "empty": {"icon": "clipboard-list", "sentence": _("Nothing to count in this year."), "what": _("The figure is 0 of 0; it says nothing about the group."), "label": _("Back to the fact sheet"), "url": back},
    }  # fmt: skip
    return render(request, "assessment/rows.html", {"page": page})
