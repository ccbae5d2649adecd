"""What the rows of a ledger are to become."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from zhixing.foundation.kits.intake.reading import LeftOut, Line
from zhixing.foundation.kits.intake.words import same_words
from zhixing.foundation.kits.workbooks.tables import Header
from zhixing.foundation.machinery.things.codes import typed
from zhixing.foundation.spine.orgs.models import Unit

from .deadlines import Deadline, read_deadline
from .words import read_class, read_source, read_struck

CUT = 120  # signs of a title
Key = tuple[str, str]  # unit, text as it is compared


@dataclass(slots=True)
class ProblemPlan:
    unit: Unit
    fields: dict[str, Any] = field(default_factory=dict)
    deadline: Deadline = field(default_factory=lambda: Deadline("missing"))
    there: str = ""  # code of the problem when it is here already


class Words:
    """The words of the columns that know only a few: each is read once. Kept as long as the file is
    read.
    """

    def __init__(self) -> None:
        self.deadline, self.struck = cache(read_deadline), cache(read_struck)
        self.kind, self.source = cache(read_class), cache(read_source)


@dataclass(slots=True)
class Written:
    """A row that can come in; whether its problem is here already is looked at later."""

    line: Line
    header: Header
    cells: dict[str, str]

    @property
    def key(self) -> Key:
        return self.line.plan.unit.pk, same_words(self.line.plan.fields["text"])

    @property
    def code(self) -> str:
        return typed(self.cells.get("code", ""))


@dataclass
class Tried:
    """Reads the cells of a row one by one, and keeps what is wrong with each."""

    faults: list[LeftOut] = field(default_factory=list)

    def __call__(self, reads: Callable[..., Any], *cells: Any) -> Any:
        try:
            return reads(*cells)
        except LeftOut as fault:
            self.faults.append(fault)
            return None
