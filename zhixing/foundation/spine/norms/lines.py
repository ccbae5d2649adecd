"""A list as it is typed: an entry a line; what an entry has several of is divided by ``|``. Pure.

``like`` is the list that stands now: its entries say which columns there are, and of which kind.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Sequence
from itertools import chain
from typing import Any

BETWEEN, AMONG = " | ", "；"


class LineFault(ValueError):
    """A line that can not be read; ``line`` is its number, ``columns`` what it should have."""

    def __init__(self, line: int, columns: Sequence[str]) -> None:
        super().__init__(line)
        self.line, self.columns = line, list(columns)


def columns_of(like: Sequence[Any]) -> list[str]:
    """The columns of its entries, in their order; none where an entry is one word or number."""
    entries = [entry for entry in like if isinstance(entry, dict)]
    return list(dict.fromkeys(chain.from_iterable(entries)))


def as_lines(value: Sequence[Any]) -> str:
    """The list as somebody types it."""
    columns = columns_of(value)
    return "\n".join(
        BETWEEN.join(_typed(entry.get(name, "")) for name in columns) if columns else str(entry)
        for entry in value
    )


def _typed(part: Any) -> str:
    return AMONG.join(map(str, part)) if isinstance(part, list) else str(part)


def read_lines(text: str, like: Sequence[Any]) -> list[Any]:
    """The list that was typed. Raises LineFault."""
    columns = columns_of(like)
    numbered = [(at, line.strip()) for at, line in enumerate(text.splitlines(), 1)]
    return [_entry(at, line, columns, like) for at, line in numbered if line]


def _entry(at: int, line: str, columns: list[str], like: Sequence[Any]) -> Any:
    if not columns:
        return _as_kind(at, line, like[0] if like else "", columns)
    cells = [cell.strip() for cell in line.replace("｜", "|").split("|")]
    if len(cells) != len(columns) or not cells[0]:
        raise LineFault(at, columns)
    models = dict(ChainMap(*like))
    return {
        name: _as_kind(at, cell, models[name], columns)
        for name, cell in zip(columns, cells, strict=True)
    }


def _as_kind(at: int, cell: str, model: Any, columns: list[str]) -> Any:
    """The cell as what stands in such a column: a number, several words, a word."""
    if isinstance(model, list):
        return [word.strip() for word in cell.replace(";", AMONG).split(AMONG) if word.strip()]
    if isinstance(model, int):
        try:
            return int(cell)
        except ValueError as fault:
            raise LineFault(at, columns) from fault
    return cell
