"""Pages of lectures, lecture series and policy notes."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import lists, queries


@require_GET
def lecture_list(request: Request) -> HttpResponse:
    return listed(
        request, "lectures/lecture_list.html", lists.lecture_list(request.person, request.GET)
    )


@require_GET
def lecture(request: Request, code: str) -> HttpResponse:
    return render(
        request, "lectures/lecture.html", {"page": queries.lecture_page(request.person, code)}
    )


@require_GET
def series_list(request: Request) -> HttpResponse:
    return listed(
        request, "lectures/series_list.html", lists.series_list(request.person, request.GET)
    )


@require_GET
def series(request: Request, code: str) -> HttpResponse:
    return render(
        request, "lectures/series.html", {"page": queries.series_page(request.person, code)}
    )


@require_GET
def note_list(request: Request) -> HttpResponse:
    return listed(request, "lectures/note_list.html", lists.note_list(request.person, request.GET))


@require_GET
def note(request: Request, code: str) -> HttpResponse:
    return render(request, "lectures/note.html", {"page": queries.note_page(request.person, code)})
