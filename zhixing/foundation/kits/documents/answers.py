"""A paper as an answer: the page to look at and print, or with ``?format=docx|pdf`` the file."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .paper import Paper

TYPES = {"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "pdf": "application/pdf", "zip": "application/zip"}
KINDS = ("docx", "pdf")


def written(paper: Paper, kind: str) -> bytes:
    """The file of a paper. Raises NoPdf where a PDF can not be made, KeyError for a kind there is none of."""
    from . import pdf, word  # only here: most requests write no file

    return {"docx": word.docx, "pdf": pdf.pdf}[kind](paper)


def sent(content: bytes, name: str, kind: str, shown: str = "") -> HttpResponse:
    """The answer that a browser saves under this name; ``shown`` is the name with other signs than ASCII (RFC 6266)."""
    answer = HttpResponse(content, content_type=TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"' + (f"; filename*=UTF-8''{quote(shown)}.{kind}" if shown else "")
    return answer


def papered(request: HttpRequest, paper: Paper, back_url: str) -> HttpResponse:
    """The page of a paper with its two downloads, or the file the address asks for. Raises NoPdf."""
    kind = request.GET.get("format", "")
    if kind in KINDS:
        return sent(written(paper, kind), paper.name, kind, paper.title)
    page = {"paper": paper, "title": paper.title, "issuer": paper.issuer, "date": paper.date, "back_url": back_url, "downloads": [{"label": one, "url": f"?format={one}"} for one in KINDS]}
    return render(request, "documents/page.html", {"page": page})
