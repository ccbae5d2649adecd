"""What the paper of a year is made of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from zhixing.foundation.kits.indicators.registry import TOTALS
from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.lists import Choices, numbers
from zhixing.foundation.machinery.things.models import STEP_WORDS
from zhixing.foundation.spine.orgs.queries import county_name
from zhixing.ui.words import month_word

from ..rules import Depth, Fate, flow
from .board import Board, board
from .page import Came, outcomes_of, sentence_of

NAMED = 60  # outcomes that the paper names
STUDIED = frozenset(Depth) - {Depth.MISSING, Depth.NOTHING}


@dataclass(frozen=True)
class YearOfLoop:
    """Words and numbers, each counted from rows that the page opens."""

    year: int
    name: str
    issuer: str
    sentence: str
    steps: list[tuple[str, int]]
    fates: list[tuple[str, int]]
    months: list[tuple[str, int]]  # how many groups studied
    totals: list[tuple[str, int]]
    outcomes: list[Came]


def year_of_loop(person: Actor, choices: Choices) -> YearOfLoop:
    """The year that the address names, of the groups this person may look into."""
    shown = board(person, choices)
    stretches = flow(shown.lines)
    first, last = dt.date(shown.year, 1, 1), dt.date(shown.year, 12, 31)
    queries = {code: total.known(person, first, last) for code, total in TOTALS.items()}
    return YearOfLoop(
        year=shown.year,
        name=shown.chosen.name if shown.chosen else county_name(),
        issuer=county_name(),
        sentence=sentence_of(shown),
        steps=[(str(STEP_WORDS[part.step]), part.number) for part in stretches],
        fates=[(str(fate.label), sum(line.fate == fate for line in shown.lines)) for fate in Fate],
        months=_months(shown),
        totals=[(str(TOTALS[code].label), number) for code, number in numbers(**queries).items()],
        outcomes=outcomes_of(person, shown.year, NAMED),
    )


def _months(shown: Board) -> list[tuple[str, int]]:
    groups = {shown.chosen.code} if shown.chosen else {group.code for group in shown.groups}
    depths = [months for group, months in shown.depths.items() if group in groups]
    return [
        (month_word(at + 1), sum(months[at] in STUDIED for months in depths)) for at in range(12)
    ]
