"""The page of the dry run: what would happen, where to look, what is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zhixing.foundation.machinery.things.parts import Crumb, TallyBox

from ..kinds import UNIT, Fact, Kind, kind_of
from ..models import Waiting
from ..notes import CELL, CHECK, LEFT_OUT, Note, place
from ..reading import CHANGED, NEW, REFUSED, SAME, Reading
from .counting import counts_in_words, tally
from .files import crumbs

MENDABLE = (LEFT_OUT, CELL, CHECK)
SHOWN = 200  # rows of a group and notes that a page shows; the files hold all of them


@dataclass(frozen=True)
class RowGroup:
    """The rows of which the same becomes, as many as a page shows."""

    key: str
    label: str
    count: int
    lines: list[Any]  # of ``Reading.lines``
    more: int


@dataclass(frozen=True)
class NoteLine:
    """A note; where its cell can be mended in the page, the name of that in the form and what
    stands there.
    """

    note: Note
    place: str
    cell: Any


@dataclass(frozen=True)
class MendedCell:
    """A cell that was mended in the page: where, old and new."""

    place: str
    where: str
    old: Any
    new: str


@dataclass(frozen=True, kw_only=True)
class ReadingPage:
    """The dry run. ``typed``: what stands in the fields; ``refused_say``: why it was not imported;
    ``key``: under which it is imported once.
    """

    title: str
    crumbs: list[Crumb]
    lead: str
    reading: Reading
    tally: list[TallyBox]
    counted: str
    facts: list[Fact]
    groups: list[RowGroup]
    notes: list[NoteLine]
    more_notes: int
    mended: list[MendedCell]
    remarks_url: str
    refused: int
    again_url: str
    notes_url: str
    asks: bool
    why_year: Any
    why_received: Any
    button: str
    key: str
    refused_say: str
    typed: dict[str, Any]


def reading_page(
    reading: Reading, waiting: Waiting, *, key: str, refused_say: str, typed: dict[str, Any]
) -> ReadingPage:
    """The dry run: what would happen, where to look, what is asked."""
    kind = kind_of(reading.what)
    counts = {action: reading.count(action) for action in (NEW, CHANGED, SAME, REFUSED)}
    upload_url = reverse("imports:upload", args=[kind.code])
    words = ngettext("Import %(count)s row", "Import %(count)s rows", reading.to_do)
    return ReadingPage(
        title=_("Import %(file)s") % {"file": waiting.name},
        crumbs=crumbs(Crumb(str(kind.title), upload_url), Crumb(waiting.name)),
        reading=reading,
        lead=_lead(reading),
        tally=tally(counts, _what_counts(kind, reading, counts), urls=True),
        counted=counts_in_words(reading.notes),
        facts=facts(kind, reading),
        groups=_groups(reading, counts),
        notes=_notes_with_cells(reading),
        more_notes=max(len(reading.notes) - SHOWN, 0),
        mended=_mended_cells(reading, waiting),
        remarks_url=reverse("imports:remarks", args=[waiting.pk]),
        refused=counts[REFUSED],
        again_url=upload_url,
        notes_url=reverse("imports:notes", args=[waiting.pk]),
        asks=_asks(reading),
        why_year=kind.why_year,
        why_received=kind.why_received,
        button=words % {"count": reading.to_do},
        key=key,
        refused_say=refused_say,
        typed=typed,
    )


def facts(kind: Kind, reading: Reading) -> list[Fact]:
    """(icon, sentence): what is good to know before importing."""
    again: list[Fact] = []
    if kind.table is not None:
        again = [("repeat", _("The same file once more changes nothing."))]
    return [*again, *kind.facts(reading)]


def _lead(reading: Reading) -> str:
    """That it is a dry run, what was read of the file, what was not, what waits for a choice."""
    shown = [
        ngettext("%(sheet)s %(count)s row", "%(sheet)s %(count)s rows", rows)
        % {"sheet": name, "count": rows}
        for name, rows in reading.sheets
        if rows or reading.what != UNIT
    ]
    parts = [
        _("This is a dry run; nothing is written yet. Read: %(sheets)s.")
        % {"sheets": _(", ").join(shown)}
    ]
    if reading.hidden:
        hidden = pgettext("list separator", ", ").join(reading.hidden)
        parts.append(_("Hidden sheets are not read: %(sheets)s.") % {"sheets": hidden})
    if reading.to_choose:
        sentence = ngettext(
            "%(count)s place waits for your choice.",
            "%(count)s places wait for your choice.",
            reading.to_choose,
        )
        parts.append(sentence % {"count": reading.to_choose})
    return " ".join(parts)


def _what_counts(kind: Kind, reading: Reading, counts: dict[str, int]) -> dict[str, str]:
    """What is counted in a box, where it is more than rows."""
    words = {}
    new = kind.new_in_words(reading) if counts[NEW] else ""
    if new:
        words[NEW] = new
    cells = sum(note.what == CELL for note in reading.notes)
    if cells:
        sentence = ngettext("rows, and %(count)s cell", "rows, and %(count)s cells", cells)
        words[REFUSED] = sentence % {"count": cells}
    return words


def _groups(reading: Reading, counts: dict[str, int]) -> list[RowGroup]:
    """The rows by what becomes of them, as many as a page shows."""
    return [
        RowGroup(
            key=action,
            label=word,
            count=counts[action],
            lines=[line for line in reading.lines if line.action == action][:SHOWN],
            more=max(counts[action] - SHOWN, 0),
        )
        for action, word in (
            (NEW, pgettext("import", "new")),
            (CHANGED, pgettext("import", "changed")),
            (SAME, pgettext("import", "the same")),
            (REFUSED, pgettext("import", "left out")),
        )
    ]


def _asks(reading: Reading) -> bool:
    """Whether the clerk is asked anything."""
    asked = reading.questions or reading.asks_year or reading.asks_received
    return bool(asked) or any(note.options for note in reading.notes)


def _notes_with_cells(reading: Reading) -> list[NoteLine]:
    """The notes, each with the cell it is about where it can be mended in the page: its name in the
    form and what stands there.
    """
    sheets = {sheet.name: (nth, sheet.rows) for nth, sheet in enumerate(reading.book.sheets)}
    notes, seen = [], set()
    for note in reading.notes[:SHOWN]:
        nth, rows = sheets[note.sheet]
        place = (nth, note.row, note.at)
        mendable = note.at and not note.options and note.what in MENDABLE and place not in seen
        if mendable and note.at <= len(rows[note.row - 1]):
            seen.add(place)
            name, cell = f"{nth}_{note.row}_{note.at}", rows[note.row - 1][note.at - 1]
            notes.append(NoteLine(note=note, place=name, cell=cell))
        else:
            notes.append(NoteLine(note=note, place="", cell=""))
    return notes


def _mended_cells(reading: Reading, waiting: Waiting) -> list[MendedCell]:
    """The cells that were mended in the page: where, old and new."""
    if not reading.answers.cells:
        return []
    sheets = {sheet.name: (nth, sheet.rows) for nth, sheet in enumerate(waiting.book().sheets)}
    mended_cells = []
    for (name, row, at), words in reading.answers.cells.items():
        if name in sheets and row <= len(sheets[name][1]) and at <= len(sheets[name][1][row - 1]):
            nth, rows = sheets[name]
            mended_cells.append(
                MendedCell(
                    place=f"{nth}_{row}_{at}",
                    where=place(name, row),
                    old=rows[row - 1][at - 1],
                    new=words,
                )
            )
    return mended_cells
