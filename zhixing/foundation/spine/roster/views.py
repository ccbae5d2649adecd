"""Pages of units and of study groups."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import lists, queries


@require_GET
def unit_list(request: Request) -> HttpResponse:
    return listed(request, "roster/list.html", lists.unit_list(request.person, request.GET))


@require_GET
def unit(request: Request, code: str) -> HttpResponse:
    return render(request, "roster/unit.html", {"page": queries.unit_page(request.person, code)})


@require_GET
def group(request: Request, code: str) -> HttpResponse:
    return render(request, "roster/group.html", {"page": queries.group_page(request.person, code)})
