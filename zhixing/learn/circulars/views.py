"""Pages of circulars."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from zhixing.foundation.kits.documents.answers import papered
from zhixing.foundation.kits.documents.official import in_county_language
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import Column, Listing, listed
from zhixing.foundation.machinery.things.parts import Crumb, Empty

from . import papers, queries


@require_GET
def circular_list(request: Request) -> HttpResponse:
    content = queries.circular_list(request.person, request.GET)
    year = content["year"]
    page = content | {
        "title": _("Circulars"),
        "crumbs": [
            Crumb(pgettext("wing", "Learn"), reverse("wing", args=["learn"])),
            Crumb(_("Circulars")),
        ],
        "chips": [],
        "clear_url": "?",
        "filtered": False,
        "order_note": _("The latest first"),
        "before_url": f"?year={year - 1}",
        "after_url": f"?year={year + 1}",
        "empty": Empty(
            _("No circular on %(year)s yet.") % {"year": year},
            _(
                "The office drafts one of a month, a quarter or a half year; the numbers come from"
                " the record."
            ),
            "speakerphone",
        ),
    }
    columns = [
        Column(_("Code"), lambda circular: circular.pk),
        Column(_("Title"), lambda circular: circular.title),
        Column(_("Period"), lambda circular: circular.period.words),
        Column(_("Issued by"), lambda circular: circular.issuer),
        Column(_("State"), lambda circular: circular.get_state_display()),
        Column(_("Issued on"), lambda circular: circular.issued_on),
        Column(_("Text"), lambda circular: circular.text),
    ]
    return listed(
        request,
        "circulars/circular_list.html",
        page,
        Listing(f"circulars-{year}", content["every"], columns),
    )


@require_GET
def circular(request: Request, code: str) -> HttpResponse:
    return render(
        request, "circulars/circular.html", {"page": queries.circular_page(request.person, code)}
    )


@require_GET
@in_county_language()
def paper(request: Request, code: str) -> HttpResponse:
    circular = queries.visible_circular(request.person, code)
    return papered(
        request,
        papers.circular(circular, *queries.numbers_of(circular)),
        circular.url,
        circular,
        "circular",
    )
