"""A paper as an answer: the page to look at and print, or with ``?format=docx|pdf`` the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.models import ThingRow
from zhixing.foundation.machinery.things.parts import PrintPage, Way

from . import may, register
from .official import in_county_language
from .paper import Paper

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "zip": "application/zip",
}
KINDS = ("docx", "pdf")


@in_county_language()
def written(paper: Paper, kind: str) -> bytes:
    """The file of a paper. Raises NoPdf where a PDF can not be made, KeyError for a kind there is
    none of.
    """
    from . import pdf, word  # only here: most requests write no file

    return {"docx": word.docx, "pdf": pdf.pdf}[kind](paper)


def sent(content: bytes, name: str, kind: str, shown: str = "") -> HttpResponse:
    """The answer that a browser saves under this name; ``shown`` is the name with other signs than
    ASCII (RFC 6266).
    """
    answer = HttpResponse(content, content_type=TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"' + (
        f"; filename*=UTF-8''{quote(shown)}.{kind}" if shown else ""
    )
    return answer


@dataclass(frozen=True, kw_only=True)
class PaperPage(PrintPage):
    """A paper, with the way to its line in the register."""

    paper: Paper
    register: list[Way]


def papered(
    request: Request,
    paper: Paper,
    back_url: str,
    about: ThingRow | None = None,
    code: str = "",
    of_year: int = 0,
) -> HttpResponse:
    """The page of a paper with its two downloads, or the file the address asks for. ``about`` and
    ``code`` say which paper of which thing it is: then number, signer and copies stand on it.
    Raises NoPdf.
    """
    entry = (
        register.entries([about.pk]).get((about.pk, code, of_year)) if about is not None else None
    )
    paper = register.with_entry(paper, entry)
    kind = request.GET.get("format", "")
    if kind in KINDS:
        return sent(written(paper, kind), paper.name, kind, paper.title)
    page = PaperPage(
        paper=paper,
        title=paper.title,
        issuer=paper.issuer,
        date=paper.date,
        back_url=back_url,
        downloads=[Way(kind, f"?format={kind}") for kind in KINDS],
        register=(
            _register(request.person, about, code, of_year, entry) if about is not None else []
        ),
    )
    return render(request, "documents/page.html", {"page": page})


def _register(person: Any, about: ThingRow, code: str, of_year: int, entry: Any) -> list[Way]:
    """The way to the paper's line in the register, or to the form that makes it, for those who keep
    the thing.
    """
    if entry is not None:
        return [Way(entry.number, entry.url)]
    if not may.KEEPS.allows(person, register.begun(about, code, of_year)):
        return []
    asked = urlencode(
        {"about": about.pk, "paper": code} | ({"of_year": of_year} if of_year else {})
    )
    return [Way(_("Register the paper"), f"{reverse('new', args=['register_paper'])}?{asked}")]
