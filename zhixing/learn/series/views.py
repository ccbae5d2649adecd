"""Pages of local series."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import lists, queries


@require_GET
def series_list(request: Request) -> HttpResponse:
    return listed(
        request, "series/series_list.html", lists.series_list(request.person, request.GET)
    )


@require_GET
def series(request: Request, code: str) -> HttpResponse:
    return render(
        request, "series/series.html", {"page": queries.series_page(request.person, code)}
    )


@require_GET
def rows(request: Request, code: str, counts: str) -> HttpResponse:
    """The rows behind one number."""
    return listed(request, "series/rows.html", lists.counted_rows(request.person, code, counts))
