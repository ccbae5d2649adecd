"""Pages of papers."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhixing.foundation.kits.documents.official import in_county_language
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import lists, queries


@require_GET
def paper_list(request: Request) -> HttpResponse:
    return listed(request, "papers/paper_list.html", lists.paper_list(request.person, request.GET))


@require_GET
def paper(request: Request, code: str) -> HttpResponse:
    return render(request, "papers/paper.html", {"page": queries.paper_page(request.person, code)})


@require_GET
@in_county_language()
def paper_print(request: Request, code: str) -> HttpResponse:
    """The sheet to write on: items without key."""
    page = queries.paper_sheet(request.person, code)
    return render(request, "papers/paper_print.html", {"page": page})
