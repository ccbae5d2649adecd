"""Pages of threads."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import lists, queries


@require_GET
def overview(request: Request) -> HttpResponse:
    return listed(request, "threads/overview.html", lists.overview(request.person, request.GET))


@require_GET
def thread(request: Request, topic: str, group: str) -> HttpResponse:
    return render(
        request,
        "threads/thread.html",
        {"page": queries.thread_page(request.person, topic, group)},
    )


@require_GET
def loose_ends(request: Request) -> HttpResponse:
    """What ended without a word, the rare kinds first; each kind can be looked at alone."""
    return listed(request, "threads/loose_ends.html", lists.loose_ends(request.person, request.GET))
