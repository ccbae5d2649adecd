"""Pages of imports: choose a file, look at the dry run and answer, import."""

from __future__ import annotations

import datetime as dt
import re
import secrets
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from zhixing.foundation.kits.workbooks.reading import read
from zhixing.foundation.kits.workbooks.writing import Column, Filled, download, remarked, sent
from zhixing.foundation.kits.workbooks.writing import template as blank
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.errors import Refusal
from zhixing.foundation.machinery.things.listing import Listing, listed

from . import exports, queries, store, unitbook
from .acts import (
    dry_run,
    import_bank,
    import_ledger,
    import_plan,
    import_roster,
    import_unit_workbook,
)
from .forms import AnswersForm, UnitUploadForm, UploadForm
from .models import OPEN, UNDER_WAY, Stage, Waiting, What
from .reading import REFUSED, Answers, Note, mended
from .sheets import SHEETS

MENDED, TAKEN_BACK = (
    re.compile(r"cell_(\d{1,3})_(\d{1,6})_(\d{1,3})"),
    re.compile(r"back_(\d{1,3})_(\d{1,6})_(\d{1,3})"),
)
CHOSEN = re.compile(r"choice_key_(\d{1,3})")
ACTS = {
    What.ROSTER: import_roster,
    What.PLAN: import_plan,
    What.LEDGER: import_ledger,
    What.BANK: import_bank,
    What.UNIT: import_unit_workbook,
}


@require_GET
def import_list(request: HttpRequest) -> HttpResponse:
    page = queries.list_page(request.person, request.GET)
    columns = [
        Column(_("Code"), lambda row: row.pk),
        Column(_("File"), lambda row: row.file),
        Column(_("Kind"), lambda row: row.get_what_display()),
        Column(_("Imported on"), lambda row: row.thing.made_at),
        Column(pgettext("import", "new"), lambda row: row.new),
        Column(pgettext("import", "changed"), lambda row: row.changed),
        Column(pgettext("import", "the same"), lambda row: row.same),
        Column(pgettext("import", "left out"), lambda row: row.refused),
    ]
    return listed(request, "imports/list.html", page, Listing("imports", page["every"], columns))


@require_GET
def imported(request: HttpRequest, code: str) -> HttpResponse:
    return render(
        request, "imports/import.html", {"page": queries.import_page(request.person, code)}
    )


