"""Pages of totals."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import lists, queries


@require_GET
def totals(request: Request) -> HttpResponse:
    return render(
        request,
        "totals/totals.html",
        {"page": queries.totals(request.person, request.GET)},
    )


@require_GET
def rows(request: Request, code: str) -> HttpResponse:
    return listed(request, "totals/rows.html", lists.total_rows(request.person, code, request.GET))
