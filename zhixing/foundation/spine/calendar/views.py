"""The calendar page."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import queries
from .models import CalendarYear


@require_GET
def year(request: Request, year: int | None = None) -> HttpResponse:
    year = year or clock.today().year
    if not 2000 <= year <= 2100:
        raise Http404
    return listed(request, "calendar/year.html", queries.year_page(request.person, year))


@require_GET
def of(_request: Request, code: str) -> HttpResponse:
    return redirect("calendar:year", year=get_object_or_404(CalendarYear, pk=code).year)
