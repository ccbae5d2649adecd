"""Pages of sit-ins."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import covering, lists, queries


@require_GET
def sitin_list(request: Request) -> HttpResponse:
    return listed(request, "sitins/sitin_list.html", lists.sitin_list(request.person, request.GET))


@require_GET
def groups(request: Request) -> HttpResponse:
    """Which groups were sat in on in a half year, and which are not arranged."""
    return listed(
        request, "spans/group_list.html", covering.groups_visited(request.person, request.GET)
    )


@require_GET
def sitin(request: Request, code: str) -> HttpResponse:
    return render(request, "sitins/sitin.html", {"page": queries.sitin_page(request.person, code)})
