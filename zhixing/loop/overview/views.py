"""The page of the loop, the year of a group, and the threads behind its numbers."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zhixing.foundation.kits.documents.answers import papered
from zhixing.foundation.kits.documents.official import in_county_language
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed
from zhixing.foundation.machinery.things.lists import address

from . import lists, papers, queries


@require_GET
def page(request: Request) -> HttpResponse:
    """The county, or the groups somebody may look into; one group has a page of its own."""
    one_group = queries.way_to_group(request.person, request.GET)
    if one_group:
        return redirect(one_group)
    shown = queries.overview_page(request.person, request.GET)
    return render(request, "overview/overview.html", {"page": shown})


@require_GET
def group(request: Request, code: str) -> HttpResponse:
    shown = queries.group_page(request.person, code, request.GET)
    return render(request, "overview/group.html", {"page": shown})


@require_GET
def lines(request: Request) -> HttpResponse:
    return listed(request, "overview/lines.html", lists.thread_list(request.person, request.GET))


@require_GET
@in_county_language()
def paper(request: Request) -> HttpResponse:
    """The year as a paper: the page, or with ``?format=docx|pdf`` the file."""
    year = queries.year_of_loop(request.person, request.GET)
    back_url = reverse("overview:page") + address(request.GET, format="")
    return papered(request, papers.report(year), back_url)
