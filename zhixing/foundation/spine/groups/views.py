"""Pages of study groups."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from . import queries


@require_GET
def group_list(request: HttpRequest) -> HttpResponse:
    return render(request, "groups/list.html", {"page": queries.group_list(request.person, request.GET)})


@require_GET
def group(request: HttpRequest, code: str) -> HttpResponse:
    return render(request, "groups/group.html", {"page": queries.group_page(request.person, code)})
