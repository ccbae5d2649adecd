"""The problem: its clock, what was done, who looked at it from outside, what the resident says."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from zhixing.foundation.spine.files.rules import Side

from ..drawings import attach_drawing
from ..stories import Story, do
from . import texts

DUE = dt.date(2026, 8, 7)


def solving(county: SimpleNamespace, made: dict[str, Any]) -> Story:
    """Dispatched with 30 working days, reported solved three before the last of them."""
    problem = lambda: made["pond_problem"]  # noqa: E731 - made by the research, later
    yield dt.date(2026, 6, 26)
    _take_in(county, made)
    yield dt.date(2026, 6, 29)
    do(county.clerk, "accept_problem", problem(), person=county.responsible)
    yield dt.date(2026, 6, 30)
    _begin(county, made)
    yield dt.date(2026, 7, 15)
    _carry_out(county, made, "pond_measure", "三处排口接进镇区管网，塘边不再见污水。")
    do(county.clerk, "report_progress", problem(), **texts.PROGRESS)
    yield dt.date(2026, 8, 3)
    _carry_out(county, made, "pond_park", "清淤 1,900 立方米，栽柳 36 棵，铺步道 210 米，装护栏。")
    yield dt.date(2026, 8, 4)
    attach_drawing(county.responsible, problem(), "pond_after", "8月塘边.jpg", Side.AFTER)
    do(county.responsible, "report_solved", problem(), **texts.SOLVED)
    yield dt.date(2026, 8, 6)
    do(county.verifier, "verify_problem", problem(), **texts.VERIFIED)
    yield dt.date(2026, 8, 7)
    _answer(county, made)
    yield dt.date(2026, 8, 10)
    do(county.caller, "call_back", problem(), **texts.CALLED)


def _take_in(county: SimpleNamespace, made: dict[str, Any]) -> None:
    """What she said at the pond, and the report she has a receipt of, are one case with it."""
    office, problem = county.office, made["pond_problem"]
    do(office, "list_problem", problem, kind="special", aim="塘水不黑不臭，孩子能从塘边走。")
    for name in ("pond_said", "pond_followup"):
        do(office, "join_problem", made[name], head=problem, reason="同一口塘，一并办理。")
    attach_drawing(county.clerk, problem, "pond_before", "6月塘边.jpg", Side.BEFORE)
    do(
        office,
        "dispatch_problem",
        problem,
        unit=county.town,
        person=county.responsible,
        due=DUE,
    )


def _begin(county: SimpleNamespace, made: dict[str, Any]) -> None:
    """What will be done, in two measures."""
    person, problem = county.responsible, made["pond_problem"]
    do(person, "start_problem", problem, as_shown=True, remedy=texts.REMEDY)
    for name, title, due in texts.MEASURES:
        made[name] = do(person, "answer_problem", problem, title=title, due=due)


def _carry_out(county: SimpleNamespace, made: dict[str, Any], name: str, result: str) -> None:
    do(county.responsible, "report_measure", made[name], result=result)
    do(county.leader, "confirm_measure", made[name])


def _answer(county: SimpleNamespace, made: dict[str, Any]) -> None:
    """Nobody may answer for her: it is her receipt."""
    followup = made["pond_followup"]
    do(county.resident, "answer_by_receipt", followup, answer="really", reason=texts.HER_ANSWER)
    do(county.resident, "rate_by_receipt", followup, rating="very_good")
