"""Workbooks as offices keep them (xlsx, xls, ods, csv, pasted cells), read into plain text: merged cells filled down, hidden sheets marked.

Values only: no formula is computed, no macro run, no link followed. The file is opened by ``parse`` in a process of its own, whose memory and
time are limited; what a file may cost is looked at before it is unpacked (limits: trust.md 7.4).
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery.errors import BadInput

MOST_BYTES = 20_000_000
MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 200_000, 300, 6_000_000
PATIENCE = 60  # seconds
SUFFIXES = (".xlsx", ".xls", ".ods", ".csv", ".tsv", ".txt")
OURS = "_zhixing"  # the hidden sheet of a template: which one it is, and which version

SENTENCES = {
    "workbook.empty": _("The file is empty."),
    "workbook.broken": _("This workbook can not be read. Open it in your spreadsheet program and save it again as xlsx."),
    "workbook.other": _("This is no workbook. It can be xlsx, xls, ods or csv."),
    "workbook.locked": _("This file is locked by a password. Open it, and save it without one."),
    "workbook.macros": _("This workbook holds macros. Save it as xlsx, which has none."),
    "workbook.links": _("This workbook takes values from other files. Break the links in your spreadsheet program (Data, Edit links), and save it again."),
    "workbook.entities": _("This file declares things that no spreadsheet program writes. It is not read."),
    "workbook.bomb": _("Unpacked, this file is far too large."),
    "workbook.heavy": _("This file takes far too much memory to read. Copy the rows you need into a new workbook."),
    "workbook.slow": _("This file takes far too long to read. Copy the rows you need into a new workbook."),
    "workbook.long": _("A sheet goes further than %(rows)s rows or %(columns)s columns. Delete what is empty below and beside the table, and save it again."),
    "workbook.html": _("By its name this is a workbook, but it is a web page. Open it in your spreadsheet program and save it as xlsx."),
    "workbook.encoding": _("The signs of this text file can not be read. Save it as xlsx, or as csv in UTF-8."),
}


@dataclass(frozen=True)
class Sheet:
    """One sheet: ``rows[0]`` is row 1 of the spreadsheet; every cell is text, an empty one is ``""``."""

    name: str
    hidden: bool
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class Workbook:
    """A file that was read. ``digest`` tells two files apart (SHA-256 of the bytes), ``kind`` is xlsx, xls, ods or csv."""

    name: str
    digest: str
    sheets: tuple[Sheet, ...]
    kind: str = "xlsx"
    marks: tuple[tuple[str, str], ...] = ()  # what the hidden sheet of our own templates says

    def __str__(self) -> str:
        return self.digest

    @property
    def mark(self) -> dict[str, str]:
        return dict(self.marks)


def read(name: str, content: bytes, *, typed: bool = False) -> Workbook:
    """Read a workbook. ``typed``: numbers stay numbers, days are ``["day", iso]``, for writing them again.

    Raises BadInput with a sentence when it is something else, is broken, or would cost too much.
    """
    if len(content) > MOST_BYTES:
        raise BadInput("workbook.big", _("The file is larger than %(most)s MB."), most=MOST_BYTES // 1_000_000)
    told = _parse(content, typed)
    if "refused" in told:
        code = told["refused"]
        raise BadInput(code, SENTENCES[code], **{key: value for key, value in told.items() if key != "refused"})
    sheets, marks = [], ()
    for one in told["sheets"]:
        rows = tuple(map(tuple, one["rows"]))
        if one["name"] == OURS:
            marks = tuple((str(row[0]), str(row[1])) for row in rows if len(row) > 1)
        else:
            sheets.append(Sheet(one["name"] or re.sub(r"[\[\]:*?/\\]", "_", name.rpartition(".")[0])[:31].strip("'") or "1", one["hidden"], () if one["hidden"] else rows))
    return Workbook(name, hashlib.sha256(content).hexdigest(), tuple(sheets), told["kind"], marks)


def pasted(words: str) -> Workbook:
    """Cells copied from a spreadsheet and pasted: tabs between them, a line for each row."""
    return read("pasted.tsv", words.encode())


def _parse(content: bytes, typed: bool) -> dict[str, Any]:
    ask = json.dumps({"typed": typed, "rows": MOST_ROWS, "columns": MOST_COLUMNS, "cells": MOST_CELLS})
    try:
        done = subprocess.run(  # noqa: S603  our own reader, no shell
            [sys.executable, "-I", str(Path(__file__).with_name("parse.py")), ask], input=content, capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return {"refused": "workbook.slow"}
    try:
        return json.loads(done.stdout)
    except ValueError:  # the process was ended: by its limit of time, or because there was no more memory for it
        return {"refused": "workbook.slow" if done.returncode == -24 else "workbook.heavy"}
