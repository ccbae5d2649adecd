"""Reads text files: csv and what is copied out of a spreadsheet, in whatever code and with whatever
sign between the cells.
"""

from __future__ import annotations

import csv
import io
import re
from typing import Any

from .page import Ask, Page, Refused, error_word

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def sheets(content: bytes, ask: Ask) -> list[dict[str, Any]]:
    """The one sheet of a text file, without a name. Raises Refused."""
    page = Page("", False, ask)
    for number, row in enumerate(table(content, ask), 1):
        for column, cell in enumerate(row, 1):
            if error := error_word(cell):
                page.put_error(number, column, error)
            elif cell:
                page.put(number, column, cell)
    return [page.printable()]


def decoded(content: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with or without, or GB18030: whatever the bytes can
    be.
    """
    for mark, name in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if content.startswith(mark):
            tried = [(name, content[len(mark) :])]
            break
    else:
        head = content[:20000]
        if b"\0" in head:
            little = head[1::2].count(0) >= head[::2].count(
                0
            )  # the empty half of signs like the comma
            tried = [("utf-16-le" if little else "utf-16-be", content)]
        else:
            tried = [("utf-8", content), ("gb18030", content)]
    for name, rest in tried:
        try:
            words = rest.decode(name)
        except UnicodeDecodeError:
            continue
        if sum(ord(sign) < 32 and sign not in "\t\r\n" for sign in words[:20000]):
            raise Refused("workbook.other")
        return words
    raise Refused("workbook.encoding")


def table(content: bytes, ask: Ask) -> list[list[str]]:
    """The cells row by row. Raises Refused."""
    words = decoded(content)
    sep_line = re.match(r"sep=(.)\r?\n", words)
    if sep_line:
        words = words[sep_line.end() :]
    csv.field_size_limit(100_000)
    sign = sep_line.group(1) if sep_line else separator(words)
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in csv.reader(
            io.StringIO(words, newline=""),
            delimiter=sign,
            skipinitialspace=sign != "\t",
            quoting=csv.QUOTE_NONE if _never_closed(words, sign) else csv.QUOTE_MINIMAL,
        ):
            cells += len(row)
            if len(rows) >= ask.rows or len(row) > ask.columns or cells > ask.cells:
                raise Refused("workbook.long", rows=ask.rows, columns=ask.columns)
            rows.append([bare(cell) for cell in row])
    except csv.Error:
        raise Refused("workbook.broken") from None
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _never_closed(words: str, sign: str) -> bool:
    """Whether a quotation mark is opened and never closed: it is a sign like others then, and does
    not swallow the rows behind it."""
    if words.count('"') % 2 == 0:
        return False
    lines = csv.reader(
        io.StringIO(words, newline=""), delimiter=sign, skipinitialspace=sign != "\t", strict=True
    )
    try:
        for _row in lines:
            pass
    except csv.Error as fault:
        return "unexpected end" in str(fault)
    return False


def separator(words: str) -> str:
    """The sign that cuts the first lines into the most columns; of two, the evener one."""
    best, least = ",", (0, 0)
    for sign in "\t,;，|":
        try:
            counts = [
                len(row)
                for _line, row in zip(
                    range(40),
                    csv.reader(io.StringIO(words[:100_000], newline=""), delimiter=sign),
                    strict=False,
                )
                if row
            ]
        except csv.Error:
            continue
        widest = max(counts, default=0)
        score = (sum(count == widest for count in counts) if widest > 1 else 0, widest)
        if widest > 1 and (
            (score[1] > least[1] and score[0] * 3 >= least[0]) or score[0] > 3 * least[0]
        ):
            best, least = sign, score
    return best


def bare(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from taking it for a formula
    (``writing.text`` puts it there).
    """
    cell = cell.replace("\0", "").strip(" ")
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(DANGEROUS) else cell
