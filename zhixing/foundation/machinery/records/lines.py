"""What stands below a thing (seats, speeches, marks): a record keeps one digest for each kind of
line, so that a line changed past the acts is noticed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from .chain import canonical

BELOW = "below"  # where a record keeps them


def digests(row: Any, plain: Any) -> dict[str, Any]:
    """``{"below": {kind: digest}}`` of a row as it stands; nothing for one without lines."""
    names = getattr(type(row), "LINES", ())
    return {BELOW: {name: digest(getattr(row, name), plain) for name in names}} if names else {}


def digest(rows: Any, plain: Any) -> str:
    """Of a related manager or queryset: the number of lines and what all of them say, but for what
    no record may hold.
    """
    untold = getattr(rows.model, "UNTOLD", ())
    columns = rows.model._meta.concrete_fields
    fields = [column.attname for column in columns if column.name not in untold]
    values = rows.order_by("pk").values_list(*fields)
    return digest_of([plain(list(line)) for line in values])


def digest_of(lines: Iterable[list[Any]]) -> str:
    listed = list(lines)
    return f"{len(listed)}:{hashlib.sha256(canonical(listed)).hexdigest()[:20]}"
