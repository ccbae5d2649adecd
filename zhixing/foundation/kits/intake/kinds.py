"""Kinds of files that the offices of a county bring. Each room registers its own, in its
``countyfile``; the kit knows none of them but the roster and the workbook of a unit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhixing.foundation.kits.workbooks.reading import Workbook
from zhixing.foundation.kits.workbooks.tables import Field, Table
from zhixing.foundation.machinery.act import AnyAct
from zhixing.foundation.machinery.things.listing import Column
from zhixing.foundation.machinery.words import Words
from zhixing.foundation.spine.orgs.models import Unit

from .answers import Answers
from .reading import Reading
from .standing import Standing

UNIT = "unit"  # the workbook of a unit, whose sheets the rooms bring
Fact = tuple[str, str]  # icon, sentence
UNEXPORTED = ("note", "options")  # columns that only serve the import


@dataclass(frozen=True)
class Step:
    """A step of the work on a large file: its name, and how far it is (``done`` of ``total``)."""

    code: str
    word: Words
    counted: Words = ""


READING = Step("reading", pgettext_lazy("progress", "Read the file"))
CHECKING = Step(
    "checking",
    pgettext_lazy("progress", "Check the rows"),
    _("Checking rows: %(done)s of %(total)s"),
)
CHAINING = Step(
    "chaining",
    pgettext_lazy("progress", "Records"),
    _("Writing records: %(done)s of %(total)s"),
)


def _nothing(_reading: Reading) -> Iterator[Fact]:
    yield from ()


def _no_words(_reading: Reading) -> str:
    return ""


def columns_of(fields: Iterable[Field]) -> list[Column]:
    """The columns of a file of rows that are dictionaries: name of a field -> value."""

    def reads(name: str) -> Callable[[dict[str, Any]], Any]:
        return lambda row: row.get(name)

    return [Column(field.heading, reads(field.name)) for field in fields]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of file, all that the pages, the act and the command line know of it.

    ``read`` answers what the file would do (raises BadInput when it is another kind of file),
    ``carry_out`` does it inside the act.
    """

    # in addresses, with what is kept, and as the word of the command line
    code: str
    # its place among the others, wherever they stand side by side
    place: int
    # what such a file is called
    word: Words
    # what is done with it, on its page and its button
    title: Words
    # what it brings
    lead: Words
    icon: str
    act: AnyAct
    read: Callable[[Workbook, Answers, Standing, dt.date], Reading]
    carry_out: Callable[[Any, Unit, Reading], None]
    # what ``carry_out`` goes through
    steps: tuple[Step, ...]
    # its columns; none where it has several sheets
    table: Table | None = None
    # what this person may see, in these columns
    rows: Callable[[Any], Iterable[dict[str, Any]]] | None = None
    # what is good to know before importing
    facts: Callable[[Reading], Iterable[Fact]] = _nothing
    # what the new rows are, where a row is not one thing
    new_in_words: Callable[[Reading], str] = _no_words
    # answers that its act takes beside names, cells, choices: ``year``, ``received_on``, ``unit``
    takes: frozenset[str] = frozenset()
    # why the year is asked, and what the day of receipt does
    why_year: Words = ""
    why_received: Words = ""

    @property
    def all_steps(self) -> tuple[Step, ...]:
        return (READING, CHECKING, *self.steps, CHAINING)

    def columns(self) -> list[Column]:
        """The columns of its file as it goes out."""
        fields = self.table.fields if self.table is not None else ()
        return columns_of(field for field in fields if field.name not in UNEXPORTED)


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Called when the process starts (a room's ``countyfile``). A code and a place are registered
    once.
    """
    for other in _KINDS.values():
        if kind.code == other.code or kind.place == other.place:
            raise RuntimeError(f"the kind of file {kind.code} is registered twice")
    _KINDS[kind.code] = kind


def kinds() -> list[Kind]:
    """All of them, each at its place."""
    return sorted(_KINDS.values(), key=lambda kind: kind.place)


def kind_of(code: str) -> Kind:
    """The kind with this code. Raises KeyError."""
    return _KINDS[code]


def is_kind(code: str) -> bool:
    return code in _KINDS


def word_of(code: str) -> Words:
    """What a file of a kind is called; its code where its room is not there."""
    return _KINDS[code].word if code in _KINDS else code


def step_of(code: str) -> Step | None:
    """The step of whichever kind that has this code."""
    steps = chain.from_iterable(kind.all_steps for kind in kinds())
    return next((step for step in steps if step.code == code), None)
