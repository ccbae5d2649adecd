"""Every column about a person is declared: what for, how long, who sees it. A house test compares
with the models (PIPL art. 6, 17, 19).
"""

from __future__ import annotations

from dataclasses import dataclass

COLUMNS: dict[str, Column] = {}


@dataclass(frozen=True)
class Column:
    purpose: str
    keep: str
    seen_by: str


def declare(column: str, *, purpose: str, keep: str, seen_by: str) -> None:
    """``column`` is ``app_label.Model.field``."""
    COLUMNS[column] = Column(purpose, keep, seen_by)
