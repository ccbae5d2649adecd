"""Pages of measures."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import lists, queries


@require_GET
def measure_list(request: Request) -> HttpResponse:
    return listed(
        request, "measures/measure_list.html", lists.measure_list(request.person, request.GET)
    )


@require_GET
def measure(request: Request, code: str) -> HttpResponse:
    return render(
        request, "measures/measure.html", {"page": queries.measure_page(request.person, code)}
    )
