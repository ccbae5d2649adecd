"""Pages of files, and their bytes: always as an attachment, never shown inside the site."""

from __future__ import annotations

from typing import TypeVar

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import lists, queries
from .models import StoredFile
from .pictures import for_page
from .rules import KINDS

Sent = TypeVar("Sent", bound=HttpResponseBase)


@require_GET
def file_list(request: Request) -> HttpResponse:
    return listed(request, "files/list.html", lists.file_list(request.person, request.GET))


@require_GET
def file(request: Request, code: str) -> HttpResponse:
    return render(request, "files/file.html", {"page": queries.file_page(request.person, code)})


@require_GET
@never_cache
def content(request: Request, code: str) -> FileResponse:
    """The bytes, to be saved."""
    return served(queries.file_of(request.person, code))


@require_GET
@never_cache
def picture(request: Request, code: str) -> HttpResponse:
    """A picture as it stands on a page."""
    return shown(queries.picture_of(request.person, code))


def shown(row: StoredFile) -> HttpResponse:
    """The pixels of a picture, small enough for a page, and nothing else. Raises Http404 when they
    are not there.
    """
    try:
        content = for_page(row.path, row.kind)
    except OSError as fault:
        raise Http404 from fault
    return _alone(HttpResponse(content, content_type=KINDS[row.kind][0]))


def _alone(answer: Sent) -> Sent:
    """The browser may neither guess another type nor run anything of it."""
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def served(row: StoredFile) -> FileResponse:
    """The bytes of a file that may be had, as an attachment. Raises Http404 when they are not
    there.
    """
    try:
        source = row.path.open("rb")
    except OSError as fault:
        raise Http404 from fault
    answer = FileResponse(
        source,
        as_attachment=True,
        filename=(
            row.name if row.name.lower().endswith(f".{row.kind}") else f"{row.name}.{row.kind}"
        ),
        content_type=KINDS[row.kind][0],
    )
    return _alone(answer)
