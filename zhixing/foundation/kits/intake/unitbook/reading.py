"""The workbook of a unit: all it may enter as sheets of one file, for offices that never log in.

Each row is carried out through the form of an act, typed by whoever imports, decided by whoever of
the unit may; the dry run is a rehearsal of that.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.utils import translation
from django.utils.translation import gettext as _now

from zhixing.foundation.kits.workbooks.reading import Sheet as Page
from zhixing.foundation.kits.workbooks.reading import Workbook
from zhixing.foundation.kits.workbooks.tables import Header
from zhixing.foundation.machinery import clock, progress
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.rehearsal import rehearsal
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.orgs.models import Unit

from ..answers import Answers
from ..kinds import UNIT
from ..models import Import, ImportState
from ..notes import CHECK
from ..reading import Line, Reading
from ..refusals import Refused
from ..standing import Standing
from .merging import match, merge, tell_times
from .pages import language_of, pages_of, read_cells, rows_as_sent
from .rows import Row
from .scope import Scope, tell_warnings
from .sheet import Sheet
from .whose import note_other_units, unit_of, unit_of_row


def read(book: Workbook, answers: Answers, standing: Standing, on: dt.date) -> Reading:
    """What the workbook would do, by doing it and undoing it. Raises BadInput when no sheet is one
    of ours, or when it does not say which unit it is of.
    """
    with rehearsal(answers.by):
        return _work_through(answers.by, book, answers, standing, on)


def carry_out(actor: Actor, _county: Unit, reading: Reading) -> None:
    """Inside the act: the same once more, for good. Rows that the rehearsal refused are refused
    again and leave nothing behind.
    """
    on = reading.on or clock.today()
    standing = Standing.load(on)
    done = _work_through(actor, reading.book, reading.answers, standing, on, step="rows")
    if [line.action for line in done.lines] != [line.action for line in reading.lines]:
        raise RuntimeError("the import did something else than its rehearsal")
    reading.befores = done.befores


def _work_through(
    actor: Actor,
    book: Workbook,
    answers: Answers,
    standing: Standing,
    on: dt.date,
    step: str = "checking",
) -> Reading:
    reading = Reading(UNIT, book, answers)
    reading.on = on
    pages = pages_of(reading)
    heads = {page.name: header.row for _sheet, page, header in pages}
    own = unit_of(book, answers, standing, heads)
    note_other_units(reading, standing, heads, own)
    sent = rows_as_sent(book)
    known = bool(sent) or "unit" in book.mark
    if not known:
        reading.note(CHECK, pages[0][1].name, 0, "book.no_hidden")
    work = Work(actor, reading, standing, on, own, _came_in_before(book, answers))
    for sheet, page, header in pages:
        work.read_page(sheet, page, header, sent.get(sheet.name, []))
    progress.steps(step, len(reading.lines))
    for sheet, by_unit in sorted(work.sheets, key=lambda sheet_rows: sheet_rows[0].place):
        for code, rows in by_unit.items():
            with translation.override(language_of(rows[0].header)):
                _carry_out_sheet(sheet, work.scopes[code], rows, reading, known)
            progress.step(len(rows))
    _count(reading, work, len(pages))
    reading.sort()
    return reading


def _came_in_before(book: Workbook, answers: Answers) -> bool:
    """Whether this very file has come in already. Raises BadInput when all of it has."""
    rows = Import.objects.filter(what=UNIT, digest=book.digest, state=ImportState.DONE)
    again = rows.select_related("thing").order_by("-thing__made_at").first()
    if again is None:
        return False
    whole = not again.refused and not again.numbers.get("unchosen")
    if whole and not answers.cells:
        raise Refused.IMPORT_AGAIN(there=again.pk)
    return True


def _count(reading: Reading, work: Work, pages: int) -> None:
    """What is kept with the import, and said of it."""
    reading.about = [scope.unit.name for scope in work.scopes.values()]
    reading.numbers["unchosen"] = sum(
        note.chosen in ("", "here") for note in reading.notes if note.options
    )
    reading.numbers |= {"units": len(work.scopes), "sheets": pages}
    if len(work.scopes) == 1:
        reading.numbers["of"] = next(iter(work.scopes))


@dataclass
class Work:
    """The rows of a file, sheet by sheet and unit by unit, before they are carried out."""

    actor: Actor
    reading: Reading
    standing: Standing
    on: dt.date
    own: Unit | None  # the unit of the file
    again: bool  # this very file has come in before
    scopes: dict[str, Scope] = field(default_factory=dict)  # code of a unit -> its scope
    sheets: list[tuple[Sheet, dict[str, list[Row]]]] = field(default_factory=list)

    def read_page(
        self, sheet: Sheet, page: Page, header: Header, sent: list[dict[str, str]]
    ) -> None:
        """Put the rows of a page under their units; ``sent``: the rows as they were sent out."""
        by_unit: dict[str, list[Row]] = defaultdict(list)
        before, rows = len(self.reading.lines), []
        for number, cells in self.reading.read_rows(page, header, sheet.table):
            line = Line(page.name, number)
            self.reading.lines.append(line)
            row = Row(line, header, read_cells(sheet, cells))
            unit = unit_of_row(self.reading, self.standing, row, self.own)
            rows.append(row)
            line.says = [word for word in sheet.words(Row(line, header, cells)) if word]
            if unit is not None:
                by_unit[unit.pk].append(row)
                self._open_scope(unit)
        self.reading.sheets.append((page.name, len(self.reading.lines) - before))
        match(sheet, rows, sent)
        self.sheets.append((sheet, by_unit))

    def _open_scope(self, unit: Unit) -> None:
        if unit.pk in self.scopes:
            return
        book = self.reading.book
        year = book.mark.get("year", "")
        groups = StudyGroup.objects.active().select_related("thing", "unit__thing")
        self.scopes[unit.pk] = Scope(
            self.actor,
            unit,
            groups.filter(unit=unit).first(),
            self.on,
            str(_now("Workbook of the unit: %(file)s") % {"file": book.name})[:200],
            int(year) if year.isascii() and year.isdigit() else 0,
            self.again,
            self.reading.befores,
        )


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
