"""Which papers can be registered, what stands on record about one, and what goes onto the paper
because of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.things.models import ThingRow

from .models import PaperEntry
from .paper import Paper
from .rules import number_of

Key = tuple[str, str, int]


@dataclass(frozen=True)
class PaperOf:
    """A paper that things of a kind have. ``place`` is the name of its page; ``yearly``: a thing
    has one each year, and the page's address ends with it.
    """

    label: Any
    place: str
    yearly: bool = False


PAPERS: dict[str, dict[str, PaperOf]] = {}


def registers(kind: str, papers: dict[str, PaperOf]) -> None:
    """A room says which papers its things have (``papers.py``): kind of the thing, then code of the
    paper.
    """
    PAPERS.setdefault(kind, {}).update(papers)


def url_of(about: Any, paper: str, of_year: int = 0) -> str:
    """The page of a paper. Raises KeyError for one that nobody has."""
    return reverse(
        PAPERS[_kind(about)][paper].place, args=[about.pk, of_year] if of_year else [about.pk]
    )


def _kind(about: Any) -> str:
    return about.KIND if isinstance(about, ThingRow) else about.kind


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
