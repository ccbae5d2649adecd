"""The page of an import."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import ngettext

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.things.page import ThingPage
from zhixing.foundation.machinery.things.parts import Crumb, TallyBox

from ..kinds import word_of
from ..models import KEEP, Import, Waiting
from ..notes import Note
from ..reading import CHANGED, NEW, REFUSED, SAME
from ..sentences import SENTENCES
from .counting import counts_in_words, tally
from .files import crumbs


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


@dataclass(frozen=True, kw_only=True)
class ImportPage(ThingPage):
    """What one file brought in."""

    notes: list[Note]
    tally: list[TallyBox]
    remarks_url: str
    notes_url: str


def import_page(person: Any, code: str) -> ImportPage:
    row = import_of(person, code)
    notes = notes_of(row)
    return ImportPage.of(
        person,
        row,
        crumbs=crumbs(Crumb(row.pk)),
        trace=[],
        title=row.file,
        notes=notes,
        lead=str(word_of(row.what))
        + " · "
        + ngettext("%(count)s row was read.", "%(count)s rows were read.", row.rows)
        % {"count": row.rows}
        + (" " + counts_in_words(notes) if notes else ""),
        tally=tally({NEW: row.new, CHANGED: row.changed, SAME: row.same, REFUSED: row.refused}, {}),
        remarks_url=_remarks_url(person, row) if notes else "",
        notes_url=reverse("imports:kept_notes", args=[row.pk]),
    )
