"""Lists as files: xlsx typed and frozen, csv with BOM. No value can become a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from django.http import HttpResponse

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class Column:
    """A column of a list: its heading, and how a row gives its value."""

    heading: Any
    read: Callable[[Any], Any]


def workbook(rows: Iterable[Any], columns: list[Column], sheet: str = "1") -> bytes:
    """An xlsx: strings are strings, dates are dates, the heading stays in sight."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    page = book.add_worksheet(sheet[:31])
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    for at, column in enumerate(columns):
        page.write_string(0, at, str(column.heading), bold)
        page.set_column(at, at, 18)
    page.freeze_panes(1, 0)
    for line, row in enumerate(rows, 1):
        for at, column in enumerate(columns):
            value = column.read(row)
            if isinstance(value, dt.date):
                page.write_datetime(line, at, dt.datetime(value.year, value.month, value.day), day)
            elif isinstance(value, bool) or value is None or value == "":
                page.write_string(line, at, "" if value in (None, "") else str(value))
            elif isinstance(value, int | float):
                page.write_number(line, at, value)
            else:
                page.write_string(line, at, str(value)[:32767])
    book.close()
    return out.getvalue()


def text(rows: Iterable[Any], columns: list[Column]) -> bytes:
    """A csv with BOM, every cell quoted; what a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow([str(column.heading) for column in columns])
    for row in rows:
        writer.writerow([_cell(column.read(row)) for column in columns])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _cell(value: Any) -> str:
    words = "" if value is None else value.isoformat() if isinstance(value, dt.date) else str(value)
    return "'" + words if words.startswith(DANGEROUS) else words


def download(rows: Iterable[Any], columns: list[Column], name: str, kind: str = "xlsx") -> HttpResponse:
    """The answer to an export link."""
    if kind == "csv":
        answer = HttpResponse(text(rows, columns), content_type="text/csv; charset=utf-8")
    else:
        kind = "xlsx"
        answer = HttpResponse(workbook(rows, columns), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer
