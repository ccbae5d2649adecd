"""Pages of papers."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zhixing.foundation.kits.documents.official import in_county_language
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import Column, Listing, listed
from zhixing.foundation.machinery.things.parts import Empty

from . import queries


@require_GET
def paper_list(request: Request) -> HttpResponse:
    page = queries.paper_list(request.person) | {
        "title": _("Papers"),
        "empty": Empty(
            _("No paper yet."),
            _(
                "The study secretary makes one on the group page: a fixed list of items worth a"
                " hundred marks."
            ),
            "file-text",
        ),
    }
    columns = [
        Column(_("Code"), lambda paper: paper.pk),
        Column(_("Title of the paper"), lambda paper: paper.title),
        Column(_("Topic"), lambda paper: paper.topic.title),
        Column(_("Items"), lambda paper: paper.item_count),
        Column(_("State"), lambda paper: paper.get_state_display()),
    ]
    return listed(
        request, "papers/paper_list.html", page, Listing("papers", page["every"], columns)
    )


@require_GET
def paper(request: Request, code: str) -> HttpResponse:
    return render(request, "papers/paper.html", {"page": queries.paper_page(request.person, code)})


@require_GET
@in_county_language()
def paper_print(request: Request, code: str) -> HttpResponse:
    """The sheet to write on: items without key."""
    page = queries.paper_sheet(request.person, code)
    return render(request, "papers/paper_print.html", {"page": page})
