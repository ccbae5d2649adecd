"""Pages of the map of the year. None of them is a list that can be taken away: nothing here is to
be sorted into best and worst.
"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request

from . import queries


@require_GET
def year_map(request: Request) -> HttpResponse:
    return render(
        request, "yearmap/map.html", {"page": queries.map_page(request.person, request.GET)}
    )


@require_GET
def year(request: Request, code: str, year: int) -> HttpResponse:
    return render(
        request, "yearmap/year.html", {"page": queries.year_page(request.person, code, year)}
    )


@require_GET
def month(request: Request, code: str, year: int, month: int) -> HttpResponse:
    return render(
        request,
        "yearmap/month.html",
        {"page": queries.month_page(request.person, code, year, month)},
    )
