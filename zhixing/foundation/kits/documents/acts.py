"""Acts on the register of papers: give a paper its number, correct the line, void it."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import act, tell
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.errors import Invisible, NotAllowed
from zhixing.foundation.machinery.may import Where
from zhixing.foundation.machinery.refusals import Common
from zhixing.foundation.machinery.things.models import Thing

from . import may
from .models import PaperEntry
from .refusals import Refused
from .register import begun, next_serial
from .registrable import PAPERS
from .rules import number_of, parts_of

STANDS = Where(voided_on__isnull=True)
YEARS = (2000, 2100)


@act(
    "paper_entry.registered",
    label=_("Register the paper"),
    says=_("registered “%(title)s” under %(number)s"),
    may=may.REGISTERS,
    creates=PaperEntry,
)
def register_paper(
    actor: Actor,
    *,
    about: Thing,
    paper: str,
    number: str,
    issued_on: dt.date,
    signer: str = "",
    copies: str = "",
    of_year: int = 0,
) -> PaperEntry:
    """登记文号: any paper of a thing gets its number, signer, copies and day; page, docx and PDF
    show them from then on.

    A number is used once for a unit, year and series. Raises Invisible, NotAllowed for whoever does
    not keep the thing, NotNow where the paper is registered already, BadInput for a number that is
    taken or can not be.
    """
    seen = Thing.objects.visible_to(actor).filter(pk=about.pk).first()
    known = PAPERS.get(seen.kind, {}).get(paper) if seen is not None else None
    if seen is None or known is None or bool(of_year) != known.yearly:
        raise Invisible()
    about = seen
    row = about.model._base_manager.select_related("thing").get(pk=about.pk)
    entry = begun(row, paper, of_year)
    if not may.KEEPS.allows(actor, entry):
        raise NotAllowed()
    standing_entry = (
        PaperEntry.objects.standing().filter(about=about, paper=paper, of_year=of_year).first()
    )
    if standing_entry is not None:
        raise Refused.PAPER_REGISTERED(number=standing_entry.number)
    entry.title = f"{row.thing_title()} {of_year}"[:200] if of_year else row.thing_title()[:200]
    _set(entry, number, issued_on, signer, copies)
    tell(title=entry.title, number=entry.number)
    return entry


@act(
    "paper_entry.corrected",
    label=_("Correct the entry"),
    says=_("corrected the entry: %(was)s, now %(number)s"),
    on=PaperEntry,
    may=may.KEEPS,
    when=STANDS,
)
def correct_paper(
    actor: Actor,
    entry: PaperEntry,
    *,
    number: str,
    issued_on: dt.date,
    reason: str,
    signer: str = "",
    copies: str = "",
) -> PaperEntry:
    """A number, signer, copy or day was wrong. What stood there before stays in the record; a
    number that is given up here is free again. Raises BadInput as ``register_paper``.
    """
    was = entry.number
    _set(entry, number, issued_on, signer, copies)
    tell(was=was, number=entry.number)
    return entry


@act(
    "paper_entry.voided",
    label=_("Void the number"),
    says=_("voided the number %(number)s"),
    on=PaperEntry,
    may=may.KEEPS,
    when=STANDS,
    danger=True,
)
def void_paper(actor: Actor, entry: PaperEntry, *, reason: str) -> PaperEntry:
    """作废: the paper has no number any more and can get another; this one is not used again."""
    entry.voided_on = clock.today()
    tell(number=entry.number)
    return entry


def _set(entry: PaperEntry, number: str, issued_on: dt.date, signer: str, copies: str) -> None:
    parts = parts_of(number)
    if parts is None or not YEARS[0] <= parts[1] <= YEARS[1]:
        raise Refused.NUMBER_ODD("number")
    series, year, serial = parts
    taken = (
        PaperEntry.objects.filter(unit=entry.unit_id, series=series, year=year, serial=serial)
        .exclude(pk=entry.pk)
        .first()
    )
    if taken is not None:
        raise Refused.NUMBER_TAKEN(
            "number",
            number=taken.number,
            title=taken.title,
            free=number_of(series, year, next_serial(entry.unit_id, series, year)),
        )
    if issued_on > clock.today():
        raise Common.DAY_FUTURE("issued_on")
    entry.series, entry.year, entry.serial, entry.issued_on, entry.signer, entry.copies = (
        series,
        year,
        serial,
        issued_on,
        signer.strip(),
        copies.strip().rstrip("。."),
    )
