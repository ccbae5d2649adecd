"""What a clerk says about a file: what names mean, what stands in a cell, what was chosen."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

from zhixing.foundation.kits.workbooks.reading import Workbook


@dataclass
class Question:
    """What a name means: asked once, and kept. ``chosen``: a code, ``""`` for none of them, None
    while it is open.

    ``about``: a unit (kept as an alias), or a role in a study group (kept with the import).
    """

    name: str
    options: list[tuple[str, str]]
    places: list[str] = field(default_factory=list)
    chosen: str | None = None
    about: str = "unit"


@dataclass(frozen=True)
class Answers:
    """What the clerk said about this file. ``cells``: (sheet, row, column from 1) -> what stands
    there instead. ``guess``: the dry run may take the most probable answer for the time being.
    """

    aliases: dict[str, str] = field(default_factory=dict)
    year: int | None = None
    received_on: dt.date | None = None
    guess: bool = False
    cells: dict[tuple[str, int, int], str] = field(default_factory=dict)
    unit: str = ""  # whose workbook it is, where the file does not say so
    by: Any = None  # who says it
    choices: dict[str, str] = field(
        default_factory=dict
    )  # key of a place (``Note.key``) -> what was chosen there, of ``CHOICES``


def mended(book: Workbook, cells: dict[tuple[str, int, int], str]) -> Workbook:
    """The file with some cells as the clerk has mended them in the page."""
    if not cells:
        return book
    sheets = (
        sheet.mended(
            {(row, at): text for (name, row, at), text in cells.items() if name == sheet.name}
        )
        for sheet in book.sheets
    )
    return replace(book, sheets=tuple(sheets))
