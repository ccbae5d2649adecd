"""The list of imports, and the page of each."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import Column, Listing, listed

from ..kinds import word_of
from ..queries.imported import import_page
from ..queries.listing import list_page


@require_GET
def import_list(request: Request) -> HttpResponse:
    page = list_page(request.person, request.GET)
    columns = [
        Column(_("Code"), lambda row: row.pk),
        Column(_("File"), lambda row: row.file),
        Column(_("Kind"), lambda row: str(word_of(row.what))),
        Column(_("Imported on"), lambda row: row.thing.made_at),
        Column(pgettext("import", "new"), lambda row: row.new),
        Column(pgettext("import", "changed"), lambda row: row.changed),
        Column(pgettext("import", "the same"), lambda row: row.same),
        Column(pgettext("import", "left out"), lambda row: row.refused),
    ]
    return listed(request, "imports/list.html", page, Listing("imports", page["every"], columns))


@require_GET
def imported(request: Request, code: str) -> HttpResponse:
    return render(request, "imports/import.html", {"page": import_page(request.person, code)})
