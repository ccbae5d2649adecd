"""A workbook as somebody fills it in at a desk: its sheets as rows, cells changed and rows added,
saved again by another program (openpyxl's place is taken by our own reader and xlsxwriter).
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

import xlsxwriter

from zhixing.foundation.kits.workbooks.reading import OURS, read


def sheet_rows(content: bytes, name: str) -> list[dict[str, str]]:
    """The rows of a sheet below its headings, heading -> text."""
    page = next(sheet for sheet in read("x.xlsx", content).sheets if sheet.name == name)
    at = 1 if len([cell for cell in page.rows[0] if cell]) == 1 else 0
    heads = page.rows[at]
    return [dict(zip(heads, row, strict=True)) for row in page.rows[at + 1 :] if any(row)]


def edited(
    content: bytes,
    changes: Mapping[str, Sequence[Mapping[str, Any]]],
    *,
    without: Sequence[str] = (),
    marks: bool = True,
) -> bytes:
    """The same file saved again: for each named sheet these rows instead of its own (heading ->
    value).
    """
    book = read("x.xlsx", content)
    assert set(changes) <= {page.name for page in book.sheets}, (
        f"no such sheet: {set(changes) - {page.name for page in book.sheets}}"
    )
    out = io.BytesIO()
    with xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as file:
        for page in book.sheets:
            if page.name in without:
                continue
            made = file.add_worksheet(page.name)
            rows: list[Sequence[Any]] = [list(row) for row in page.rows]
            if page.name in changes:
                at = 1 if len([cell for cell in page.rows[0] if cell]) == 1 else 0
                heads = page.rows[at]
                unknown = set(chain.from_iterable(changes[page.name])) - set(heads)
                assert not unknown, f"{page.name} has no column {unknown}; it has {heads}"
                rows = [
                    *rows[: at + 1],
                    *[[row.get(head, "") for head in heads] for row in changes[page.name]],
                ]
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value not in ("", None):
                        made.write(at, column, value)
        if marks:
            hidden = file.add_worksheet(OURS)
            for at, (key, word) in enumerate(book.marks):
                hidden.write_string(at, 0, key)
                hidden.write_string(at, 1, word)
            hidden.hide()
    return out.getvalue()
