"""Writes the lists of all rooms as files (see ``machinery/things/listing.py``)."""

from __future__ import annotations

from itertools import chain, islice

from django.db.models import QuerySet
from django.http import HttpResponse

from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.things.listing import KINDS, Listing

from .reading import read
from .refusals import Refused

MOST_ROWS = 20_000  # of one file; what is longer is asked for in parts, never cut


def rows_of(name: str, content: bytes) -> list[list[str]]:
    """The rows of all sheets of a workbook, as the text that stands there. Raises BadInput."""
    rows = chain.from_iterable(sheet.rows for sheet in read(name, content).sheets)
    return [[str(cell) for cell in row] for row in rows]


def write(listing: Listing, kind: str) -> HttpResponse:
    """The file, named after the list and the day; a kind that is not known is xlsx. Raises BadInput
    when more than ``MOST_ROWS`` rows are left by the conditions.
    """
    from .writing import download  # only here: most requests write no file

    rows = listing.rows
    rows = (
        list(rows[: MOST_ROWS + 1])
        if isinstance(rows, QuerySet)
        else list(islice(rows, MOST_ROWS + 1))
    )
    if len(rows) > MOST_ROWS:
        raise Refused.EXPORT_LONG(most=MOST_ROWS)
    kind = kind if kind in KINDS else KINDS[0]
    return download(
        listing.dress(rows), listing.columns, f"{listing.name}-{clock.today().isoformat()}", kind
    )