@require_http_methods(["GET", "POST"])
@never_cache
def upload(request: HttpRequest, what: str) -> HttpResponse:
    """Step one: the file. It is kept for a day, and nothing else happens."""
    if what not in What.values:
        raise Http404
    county = queries.county_of(request.person)
    form = (UnitUploadForm if what == What.UNIT else UploadForm)(
        request.POST or None, request.FILES or None
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            book = form.cleaned_data["book"]
            unit = form.cleaned_data.get("unit")
            try:
                dry_run(
                    what, book, Answers(guess=True, unit=unit.pk if unit else "", by=request.person)
                )
            except Refusal as refusal:
                form.add_error("book" if request.FILES else "words", str(refusal))
            else:
                file = request.FILES.get("book")
                if file is not None:
                    file.seek(0)
                content = file.read() if file is not None else form.cleaned_data["words"].encode()
                return redirect(
                    "imports:reading",
                    key=store.keep_file(
                        request.person,
                        county,
                        what,
                        book,
                        content,
                        {"unit": unit.pk} if unit else {},
                    ).pk,
                )
    icon, lead = queries.LEADS[What(what)]
    page = {
        "title": queries.TITLES[What(what)](),
        "lead": lead(),
        "icon": icon,
        "crumbs": queries.crumbs({"label": queries.TITLES[What(what)](), "url": ""}),
        "button": _("Read the file"),
        "busy": _("Reading the file…"),
        "template_url": reverse("imports:template", args=[what]),
        "export_url": reverse("imports:export", args=[what]),
        "columns": exports.TABLES[What(what)].fields if what in exports.TABLES else [],
        "cancel_url": reverse("imports:list"),
    }
    if what == What.UNIT:
        page |= {
            "sheets": [{"name": sheet.name, "title": sheet.title} for sheet in SHEETS],
            "units": queries.unit_books(request.person),
            "all_url": reverse("imports:units"),
        }
    return render(
        request,
        "imports/unit_upload.html" if what == What.UNIT else "imports/upload.html",
        {"form": form, "page": page, "what": what},
        status=status,
    )


def _merged_answers(post: Any, form: AnswersForm, waiting: Waiting) -> Answers:
    """What was said about the file: kept from before, and what the page sends now. Names of units
    are asked, cells are mended where they stand in the list.
    """
    earlier = kept_answers(waiting)
    if not post:
        return replace(earlier, guess="year" not in waiting.answers)
    aliases = {
        post[f"name_{at}"]: post[f"unit_{at}"]
        for at in range(200)
        if f"name_{at}" in post and post.get(f"unit_{at}", "?") != "?"
    }  # no answer is none
    cells = dict(earlier.cells)
    for name, words in post.items():
        place = MENDED.fullmatch(name)
        if place and words != post.get(name.replace("cell", "was", 1)):
            cells[
                post.get(f"sheet_{place.group(1)}", "")[:31],
                int(place.group(2)),
                int(place.group(3)),
            ] = words[:2000]
        back = TAKEN_BACK.fullmatch(name)
        if back:
            cells.pop(
                (
                    post.get(f"sheet_{back.group(1)}", "")[:31],
                    int(back.group(2)),
                    int(back.group(3)),
                ),
                None,
            )
    choices = dict(earlier.choices)
    for name, key in post.items():
        nth = CHOSEN.fullmatch(name)
        if nth and post.get(f"choice_{nth.group(1)}"):
            choices[key[:200]] = post[f"choice_{nth.group(1)}"][:20]
    good = form.cleaned_data if form.is_valid() else {}
    return replace(
        earlier,
        aliases=aliases,
        year=good.get("year"),
        received_on=good.get("received_on"),
        cells=cells,
        choices=choices,
    )


def kept_answers(waiting: Waiting) -> Answers:
    """The answers as they were kept with the file."""
    stored_answers = waiting.answers
    day = stored_answers.get("received_on")
    return Answers(
        stored_answers.get("aliases", {}),
        stored_answers.get("year"),
        dt.date.fromisoformat(day) if day else None,
        cells={
            (sheet, row, at): words for sheet, row, at, words in stored_answers.get("cells", [])
        },
        unit=stored_answers.get("unit", ""),
        by=waiting.person,
        choices=stored_answers.get("choices", {}),
    )


def _storable_answers(answers: Answers, whole: str) -> dict[str, Any]:
    return {
        "aliases": answers.aliases,
        "year": answers.year,
        "received_on": answers.received_on.isoformat() if answers.received_on else None,
        "whole": whole,
        "unit": answers.unit,
        "cells": [[*place, words] for place, words in answers.cells.items()],
        "choices": answers.choices,
    }


@require_http_methods(["GET", "POST"])
@never_cache
def reading(request: HttpRequest, key: str) -> HttpResponse:
    """Step two: the dry run. Answers may be given as often as one likes, and are kept; only
    “import” writes.
    """
    county = queries.county_of(request.person)
    done = queries.done_before(request.person, request.POST.get("_key", ""))
    if done is not None:
        return redirect(done.url)
    waiting = queries.waiting_file(request.person, key)
    if waiting.stage not in OPEN:
        return redirect("imports:running", key=waiting.pk)
    form = AnswersForm(request.POST or None)
    answers = _merged_answers(request.POST, form, waiting)
    book = waiting.book()
    status, refused = 200, waiting.refused_say if request.method == "GET" else ""
    if request.method == "POST" and not form.is_valid():
        status = 422
    elif request.method == "POST":
        store.keep_answers(waiting, _storable_answers(answers, form.cleaned_data["whole"]))
    rehearsal = dry_run(waiting.what, book, answers)
    if request.method == "POST" and form.is_valid() and request.POST.get("do") == "import":
        whole = form.cleaned_data["whole"] == "whole"
        if rehearsal.to_do > store.AT_ONCE and not (whole and rehearsal.count(REFUSED)):
            store.queue(
                waiting, request.POST.get("_key", "")[:64] or secrets.token_hex(16), rehearsal.to_do
            )
            return redirect("imports:running", key=waiting.pk)
        try:
            done = ACTS[What(waiting.what)](
                request.person,
                county,
                book=book,
                whole=whole,
                key=request.POST.get("_key", "")[:64],
                channel="page",
                **act_arguments(waiting.what, answers),
            )
        except Refusal as refusal:
            status, refused = refusal.status, str(refusal)
        else:
            store.keep_done(waiting, done)
            messages.success(
                request, _("Done: %(what)s") % {"what": queries.TITLES[What(waiting.what)]()}
            )
            return redirect(done.url)
    page = queries.reading_page(rehearsal, waiting) | {
        "key": secrets.token_hex(16),
        "refused_say": refused,
        "given": _field_values(request, waiting),
    }
    return render(request, "imports/reading.html", {"page": page, "form": form}, status=status)


@require_GET
@never_cache
def running(request: HttpRequest, key: str) -> HttpResponse:
    """A large file while it is written: how far it is; afterwards the way to what came of it."""
    queries.county_of(request.person)
    job = queries.job_of(request.person, key)
    if job.stage in (Stage.WAITING, Stage.REFUSED):
        return redirect("imports:reading", key=job.pk)
    if job.stage == Stage.DONE:
        messages.success(request, _("Done: %(what)s") % {"what": queries.TITLES[What(job.what)]()})
        return redirect("imports:import", code=job.made)
    return render(request, "imports/running.html", {"page": queries.running_page(job)})


@require_GET
@never_cache
def job_progress(request: HttpRequest, key: str) -> JsonResponse:
    """The same for the script of the page: what to show now, or where to go."""
    queries.county_of(request.person)
    job = queries.job_of(request.person, key)
    return JsonResponse(
        (
            queries.progress_of(job)
            if job.stage in UNDER_WAY
            else {"url": reverse("imports:running", args=[job.pk])}
        ),
        json_dumps_params={"ensure_ascii": False},
    )


def act_arguments(what: str, answers: Answers) -> dict[str, Any]:
    """The answers as the arguments of the act."""
    arguments: dict[str, Any] = {
        "aliases": answers.aliases,
        "cells": [[*place, words] for place, words in answers.cells.items()],
        "choices": answers.choices,
    }
    if what in (What.PLAN, What.LEDGER):
        arguments["year"] = answers.year
    if what == What.LEDGER:
        arguments["received_on"] = answers.received_on
    if what == What.UNIT:
        arguments["unit"] = answers.unit
    return arguments


def _field_values(request: HttpRequest, waiting: Waiting) -> dict[str, Any]:
    """What stands in the fields: what was typed, or kept, or the most probable answer at first."""
    if request.method == "POST":
        return {name: request.POST.get(name, "") for name in ("year", "received_on", "whole")}
    today, stored_answers = clock.today(), waiting.answers
    return {
        "year": stored_answers.get("year") or today.year,
        "received_on": stored_answers.get("received_on") or today.isoformat(),
        "whole": stored_answers.get("whole", ""),
    }


def _file_and_notes(request: HttpRequest, key: str) -> tuple[Waiting, list[Note]]:
    """A file and the places to look at: of its dry run, or, once it came in, of its import."""
    queries.county_of(request.person)
    waiting = queries.waiting_file(request.person, key)
    if waiting.stage == Stage.DONE:
        if not waiting.content:
            raise Http404
        return waiting, queries.notes_of(queries.import_of(request.person, waiting.made))
    answers = replace(kept_answers(waiting), guess="year" not in waiting.answers)
    return waiting, dry_run(waiting.what, waiting.book(), answers).notes


@require_GET
def remarks(request: HttpRequest, key: str) -> HttpResponse:
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
def export(request: HttpRequest, what: str) -> HttpResponse:
    """What the county holds, in the layout of its import; ``?kind=`` xlsx, ods or csv."""
    if what not in What.values:
        raise Http404
    queries.county_of(request.person)
    if what == What.UNIT:
        return _all_units(request)
    return download(
        exports.ROWS[What(what)](request.person),
        exports.columns(what),
        what,
        request.GET.get("kind", "xlsx"),
    )


def _all_units(request: HttpRequest) -> HttpResponse:
    """What all units have entered: all sheets as one xlsx, or with ``?sheet=`` one of them in any
    kind of file.
    """
    units, wanted = list(queries.units()), request.GET.get("sheet", "")
    if wanted and wanted not in {sheet.name for sheet in SHEETS}:
        raise Http404
    filled = unitbook.filled(request.person, units, clock.today(), [wanted] if wanted else [])
    if not wanted:
        return sent(blank(filled, made=clock.today(), marks=unitbook.as_sent(filled)), "units")
    columns = [
        Column(field.heading, lambda row, name=field.name: row.get(name))
        for field in filled[0].table.fields
    ]
    return download(filled[0].rows, columns, f"units-{wanted}", request.GET.get("kind", "xlsx"))


@require_GET
def unit_workbook(request: HttpRequest, code: str) -> HttpResponse:
    """The workbook of one unit with what stands there now, to be sent to it."""
    queries.county_of(request.person)
    unit = get_object_or_404(queries.units(), pk=code)
    return sent(
        unitbook.workbook(request.person, unit, clock.today()),
        f"{unit.pk}-{clock.today():%Y-%m}",
        shown=f"{unit.name}-{clock.today():%Y-%m}",
    )


@require_GET
def unit_workbooks(request: HttpRequest) -> HttpResponse:
    """The workbooks of all units in one zip, each under the name of its unit."""
    queries.county_of(request.person)
    return sent(
        unitbook.workbooks(request.person, queries.units(), clock.today()),
        f"workbooks-{clock.today():%Y-%m}",
        "zip",
    )


@require_GET
def template(request: HttpRequest, what: str) -> HttpResponse:
    """An empty workbook of this kind: headings, drop-downs, explanations."""
    if what not in What.values:
        raise Http404
    queries.county_of(request.person)
    if what == What.UNIT:
        return sent(
            blank(
                unitbook.filled(request.person, [], clock.today(), empty=True), made=clock.today()
            ),
            "units-template",
        )
    return sent(blank([Filled(exports.TABLES[What(what)])], made=clock.today()), f"{what}-template")


@require_GET
def notes(request: HttpRequest, key: str) -> HttpResponse:
    """The places to look at, as a workbook for whoever keeps the file."""
    waiting, listed_notes = _file_and_notes(request, key)
    return _list_of_notes(listed_notes, waiting.what)


@require_GET
def kept_notes(request: HttpRequest, code: str) -> HttpResponse:
    """The same list of an import that is done."""
    row = queries.import_of(request.person, code)
    return _list_of_notes(queries.notes_of(row), row.what)


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
