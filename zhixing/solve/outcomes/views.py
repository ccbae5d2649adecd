"""Pages of institutional outcomes."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import lists, queries


@require_GET
def outcome_list(request: Request) -> HttpResponse:
    return listed(
        request, "outcomes/outcome_list.html", lists.outcome_list(request.person, request.GET)
    )


@require_GET
def outcome(request: Request, code: str) -> HttpResponse:
    return render(
        request, "outcomes/outcome.html", {"page": queries.outcome_page(request.person, code)}
    )
