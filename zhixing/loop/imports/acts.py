"""One import is one act: all its rows come in, or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import ModuleType
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.workbooks.reading import Workbook
from zhixing.foundation.machinery import clock, progress
from zhixing.foundation.machinery.act import act, begin, happened, tell
from zhixing.foundation.machinery.may import Where
from zhixing.foundation.spine.orgs.acts import learn_alias
from zhixing.foundation.spine.orgs.models import Unit, UnitKind

from . import bank, ledger, may, plan, roster, undoing, unitbook
from .models import Before, Import, ImportState, What
from .reading import (
    CHANGED,
    NEW,
    REFUSED,
    SAME,
    Answers,
    Reading,
    Standing,
    answered_roles,
    mended,
)
from .refusals import Refused

COUNTY = Where(kind=str(UnitKind.COUNTY))
Cells = Sequence[
    tuple[str, int, int, str]
]  # sheet, row, column (from 1), what stands there instead
Choices = Mapping[str, str]  # place (``Note.key``) -> what was chosen there
READERS: dict[str, ModuleType] = {
    What.ROSTER: roster,
    What.PLAN: plan,
    What.LEDGER: ledger,
    What.BANK: bank,
    What.UNIT: unitbook,
}


def dry_run(what: str, book: Workbook, answers: Answers) -> Reading:
    """What the file would do today; nothing is written. Raises BadInput when it is another kind of
    file.
    """
    today = clock.today()
    return READERS[what].read(mended(book, answers.cells), answers, Standing.load(today), today)


@act(
    "roster.imported",
    label=_("Import a roster"),
    says=_(
        "imported the roster %(file)s: %(new)s rows new, %(changed)s changed, %(refused)s left out"
    ),
    on=Unit,
    may=may.IMPORTS,
    when=COUNTY,
    creates=Import,
)
def import_roster(
    actor: Any,
    county: Unit,
    *,
    book: Workbook,
    aliases: dict[str, str] | None = None,
    cells: Cells = (),
    choices: Choices | None = None,
    whole: bool = False,
) -> Import:
    """Units, their study groups and their people. ``cells`` are mended in the page, ``choices``
    made there; ``whole``: no row comes in unless all do. Raises BadInput, and NotNow when there is
    nothing new.
    """
    return _import(actor, county, What.ROSTER, book, _answers(aliases, cells, choices), whole)


@act(
    "plan.imported",
    label=_("Import the county's plan"),
    says=_(
        "imported the plan %(file)s: %(new)s rows new, %(changed)s changed, %(refused)s left out"
    ),
    on=Unit,
    may=may.IMPORTS,
    when=COUNTY,
    creates=Import,
)
def import_plan(
    actor: Any,
    county: Unit,
    *,
    book: Workbook,
    year: int | None = None,
    aliases: dict[str, str] | None = None,
    cells: Cells = (),
    choices: Choices | None = None,
    whole: bool = False,
) -> Import:
    """Required topics of a year; ``year`` where the title of the sheet names none. Raises as
    ``import_roster``.
    """
    return _import(actor, county, What.PLAN, book, _answers(aliases, cells, choices, year), whole)


@act(
    "ledger.imported",
    label=_("Import a problem ledger"),
    says=_(
        "imported the ledger %(file)s: %(new)s rows new, %(changed)s changed, %(refused)s left out"
    ),
    on=Unit,
    may=may.IMPORTS,
    when=COUNTY,
    creates=Import,
)
def import_ledger(
    actor: Any,
    county: Unit,
    *,
    book: Workbook,
    received_on: dt.date | None = None,
    year: int | None = None,
    aliases: dict[str, str] | None = None,
    cells: Cells = (),
    choices: Choices | None = None,
    whole: bool = False,
) -> Import:
    """Problems as they stand. ``received_on``: the day they count as received (default: today);
    ``year``: of deadlines that name none. Raises as ``import_roster``.
    """
    return _import(
        actor,
        county,
        What.LEDGER,
        book,
        replace(_answers(aliases, cells, choices, year, received_on), by=actor),
        whole,
    )


@act(
    "bank.imported",
    label=_("Import a question bank"),
    says=_(
        "imported the question bank %(file)s: %(new)s rows new, %(changed)s changed, %(refused)s"
        " left out"
    ),
    on=Unit,
    may=may.IMPORTS,
    when=COUNTY,
    creates=Import,
)
def import_bank(
    actor: Any,
    county: Unit,
    *,
    book: Workbook,
    aliases: dict[str, str] | None = None,
    cells: Cells = (),
    choices: Choices | None = None,
    whole: bool = False,
) -> Import:
    """Items with their keys come into the county's bank as drafts; a question that is there becomes
    a new version where the file says otherwise. Raises as ``import_roster``.
    """
    return _import(actor, county, What.BANK, book, _answers(aliases, cells, choices), whole)


@act(
    "unit_workbook.imported",
    label=_("Import the workbook of a unit"),
    says=_(
        "imported the workbook %(file)s of a unit: %(new)s rows new, %(changed)s changed,"
        " %(refused)s left out"
    ),
    on=Unit,
    may=may.IMPORTS,
    when=COUNTY,
    creates=Import,
)
def import_unit_workbook(
    actor: Any,
    county: Unit,
    *,
    book: Workbook,
    unit: str = "",
    aliases: dict[str, str] | None = None,
    cells: Cells = (),
    choices: Choices | None = None,
    whole: bool = False,
) -> Import:
    """All a unit enters, as sheets of one file, recorded for its secretary, leader and clerks.
    ``unit``: its code, where the file does not say. Raises as ``import_roster``.
    """
    return _import(
        actor,
        county,
        What.UNIT,
        book,
        replace(_answers(aliases, cells, choices), unit=unit, by=actor),
        whole,
    )


def _answers(
    aliases: dict[str, str] | None,
    cells: Cells,
    choices: Choices | None,
    year: int | None = None,
    received_on: dt.date | None = None,
) -> Answers:
    mended_cells = {(str(sheet), int(row), int(at)): str(text) for sheet, row, at, text in cells}
    return Answers(
        aliases or {}, year, received_on, cells=mended_cells, choices=dict(choices or {})
    )


def _import(
    actor: Any, county: Unit, what: str, book: Workbook, answers: Answers, whole: bool
) -> Import:
    progress.steps("checking", sum(len(sheet.rows) for sheet in book.sheets))
    reading = dry_run(what, book, answers)
    refused = reading.count(REFUSED)
    if whole and refused:
        raise Refused.FILE_REFUSED(refused=refused)
    if reading.unread:
        raise Refused.IMPORT_UNREAD(why=reading.unread)
    if not reading.to_do and reading.to_choose:
        raise Refused.IMPORT_CHOOSE(count=reading.to_choose)
    if not reading.to_do:
        raise Refused.IMPORT_NOTHING()
    first = happened()
    for question in reading.questions.values():
        if question.chosen and question.about == "unit":
            learn_alias(
                actor,
                Unit.objects.get(pk=question.chosen),
                name=question.name,
                source=book.name[:100],
            )
    READERS[what].carry_out(actor, county, reading)
    roles = answered_roles(reading)
    reading.numbers |= {"roles": roles} if roles else {}  # ``reading.known_roles`` remembers them
    reading.numbers["mended"] = len(answers.cells)
    reading.numbers["records"] = (
        happened() - first
    )  # they lie before the record of the import itself, and tell what is to be undone
    counts = {"new": reading.count(NEW), "changed": reading.count(CHANGED), "refused": refused}
    tell(file=book.name, **counts)
    made = begin(
        Import(
            unit=county,
            what=what,
            file=book.name[:120],
            digest=book.digest,
            rows=reading.rows,
            same=reading.count(SAME),
            numbers=reading.numbers,
            notes=[note.kept() for note in reading.notes],
            **counts,
        )
    )
    Before.objects.bulk_create(
        [
            Before(imported=made, person=person, membership=membership, old=old, new=new)
            for person, membership, old, new in reading.befores
        ],
        batch_size=500,
    )
    return made


@act(
    "import.undone",
    label=_("Undo the import"),
    says=_("undid the import: %(removed)s removed, %(restored)s set back"),
    on=Import,
    may=may.UNDOES,
    moves={ImportState.DONE: ImportState.UNDONE},
    danger=True,
)
def undo_import(actor: Any, imported: Import, *, reason: str) -> Import:
    """What it made new goes, what it changed is set back: all of it, or nothing. Raises NotNow,
    with what it is, when something has happened to it since.
    """
    removed, restored = undoing.undo(actor, imported)
    tell(removed=removed, restored=restored)
    return imported
