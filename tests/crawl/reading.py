"""Everything an answer says, whatever it is written in, as one text."""

from __future__ import annotations

import hashlib
import html
import io
import re
import zipfile
from functools import cache

from docx import Document
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

TEXTS = (".xml", ".rels", ".txt", ".csv", ".html", ".json")
_kept: dict[bytes, str] = {}


def text_of(content: bytes) -> str:
    """HTML, JSON, calendars and tables as they are; workbooks, documents, PDFs and archives
    unpacked, with all that nobody sees in them. Read once, however often it comes.
    """
    key = hashlib.sha256(content).digest()
    if key not in _kept:
        _kept[key] = _read(content)
    return _kept[key]


def _read(content: bytes) -> str:
    if content.startswith(b"%PDF"):
        return _pdf(content)
    if content.startswith(b"PK\x03\x04"):
        return _archive(content)
    return html.unescape(content.decode("utf-8", errors="replace"))


def _pdf(content: bytes) -> str:
    reader = PdfReader(io.BytesIO(content))
    pages = "".join(
        "".join((page.extract_text() or "").split()) for page in reader.pages
    )  # a line ends where the page wants
    return f"{pages} {reader.metadata} {[entry for entry in reader.attachments]}"


def _archive(content: bytes) -> str:
    texts: list[str] = []
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = parts.namelist()
        for name in names:
            texts.append(name)
            inner = parts.read(name)
            if inner.startswith((b"%PDF", b"PK\x03\x04")):
                texts.append(text_of(inner))
            elif name.endswith(TEXTS):
                texts.append(html.unescape(inner.decode("utf-8", errors="replace")))
    if "word/document.xml" in names:
        texts.append(
            "".join(
                element.text or ""
                for element in Document(io.BytesIO(content)).element.body.iter()
                if element.tag.endswith("}t")
            )
        )
    elif "xl/workbook.xml" in names or "content.xml" in names:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        texts += [str(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names]
    return "\n".join(texts)


HREF = re.compile(r'(?:href|action)="([^"]*)"')


@cache
def links_of(text: str) -> frozenset[str]:
    """Addresses of this site that an HTML page leads to with a GET."""
    addresses = set()
    for tag in re.findall(r"<(?:a|form|link)\b[^>]*>", text):
        if tag.startswith("<link") or ("<form" in tag[:5] and "get" not in tag):
            continue
        addresses |= {html.unescape(address).split("#")[0] for address in HREF.findall(tag)}
    return frozenset(
        address
        for address in addresses
        if address and not re.match(r"[a-z]+:|//|/static/", address)
    )
