"""The workbook of a unit: all it may enter as sheets of one file, for offices that never log in.

Each row is carried out through the form of an act, typed by whoever imports, decided by whoever of
the unit may; the dry run is a rehearsal of that.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _now

from zhixing.foundation.kits.workbooks.forms import CHINESE, ENGLISH, both
from zhixing.foundation.kits.workbooks.guide import COVER, is_cover, is_guide
from zhixing.foundation.kits.workbooks.reading import Sheet as Page
from zhixing.foundation.kits.workbooks.reading import Workbook
from zhixing.foundation.kits.workbooks.tables import Header, find_header
from zhixing.foundation.kits.workbooks.values import as_read
from zhixing.foundation.kits.workbooks.writing import LONGEST, Filled, template
from zhixing.foundation.machinery import progress
from zhixing.foundation.machinery.rehearsal import rehearsal
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.orgs.models import Unit, UnitKind

from .merging import match, merge, tell_times, texts
from .models import Import, ImportState
from .reading import CHECK, NEW, NOT_READ, REFUSED, Answers, Line, Reading, Standing, which_unit
from .refusals import Refused
from .sheets import SHEETS, Scope, Sheet, rows_of
from .sheets.engine import Row, tell_warnings

COVER_ROWS = 12
HAN = re.compile("[\u4e00-\u9fff]")


def read(book: Workbook, answers: Answers, standing: Standing, on: dt.date) -> Reading:
    """What the workbook would do, by doing it and undoing it. Raises BadInput when no sheet is one
    of ours, or when it does not say which unit it is of.
    """
    with rehearsal(answers.by):
        return _work_through(answers.by, book, answers, standing, on)


def carry_out(actor: Any, _county: Unit, reading: Reading) -> None:
    """Inside the act: the same once more, for good. Rows that the rehearsal refused are refused
    again and leave nothing behind.
    """
    done = _work_through(
        actor, reading.book, reading.answers, Standing.load(reading.on), reading.on, step="rows"
    )
    if [line.action for line in done.lines] != [line.action for line in reading.lines]:
        raise RuntimeError("the import did something else than its rehearsal")
    reading.befores = done.befores


def _work_through(
    actor: Any,
    book: Workbook,
    answers: Answers,
    standing: Standing,
    on: dt.date,
    step: str = "checking",
) -> Reading:
    reading = Reading("unit", book, answers)
    reading.on = on
    pages = _pages(reading)
    heads = {page.name: header.row for _sheet, page, header in pages}
    own = unit_of(book, answers, standing, heads)
    _note_other_units(reading, standing, heads, own)
    sent = _rows_as_sent(book)
    known = bool(sent) or "unit" in book.mark
    if not known:
        reading.note(CHECK, pages[0][1].name, 0, "book.no_hidden")
    again = (
        Import.objects.filter(what="unit", digest=book.digest, state=ImportState.DONE)
        .select_related("thing")
        .order_by("-thing__made_at")
        .first()
    )
    whole = again is not None and not again.refused and not again.numbers.get("unchosen")
    if whole and not answers.cells:
        raise Refused.IMPORT_AGAIN(there=again.pk)
    year = book.mark.get("year", "")
    scopes: dict[str, Scope] = {}
    work: list[tuple[Sheet, dict[str, list[Row]]]] = []
    for sheet, page, header in pages:
        by_unit: dict[str, list[Row]] = defaultdict(list)
        before, rows = len(reading.lines), []
        for number, cells in reading.read_rows(page, header, sheet.table):
            line = Line(page.name, number)
            reading.lines.append(line)
            row = Row(line, header, _read_cells(sheet, cells))
            unit = _unit_of_row(reading, standing, row, own)
            rows.append(row)
            line.says = [word for word in sheet.words(Row(line, header, cells)) if word]
            if unit is not None:
                by_unit[unit.pk].append(row)
                if unit.pk not in scopes:
                    scopes[unit.pk] = Scope(
                        actor,
                        unit,
                        StudyGroup.objects.active()
                        .select_related("thing", "unit__thing")
                        .filter(unit=unit)
                        .first(),
                        on,
                        str(_now("Workbook of the unit: %(file)s") % {"file": book.name})[:200],
                        int(year) if year.isascii() and year.isdigit() else 0,
                        again is not None,
                        reading.befores,
                    )
        reading.sheets.append((page.name, len(reading.lines) - before))
        match(sheet, rows, sent.get(sheet.name, []))
        work.append((sheet, by_unit))
    progress.steps(step, len(reading.lines))
    for sheet, by_unit in sorted(work, key=lambda sheet_work: SHEETS.index(sheet_work[0])):
        for code, rows in by_unit.items():
            with translation.override(language_of(rows[0].header)):
                _carry_out_sheet(sheet, scopes[code], rows, reading, known)
            progress.step(len(rows))
    reading.about = [scope.unit.name for scope in scopes.values()]
    reading.numbers["unchosen"] = sum(
        note.chosen in ("", "here") for note in reading.notes if note.options
    )
    reading.numbers |= {"units": len(scopes), "sheets": len(pages)} | (
        {"of": next(iter(scopes))} if len(scopes) == 1 else {}
    )
    reading.sort()
    return reading


def _carry_out_sheet(
    sheet: Sheet, scope: Scope, rows: list[Row], reading: Reading, known: bool
) -> None:
    """A sheet of one unit. ``known``: the file says what was sent out."""
    scope.refresh()
    if known and sheet.merges:
        merge(sheet, scope, rows, reading)
    tell_times(sheet, rows, reading)
    sheet.run(scope, rows, reading)
    tell_warnings(rows, reading)


def language_of(header: Header) -> str:
    """The language a sheet was made in: its words of choices are compared with ours in it."""
    return CHINESE if any(HAN.search(word) for word in header.words.values()) else ENGLISH


def _rows_as_sent(book: Workbook) -> dict[str, list[dict[str, str]]]:
    """The rows as they were sent out, sheet by sheet: kept in the hidden sheet, so that only what
    somebody has changed counts.
    """
    rows_by_sheet: dict[str, list[dict[str, str]]] = defaultdict(list)
    for key, words in book.marks:
        name, sign, _nth = key.partition("#")
        if sign:
            try:
                cells = json.loads(words)
            except ValueError:
                continue
            if isinstance(cells, dict):
                rows_by_sheet[name].append(
                    {str(column): as_read(str(cell)) for column, cell in cells.items()}
                )
    return rows_by_sheet


def _read_cells(sheet: Sheet, cells: dict[str, str]) -> dict[str, str]:
    """The cells of a row that are read; those that only tell are left out."""
    return {
        name: cell for name, cell in cells.items() if name == "unit" or not sheet.table[name].told
    }


def _pages(reading: Reading) -> list[tuple[Sheet, Page, Header]]:
    """Which page is which sheet: the one whose headings it has, and of several the one with the
    most of them.
    """
    ours, pages = reading.book.mark.get("skip", "").split("|"), []
    for page in reading.book.sheets:
        if page.hidden:
            reading.hidden.append(page.name)
        if page.hidden or page.name in ours or is_guide(page) or is_cover(page):
            continue
        fits = [
            (len(header.columns), sheet, header)
            for sheet in SHEETS
            if (header := find_header(page, sheet.table)) is not None
        ]
        if fits:
            _count, sheet, header = max(fits, key=lambda fit: fit[0])
            reading.headers[page.name] = header
            pages.append((sheet, page, header))
        elif page.says_something:
            _note_unread_page(reading, page)
    if not pages:
        raise Refused.WORKBOOK_HEADINGS()
    return pages


def _note_unread_page(reading: Reading, page: Page) -> None:
    """A sheet of ours that has lost a heading it can not do without is told with its headings."""
    sheet = next((sheet for sheet in SHEETS if page.name in both(sheet.title)), None)
    if sheet is None:
        reading.note(NOT_READ, page.name, 0, "sheet.not_ours")
        return
    needed = "、".join(sheet.table[name].words[0] for name in sheet.table.needed)
    reading.note(NOT_READ, page.name, 0, "sheet.no_header", needed=needed)


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


def _note_other_units(
    reading: Reading, standing: Standing, heads: dict[str, int], own: Unit | None
) -> None:
    """A title that names another unit than the hidden sheet: rows of that unit may have been pasted
    in.
    """
    for page, row, unit in _named_units(reading.book, standing, heads):
        if own is not None and unit != own:
            named = {"own": own.name, "other": unit.name}
            reading.note(CHECK, page, row, "book.other_unit", **named)


def _unit_of_row(reading: Reading, standing: Standing, row: Row, own: Unit | None) -> Unit | None:
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


# -- out -------------------------------------------------------------------------------------------


def filled(
    actor: Any,
    units: Iterable[Unit],
    on: dt.date,
    wanted: Iterable[str] = (),
    *,
    empty: bool = False,
) -> list[Filled]:
    """The sheets with what stands in them now. Of several units each row names its unit; ``empty``:
    the headings alone.
    """
    units, wanted = list(units), set(wanted)
    groups = {
        group.unit_id: group
        for group in (
            StudyGroup.objects.active()
            .select_related("thing", "unit__thing")
            .filter(unit__in=units)
        )
    }
    filled_sheets = []
    for sheet in SHEETS:
        if wanted and sheet.name not in wanted:
            continue
        rows = []
        for unit in () if empty else units:
            more = {"unit": unit.name} if len(units) > 1 else {}
            scope = Scope(actor, unit, groups.get(unit.pk), on)
            rows += [line | more for line in rows_of(sheet, scope)]
        table = sheet.table if len(units) > 1 else sheet.table.without("unit")
        filled_sheets.append(
            Filled(
                table,
                rows,
                name=str(sheet.title),
                title=f"{units[0].name} · {sheet.title}" if len(units) == 1 else "",
            )
        )
    return filled_sheets


def workbook(actor: Any, unit: Unit, on: dt.date, *, empty: bool = False) -> bytes:
    """The workbook of one unit, to be worked on and read again: a cover, its sheets, explanations,
    and the hidden sheet that says whose it is.
    """
    cover = [
        (_now("Unit"), unit.name),
        (_now("As of"), on),
        (_now("Filled in by"), ""),
        (
            "",
            _now(
                "Fill in what is new or has changed, and send the file back to the office of the"
                " county. Grey columns only tell which row it is. Nobody of the unit needs an"
                " account."
            ),
        ),
        (
            "",
            _now(
                "Everything that is sent is tried first: what can not come in is sent back with a"
                " remark in its cell."
            ),
        ),
    ]
    sheets = filled(actor, [unit], on, empty=empty)
    return template(
        sheets,
        made=on,
        marks={"unit": unit.pk, "year": str(on.year), **as_sent(sheets)},
        cover=(str(COVER), cover),
    )


def as_sent(sheets: Iterable[Filled]) -> dict[str, str]:
    """The rows as they are sent, for the hidden sheet."""
    marks = {}
    for filled_sheet in sheets:
        table = filled_sheet.table
        own = next(sheet for sheet in SHEETS if sheet.name == table.name)
        for nth, row in enumerate(filled_sheet.rows):
            words = json.dumps(texts(own, row), ensure_ascii=False)
            if len(words) < LONGEST:
                marks[f"{table.name}#{nth}"] = words
    return marks


def workbooks(actor: Any, units: Iterable[Unit], on: dt.date) -> bytes:
    """A zip of the workbooks of several units."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as book:  # each is packed already
        for unit in units:
            book.writestr(f"{unit.name}-{on:%Y-%m}.xlsx", workbook(actor, unit, on))
    return out.getvalue()


__all__ = [
    "NEW",
    "REFUSED",
    "as_sent",
    "carry_out",
    "filled",
    "read",
    "replace",
    "unit_of",
    "workbook",
]
