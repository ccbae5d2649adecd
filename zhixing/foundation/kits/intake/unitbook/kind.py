"""What the pages, the act and the command line know of the workbook of a unit."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from ..acts import import_unit_workbook
from ..kinds import UNIT, Fact, Kind, Step
from ..reading import Reading
from .reading import carry_out, read

NAMED = 5  # units


def facts(reading: Reading) -> Iterator[Fact]:
    if not any(note.code == "book.no_hidden" for note in reading.notes):
        yield "repeat", _("Only what somebody has changed in the file counts.")
    names = pgettext("list separator", ", ").join(reading.about[:NAMED])
    more = " …" if len(reading.about) > NAMED else ""
    yield "building", _("Of: %(units)s") % {"units": names + more}
    yield (
        "user",
        _(
            "Each row is recorded for whoever of the unit decides it, with the workbook as"
            " the basis and you as the one who typed it."
        ),
    )
    yield (
        "circle-check",
        _("Every row was tried as it would be carried out, and taken back again."),
    )


KIND = Kind(
    code=UNIT,
    place=50,
    word=gettext_lazy("workbook of a unit"),
    title=gettext_lazy("Import the workbook of a unit"),
    lead=gettext_lazy(
        "All that a unit enters, as sheets of one file: members, plan, sessions, attendance,"
        " marks, problems and their progress. For offices that never log in."
    ),
    icon="building",
    act=import_unit_workbook,
    read=read,
    carry_out=carry_out,
    steps=(
        Step(
            "rows",
            pgettext_lazy("progress", "Rows"),
            gettext_lazy("Writing rows: %(done)s of %(total)s"),
        ),
    ),
    facts=facts,
    takes=frozenset({"unit"}),
)
