"""The calendar page."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import Column, Listing, listed
from zhixing.foundation.machinery.things.page import acts_of

from . import queries
from .models import CalendarYear


@require_GET
def year(request: Request, year: int | None = None) -> HttpResponse:
    year = year or clock.today().year
    if not 2000 <= year <= 2100:
        raise Http404
    year_page = queries.year_page(year)
    page = year_page | {
        "title": _("Working days of %(year)s") % {"year": year},
        "acts": acts_of(request.person, year_page["row"]) if year_page["row"] else [],
        "before": year - 1,
        "after": year + 1,
        "rows": year_page["named"],
    }
    columns = [
        Column(_("Day"), lambda row: row[0]),
        Column(_("What it is"), lambda row: row[1].name(get_language() or "zh")),
        Column(_("Worked"), lambda row: row[1].working),
    ]
    return listed(
        request, "calendar/year.html", page, Listing(f"days-{year}", page["rows"], columns)
    )


@require_GET
def of(_request: Request, code: str) -> HttpResponse:
    return redirect("calendar:year", year=get_object_or_404(CalendarYear, pk=code).year)
