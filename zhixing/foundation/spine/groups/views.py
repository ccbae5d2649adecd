"""The list of study groups; the page of one is the roster's."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import lists


@require_GET
def group_list(request: Request) -> HttpResponse:
    return listed(request, "groups/list.html", lists.group_list(request.person, request.GET))
