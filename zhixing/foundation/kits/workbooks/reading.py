"""Workbooks as offices keep them (xlsx, xls, ods, csv, pasted cells), read into the text that they
show: merged cells filled down, hidden sheets marked.

What a cell shows is said for every cell, and what is doubtful about it: errors, formats, hidden and
struck-through rows. No formula is computed, no macro run, no link followed. The file is opened by
``parse`` in a process of its own, whose memory and time are limited; what a file may cost is looked
at before it is unpacked (limits: trust.md 7.4).
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any

from .parser.page import DIGITS, FORMAT, NO_FORMAT, NO_VALUE, NOTHING_SHOWN, PART_STRUCK, SHOWS_LESS
from .refusals import Refused

MOST_BYTES = 20_000_000
MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 200_000, 300, 6_000_000
PATIENCE = 90  # seconds; the reader itself has 60 of the processor
SUFFIXES = (".xlsx", ".xls", ".ods", ".csv", ".tsv", ".txt")
Place = tuple[int, int]  # row, column, both from 1
OURS = "_zhixing"  # the hidden sheet of a template: which one it is, and which version

__all__ = [
    "DIGITS",
    "FORMAT",
    "NOTHING_SHOWN",
    "NO_FORMAT",
    "NO_VALUE",
    "PART_STRUCK",
    "SHOWS_LESS",
    "Place",
    "Sheet",
    "Workbook",
    "cell_name",
    "column_letters",
    "pasted",
    "read",
]


@dataclass(frozen=True)
class Sheet:
    """One sheet: ``rows[0]`` is row 1 of the spreadsheet; every cell is the text it shows, an empty
    one is ``""``.

    Places are (row, column), both from 1. ``values``: what a cell holds where that is not what it
    shows. ``errors``: cells that show an error (``#N/A``), and formulas whose value is not in the
    file (``NO_VALUE``). ``doubts``: cells of which nobody can say for sure what they show, and why.
    """

    name: str
    hidden: bool
    rows: tuple[tuple[Any, ...], ...]
    values: Mapping[Place, str] = field(default_factory=dict, repr=False)
    errors: Mapping[Place, str] = field(default_factory=dict, repr=False)
    doubts: Mapping[Place, str] = field(default_factory=dict, repr=False)
    struck: frozenset[Place] = field(default=frozenset(), repr=False)
    hidden_rows: frozenset[int] = field(default=frozenset(), repr=False)
    hidden_columns: frozenset[int] = field(default=frozenset(), repr=False)
    filtered: bool = False  # the hidden rows are hidden by a filter

    @property
    def says_something(self) -> bool:
        return any(cell.strip() for cell in chain.from_iterable(self.rows))

    def mended(self, cells: Mapping[Place, str]) -> Sheet:
        """The same sheet where some cells hold what somebody has typed."""
        touched = {row for row, _column in cells}
        rows = tuple(
            (
                tuple(cells.get((number, at), cell) for at, cell in enumerate(row, 1))
                if number in touched
                else row
            )
            for number, row in enumerate(self.rows, 1)
        )
        sure: dict[str, Any] = {
            name: {place: word for place, word in getattr(self, name).items() if place not in cells}
            for name in ("values", "errors", "doubts")
        }
        return replace(self, rows=rows, **sure)


@dataclass(frozen=True)
class Workbook:
    """A file that was read. ``digest`` tells two files apart (SHA-256 of the bytes), ``kind`` is
    xlsx, xls, ods or csv.
    """

    name: str
    digest: str
    sheets: tuple[Sheet, ...]
    kind: str = "xlsx"
    marks: tuple[tuple[str, str], ...] = ()  # what the hidden sheet of our own templates says
    told: bytes = field(default=b"", repr=False, compare=False)  # by the reader: for ``understood``

    def __str__(self) -> str:
        return self.digest

    @property
    def mark(self) -> dict[str, str]:
        return dict(self.marks)


def read(name: str, content: bytes, *, typed: bool = False) -> Workbook:
    """Read a workbook. ``typed``: numbers stay numbers, days are ``["day", iso]``, numbers with a
    format ``["as", number, format]``, for writing them again.

    Raises BadInput with a sentence when it is something else, is broken, or would cost too much.
    """
    if len(content) > MOST_BYTES:
        raise Refused.WORKBOOK_BIG(most=MOST_BYTES // 1000000)
    return understood(name, content, _parse(content, typed))


def understood(name: str, content: bytes, answer: bytes) -> Workbook:
    """The workbook, from what the reader said of its content (``Workbook.told``): whoever keeps
    that with a file need not read the file again. Raises BadInput as ``read``.
    """
    parsed = json.loads(answer)
    if "refused" in parsed:
        params = {name: value for name, value in parsed.items() if name != "refused"}
        raise Refused.of(parsed["refused"])(**params)
    sheets: list[Sheet] = []
    marks: tuple[tuple[str, str], ...] = ()
    for sheet in parsed["sheets"]:
        rows = tuple(map(tuple, sheet["rows"]))
        if sheet["name"] == OURS:
            marks = tuple((str(row[0]), str(row[1])) for row in rows if len(row) > 1)
        else:
            sheets.append(
                _sheet(sheet, sheet["name"] or _named_after(name), () if sheet["hidden"] else rows)
            )
    digest = hashlib.sha256(content).hexdigest()
    return Workbook(name, digest, tuple(sheets), parsed["kind"], marks, answer)


def _named_after(file: str) -> str:
    """A sheet that has no name is called as its file."""
    return re.sub(r"[\[\]:*?/\\]", "_", file.rpartition(".")[0])[:31].strip("'") or "1"


def _sheet(parsed: dict[str, Any], name: str, rows: tuple[tuple[Any, ...], ...]) -> Sheet:
    placed = {
        key: {(row, column): word for row, column, word in parsed[key]}
        for key in ("values", "errors", "doubts")
    }
    return Sheet(
        name,
        parsed["hidden"],
        rows,
        **placed,
        struck=frozenset(map(tuple, parsed["struck"])),
        hidden_rows=frozenset(parsed["hidden_rows"]),
        hidden_columns=frozenset(parsed["hidden_columns"]),
        filtered=parsed["filtered"],
    )


def column_letters(column: int) -> str:
    """1 -> A, 27 -> AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """The name of a cell as a spreadsheet has it: B4."""
    return f"{column_letters(column)}{row}"


def pasted(words: str) -> Workbook:
    """Cells copied from a spreadsheet and pasted: tabs between them, a line for each row."""
    return read("pasted.tsv", words.encode())


def _parse(content: bytes, typed: bool) -> bytes:
    """What the reader, in a process of its own, says of a file, as JSON."""
    ask = json.dumps(
        {"typed": typed, "rows": MOST_ROWS, "columns": MOST_COLUMNS, "cells": MOST_CELLS}
    )
    try:
        done = subprocess.run(  # noqa: S603  our own reader, no shell
            [sys.executable, "-I", str(Path(__file__).with_name("parse.py")), ask],
            input=content,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _refused("workbook.slow")
    if done.returncode == 0:
        return done.stdout
    # the process was ended: by its limit of time, or because there was no more memory for it
    return _refused("workbook.slow" if done.returncode == -24 else "workbook.heavy")


def _refused(code: str) -> bytes:
    return json.dumps({"refused": code}).encode()
