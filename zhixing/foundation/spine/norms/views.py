"""Pages of norms."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import lists, queries


@require_GET
def norm_list(request: Request) -> HttpResponse:
    return listed(request, "norms/norm_list.html", lists.norm_list(request.person))


@require_GET
def norm(request: Request, code: str) -> HttpResponse:
    return render(request, "norms/norm.html", {"page": queries.norm_page(request.person, code)})
