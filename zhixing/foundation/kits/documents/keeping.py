"""A paper as it went out, kept in a column: the same blocks come back, whatever the record says
later. Pure.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from .paper import Bars, Block, Heading, Numbered, Paper, Paragraph, Signature, Table

BLOCKS: dict[str, type[Block]] = {
    "heading": Heading,
    "paragraph": Paragraph,
    "numbered": Numbered,
    "table": Table,
    "bars": Bars,
    "signature": Signature,
}


def as_column(paper: Paper) -> dict[str, Any]:
    """As it stands in a JSON column."""
    column = asdict(paper)
    return column | {"date": paper.date.isoformat() if paper.date else None}


def from_column(column: Mapping[str, Any]) -> Paper:
    """The paper that was kept."""
    words = dict(column)
    day = words["date"]
    return Paper(
        **words
        | {
            "date": dt.date.fromisoformat(day) if day else None,
            "blocks": tuple(_block_of(block) for block in words["blocks"]),
        }
    )


def _block_of(column: Mapping[str, Any]) -> Block:
    model = BLOCKS[column["kind"]]
    names = [field.name for field in fields(model) if field.init]
    return model(**{name: _frozen(column[name]) for name in names})


def _frozen(value: Any) -> Any:
    """Lists as JSON has them, as the tuples that a block holds."""
    return tuple(_frozen(part) for part in value) if isinstance(value, list | tuple) else value
