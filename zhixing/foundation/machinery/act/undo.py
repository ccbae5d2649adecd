"""How what an act did is taken back, as long as nobody has built on it.

An act that imports carry out says it where it is declared (``undo=``); what it ``creates`` goes as
a whole, without a word. ``kits/intake/undoing`` reads it. An act that says nothing and makes
nothing is not undone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Adds:
    """It adds lines below its row, and each record tells of one: ``person``, ``role`` or ``name``
    (``kits/intake/undoing/done.py`` knows what these tell).
    """

    line: str


@dataclass(frozen=True)
class Corrects:
    """It corrects its row: old and new stand in the record.

    ``arguments``: of the row and of its columns as they were (keys of what they point at), the
    arguments with which the same act sets them back. ``sets``: columns of several things, told as
    codes under their name, and as they were under ``<name>_before``. ``follows``: columns that
    follow from the others.
    """

    arguments: Callable[[Any, dict[str, Any]], dict[str, Any]]
    sets: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()


@dataclass(frozen=True)
class CorrectsDetails:
    """It corrects details of somebody, which no record tells: whoever carries it out keeps what was
    there.
    """


Undo = Adds | Corrects | CorrectsDetails
