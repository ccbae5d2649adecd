"""Pages of study packs."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from zhixing.foundation.kits.documents.answers import papered, sent
from zhixing.foundation.kits.documents.official import in_county_language
from zhixing.foundation.kits.outbox import readable_offline
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed
from zhixing.foundation.spine.files.views import served

from . import binding, lists, papers, queries


@require_GET
def pack_list(request: Request) -> HttpResponse:
    return listed(request, "packs/pack_list.html", lists.pack_list(request.person, request.GET))


@require_GET
@readable_offline
def pack(request: Request, code: str) -> HttpResponse:
    return render(request, "packs/pack.html", {"page": queries.pack_page(request.person, code)})


@require_GET
@readable_offline
def version(request: Request, code: str, number: int) -> HttpResponse:
    return render(
        request, "packs/version.html", {"page": queries.version_page(request.person, code, number)}
    )


@require_GET
@in_county_language()
def printed(request: Request, code: str, number: int) -> HttpResponse:
    """One version on paper: the page, the docx, or one PDF with the papers of the record and the
    attached PDFs behind it.
    """
    seen = queries.read(request.person, code)
    if seen.version(number) is None and not (seen.keeps and number == seen.pack.next):
        raise Http404
    items = seen.of(number)
    drawn = queries.drawn_papers(request.person, items)
    if request.GET.get("format") == "pdf":
        return sent(
            binding.bound_pdf(seen.pack, seen.version(number), items, drawn),
            f"pack-{seen.pack.pk}-{number}",
            "pdf",
            seen.pack.title,
        )
    made = papers.paper(seen.pack, seen.version(number), items, drawn=drawn)
    return papered(request, made, seen.pack.url)


@require_GET
@never_cache
@readable_offline
def file(request: Request, code: str, item: int) -> FileResponse:
    return served(queries.file_of(request.person, code, item))


@require_GET
def addition(request: Request, code: str) -> HttpResponse:
    return render(
        request, "packs/addition.html", {"page": queries.addition_page(request.person, code)}
    )


@require_GET
@never_cache
def addition_file(request: Request, code: str) -> FileResponse:
    return served(queries.addition_file_of(request.person, code))
