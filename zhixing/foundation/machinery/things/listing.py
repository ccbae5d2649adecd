"""A list that can be taken away as a file. A room's view says the columns once; ``listed`` answers
the page with its links, or the file.

The rooms of the spine have lists too and may not know of workbooks: what writes the file is told to
the registry (``kits/workbooks/listing.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from zhixing.foundation.machinery.things.parts import Way

from .. import registry
from ..requests import Request
from .lists import address

KINDS = ("xlsx", "ods", "csv")  # the first is what an office opens; the others stand beside it


@dataclass(frozen=True)
class Column:
    """A column of a list: its heading, and how a row gives its value."""

    heading: Any
    read: Callable[[Any], Any]


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


def listed(request: Request, template: str, page: dict[str, Any], listing: Listing) -> HttpResponse:
    """The page with its export links (``ui/list.html``, ``ui/exports.html``); with
    ``?export=xlsx|ods|csv`` in the address the file itself.

    The links keep the conditions of the address. The number beside them is the total of the pager,
    or that of the rows where nothing is cut. Raises BadInput when the file would be too long.
    """
    if request.GET.get("export"):
        return registry.write_list(listing, request.GET["export"])
    count = page["pager"].total if page.get("pager") else len(page["rows"])
    first, *others = (Way(kind, address(request.GET, after="", export=kind)) for kind in KINDS)
    links = (
        {"export_url": first.url, "export_others": others, "export_count": count} if count else {}
    )
    return render(request, template, {"page": page | links})
