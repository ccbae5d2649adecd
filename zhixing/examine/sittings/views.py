"""Pages of tests."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import lists, queries


@require_GET
def test_list(request: Request) -> HttpResponse:
    return listed(request, "sittings/test_list.html", lists.test_list(request.person))


@require_GET
def test(request: Request, code: str) -> HttpResponse:
    return render(request, "sittings/test.html", {"page": queries.test_page(request.person, code)})
