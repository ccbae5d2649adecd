"""Pages of plans."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhixing.foundation.kits.documents.answers import papered
from zhixing.foundation.kits.documents.official import in_county_language
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import covering, lists, papers, queries


@require_GET
def plan_list(request: Request) -> HttpResponse:
    return listed(request, "plans/plan_list.html", lists.plan_list(request.person, request.GET))


@require_GET
def groups(request: Request) -> HttpResponse:
    """Which groups have filed their plan of a year, which are writing it, which have none."""
    return listed(
        request, "spans/group_list.html", covering.groups_with_plans(request.person, request.GET)
    )


@require_GET
def plan(request: Request, code: str) -> HttpResponse:
    return render(request, "plans/plan.html", {"page": queries.plan_page(request.person, code)})


@require_GET
@in_county_language()
def paper(request: Request, code: str) -> HttpResponse:
    record = queries.paper(request.person, code)
    return papered(request, papers.plan(record), record["plan"].url, record["plan"], "plan")


@require_GET
def compare(request: Request, code: str) -> HttpResponse:
    return render(
        request, "plans/compare.html", {"page": queries.plan_comparison(request.person, code)}
    )


@require_GET
def package(request: Request, code: str) -> HttpResponse:
    return render(
        request, "plans/package.html", {"page": queries.package_page(request.person, code)}
    )
