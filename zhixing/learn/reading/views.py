"""Pages of reading."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import Column, Listing, listed
from zhixing.foundation.machinery.things.lists import address
from zhixing.foundation.machinery.things.parts import Chip, Crumb, Empty

from . import queries
from .rules import Kind


@require_GET
def reading_list(request: Request) -> HttpResponse:
    content = queries.reading_list(request.person, request.GET)
    year, kind = content["year"], content["kind"]
    page = content | {
        "title": _("Reading"),
        "crumbs": [
            Crumb(pgettext("wing", "Learn"), reverse("wing", args=["learn"])),
            Crumb(_("Reading")),
        ],
        "filtered": bool(kind),
        "clear_url": f"?year={year}",
        "chips": [Chip(Kind(kind).label, f"?year={year}")] if kind else [],
        "kinds": [
            {"word": other_kind.label, "url": address({}, year=year, kind=other_kind.value)}
            for other_kind in Kind
            if other_kind != kind
        ],
        "empty": Empty(
            _("No reading for %(year)s yet.") % {"year": year},
            _(
                "The county's office puts titles on the list for all; a group adds its own on its"
                " page."
            ),
            "book",
            _("Study groups"),
            reverse("groups:list"),
        ),
    }
    columns = [
        Column(_("Code"), lambda reading: reading.pk),
        Column(_("Title"), lambda reading: reading.title),
        Column(_("How it is read"), lambda reading: reading.get_kind_display()),
        Column(_("Required reading"), lambda reading: reading.required),
        Column(_("Where it comes from"), lambda reading: reading.source),
        Column(_("On the list of"), queries.owner_name),
        Column(pgettext("reading", "Year"), lambda reading: reading.year),
    ]
    return listed(
        request,
        "reading/reading_list.html",
        page,
        Listing(f"reading-{year}", content["every"], columns),
    )


@require_GET
def reading(request: Request, code: str) -> HttpResponse:
    return render(
        request, "reading/reading.html", {"page": queries.reading_page(request.person, code)}
    )


@require_GET
def self_study(request: Request, code: str) -> HttpResponse:
    return render(
        request, "reading/self_study.html", {"page": queries.self_study_page(request.person, code)}
    )
