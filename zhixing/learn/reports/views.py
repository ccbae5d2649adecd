"""Pages of session reports."""

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
def report_list(request: Request) -> HttpResponse:
    return listed(
        request, "reports/report_list.html", lists.report_list(request.person, request.GET)
    )


@require_GET
def report(request: Request, code: str) -> HttpResponse:
    return render(
        request, "reports/report.html", {"page": queries.report_page(request.person, code)}
    )


@require_GET
@in_county_language()
def paper(request: Request, code: str) -> HttpResponse:
    report = queries.paper(request.person, code)
    return papered(request, papers.report(report), report.url, report, "report")
