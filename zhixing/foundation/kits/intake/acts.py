"""One import is one act: all its rows come in, or none."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.kits.workbooks.reading import Workbook
from zhixing.foundation.machinery.act import act, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.spine.orgs.models import Unit

from . import may
from .importing import COUNTY, Cells, Choices, answers_of, bring_in
from .kinds import UNIT
from .models import Import, ImportState
from .undoing import undo


@act(
    "roster.imported",
    label=_("Import a roster"),
    says=_(
        "imported the roster %(file)s: rows new: %(new)s, changed: %(changed)s, left "
        "out: %(refused)s"
    ),
    on=Unit,
    may=may.IMPORTS,
    when=COUNTY,
    creates=Import,
)
def import_roster(
    actor: Actor,
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
    return bring_in(actor, county, "roster", book, answers_of(aliases, cells, choices), whole)


@act(
    "unit_workbook.imported",
    label=_("Import the workbook of a unit"),
    says=_(
        "imported the workbook %(file)s of a unit: rows new: %(new)s, changed: "
        "%(changed)s, left out: %(refused)s"
    ),
    on=Unit,
    may=may.IMPORTS,
    when=COUNTY,
    creates=Import,
)
def import_unit_workbook(
    actor: Actor,
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
    return bring_in(
        actor,
        county,
        UNIT,
        book,
        replace(answers_of(aliases, cells, choices), unit=unit, by=actor),
        whole,
    )


@act(
    "import.undone",
    label=_("Undo the import"),
    says=_("undid the import: %(removed)s removed, %(restored)s set back"),
    on=Import,
    may=may.UNDOES,
    moves={ImportState.DONE: ImportState.UNDONE},
    danger=True,
)
def undo_import(actor: Actor, imported: Import, *, reason: str) -> Import:
    """What it made new goes, what it changed is set back: all of it, or nothing. Raises NotNow,
    with what it is, when something has happened to it since.
    """
    removed, restored = undo(actor, imported)
    tell(removed=removed, restored=restored)
    return imported
