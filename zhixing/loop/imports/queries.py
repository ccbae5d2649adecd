"""What the pages of imports show."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zhixing.foundation.machinery import clock, progress
from zhixing.foundation.machinery.errors import NotAllowed
from zhixing.foundation.machinery.records.models import KeptKey
from zhixing.foundation.machinery.things.lists import cut
from zhixing.foundation.machinery.things.page import thing_page
from zhixing.foundation.spine.orgs.models import Unit, UnitKind

from .acts import import_roster
from .may import imports_into
from .models import KEEP, UNDER_WAY, Import, Stage, Waiting, What
from .reading import (
    CELL,
    CHANGED,
    CHECK,
    CHOOSE,
    INCOMPLETE,
    LEFT_OUT,
    NEW,
    NOT_READ,
    REFUSED,
    SAME,
    SENTENCES,
    Note,
    Reading,
    place,
)
from .refusals import Refused

LONG_WAIT = dt.timedelta(minutes=1)
SHOWN = 200  # rows of a group and notes that a page shows; the files hold all of them
LEADS = {
    What.ROSTER: (
        "users-group",
        lambda: _(
            "Units, their study groups and their people with roles, from the list the offices keep."
        ),
    ),
    What.PLAN: (
        "notebook",
        lambda: _(
            "The county's required topics of a year. Groups draft their own plans from them."
        ),
    ),
    What.LEDGER: (
        "flag",
        lambda: _("Problems as they stand, each in the state its own words say."),
    ),
    What.BANK: (
        "zoom-question",
        lambda: _(
            "Questions with their keys. They come into the county's bank as drafts, each with the"
            " place where the answer stands."
        ),
    ),
    What.UNIT: (
        "building",
        lambda: _(
            "All that a unit enters, as sheets of one file: members, plan, sessions, attendance,"
            " marks, problems and their progress. For offices that never log in."
        ),
    ),
}
TITLES = {
    What.ROSTER: lambda: _("Import a roster"),
    What.PLAN: lambda: _("Import the county's plan"),
    What.LEDGER: lambda: _("Import a problem ledger"),
    What.BANK: lambda: _("Import a question bank"),
    What.UNIT: lambda: _("Import the workbook of a unit"),
}


NO_BOOK = (UnitKind.COUNTY, UnitKind.VILLAGE, UnitKind.ENTERPRISE)


def units() -> Any:
    """Units that have a workbook: towns and departments; villages and enterprises enter what they
    have with their town.
    """
    return Unit.objects.active().exclude(kind__in=NO_BOOK).select_related("thing").in_roster_order()


def unit_books(person: Any) -> list[dict[str, Any]]:
    """Each unit with the last workbook that came back from it: two queries."""
    last: dict[str, Import] = {}
    for imported in (
        Import.objects.visible_to(person)
        .filter(what=What.UNIT)
        .select_related("thing")
        .order_by("-thing__made_at")[:1000]
    ):
        last.setdefault(imported.numbers.get("of", ""), imported)
    return [
        {
            "unit": unit,
            "last": last.get(unit.pk),
            "book_url": reverse("imports:unit", args=[unit.pk]),
        }
        for unit in units()
    ]


def workbook_panel(person: Any, row: Any) -> dict[str, Any] | None:
    """On the page of a unit, for who may import: its workbook."""
    if (
        row.KIND != "unit"
        or row.kind in NO_BOOK
        or row.until is not None
        or not imports_into(person, row)
    ):
        return None
    return {
        "title": _("Workbook of the unit"),
        "lines": [],
        "url": reverse("imports:unit", args=[row.pk]),
        "label": _("Download"),
    }


def county_of(person: Any) -> Unit:
    """The county, when this person may import into it. Raises NotAllowed."""
    county = Unit.objects.select_related("thing").filter(kind=UnitKind.COUNTY).first()
    if county is None or not import_roster.is_open(person, county):
        raise Refused.IMPORT_OFFICE()
    return county


def may_import(person: Any) -> bool:
    try:
        county_of(person)
    except NotAllowed:
        return False
    return True


def crumbs(*more: dict[str, str]) -> list[dict[str, str]]:
    return [
        {"label": pgettext("wing", "County"), "url": reverse("wing", args=["county"])},
        {"label": _("Imports"), "url": reverse("imports:list")},
        *more,
    ]


def waiting_file(person: Any, key: str) -> Waiting:
    return _own_waiting(person, key, Waiting.objects.all())


def job_of(person: Any, key: str) -> Waiting:
    """The same without the file itself: asked for every second while it is written."""
    return _own_waiting(person, key, Waiting.objects.defer("content", "told", "answers"))


def _own_waiting(person: Any, key: str, rows: Any) -> Waiting:
    waiting = rows.filter(
        Q(at__gte=clock.now() - KEEP) | Q(stage__in=UNDER_WAY), pk=key, person=person.pk
    ).first()
    if waiting is None:
        raise Http404
    waiting.person = person
    return waiting


STEPS: dict[str, tuple[str, ...]] = {
    What.ROSTER: ("reading", "checking", "units", "people", "roles", "chaining"),
    What.PLAN: ("reading", "checking", "topics", "chaining"),
    What.LEDGER: ("reading", "checking", "problems", "chaining"),
    What.BANK: ("reading", "checking", "items", "chaining"),
    What.UNIT: ("reading", "checking", "rows", "chaining"),
}
STEP_NAMES = {
    "reading": lambda: pgettext("progress", "Read the file"),
    "checking": lambda: pgettext("progress", "Check the rows"),
    "units": lambda: pgettext("progress", "Units and groups"),
    "people": lambda: pgettext("progress", "People"),
    "roles": lambda: pgettext("progress", "Roles"),
    "topics": lambda: pgettext("progress", "Topics"),
    "problems": lambda: pgettext("progress", "Problems"),
    "items": lambda: pgettext("progress", "Items"),
    "rows": lambda: pgettext("progress", "Rows"),
    "chaining": lambda: pgettext("progress", "Records"),
}
COUNTED = {
    "checking": lambda: _("Checking: %(done)s of %(total)s rows"),
    "units": lambda: _("Units and groups: %(done)s of %(total)s rows"),
    "people": lambda: _("Writing people: %(done)s of %(total)s"),
    "roles": lambda: _("Writing roles: %(done)s of %(total)s"),
    "topics": lambda: _("Writing topics: %(done)s of %(total)s"),
    "problems": lambda: _("Writing problems: %(done)s of %(total)s"),
    "items": lambda: _("Writing items: %(done)s of %(total)s"),
    "rows": lambda: _("Writing rows: %(done)s of %(total)s"),
    "chaining": lambda: _("Writing records: %(done)s of %(total)s"),
}


def progress_in_words(step: str, done: int = 0, total: int = 0) -> str:
    """How far a step is, in words."""
    if step in COUNTED and total:
        return COUNTED[step]() % {"done": f"{done:,}", "total": f"{total:,}"}
    return _("Reading the file…") if step == "reading" else _("Being prepared")


def progress_of(job: Waiting) -> dict[str, Any]:
    """How far a job is: ``ui/progress.html``, and the JSON that its script asks for."""
    seen = progress.read(job.pk) if job.stage == Stage.RUNNING else None
    step, done, total = (
        (seen.step, min(seen.done, seen.total), seen.total) if seen is not None else ("", 0, 0)
    )
    known = STEPS.get(job.what, ())
    here = known.index(step) if step in known else -1
    if (
        job.stage == Stage.QUEUED
        and job.queued_at is not None
        and clock.now() - job.queued_at > LONG_WAIT
    ):
        words = _(
            "Still waits for its turn. If no other large file is being written, ask whoever runs"
            " the server whether the worker runs."
        )
    elif job.stage == Stage.QUEUED:
        words = _(
            "Waits for its turn. It is taken up within seconds, unless another large file is being"
            " written."
        )
    else:
        words = progress_in_words(step, done, total)
    return {
        "url": "",
        "words": words,
        "done": done,
        "total": total,
        "again": job.tries > 1,
        "steps": [
            {
                "word": STEP_NAMES[known_step](),
                "state": _state_of(at, here),
            }
            for at, known_step in enumerate(known)
        ],
    }


def _state_of(at: int, here: int) -> str:
    if at < here:
        return "done"
    return "now" if at == here else ""


def running_page(job: Waiting) -> dict[str, Any]:
    return {
        "title": _("Import %(file)s") % {"file": job.name},
        "crumbs": crumbs(
            {"label": TITLES[What(job.what)](), "url": reverse("imports:upload", args=[job.what])},
            {"label": job.name, "url": ""},
        ),
        "lead": (
            ngettext(
                "%(count)s row is being written.", "%(count)s rows are being written.", job.to_do
            )
            % {"count": f"{job.to_do:,}"}
        ),
        "progress": (
            progress_of(job)
            | {
                "ask": reverse("imports:progress", args=[job.pk]),
                "again_say": _(
                    "The server stopped in the middle. Nothing was half written; it was taken up"
                    " again from the beginning."
                ),
                "lost_say": _("The server does not answer at the moment. The page goes on asking."),
            }
        ),
        "list_url": reverse("imports:list"),
    }


def done_before(person: Any, key: str) -> Import | None:
    """What a form that was sent twice has brought the first time; its file is gone by then."""
    stored_key = (
        KeptKey.objects.filter(person=person.pk, key=key, act__startswith="import_").first()
        if key
        else None
    )
    return (
        Import.objects.visible_to(person).filter(pk__in=stored_key.answer["codes"]).first()
        if stored_key is not None and stored_key.answer
        else None
    )


def list_page(person: Any, choices: Any) -> dict[str, Any]:
    every = (
        Import.objects.visible_to(person).select_related("thing").order_by("-thing__made_at", "pk")
    )
    rows, pager = cut(every, choices, "-thing__made_at", "pk")
    may_import_here = may_import(person)
    jobs = (
        [
            {
                "url": reverse("imports:running", args=[job.pk]),
                "name": job.name,
                "word": job.get_stage_display(),
            }
            for job in (
                Waiting.objects.filter(person=person.pk, stage__in=UNDER_WAY)
                .defer("content", "told", "answers")
                .order_by("queued_at")
            )
        ]
        if may_import_here
        else []
    )
    acts = (
        [
            {
                "label": TITLES[what](),
                "url": reverse("imports:upload", args=[what]),
                "primary": False,
                "danger": False,
            }
            for what in What
        ]
        if may_import_here
        else []
    )
    tabled = (
        [
            {
                "title": TITLES[what](),
                "upload": reverse("imports:upload", args=[what]),
                "template": reverse("imports:template", args=[what]),
                "export": reverse("imports:export", args=[what]),
            }
            for what in What
        ]
        if may_import_here
        else []
    )
    return {
        "title": _("Imports"),
        "crumbs": crumbs()[:1] + [{"label": _("Imports"), "url": ""}],
        "acts": acts,
        "rows": rows,
        "pager": pager,
        "every": every,
        "order_note": _("newest first"),
        "tabled": tabled,
        "jobs": jobs,
        "empty": {
            "icon": "database-import",
            "sentence": _("Nothing was imported yet."),
            "what": (
                _(
                    "Begin with the roster: it brings the units, their groups and their people in"
                    " one go. Then the plan, then the ledger of problems."
                )
                if may_import_here
                else _("The office of the county imports workbooks. Ask it, or ask for the role.")
            ),
            "label": TITLES[What.ROSTER]() if may_import_here else "",
            "url": reverse("imports:upload", args=[What.ROSTER]) if may_import_here else "",
        },
    }


def import_of(person: Any, code: str) -> Import:
    return get_object_or_404(
        Import.objects.visible_to(person).select_related("thing", "unit"), pk=code
    )


def notes_of(row: Import) -> list[Note]:
    """The places to look at, as they are kept with an import: without names or telephones."""
    return [Note(**note) for note in row.notes if note["code"] in SENTENCES]


def _remarks_url(person: Any, row: Import) -> str:
    """Where the file with its remarks is, as long as it is kept for whoever imported it."""
    rows = Waiting.objects.filter(at__gte=clock.now() - KEEP, made=row.pk, person=person.pk)
    key = rows.exclude(content=b"").values_list("pk", flat=True).first()
    return reverse("imports:remarks", args=[key]) if key else ""


def import_page(person: Any, code: str) -> dict[str, Any]:
    row = import_of(person, code)
    notes = notes_of(row)
    return thing_page(
        person,
        row,
        crumbs=crumbs({"label": row.pk, "url": ""}),
        trace=[],
        trace_parts=[],
        title=row.file,
        notes=notes,
        lead=row.get_what_display()
        + " · "
        + ngettext("%(count)s row was read.", "%(count)s rows were read.", row.rows)
        % {"count": row.rows}
        + (" " + counts_in_words(notes) if notes else ""),
        tally=tally({NEW: row.new, CHANGED: row.changed, SAME: row.same, REFUSED: row.refused}, {}),
        remarks_url=_remarks_url(person, row) if notes else "",
        notes_url=reverse("imports:kept_notes", args=[row.pk]),
    )


def tally(
    counts: dict[str, int], notes: dict[str, str], urls: bool = False
) -> list[dict[str, Any]]:
    """The four boxes; with ``urls`` each leads to its rows further down."""
    words = {
        NEW: ("plus", pgettext("import", "new")),
        CHANGED: ("pencil", pgettext("import", "changed")),
        SAME: ("equal", pgettext("import", "the same")),
        REFUSED: ("ban", pgettext("import", "left out")),
    }
    return [
        {
            "icon": icon,
            "label": word,
            "number": counts[key],
            "note": notes.get(key) or ngettext("row", "rows", counts[key]),
            "url": f"#{key}" if urls and counts[key] else "",
            "tone": "over" if key == REFUSED and counts[key] else "",
        }
        for key, (icon, word) in words.items()
    ]


def counts_in_words(notes: list[Note]) -> str:
    """How many of which kind of note there are, in words."""
    words = {
        CHOOSE: pgettext("import", "please choose"),
        LEFT_OUT: pgettext("import", "left out"),
        NOT_READ: pgettext("import", "not read"),
        CELL: pgettext("import", "cell left out"),
        INCOMPLETE: pgettext("import", "incomplete for now"),
        CHECK: pgettext("import", "please check"),
    }
    counts = [(word, sum(note.what == kind for note in notes)) for kind, word in words.items()]
    return _(", ").join(f"{word} {number}" for word, number in counts if number)


def reading_page(reading: Reading, waiting: Waiting) -> dict[str, Any]:
    """The dry run: what would happen, where to look, what is asked."""
    counts = {action: reading.count(action) for action in (NEW, CHANGED, SAME, REFUSED)}
    numbers = reading.numbers
    more = {}
    if reading.what == What.ROSTER and counts[NEW]:
        more[NEW] = _("rows: %(units)s units, %(groups)s groups, %(people)s people") % {
            "units": numbers["new_units"],
            "groups": numbers["new_groups"],
            "people": numbers["new_people"],
        }
    cells = sum(note.what == CELL for note in reading.notes)
    if cells:
        more[REFUSED] = ngettext("rows, and %(count)s cell", "rows, and %(count)s cells", cells) % {
            "count": cells
        }
    sheets = _(", ").join(
        ngettext("%(sheet)s %(count)s row", "%(sheet)s %(count)s rows", rows)
        % {
            "sheet": name,
            "count": rows,
        }
        for name, rows in reading.sheets
        if rows or reading.what != What.UNIT
    )
    lead = _("This is a dry run; nothing is written yet. Read: %(sheets)s.") % {"sheets": sheets}
    if reading.hidden:
        lead += " " + _("Hidden sheets are not read: %(sheets)s.") % {
            "sheets": pgettext("list separator", ", ").join(reading.hidden)
        }
    if reading.to_choose:
        lead += " " + ngettext(
            "%(count)s place waits for your choice.",
            "%(count)s places wait for your choice.",
            reading.to_choose,
        ) % {"count": reading.to_choose}
    return {
        "title": _("Import %(file)s") % {"file": waiting.name},
        "crumbs": crumbs(
            {
                "label": TITLES[What(reading.what)](),
                "url": reverse("imports:upload", args=[reading.what]),
            },
            {"label": waiting.name, "url": ""},
        ),
        "reading": reading,
        "lead": lead,
        "tally": tally(counts, more, urls=True),
        "counted": counts_in_words(reading.notes),
        "facts": facts(reading),
        "groups": [
            {
                "key": action,
                "label": word,
                "count": counts[action],
                "lines": [line for line in reading.lines if line.action == action][:SHOWN],
                "more": max(counts[action] - SHOWN, 0),
            }
            for action, word in (
                (NEW, pgettext("import", "new")),
                (CHANGED, pgettext("import", "changed")),
                (SAME, pgettext("import", "the same")),
                (REFUSED, pgettext("import", "left out")),
            )
        ],
        "notes": _notes_with_cells(reading),
        "more_notes": max(len(reading.notes) - SHOWN, 0),
        "mended": _mended_cells(reading, waiting),
        "remarks_url": reverse("imports:remarks", args=[waiting.pk]),
        "refused": counts[REFUSED],
        "again_url": reverse("imports:upload", args=[reading.what]),
        "notes_url": reverse("imports:notes", args=[waiting.pk]),
        "asks": bool(
            reading.questions
            or reading.asks_year
            or reading.asks_received
            or any(note.options for note in reading.notes)
        ),
        "button": (
            ngettext("Import %(count)s row", "Import %(count)s rows", reading.to_do)
            % {"count": reading.to_do}
        ),
    }


def _notes_with_cells(reading: Reading) -> list[dict[str, Any]]:
    """The notes, each with the cell it is about where it can be mended in the page: its name in the
    form and what stands there.
    """
    sheets = {sheet.name: (nth, sheet.rows) for nth, sheet in enumerate(reading.book.sheets)}
    notes, seen = [], set()
    for note in reading.notes[:SHOWN]:
        nth, rows = sheets[note.sheet]
        place = (nth, note.row, note.at)
        if (
            note.at
            and not note.options
            and note.what in (LEFT_OUT, CELL, CHECK)
            and place not in seen
            and note.at <= len(rows[note.row - 1])
        ):
            seen.add(place)
            notes.append(
                {
                    "note": note,
                    "place": f"{nth}_{note.row}_{note.at}",
                    "cell": rows[note.row - 1][note.at - 1],
                }
            )
        else:
            notes.append({"note": note, "place": "", "cell": ""})
    return notes


def _mended_cells(reading: Reading, waiting: Waiting) -> list[dict[str, Any]]:
    """The cells that were mended in the page: where, old and new."""
    if not reading.answers.cells:
        return []
    sheets = {sheet.name: (nth, sheet.rows) for nth, sheet in enumerate(waiting.book().sheets)}
    mended_cells = []
    for (name, row, at), words in reading.answers.cells.items():
        if name in sheets and row <= len(sheets[name][1]) and at <= len(sheets[name][1][row - 1]):
            nth, rows = sheets[name]
            mended_cells.append(
                {
                    "place": f"{nth}_{row}_{at}",
                    "where": place(name, row),
                    "old": rows[row - 1][at - 1],
                    "new": words,
                }
            )
    return mended_cells


def facts(reading: Reading) -> list[tuple[str, str]]:
    """(icon, sentence): what is good to know before importing."""
    sentences = (
        [("repeat", _("The same file once more changes nothing."))]
        if reading.what != What.UNIT
        else []
    )
    if reading.what == What.UNIT and not any(
        note.code == "book.no_hidden" for note in reading.notes
    ):
        sentences.append(("repeat", _("Only what somebody has changed in the file counts.")))
    numbers = reading.numbers
    if reading.what == What.ROSTER:
        sentences.append(
            (
                "users",
                ngettext(
                    "%(rows)s rows are %(count)s person",
                    "%(rows)s rows are %(count)s people",
                    numbers["people"],
                )
                % {"rows": reading.good, "count": numbers["people"]},
            )
        )
        sentences.append(
            ("users-group", _("%(groups)s study groups, %(complete)s of them complete") % numbers)
        )
    elif reading.what == What.PLAN:
        sentences.append(
            (
                "notebook",
                _(
                    "The topics are for all groups; no group's plan is made. Each group drafts its"
                    " own."
                ),
            )
        )
    elif reading.what == What.UNIT:
        sentences.append(
            (
                "building",
                _("Of: %(units)s")
                % {
                    "units": (
                        pgettext("list separator", ", ").join(reading.about[:5])
                        + (" …" if len(reading.about) > 5 else "")
                    )
                },
            )
        )
        sentences.append(
            (
                "user",
                _(
                    "Each row is recorded for whoever of the unit decides it, with the workbook as"
                    " the basis and you as the one who typed it."
                ),
            )
        )
        sentences.append(
            (
                "circle-check",
                _("Every row was tried as it would be carried out, and taken back again."),
            )
        )
    elif reading.what == What.BANK:
        sentences.append(
            (
                "zoom-question",
                _("Items come in as drafts; only those who make papers see them and their keys."),
            )
        )
    else:
        sentences.append(
            (
                "flag",
                _(
                    "%(open)s are still open; %(closed_before)s were struck off and count in no"
                    " rate and no total."
                )
                % numbers,
            )
        )
        if numbers["contradictory"]:
            sentences.append(
                (
                    "alert-triangle",
                    _(
                        "%(contradictory)s were struck off though not done; they stand among the"
                        " loose ends."
                    )
                    % numbers,
                )
            )
        if numbers["as_text"]:
            sentences.append(
                (
                    "user",
                    _(
                        "%(as_text)s responsible people are not on the roster; they stay as text,"
                        " to be linked later."
                    )
                    % numbers,
                )
            )
    return sentences
