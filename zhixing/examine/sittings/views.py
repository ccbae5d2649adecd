"""Pages of tests."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import covering, lists, queries


@require_GET
def test_list(request: Request) -> HttpResponse:
    return listed(request, "sittings/test_list.html", lists.test_list(request.person, request.GET))


@require_GET
def groups(request: Request) -> HttpResponse:
    """Which groups were tested in a quarter, which will be, which not."""
    return listed(
        request, "spans/group_list.html", covering.groups_tested(request.person, request.GET)
    )


@require_GET
def test(request: Request, code: str) -> HttpResponse:
    return render(request, "sittings/test.html", {"page": queries.test_page(request.person, code)})
