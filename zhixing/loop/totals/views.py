"""Pages of totals."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhixing.foundation.kits.documents.answers import papered
from zhixing.foundation.kits.documents.official import in_county_language
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import lists, papers, queries


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


@require_GET
def taken_list(request: Request) -> HttpResponse:
    page = lists.taken_list(request.person, request.GET)
    return listed(request, "totals/taken_list.html", page)


@require_GET
def taken(request: Request, code: str) -> HttpResponse:
    page = queries.taken_page(request.person, code)
    return render(request, "totals/taken.html", {"page": page})


@require_GET
def taken_rows(request: Request, code: str, total: str) -> HttpResponse:
    page = lists.taken_rows(request.person, code, total, request.GET)
    return listed(request, "totals/taken_rows.html", page)


@require_GET
@in_county_language()
def paper(request: Request, code: str) -> HttpResponse:
    taken = queries.visible_totals(request.person, code)
    splits = queries.splits_of(taken)
    return papered(request, papers.totals(taken, splits), taken.url, taken, "totals")
