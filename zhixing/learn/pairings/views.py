"""Pages of pairings."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import lists, queries


@require_GET
def pairing_list(request: Request) -> HttpResponse:
    page = lists.pairing_list(request.person, request.GET)
    return listed(request, "pairings/pairing_list.html", page)


@require_GET
def pairing(request: Request, code: str) -> HttpResponse:
    page = queries.pairing_page(request.person, code)
    return render(request, "pairings/pairing.html", {"page": page})
