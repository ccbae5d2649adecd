"""Pages of study archives."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from zhixing.foundation.kits.documents.answers import TYPES, papered
from zhixing.foundation.kits.documents.official import in_county_language
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import lists, papers, queries, store
from .bundle import bundle
from .models import UNDER_WAY, Stage
from .queries import Extent
from .rules import Sort


@require_GET
def archive_list(request: Request) -> HttpResponse:
    return listed(
        request, "archive/archive_list.html", lists.archive_list(request.person, request.GET)
    )


@require_GET
def volume(request: Request, code: str, year: int) -> HttpResponse:
    return render(
        request, "archive/volume.html", {"page": queries.volume_page(request.person, code, year)}
    )


def _volume_url(code: str, year: int) -> str:
    return reverse("archive:volume", args=[code, year])


@require_GET
@in_county_language()
def contents(request: Request, code: str, year: int) -> HttpResponse:
    archive = queries.volume(queries.read(request.person, code, year, Extent.CONTENTS))
    return papered(request, papers.contents(archive), _volume_url(code, year))


@require_GET
@in_county_language()
def annual(request: Request, code: str, year: int) -> HttpResponse:
    seen = queries.read(request.person, code, year, Extent.FACTS)
    return papered(
        request,
        queries.year_paper(seen, Sort.ANNUAL),
        _volume_url(code, year),
        seen.group,
        Sort.ANNUAL.value,
        year,
    )


@require_GET
@in_county_language()
def circular(request: Request, code: str, year: int) -> HttpResponse:
    seen = queries.read(request.person, code, year, Extent.FACTS)
    return papered(
        request,
        queries.year_paper(seen, Sort.CIRCULAR),
        _volume_url(code, year),
        seen.group,
        Sort.CIRCULAR.value,
        year,
    )


@require_http_methods(["GET", "POST"])
@never_cache
def volume_zip(request: Request, code: str, year: int) -> HttpResponseBase:
    """The whole volume as a zip: a small one at once, a large one packed by the worker. A POST asks
    for it, the page shows how far it is and leads to the file.
    """
    seen = queries.read(request.person, code, year)
    archive = queries.volume(seen)
    if archive.papers <= store.AT_ONCE:
        return _download(bundle(seen), seen.group, year)
    if request.method == "POST":
        store.ask(request.person, seen.group, year, archive.papers)
        return redirect("archive:zip", code=code, year=year)
    page = queries.packing_page(seen, archive)
    return render(request, "archive/packing.html", {"page": page})


@require_GET
@never_cache
def packing_progress(request: Request, code: str, year: int) -> JsonResponse:
    """How far the packing is, for the script of the page, or where to go."""
    job = queries.packing_of(request.person, code, year)
    under_way = job is not None and job.stage in UNDER_WAY
    return JsonResponse(
        (
            asdict(queries.packed_so_far(job))
            if job is not None and under_way
            else {"url": reverse("archive:zip", args=[code, year])}
        ),
        json_dumps_params={"ensure_ascii": False},
    )


@require_GET
@never_cache
def packed_volume(request: Request, code: str, year: int) -> FileResponse:
    """The file the worker has packed, for whoever asked for it, as long as that person may see the
    archive.
    """
    job = queries.packing_of(request.person, code, year)
    if job is None or job.stage != Stage.DONE or not job.path.is_file():
        raise Http404
    return _download(job.path.open("rb"), job.group, year)


@in_county_language()
def _download(source: Any, group: Any, year: int) -> FileResponse:
    answer = FileResponse(source, content_type=TYPES["zip"])
    answer["Content-Disposition"] = content_disposition_header(
        True, f"{_('Study archive')} {group.name} {year}.zip"
    )
    return answer
