"""What a paper of a session said when it went out: the notice when it was issued, the agenda when
the session was held. A paper that went out stands, whatever changes afterwards.

Persons and guests stand here by their keys, so that the name of somebody who is erased does not
stay; everything else as it was worded. Pure: no database, no clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import pgettext_lazy


class Sheet(models.TextChoices):
    """The papers that stand; codes are those of ``papers.PAPERS``."""

    NOTICE = "notice"
    AGENDA = "agenda"


@dataclass(frozen=True)
class Standing:
    """One paper as it went out. Days and times are ISO, a speaker is [person, kind of speech]."""

    issued_on: str = ""
    group: str = ""
    number: int = 0
    topic: str = ""
    title: str = ""
    day: str = ""
    begins: str = ""
    place: str = ""
    place_kind: str = ""
    chair: str = ""
    series: str = ""
    series_numbers: list[int] = field(default_factory=list)
    together: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    guests: list[int] = field(default_factory=list)
    agenda: list[dict[str, str]] = field(default_factory=list)
    materials: list[str] = field(default_factory=list)
    question: str = ""
    speakers: list[list[str]] = field(default_factory=list)

    @property
    def people(self) -> set[str]:
        """Keys of all persons it names."""
        speakers = {person for person, _kind in self.speakers}
        return {self.chair, *self.expected, *speakers} - {""}


@dataclass(frozen=True)
class SheetWords:
    """The same in the words of the reader: what notice and agenda are drawn from."""

    issued_on: dt.date | None
    group: str
    number: int
    topic: str
    title: str
    day: dt.date
    when: str
    where: str
    chair: str
    series: str
    together: Sequence[str]
    expected: Sequence[str]
    guests: Sequence[str]
    agenda: Sequence[Mapping[str, Any]]
    materials: Sequence[str]
    question: str
    speakers: Sequence[tuple[str, Any]]


def as_column(standing: Standing) -> dict[str, Any]:
    """As it stands in the column of the session."""
    return asdict(standing)


def from_column(column: Mapping[str, Any]) -> Standing | None:
    """What stands in the column; None when the paper never went out from here, or before what went
    out was kept.
    """
    return Standing(**column) if column else None


NOTICED = (
    (pgettext_lazy("notice", "time"), ("day", "begins")),
    (pgettext_lazy("notice", "place"), ("place", "place_kind")),
    (pgettext_lazy("notice", "topic"), ("topic",)),
    (pgettext_lazy("notice", "chair"), ("chair",)),
    (pgettext_lazy("notice", "who takes part"), ("together", "expected")),
    (pgettext_lazy("notice", "guests"), ("guests",)),
    (pgettext_lazy("notice", "agenda"), ("agenda",)),
    (pgettext_lazy("notice", "materials"), ("materials",)),
    (pgettext_lazy("notice", "question for discussion"), ("question",)),
    (pgettext_lazy("notice", "speakers"), ("speakers",)),
)
UNORDERED = ("together", "expected", "guests", "speakers")  # who comes first says nothing else


def differing_parts(then: Standing, now: Standing) -> list[str]:
    """Words for what a notice says otherwise than one that were issued now, in its own order."""
    return [str(word) for word, names in NOTICED if _facts(then, names) != _facts(now, names)]


def _facts(standing: Standing, names: Sequence[str]) -> list[Any]:
    facts = [(name, getattr(standing, name)) for name in names]
    return [sorted(fact) if name in UNORDERED else fact for name, fact in facts]
