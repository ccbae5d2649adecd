"""Pages of campaigns."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhixing.foundation.kits.documents.answers import papered
from zhixing.foundation.kits.documents.official import in_county_language
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import lists, papers, queries


@require_GET
def campaign_list(request: Request) -> HttpResponse:
    page = lists.campaign_list(request.person, request.GET)
    return listed(request, "campaigns/campaign_list.html", page)


@require_GET
def campaign(request: Request, code: str) -> HttpResponse:
    page = queries.campaign_page(request.person, code)
    return render(request, "campaigns/campaign.html", {"page": page})


@require_GET
def rows(request: Request, code: str) -> HttpResponse:
    page = lists.campaign_rows(request.person, code, request.GET)
    return listed(request, "campaigns/rows.html", page)


@require_GET
@in_county_language()
def paper(request: Request, code: str) -> HttpResponse:
    campaign = queries.visible_campaign(request.person, code)
    summary = papers.summary_of(request.person, campaign)
    return papered(request, summary, campaign.url, campaign, "summary")
