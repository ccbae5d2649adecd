"""Fact sheets."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import lists, queries


@require_GET
def sheets(request: Request) -> HttpResponse:
    return listed(request, "assessment/sheets.html", lists.sheets(request.person, request.GET))


@require_GET
def sheet(request: Request, code: str, year: int) -> HttpResponse:
    return render(
        request, "assessment/sheet.html", {"page": queries.fact_sheet(request.person, code, year)}
    )


@require_GET
def rows(request: Request, code: str, year: int, indicator: str) -> HttpResponse:
    return listed(
        request, "assessment/rows.html", lists.figure_rows(request.person, code, year, indicator)
    )
