"""Pages of opinions."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhixing.foundation.kits.documents.answers import papered
from zhixing.foundation.kits.documents.official import in_county_language
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import lists, papers, queries
from .standing import topics_of


@require_GET
def opinion_list(request: Request) -> HttpResponse:
    page = lists.opinion_list(request.person, request.GET)
    return listed(request, "opinions/opinion_list.html", page)


@require_GET
def opinion(request: Request, code: str) -> HttpResponse:
    page = queries.opinion_page(request.person, code)
    return render(request, "opinions/opinion.html", {"page": page})


@require_GET
@in_county_language()
def paper(request: Request, code: str) -> HttpResponse:
    opinion = queries.visible_opinion(request.person, code)
    made = papers.opinion(opinion, topics_of(opinion))
    return papered(request, made, opinion.url, opinion, "opinion")
