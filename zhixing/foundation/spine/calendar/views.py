"""The calendar page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.things.page import acts_of

from . import queries
from .models import CalendarYear


@require_GET
def year(request: HttpRequest, year: int | None = None) -> HttpResponse:
    year = year or clock.today().year
    if not 2000 <= year <= 2100:
        raise Http404
    found = queries.year_page(year)
    page = found | {"title": _("Working days of %(year)s") % {"year": year}, "acts": acts_of(request.person, found["row"]) if found["row"] else [], "before": year - 1, "after": year + 1}
    return render(request, "calendar/year.html", {"page": page})


@require_GET
def of(request: HttpRequest, code: str) -> HttpResponse:
    return redirect("calendar:year", year=get_object_or_404(CalendarYear, pk=code).year)
