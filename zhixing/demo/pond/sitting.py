"""A week after the session its members answer a paper on it."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from zhixing.foundation.spine.groups.queries import roll

from ..stories import Story, do
from . import texts

DAY = dt.date(2026, 6, 16)
MARKS = ("100", "70", "100", "100", "60", "100", "70", "100", "100")


def sitting(county: SimpleNamespace, made: dict[str, Any]) -> Story:
    """The paper is made after the session; marks are typed by one and confirmed by another."""
    yield dt.date(2026, 6, 12)
    paper = do(
        county.secretary,
        "draft_paper",
        county.group,
        topic=made["pond_topic"],
        title="汪塘治理学习测试",
        minutes=20,
    )
    for item in texts.ITEMS:
        do(county.secretary, "add_item", paper, **item)
    do(county.secretary, "ready_paper", paper)
    yield DAY
    made["pond_test"] = do(
        county.secretary,
        "set_test",
        county.group,
        paper=paper,
        day=DAY,
        session=made["pond_session"],
    )
    marks: texts.Typed = {
        f"marks_{seat.person_id}": MARKS[at % len(MARKS)]
        for at, seat in enumerate(roll(county.group, DAY))
    }
    do(county.secretary, "type_marks", made["pond_test"], **marks)
    yield dt.date(2026, 6, 17)
    do(county.leader, "confirm_marks", made["pond_test"], **marks)
