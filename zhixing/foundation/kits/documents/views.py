"""Pages of the register of papers."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import lists, queries


@require_GET
def entry_list(request: Request) -> HttpResponse:
    return listed(request, "documents/entry_list.html", lists.register(request.person, request.GET))


@require_GET
def entry(request: Request, code: str) -> HttpResponse:
    return render(
        request, "documents/entry.html", {"page": queries.entry_page(request.person, code)}
    )
