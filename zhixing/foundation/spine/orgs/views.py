"""Pages of units."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from . import queries


@require_GET
def unit_list(request: HttpRequest) -> HttpResponse:
    return render(request, "orgs/list.html", {"page": queries.unit_list(request.person, request.GET)})


@require_GET
def unit(request: HttpRequest, code: str) -> HttpResponse:
    return render(request, "orgs/unit.html", {"page": queries.unit_page(request.person, code)})
