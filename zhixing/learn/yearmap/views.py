"""Pages of the map of the year. None of them is a list that can be taken away: nothing here is to
be sorted into best and worst.
"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.parts import Empty

from . import queries


@require_GET
def year_map(request: Request) -> HttpResponse:
    page = queries.map_page(request.person, request.GET) | {
        "empty": Empty(
            _("You have no study group to look into."),
            _(
                "A group sees its own year; the county's office and the roles of the county see"
                " all."
            ),
            "map",
            _("Study groups"),
            reverse("groups:list"),
        ),
    }
    return render(request, "yearmap/map.html", {"page": page})


@require_GET
def year(request: Request, code: str, year: int) -> HttpResponse:
    return render(
        request, "yearmap/year.html", {"page": queries.year_page(request.person, code, year)}
    )


@require_GET
def month(request: Request, code: str, year: int, month: int) -> HttpResponse:
    return render(
        request,
        "yearmap/month.html",
        {"page": queries.month_page(request.person, code, year, month)},
    )
