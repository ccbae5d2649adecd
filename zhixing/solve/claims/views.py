"""Pages of claims."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import lists, queries


@require_GET
def board(request: Request) -> HttpResponse:
    return listed(request, "claims/board.html", lists.board(request.person, request.GET))


@require_GET
def claim(request: Request, code: str) -> HttpResponse:
    return render(request, "claims/claim.html", {"page": queries.claim_page(request.person, code)})
