"""Pages of reading."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import lists, queries


@require_GET
def reading_list(request: Request) -> HttpResponse:
    return listed(
        request, "reading/reading_list.html", lists.reading_list(request.person, request.GET)
    )


@require_GET
def reading(request: Request, code: str) -> HttpResponse:
    return render(
        request, "reading/reading.html", {"page": queries.reading_page(request.person, code)}
    )


@require_GET
def self_study(request: Request, code: str) -> HttpResponse:
    return render(
        request, "reading/self_study.html", {"page": queries.self_study_page(request.person, code)}
    )
