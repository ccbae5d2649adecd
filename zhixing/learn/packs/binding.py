"""A pack as one PDF: the paper with its contents, then the attached PDFs as they are. It is made
twice, because only the first one tells on which pages the parts begin.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from zhixing.foundation.kits.documents.answers import written
from zhixing.foundation.kits.documents.paper import Paper

from . import papers
from .models import Pack, PackItem, PackVersion
from .rules import ItemKind

MOST_PAGES = 600
BROKEN = (
    PyPdfError,
    OSError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    RecursionError,
)  # what a PDF that is not whole makes pypdf raise


def bound_pdf(
    pack: Pack,
    version: PackVersion | None,
    items: Sequence[PackItem],
    drawn: Mapping[int, Paper] | None = None,
) -> bytes:
    """The one PDF. ``drawn``: item -> the paper of the record it holds, bound as it prints. A
    document that is no PDF, can not be read or would make it too long is listed in the text and
    left out here. Raises NoPdf where the libraries are missing.
    """
    behind = bindable_pdfs(items, drawn or {})
    titles = {title: 0 for title, _reader in behind}
    first = PdfReader(
        io.BytesIO(
            written(
                papers.paper(pack, version, items, [0] * len(papers.parts(items)), titles), "pdf"
            )
        )
    )
    pages, at = _first_pages(first), len(first.pages) + 1
    for title, reader in behind:
        titles[title], at = at, at + len(reader.pages)
    own = PdfReader(io.BytesIO(written(papers.paper(pack, version, items, pages, titles), "pdf")))
    if not behind:
        return (
            written(papers.paper(pack, version, items, pages, titles), "pdf")
            if pages != _first_pages(own)
            else _copied_bytes(own)
        )
    writer = PdfWriter()
    writer.append(own)
    for title, reader in behind:
        writer.append(reader, outline_item=title, import_outline=False)
    writer.add_metadata({"/Title": pack.title, "/Author": pack.unit.name})
    return _pdf_bytes(writer)


def bindable_pdfs(
    items: Sequence[PackItem], drawn: Mapping[int, Paper]
) -> list[tuple[str, PdfReader]]:
    """The papers, and the PDFs among the documents, that can be bound, with their titles; two of
    one title are told apart.
    """
    readers: list[tuple[str, PdfReader]] = []
    count = 0
    for item in items:
        content = _pdf_of(item, drawn)
        if content is None:
            continue
        try:
            reader = PdfReader(io.BytesIO(content))
            trial = PdfWriter()
            trial.append(reader, import_outline=False)
            pages = len(reader.pages)
        except BROKEN:
            continue
        if count + pages > MOST_PAGES:
            continue
        count += pages
        taken = {title for title, _reader in readers}
        title, nth = item.title, 2
        while title in taken:
            title, nth = _("%(title)s (%(nth)s)") % {"title": item.title, "nth": nth}, nth + 1
        readers.append((title, reader))
    return readers


def _pdf_of(item: PackItem, drawn: Mapping[int, Paper]) -> bytes | None:
    """The PDF of an item; None where it has none, or its file is not there."""
    if item.pk in drawn:
        return written(drawn[item.pk], "pdf")
    file = item.file
    if item.kind != ItemKind.DOCUMENT or file is None or file.kind != "pdf" or file.withdrawn_on:
        return None
    try:
        return file.path.read_bytes()
    except OSError:
        return None


def _first_pages(reader: PdfReader) -> list[int]:
    """The pages on which the parts begin: its bookmarks below the title, in order."""
    pages: list[int] = []

    def walk(lines: list, depth: int) -> None:
        for bookmark in lines:
            if isinstance(bookmark, list):
                walk(bookmark, depth + 1)
            elif depth == 1:
                pages.append((reader.get_destination_page_number(bookmark) or 0) + 1)

    walk(reader.outline, 0)
    return pages


def _pdf_bytes(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _copied_bytes(reader: PdfReader) -> bytes:
    writer = PdfWriter(clone_from=reader)
    return _pdf_bytes(writer)
