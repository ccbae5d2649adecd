"""Pages of units."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.things.listing import Column, Listing, listed

from . import queries


@require_GET
def unit_list(request: HttpRequest) -> HttpResponse:
    page = queries.unit_list(request.person, request.GET)
    columns = [
        Column(_("Code"), lambda one: one.pk),
        Column(_("Unit"), lambda one: one.name),
        Column(_("Kind"), lambda one: one.get_kind_display()),
        Column(_("Below"), lambda one: one.parent.name if one.parent_id else ""),
        Column(_("Study group"), lambda one: one.group_name),
        Column(_("Units below"), lambda one: one.below),
        Column(_("Until"), lambda one: one.until),
    ]
    return listed(request, "orgs/list.html", page, Listing("units", page["every"], columns))


@require_GET
def unit(request: HttpRequest, code: str) -> HttpResponse:
    return render(request, "orgs/unit.html", {"page": queries.unit_page(request.person, code)})
