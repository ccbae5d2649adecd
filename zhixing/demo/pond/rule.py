"""One pond becomes a rule for all of them; the county's total says one more."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from ..stories import Story, do
from . import texts

TOTALS = ["sessions", "measures", "outcomes", "problems", "problems_solved"]


def rule(county: SimpleNamespace, made: dict[str, Any]) -> Story:
    """Drafted and issued in August, between two totals of the county; in November somebody looks
    whether it has lasted.
    """
    yield dt.date(2026, 8, 11)
    made["pond_total_before"] = _total(county, dt.date(2026, 7, 31), "1至7月学习成果转化统计")
    yield dt.date(2026, 8, 12)
    made["pond_outcome"] = do(
        county.secretary,
        "draft_outcome",
        county.group,
        title="龙泉镇村庄汪塘管护办法",
        text=texts.RULE,
        topic=made["pond_topic"],
        origins=[made["pond_park"], made["pond_problem"]],
    )
    yield dt.date(2026, 8, 19)
    do(
        county.secretary,
        "issue_outcome",
        made["pond_outcome"],
        number="龙政发〔2026〕15号",
        issuer="龙泉镇人民政府",
        issued_on=dt.date(2026, 8, 18),
        non_secret="on",  # noqa: S106 - a declaration, no password
    )
    yield dt.date(2026, 9, 1)
    made["pond_total"] = _total(county, dt.date(2026, 8, 31), "1至8月学习成果转化统计")
    yield dt.date(2026, 11, 9)
    do(county.office, "archive_problem", made["pond_problem"], reason=texts.LASTED)


def _total(county: SimpleNamespace, until: dt.date, occasion: str) -> Any:
    return do(
        county.office,
        "take_totals",
        county.root,
        occasion=occasion,
        since=dt.date(until.year, 1, 1),
        until=until,
        codes=TOTALS,
    )
