"""Pages of demands."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import lists, queries


@require_GET
def demand_list(request: Request) -> HttpResponse:
    return listed(
        request, "demands/demand_list.html", lists.demand_list(request.person, request.GET)
    )


@require_GET
def demand(request: Request, code: str) -> HttpResponse:
    return render(
        request, "demands/demand.html", {"page": queries.demand_page(request.person, code)}
    )
