"""Six visits: where the water of the pond comes from, and why it was never cured."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from zhixing.solve.problems.models import Problem

from ..stories import Story, do
from . import texts


def research(county: SimpleNamespace, made: dict[str, Any]) -> Story:
    """Whoever claimed the topic goes there six times, and makes what was found a problem."""
    visitor = county.member3
    yield dt.date(2026, 6, 15)
    made["pond_research"] = do(
        visitor,
        "start_research",
        made["pond_claim"],
        title="北坡村汪塘的水从哪里来",
        method="入户走访、沿沟查看、座谈",
    )
    for visit in texts.VISITS:
        yield visit["day"]
        do(visitor, "note_visit", made["pond_research"], **visit)
    yield dt.date(2026, 6, 24)
    _find(county, made)
    yield dt.date(2026, 6, 25)
    do(visitor, "report_research", made["pond_research"], **texts.REPORT)


def _find(county: SimpleNamespace, made: dict[str, Any]) -> None:
    do(county.member3, "note_finding", made["pond_research"], **texts.FINDING)
    finding = made["pond_research"].findings.get()
    do(
        county.member3,
        "raise_finding",
        made["pond_research"],
        finding=finding,
        title="北坡村汪塘三处污水直排，黑臭多年",
    )
    finding.refresh_from_db()
    problem = Problem.objects.select_related("thing").get(pk=finding.problem_id)
    do(county.office, "register_problem", problem, received_on=dt.date(2026, 6, 24))
    made["pond_problem"] = problem
