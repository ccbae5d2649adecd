"""Pages of joint groups."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import lists, queries


@require_GET
def joint_list(request: Request) -> HttpResponse:
    return listed(request, "joint/joint_list.html", lists.joint_list(request.person, request.GET))


@require_GET
def joint(request: Request, code: str) -> HttpResponse:
    return render(request, "joint/joint.html", {"page": queries.joint_page(request.person, code)})


@require_GET
def partners(request: Request, code: str) -> HttpResponse:
    """Whom one group could study with, and why; nobody is ranked."""
    return listed(
        request, "joint/partners.html", lists.partner_list(request.person, code, request.GET)
    )
