"""The three parts (三位一体) and what is written of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from django.db import models
from django.utils.translation import pgettext_lazy

from .kinds import PlaceKind


class Part(models.TextChoices):
    """三位一体."""

    ON_SITE = "ON_SITE", pgettext_lazy("part", "On-site study")
    RESEARCH = "RESEARCH", pgettext_lazy("part", "Focused research")
    WORK = "WORK", pgettext_lazy("part", "Work carried out")


NTH = (pgettext_lazy("part", "1"), pgettext_lazy("part", "2"), pgettext_lazy("part", "3"))


@dataclass(frozen=True)
class PartReport:
    """What is written of one part; false while nothing is. ``begins`` is an hour, 09:00."""

    begins: str = ""
    place: str = ""
    place_kind: str = ""
    people: str = ""
    what: str = ""
    result: str = ""

    def __bool__(self) -> bool:
        return any(asdict(self).values())

    @property
    def place_word(self) -> str:
        """Its kind of place in words; none for one that is not known."""
        return str(dict(PlaceKind.choices).get(self.place_kind, ""))


PART_FIELDS = tuple(field.name for field in fields(PartReport))


def reports_of(column: Mapping[str, Mapping[str, str]]) -> dict[Part, PartReport]:
    """What stands in the column ``parts``, for each of the three."""
    return {
        part: PartReport(**{name: column.get(part, {}).get(name, "") for name in PART_FIELDS})
        for part in Part
    }


def report_column(report: PartReport) -> dict[str, str]:
    """As one report stands in the column: what is filled in."""
    return {name: text for name, text in asdict(report).items() if text}


def part_tones(reports: Mapping[Part, PartReport], happened: bool) -> dict[str, str]:
    """``done`` with a result, ``here`` for the first without one while the session is written up,
    else ``""``.
    """
    tones = {str(part): "done" if reports[part].result.strip() else "" for part in Part}
    open_parts = [part for part, tone in tones.items() if not tone]
    if happened and open_parts:
        tones[open_parts[0]] = "here"
    return tones
