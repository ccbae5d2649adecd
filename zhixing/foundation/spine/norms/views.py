"""Pages of norms."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import Column, Listing, listed
from zhixing.foundation.machinery.things.parts import Empty

from . import queries


@require_GET
def norm_list(request: Request) -> HttpResponse:
    page = {
        "title": _("Norms"),
        "rows": queries.norm_list(request.person),
        "empty": Empty(_("No norm yet."), _("They are loaded when the county is set up."), "scale"),
    }
    columns = [
        Column(_("Code"), lambda row: row["norm"].pk),
        Column(_("Norm"), lambda row: row["norm"].name),
        Column(_("Value"), lambda row: row["shown"]),
        Column(_("Source"), lambda row: row["latest"].said_by),
        Column(_("How sure the source is"), lambda row: row["latest"].get_evidence_display()),
        Column(_("In force from"), lambda row: row["latest"].since),
    ]
    return listed(request, "norms/norm_list.html", page, Listing("norms", page["rows"], columns))


@require_GET
def norm(request: Request, code: str) -> HttpResponse:
    return render(request, "norms/norm.html", {"page": queries.norm_page(request.person, code)})
