"""Pages of research."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import lists, queries


@require_GET
def research_list(request: Request) -> HttpResponse:
    return listed(
        request, "research/research_list.html", lists.research_list(request.person, request.GET)
    )


@require_GET
def research(request: Request, code: str) -> HttpResponse:
    return render(
        request, "research/research.html", {"page": queries.research_page(request.person, code)}
    )
