"""Files that go out: what is here now, empty workbooks, remarks."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET

from zhixing.foundation.kits.workbooks.reading import read
from zhixing.foundation.kits.workbooks.writing import Filled, download, remarked, sent
from zhixing.foundation.kits.workbooks.writing import template as blank
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import Column

from ..answering import kept_answers
from ..answers import mended
from ..importing import dry_run
from ..kinds import columns_of, is_kind, kind_of
from ..models import Stage, Waiting
from ..notes import Note
from ..queries.files import county_of, units, waiting_file
from ..queries.imported import import_of, notes_of
from ..unitbook.sheet import sheets_in_order
from ..unitbook.workbook import as_sent, filled, workbook, workbooks


def _file_and_notes(request: Request, key: str) -> tuple[Waiting, list[Note]]:
    """A file and the places to look at: of its dry run, or, once it came in, of its import."""
    county_of(request.person)
    waiting = waiting_file(request.person, key)
    if waiting.stage == Stage.DONE:
        if not waiting.content:
            raise Http404
        return waiting, notes_of(import_of(request.person, waiting.made))
    answers = replace(kept_answers(waiting), guess="year" not in waiting.answers)
    return waiting, dry_run(waiting.what, waiting.book(), answers).notes


@require_GET
def remarks(request: Request, key: str) -> HttpResponse:
    """The file itself, each place to look at with its explanation as a comment."""
    waiting, listed_notes = _file_and_notes(request, key)
    notes: dict[tuple[str, int, int], tuple[str, str]] = {}
    for note in listed_notes:
        if note.row:
            before = notes.get((note.sheet, note.row, note.at))
            words = " ".join(filter(None, (f"{note.word}:", note.sentence, note.advice)))
            notes[note.sheet, note.row, note.at] = (
                (before[0], f"{before[1]}\n{words}") if before else (note.tone, words)
            )
    book = read(waiting.name, bytes(waiting.content), typed=True)
    return sent(
        remarked(mended(book, kept_answers(waiting).cells), notes), f"{waiting.what}-remarks"
    )


@require_GET
def export(request: Request, what: str) -> HttpResponse:
    """What the county holds, in the layout of its import; ``?kind=`` xlsx, ods or csv."""
    if not is_kind(what):
        raise Http404
    county_of(request.person)
    kind = kind_of(what)
    if kind.rows is None:
        return _all_units(request)
    rows, kind_of_file = kind.rows(request.person), request.GET.get("kind", "xlsx")
    return download(rows, kind.columns(), what, kind_of_file)


def _all_units(request: Request) -> HttpResponse:
    """What all units have entered: all sheets as one xlsx, or with ``?sheet=`` one of them in any
    kind of file.
    """
    wanted = request.GET.get("sheet", "")
    if wanted and wanted not in {sheet.name for sheet in sheets_in_order()}:
        raise Http404
    sheets = filled(request.person, list(units()), clock.today(), [wanted] if wanted else [])
    if not wanted:
        return sent(blank(sheets, made=clock.today(), marks=as_sent(sheets)), "units")
    rows, columns = sheets[0].rows, columns_of(sheets[0].table.fields)
    return download(rows, columns, f"units-{wanted}", request.GET.get("kind", "xlsx"))


@require_GET
def unit_workbook(request: Request, code: str) -> HttpResponse:
    """The workbook of one unit with what stands there now, to be sent to it."""
    county_of(request.person)
    unit = get_object_or_404(units(), pk=code)
    return sent(
        workbook(request.person, unit, clock.today()),
        f"{unit.pk}-{clock.today():%Y-%m}",
        shown=f"{unit.name}-{clock.today():%Y-%m}",
    )


@require_GET
def unit_workbooks(request: Request) -> HttpResponse:
    """The workbooks of all units in one zip, each under the name of its unit."""
    county_of(request.person)
    return sent(
        workbooks(request.person, units(), clock.today()),
        f"workbooks-{clock.today():%Y-%m}",
        "zip",
    )


@require_GET
def template(request: Request, what: str) -> HttpResponse:
    """An empty workbook of this kind: headings, drop-downs, explanations."""
    if not is_kind(what):
        raise Http404
    county_of(request.person)
    table, today = kind_of(what).table, clock.today()
    if table is None:
        sheets = filled(request.person, [], today, empty=True)
        return sent(blank(sheets, made=today), "units-template")
    return sent(blank([Filled(table)], made=today), f"{what}-template")


@require_GET
def notes(request: Request, key: str) -> HttpResponse:
    """The places to look at, as a workbook for whoever keeps the file."""
    waiting, listed_notes = _file_and_notes(request, key)
    return _list_of_notes(listed_notes, waiting.what)


@require_GET
def kept_notes(request: Request, code: str) -> HttpResponse:
    """The same list of an import that is done."""
    row = import_of(request.person, code)
    return _list_of_notes(notes_of(row), row.what)


def _list_of_notes(listed_notes: list[Note], what: str) -> HttpResponse:
    columns = [
        Column(gettext_lazy("What happens"), lambda note: str(note.word)),
        Column(gettext_lazy("Sheet"), lambda note: note.sheet),
        Column(pgettext_lazy("spreadsheet", "Row"), lambda note: note.where),
        Column(gettext_lazy("Column"), lambda note: note.heading),
        Column(gettext_lazy("What the sheet says"), lambda note: note.written),
        Column(gettext_lazy("Explanation"), lambda note: note.sentence),
        Column(gettext_lazy("What to do"), lambda note: note.advice),
    ]
    return download(listed_notes, columns, f"{what}-notes")
