"""Pages of topics."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import lists, queries


@require_GET
def topic_list(request: Request) -> HttpResponse:
    return listed(request, "topics/topic_list.html", lists.topic_list(request.person, request.GET))


@require_GET
def topic(request: Request, code: str) -> HttpResponse:
    return render(request, "topics/topic.html", {"page": queries.topic_page(request.person, code)})
