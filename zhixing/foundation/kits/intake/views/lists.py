"""The list of imports, and the page of each."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from ..queries import listing
from ..queries.imported import import_page


@require_GET
def import_list(request: Request) -> HttpResponse:
    return listed(request, "imports/list.html", listing.import_list(request.person, request.GET))


@require_GET
def imported(request: Request, code: str) -> HttpResponse:
    return render(request, "imports/import.html", {"page": import_page(request.person, code)})
