"""Pages of hand-overs."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import lists, queries


@require_GET
def handover_list(request: Request) -> HttpResponse:
    page = lists.handover_list(request.person, request.GET)
    return listed(request, "handovers/handover_list.html", page)


@require_GET
def handover(request: Request, code: str) -> HttpResponse:
    page = queries.handover_page(request.person, code)
    return render(request, "handovers/handover.html", {"page": page})
