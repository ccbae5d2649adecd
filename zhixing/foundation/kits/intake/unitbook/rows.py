"""A row of a sheet, and why it can not come in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from zhixing.foundation.kits.workbooks.forms import both
from zhixing.foundation.kits.workbooks.tables import Header

from ..reading import Line


class RowRefused(Exception):
    """A row can not come in: (column or "", sentence in Chinese and in English) for each reason."""

    def __init__(self, *reasons: tuple[str, tuple[str, str]]) -> None:
        super().__init__()
        self.reasons = reasons
        self.kept: tuple[str, str] | None = (
            None  # what stays with the import, where the sentence names people
        )


def refused(column: str, sentence: Any, **params: Any) -> RowRefused:
    return RowRefused((column, said(sentence, params)))


def refused_naming(
    column: str, sentence: Any, params: dict[str, Any], nameless: Any, **nameless_params: Any
) -> RowRefused:
    """A refusal that names people, and what of it is kept with the import, without their names."""
    refusal = refused(column, sentence, **params)
    refusal.kept = said(nameless, nameless_params)
    return refusal


def said(sentence: Any, params: dict[str, Any] | None = None) -> tuple[str, str]:
    """A lazy sentence and its words in both languages."""
    chinese, english = both(sentence)
    return (chinese % params, english % params) if params else (chinese, english)


@dataclass
class Row:
    """One row of a sheet: where it stands, what it says, what has become of it so far."""

    line: Line
    header: Header
    cells: dict[str, str]
    untouched: bool = False  # as it was sent out: it says nothing, whatever stands here by now
    sent: dict[str, str] | None = None  # the row as it was sent out, where the file has changed it
    warnings: dict[str, tuple[str, str]] = field(
        default_factory=dict
    )  # code -> what the last act warns of

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")

    def change(self, heading: str, old: Any, new: Any) -> None:
        self.line.changes.append(
            (heading, str(old if old is not None else ""), str(new if new is not None else ""))
        )
