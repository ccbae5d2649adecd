"""Pages of the question bank."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import lists, queries


@require_GET
def item_list(request: Request) -> HttpResponse:
    return listed(request, "bank/item_list.html", lists.item_list(request.person, request.GET))


@require_GET
def item(request: Request, code: str) -> HttpResponse:
    return render(request, "bank/item.html", {"page": queries.item_page(request.person, code)})
