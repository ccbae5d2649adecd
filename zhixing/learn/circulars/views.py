"""Pages of circulars."""

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
def circular_list(request: Request) -> HttpResponse:
    return listed(
        request, "circulars/circular_list.html", lists.circular_list(request.person, request.GET)
    )


@require_GET
def circular(request: Request, code: str) -> HttpResponse:
    return render(
        request, "circulars/circular.html", {"page": queries.circular_page(request.person, code)}
    )


@require_GET
@in_county_language()
def paper(request: Request, code: str) -> HttpResponse:
    circular = queries.visible_circular(request.person, code)
    return papered(
        request,
        papers.circular(circular, *queries.numbers_of(circular)),
        circular.url,
        circular,
        "circular",
    )
