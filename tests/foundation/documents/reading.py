"""Reads papers back with other programs than those that wrote them."""

from __future__ import annotations

import io
import re
import subprocess
from itertools import chain

from docx import Document

from zhixing.foundation.kits.documents.paper import Paper


def squeezed(text: str) -> str:
    """Without any space: lines break where the page wants."""
    return "".join(text.split())


def pdf_text(content: bytes, code: str = "") -> str:
    """What pdftotext reads, page after page, without the page's number and code at the foot."""
    text = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True
    ).stdout.decode()
    pages = [re.sub(rf"—\s*{at}\s*—", "", page) for at, page in enumerate(text.split("\f"), 1)]
    return squeezed("".join(page.replace(code, "") if code else page for page in pages))


def pdf_fonts(content: bytes, tmp_path) -> list[list[str]]:
    """The lines of pdffonts: name, type, encoding, embedded, subset, unicode."""
    file = tmp_path / "a.pdf"
    file.write_bytes(content)
    return [
        line.split()
        for line in subprocess.run(
            ["pdffonts", file], capture_output=True, check=True, text=True
        ).stdout.splitlines()[2:]
    ]


def docx_text(content: bytes) -> str:
    """Every word of the body, tables in their places."""
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    book = Document(io.BytesIO(content))
    words = []
    for block in book.iter_inner_content():
        if isinstance(block, Paragraph):
            words.append(block.text)
        elif isinstance(block, Table):
            cells = chain.from_iterable(row.cells for row in block.rows)
            words += [cell.text for cell in cells]
    return squeezed("".join(words))


def said(paper: Paper, *more: str) -> str:
    """What a file of the paper must say: its text, and what stands before and after it."""
    return squeezed("".join([paper.text(), *more]))
