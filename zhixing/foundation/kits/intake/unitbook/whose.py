"""Which unit a workbook is of, and which one a row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zhixing.foundation.kits.workbooks.reading import Workbook
from zhixing.foundation.spine.orgs.models import Unit, UnitKind

from ..answers import Answers
from ..notes import CHECK
from ..reading import Reading
from ..refusals import Refused
from ..standing import Standing, which_unit
from .rows import Row

COVER_ROWS = 12


def unit_of(
    book: Workbook, answers: Answers, standing: Standing, heads: dict[str, int]
) -> Unit | None:
    """The unit that the file is of: as its hidden sheet says, as was said, or as its cover or a
    title names it. ``heads``: page -> row of its headings, below which stand data.

    Raises BadInput when what was said is no unit, or another one than the file says.
    """
    if answers.unit and answers.unit not in standing.by_code:
        raise Refused.UNIT_UNKNOWN(name=answers.unit[:40])
    named = next((unit for _page, _row, unit in _named_units(book, standing, heads)), None)
    own = standing.by_code.get(book.mark.get("unit", "")) or named
    if own is not None and answers.unit and answers.unit != own.pk:
        raise Refused.UNIT_OTHER(own=own.name)
    return own or standing.by_code.get(answers.unit)


def _named_units(
    book: Workbook, standing: Standing, heads: dict[str, int]
) -> Iterator[tuple[str, int, Unit]]:
    """(page, row, unit) for each title and line of a cover that names a unit."""
    for page in book.sheets:
        above = heads[page.name] - 1 if page.name in heads else COVER_ROWS
        for number, row in enumerate(page.rows[:above], 1):
            for cell in row:
                named = (
                    standing.unit(cell.partition(" · ")[0].replace("：", ":").rpartition(":")[2])
                    if cell and len(cell) < 60
                    else None
                )
                if named is not None and named.kind != UnitKind.COUNTY:
                    yield page.name, number, named


def note_other_units(
    reading: Reading, standing: Standing, heads: dict[str, int], own: Unit | None
) -> None:
    """A title that names another unit than the hidden sheet: rows of that unit may have been pasted
    in.
    """
    for page, row, unit in _named_units(reading.book, standing, heads):
        if own is not None and unit != own:
            named: dict[str, Any] = {"own": own.name, "other": unit.name}
            reading.note(CHECK, page, row, "book.other_unit", **named)


def unit_of_row(reading: Reading, standing: Standing, row: Row, own: Unit | None) -> Unit | None:
    """The unit of a row: its own column, or the file's. None when the row is refused for it."""
    name = row["unit"]
    if not name:
        if own is None:
            raise Refused.UNIT_MISSING()
        return own
    unit, decided = which_unit(reading, standing, name, row.line)
    if unit is None:
        reading.refuse(
            row.line,
            "unit.unknown" if decided else "unit.asked",
            row.header,
            "unit",
            name,
            name=name,
        )
    return unit
