"""Pages of units."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import lists, queries


@require_GET
def unit_list(request: Request) -> HttpResponse:
    return listed(request, "orgs/list.html", lists.unit_list(request.person, request.GET))


@require_GET
def unit(request: Request, code: str) -> HttpResponse:
    return render(request, "orgs/unit.html", {"page": queries.unit_page(request.person, code)})
