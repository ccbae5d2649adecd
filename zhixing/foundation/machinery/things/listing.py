"""A list: its page, and the same rows as a file. A room says its columns once (``Column``); they
draw the table, the cards of the phone and the file.

The rooms of the spine have lists too and may not know of workbooks: what writes the file is told to
the registry (``kits/workbooks/listing.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from .. import registry
from ..actors import Actor
from ..requests import Request
from .beginning import begin_buttons
from .columns import Cell, Column, Look
from .lists import address
from .models import ThingRow
from .parts import Button, Chip, Crumb, Empty, Pager, Way

__all__ = ["KINDS", "Cell", "Column", "Export", "ListPage", "Listing", "Look", "listed"]

KINDS = ("xlsx", "ods", "csv")  # the first is what an office opens; the others stand beside it


@dataclass(frozen=True)
class Listing:
    """What the file holds: every row that the conditions leave (not only those of the page), in the
    order of the page.

    ``name`` begins the name of the file (ASCII). ``dress`` gets all rows at once, where a column
    needs what one query tells for all of them.
    """

    name: str
    rows: Iterable[Any]
    columns: list[Column]
    dress: Callable[[list[Any]], list[Any]] = list


@dataclass(frozen=True)
class Export:
    """The ways to the file of a list (``ui/exports.html``), and how many rows it holds."""

    url: str
    others: list[Way]
    count: int


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """The page of a list, as ``ui/list.html`` draws it. A room's page is a subclass, which adds
    what stands in its sentence.

    ``rows`` are those of this page, ``every`` all that the conditions leave, for the file;
    ``dress`` as in ``Listing``; ``file`` begins the name of the file (ASCII). ``kind``: of which
    things it is the list, so that it begins what it lists (``things/beginning.py``).
    """

    title: str
    columns: list[Column]
    rows: Sequence[Any]
    every: Iterable[Any]
    file: str
    kind: type[ThingRow] | None = None
    empty: Empty | None = None
    dress: Callable[[list[Any]], list[Any]] = list
    pager: Pager | None = None
    crumbs: list[Crumb] = field(default_factory=list)
    acts: list[Button] = field(default_factory=list)
    lead: str = ""
    chips: list[Chip] = field(default_factory=list)
    clear_url: str = "?"
    filter_form: forms.Form | None = None
    order_note: str = ""
    export: Export | None = None

    @property
    def filtered(self) -> bool:
        """Whether a condition is in force."""
        return bool(self.chips)

    @property
    def shown_columns(self) -> list[Column]:
        return [column for column in self.columns if column.on_screen]

    @property
    def table(self) -> Iterator[tuple[Any, list[tuple[Column, Cell]]]]:
        """Each row of the page with its cells."""
        columns = self.shown_columns
        for row in self.rows:
            yield row, [(column, column.cell(row)) for column in columns]

    @property
    def listing(self) -> Listing:
        """What the file holds."""
        columns = [column for column in self.columns if column.in_file]
        return Listing(self.file, self.every, columns, self.dress)


def listed(request: Request, template: str, page: ListPage) -> HttpResponse:
    """The page with its export links; with ``?export=xlsx|ods|csv`` in the address the file itself.

    The links keep the conditions of the address. The number beside them is the total of the pager,
    or that of the rows where nothing is cut. Raises BadInput when the file would be too long.
    """
    if request.GET.get("export"):
        file: HttpResponse = registry.write_list(page.listing, request.GET["export"])
        return file
    page = replace(_with_beginnings(request.person, page), export=_export(request, page))
    return render(request, template, {"page": page})


def _with_beginnings(person: Actor | None, page: ListPage) -> ListPage:
    """The page with the buttons that begin what it lists, also where there is nothing yet. A button
    that the room draws itself stays the main one.
    """
    begin = begin_buttons(person, page.kind) if page.kind is not None else []
    if not begin:
        return page
    return replace(
        page,
        acts=[*page.acts, *begin],
        empty=page.empty.begun_by(begin[0]) if page.empty is not None else None,
    )


def _export(request: Request, page: ListPage) -> Export | None:
    """The ways to the file; none where there is nothing."""
    count = page.pager.total if page.pager is not None else len(page.rows)
    first, *others = (Way(kind, address(request.GET, after="", export=kind)) for kind in KINDS)
    return Export(first.url, others, count) if count else None
