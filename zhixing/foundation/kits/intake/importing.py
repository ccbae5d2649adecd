"""A file is tried, and brought in: all its rows, or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from zhixing.foundation.kits.workbooks.reading import Workbook
from zhixing.foundation.machinery import clock, progress
from zhixing.foundation.machinery.act import begin, happened, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.may import Where
from zhixing.foundation.spine.orgs.acts import learn_alias
from zhixing.foundation.spine.orgs.models import Unit, UnitKind

from .answers import Answers, mended
from .kinds import kind_of
from .models import Before, Import
from .reading import CHANGED, NEW, REFUSED, SAME, Reading
from .refusals import Refused
from .roster.asking import answered_roles
from .standing import Standing

COUNTY = Where(kind=str(UnitKind.COUNTY))

# sheet, row, column (from 1), what stands there instead
Cells = Sequence[tuple[str, int, int, str]]
Choices = Mapping[str, str]  # place (``Note.key``) -> what was chosen there


def dry_run(what: str, book: Workbook, answers: Answers) -> Reading:
    """What the file would do today; nothing is written. Raises BadInput when it is another kind of
    file.
    """
    today = clock.today()
    return kind_of(what).read(mended(book, answers.cells), answers, Standing.load(today), today)


def answers_of(
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


def bring_in(
    actor: Actor, county: Unit, what: str, book: Workbook, answers: Answers, whole: bool
) -> Import:
    """Inside the act of a kind: all rows that can come in do, through the acts of their rooms.

    ``whole``: none does unless all do. Raises BadInput, and NotNow when there is nothing new.
    """
    progress.steps("checking", sum(len(sheet.rows) for sheet in book.sheets))
    reading = dry_run(what, book, answers)
    _refuse_in_vain(reading, whole)
    first = happened()
    _learn_names(actor, reading)
    kind_of(what).carry_out(actor, county, reading)
    roles = answered_roles(reading)
    reading.numbers |= {"roles": roles} if roles else {}  # ``known_roles`` remembers them
    reading.numbers["mended"] = len(answers.cells)
    # these lie before the record of the import itself, and tell what is to be undone
    reading.numbers["records"] = happened() - first
    return _kept(county, what, reading)


def _refuse_in_vain(reading: Reading, whole: bool) -> None:
    """Raises BadInput or NotNow where nothing of the file would come in."""
    refused = reading.count(REFUSED)
    if whole and refused:
        raise Refused.FILE_REFUSED(refused=refused)
    if reading.unread:
        raise Refused.IMPORT_UNREAD(why=reading.unread)
    if not reading.to_do and reading.to_choose:
        raise Refused.IMPORT_CHOOSE(count=reading.to_choose)
    if not reading.to_do:
        raise Refused.IMPORT_NOTHING()


def _learn_names(actor: Actor, reading: Reading) -> None:
    """Other names of units that were explained with this file."""
    for question in reading.questions.values():
        if question.chosen and question.about == "unit":
            unit, source = Unit.objects.get(pk=question.chosen), reading.book.name[:100]
            learn_alias(actor, unit, name=question.name, source=source)


def _kept(county: Unit, what: str, reading: Reading) -> Import:
    """The import as a thing, and beside it what it changed about people."""
    book = reading.book
    counts = {
        "new": reading.count(NEW),
        "changed": reading.count(CHANGED),
        "refused": reading.count(REFUSED),
    }
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
    befores = [
        Before(imported=made, person=person, membership=membership, old=old, new=new)
        for person, membership, old, new in reading.befores
    ]
    Before.objects.bulk_create(befores, batch_size=500)
    return made
