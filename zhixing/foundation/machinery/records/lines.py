"""What stands below a thing (seats, speeches, marks): a record keeps one digest for each kind of
line, so that a line changed past the acts is noticed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from .chain import canonical

BELOW = "below"  # where a record keeps them


def digests(row: Any, plain: Any) -> dict[str, Any]:
    """``{"below": {kind: digest}}`` of a row as it stands; nothing for one without lines."""
    names = getattr(type(row), "LINES", ())
    return {BELOW: {name: digest(getattr(row, name), plain) for name in names}} if names else {}


def digest(rows: Any, plain: Any) -> str:
    """Of a related manager or queryset: the number of lines and what all of them say, but for what
    no record may hold. A column that an upgrade brought (``CAME_LATER``) is told with its name
    where it holds something, so that a line from before reads as it did.
    """
    untold = getattr(rows.model, "UNTOLD", ())
    later = getattr(rows.model, "CAME_LATER", ())
    columns = [column for column in rows.model._meta.concrete_fields if column.name not in untold]
    fields = [column.attname for column in columns if column.name not in later]
    added = [column.attname for column in columns if column.name in later]
    values = rows.order_by("pk").values(*fields, *added)
    return digest_of(plain(_told(line, fields, added)) for line in values)


def _told(line: Mapping[str, Any], fields: Iterable[str], added: Iterable[str]) -> list[Any]:
    new = ((name, line[name]) for name in added if line[name] not in (None, ""))
    return [*(line[name] for name in fields), *chain.from_iterable(new)]


def digest_of(lines: Iterable[list[Any]]) -> str:
    listed = list(lines)
    return f"{len(listed)}:{hashlib.sha256(canonical(listed)).hexdigest()[:20]}"
