"""What the paper of a year is made of."""

from __future__ import annotations

from dataclasses import dataclass

from zhixing.foundation.machinery.actors import Actor
from zhixing.foundation.machinery.things.lists import Choices
from zhixing.foundation.machinery.things.models import STEP_WORDS
from zhixing.foundation.spine.orgs.queries import county_name
from zhixing.ui.words import clause_comma, month_word

from ..rules import Depth, Fate, flow
from .board import Board, board
from .figures import figures_in, figures_of, total_ways
from .page import Came, came_of, issued_in, sentence_of

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
    """The year that the address names, of the groups this person may look into, or of one."""
    names = {name: choices[name] for name in ("year", "group") if name in choices}
    shown = board(person, names)
    stretches = flow(shown.lines)
    group = shown.chosen.code if shown.chosen else ""
    figures = figures_in(person, shown.span, group) if group else figures_of(person, shown.span)
    return YearOfLoop(
        year=shown.year,
        name=shown.chosen.name if shown.chosen else county_name(),
        issuer=county_name(),
        sentence=clause_comma().join(map(str, sentence_of(shown, figures, group))),
        steps=[(str(STEP_WORDS[part.step]), part.number) for part in stretches],
        fates=[(str(fate.label), sum(line.fate == fate for line in shown.lines)) for fate in Fate],
        months=_months(shown),
        totals=[
            (way.label, way.number or 0) for way in total_ways(figures, shown.span, group).values()
        ],
        outcomes=[came_of(outcome) for outcome in issued_in(person, shown)[:NAMED]],
    )


def _months(shown: Board) -> list[tuple[str, int]]:
    groups = {shown.chosen.code} if shown.chosen else {group.code for group in shown.groups}
    depths = [months for group, months in shown.depths.items() if group in groups]
    return [
        (month_word(at + 1), sum(months[at] in STUDIED for months in depths)) for at in range(12)
    ]
