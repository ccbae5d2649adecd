"""Pages of files, and their bytes: always as an attachment, never shown inside the site."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import lists, queries
from .models import StoredFile
from .rules import KINDS


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


def served(row: StoredFile) -> FileResponse:
    """The bytes of a file that may be had, as an attachment: the browser may neither guess another
    type nor run anything of it. Raises Http404 when they are not there.
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
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
