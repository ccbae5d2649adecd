"""Workbooks whose cells show something else than they hold, in all kinds of file that can."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from xml.sax.saxutils import escape

import xlsxwriter

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = (
    " ".join(
        f'xmlns:{name}="{OFFICE}{path}:1.0"'
        for name, path in (
            ("office", "office"),
            ("table", "table"),
            ("text", "text"),
            ("style", "style"),
            ("number", "datastyle"),
        )
    )
    + ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)
STYLES = (
    '<style:style style:name="struck" style:family="table-cell"><style:text-properties'
    ' style:text-line-through-style="solid"/></style:style><style:style style:name="like"'
    ' style:family="table-cell" style:parent-style-name="struck"/><style:style style:name="not"'
    ' style:family="table-cell" style:parent-style-name="struck"><style:text-properties'
    ' style:text-line-through-style="none"/></style:style>'
)


def xlsx(rows: list[list[object]], **more: object) -> bytes:
    """A cell is a text, a number, or (number or text, number format or further properties).

    ``hidden``: rows, ``filtered``: rows, ``columns``: columns that are hidden, all from 1.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    page = book.add_worksheet(str(more.get("sheet", "名单")))
    for line, row in enumerate(rows):
        for at, cell in enumerate(row):
            _write(book, page, line, at, cell)
    for row in (*more.get("hidden", ()), *more.get("filtered", ())):
        page.set_row(row - 1, None, None, {"hidden": True})
    for column in more.get("columns", ()):
        page.set_column(column - 1, column - 1, 12, None, {"hidden": True})
    if more.get("filtered"):
        page.autofilter(0, 0, len(rows) - 1, max(map(len, rows)) - 1)
        page.filter_column(0, "x == NonBlanks")
    book.close()
    return out.getvalue()


def _write(book: xlsxwriter.Workbook, page: object, line: int, at: int, cell: object) -> None:
    value, look = cell if isinstance(cell, tuple) else (cell, {})
    if value in ("", None):
        return
    if isinstance(look, str):
        look = {"num_format": look} if look else {}
    format_ = book.add_format(look) if look else None
    if isinstance(value, str) and value.startswith("=error="):
        page.write_formula(line, at, "=A1", format_, value.removeprefix("=error="))
    elif isinstance(value, dt.datetime):
        page.write_datetime(line, at, value, format_)
    elif isinstance(value, str):
        page.write_string(line, at, value, format_)
    else:
        page.write_number(line, at, value, format_)


def cell(text: str = "", kind: str = "string", value: str = "", **more: str) -> str:
    """A cell of an ods; ``more`` are further attributes (``style="struck"``)."""
    at = {"percentage": "value", "currency": "value", "float": "value"}.get(kind, f"{kind}-value")
    attributes = f' office:value-type="{kind}"' if kind else ""
    attributes += f' office:{at}="{value}"' if value else ""
    attributes += "".join(
        f' {name.replace("_", ":", 1).replace("__", "-")}="{word}"' for name, word in more.items()
    )
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.splitlines())
    return f"<table:table-cell{attributes}>{paragraphs}</table:table-cell>"


def ods(*rows: str, columns: str = "", **parts: bytes) -> bytes:
    """A sheet of these rows (whole elements, or the cells of one)."""
    lines = "".join(
        row if row.startswith("<table:table-row") else f"<table:table-row>{row}</table:table-row>"
        for row in rows
    )
    body = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES}'
        f' office:version="1.3"><office:automatic-styles>{STYLES}</office:automatic-styles>'
        f'<office:body><office:spreadsheet><table:table table:name="名单">{columns}{lines}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("content.xml", body)
        for name, part in parts.items():
            book.writestr(name.replace("__", "/"), part)
    return out.getvalue()


def with_part(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The same file with some bytes of one part changed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as book,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for entry in book.infolist():
            body = book.read(entry)
            assert entry.filename != name or old in body
            made.writestr(
                entry.filename, body.replace(old, new) if entry.filename == name else body
            )
    return out.getvalue()
