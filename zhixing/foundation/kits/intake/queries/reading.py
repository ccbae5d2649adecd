"""The page of the dry run: what would happen, where to look, what is asked."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from ..kinds import UNIT, Fact, Kind, kind_of
from ..models import Waiting
from ..notes import CELL, CHECK, LEFT_OUT, place
from ..reading import CHANGED, NEW, REFUSED, SAME, Reading
from .counting import counts_in_words, tally
from .files import crumbs

MENDABLE = (LEFT_OUT, CELL, CHECK)
SHOWN = 200  # rows of a group and notes that a page shows; the files hold all of them


def reading_page(reading: Reading, waiting: Waiting) -> dict[str, Any]:
    """The dry run: what would happen, where to look, what is asked."""
    kind = kind_of(reading.what)
    counts = {action: reading.count(action) for action in (NEW, CHANGED, SAME, REFUSED)}
    upload_url = reverse("imports:upload", args=[kind.code])
    return {
        "title": _("Import %(file)s") % {"file": waiting.name},
        "crumbs": crumbs(
            {"label": str(kind.title), "url": upload_url},
            {"label": waiting.name, "url": ""},
        ),
        "reading": reading,
        "lead": _lead(reading),
        "tally": tally(counts, _what_counts(kind, reading, counts), urls=True),
        "counted": counts_in_words(reading.notes),
        "facts": facts(kind, reading),
        "groups": _groups(reading, counts),
        "notes": _notes_with_cells(reading),
        "more_notes": max(len(reading.notes) - SHOWN, 0),
        "mended": _mended_cells(reading, waiting),
        "remarks_url": reverse("imports:remarks", args=[waiting.pk]),
        "refused": counts[REFUSED],
        "again_url": upload_url,
        "notes_url": reverse("imports:notes", args=[waiting.pk]),
        "asks": _asks(reading),
        "why_year": kind.why_year,
        "why_received": kind.why_received,
        "button": (
            ngettext("Import %(count)s row", "Import %(count)s rows", reading.to_do)
            % {"count": reading.to_do}
        ),
    }


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


def _groups(reading: Reading, counts: dict[str, int]) -> list[dict[str, Any]]:
    """The rows by what becomes of them, as many as a page shows."""
    return [
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
    ]


def _asks(reading: Reading) -> bool:
    """Whether the clerk is asked anything."""
    asked = reading.questions or reading.asks_year or reading.asks_received
    return bool(asked) or any(note.options for note in reading.notes)


def _notes_with_cells(reading: Reading) -> list[dict[str, Any]]:
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
            notes.append({"note": note, "place": name, "cell": cell})
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
