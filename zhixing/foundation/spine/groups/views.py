"""Pages of study groups."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import Column, Listing, listed

from . import queries


@require_GET
def group_list(request: Request) -> HttpResponse:
    page = queries.group_list(request.person, request.GET)
    columns = [
        Column(_("Code"), lambda row: row["group"].pk),
        Column(_("Study group"), lambda row: row["group"].name),
        Column(_("Unit"), lambda row: row["unit"].name),
        Column(_("State"), lambda row: _("incomplete") if row["missing"] else _("complete")),
        Column(_("Missing"), lambda row: pgettext("list separator", ", ").join(row["words"])),
        Column(_("Leader"), lambda row: row["leader"]),
        Column(_("Study secretary"), lambda row: row["secretary"]),
        Column(_("People"), lambda row: row["people"]),
    ]
    return listed(
        request,
        "groups/list.html",
        page,
        Listing(
            "groups",
            page["every"],
            columns,
            dress=lambda groups: queries.with_people(groups, page["gaps"]),
        ),
    )


@require_GET
def group(request: Request, code: str) -> HttpResponse:
    return render(request, "groups/group.html", {"page": queries.group_page(request.person, code)})
