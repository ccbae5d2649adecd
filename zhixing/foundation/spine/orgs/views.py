"""Pages of units."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import Column, Listing, listed

from . import queries


@require_GET
def unit_list(request: Request) -> HttpResponse:
    page = queries.unit_list(request.person, request.GET)
    columns = [
        Column(_("Code"), lambda unit: unit.pk),
        Column(_("Unit"), lambda unit: unit.name),
        Column(_("Kind"), lambda unit: unit.get_kind_display()),
        Column(_("Below"), lambda unit: unit.parent.name if unit.parent_id else ""),
        Column(_("Study group"), lambda unit: unit.group_name),
        Column(_("Units below"), lambda unit: unit.below),
        Column(_("Until"), lambda unit: unit.until),
    ]
    return listed(request, "orgs/list.html", page, Listing("units", page["every"], columns))


@require_GET
def unit(request: Request, code: str) -> HttpResponse:
    return render(request, "orgs/unit.html", {"page": queries.unit_page(request.person, code)})
