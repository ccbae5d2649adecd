"""What stands on record about a paper, and what goes onto it because of that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.things.models import ThingRow

from .models import PaperEntry
from .paper import Paper
from .rules import number_of

Key = tuple[str, str, int]


def begun(row: ThingRow, paper: str, of_year: int = 0) -> PaperEntry:
    """The line of the register that a paper would get, without number and unsaved: what
    ``may.KEEPS`` is asked about.
    """
    return PaperEntry(
        about=row.thing,
        paper=paper,
        of_year=of_year,
        unit=row.thing_unit(),
        group=row.thing_group(),
        topic=row.thing_topic(),
    )


def entries(about: Iterable[str]) -> dict[Key, PaperEntry]:
    """What stands on record about the papers of these things: one query."""
    return {
        (entry.about_id, entry.paper, entry.of_year): entry
        for entry in PaperEntry.objects.standing().filter(about__in=list(about))
    }


def with_entry(paper: Paper, entry: PaperEntry | None) -> Paper:
    """The paper with its number, signer, copies and the day on which it was issued."""
    return (
        paper
        if entry is None
        else replace(
            paper,
            number=entry.number,
            signer=entry.signer,
            copies=entry.copies,
            date=entry.issued_on,
        )
    )


def proposal(unit: Any) -> dict[str, Any]:
    """What a new line most probably says: the series, signer and copies of the last one of this
    unit, and the next number of this year.
    """
    year = clock.today().year
    last = PaperEntry.objects.filter(unit=unit).order_by("-thing__made_at", "-pk").first()
    if last is None:
        return {}
    return {
        "number": number_of(last.series, year, next_serial(unit, last.series, year)),
        "signer": last.signer,
        "copies": last.copies,
    }


def next_serial(unit: Any, series: str, year: int) -> int:
    """One more than the highest number that was ever used; a voided one stays used."""
    last = (
        PaperEntry.objects.filter(unit=unit, series=series, year=year)
        .order_by("-serial")
        .values_list("serial", flat=True)
        .first()
    )
    return (last or 0) + 1
