"""The plan of the year of a group, and how it is changed."""

from __future__ import annotations

import datetime as dt

from zhixing.foundation.spine.groups.queries import missing_in, roll
from zhixing.learn.plans.models import StudyPlan

from .groups import SEATS, YEAR, Cast
from .stories import Story, do, working_day
from .words import RETURNED_PLANS


def plan_of(cast: Cast, day: dt.date, month: int = 1) -> Story:
    """Draft, leader, committee, filed; three come back with a reason, and one of them is still
    being written on. ``month``: what it plans from.
    """
    if cast.keeper is None or cast.leader is None:
        return
    yield day
    plan = do(cast.keeper, "draft_plan", cast.group, year=YEAR)
    members = [seat.person for seat in roll(cast.group)]
    for nth, line in enumerate(
        plan.lines.select_related("topic")
        .filter(last_month__gte=month)
        .order_by("first_month", "pk")[:1]
    ):
        speakers = [members[(cast.at + nth + more) % len(members)] for more in (0, 3)]
        do(
            cast.keeper,
            "set_plan_line",
            plan,
            topic=line.topic,
            first_month=line.first_month,
            last_month=line.last_month,
            form="集体学习研讨",
            speakers=list(dict.fromkeys(speakers)),
        )
    yield (day := working_day(day, 1))
    do(cast.leader, "approve_plan", plan)
    yield (day := working_day(day, 1 + cast.at % 3))
    do(
        cast.keeper,
        "record_committee",
        plan,
        meeting=f"{cast.group.unit.name}党委会" if cast.town else f"{cast.group.unit.name}党组会",
        on=day,
    )
    if missing_in(cast.group):
        return  # an incomplete group can not file; it shows on the map until somebody fills the gap
    yield (day := working_day(day, 1))
    do(cast.keeper, "file_plan", plan)
    yield (day := working_day(day, 2))
    if cast.is_one_of("returned"):
        which = SEATS["returned"].index(cast.at)
        do(cast.office, "return_plan", plan, reason=RETURNED_PLANS[which])
        yield (day := working_day(day, 3 + 4 * which))
        do(cast.keeper, "take_up_plan", plan)
        if which == 2:
            return
        yield (day := working_day(day, 1))
        do(cast.leader, "approve_plan", plan)
        yield (day := working_day(day, 2))
        do(cast.keeper, "record_committee", plan, meeting="补充审定会", on=day)
        do(cast.keeper, "file_plan", plan)
        yield (day := working_day(day, 1))
    do(cast.office, "take_note", plan)


def changed_plan(cast: Cast) -> Story:
    """In July the group moves a topic: a new version, approved again, and the county has it on
    file.
    """
    yield dt.date(YEAR, 7, 2)
    plan = StudyPlan.objects.get(group=cast.group, year=YEAR, state="in_force")
    newer = do(
        cast.keeper, "change_plan", plan, reason="防汛任务重，“城乡融合发展”提前到九月学一部分。"
    )
    members = [seat.person for seat in roll(cast.group)]
    for at, line in enumerate(
        newer.lines.select_related("topic").filter(last_month__gte=7).order_by("first_month")
    ):
        moved = (
            {"first_month": 9, "last_month": 10, "form": "三位一体", "aim": "末班车延时"}
            if line.topic.title == "城乡融合发展"
            else {"first_month": line.first_month, "last_month": line.last_month, "form": line.form}
        )
        do(
            cast.keeper,
            "set_plan_line",
            newer,
            topic=line.topic,
            speakers=[members[at % len(members)], members[(at + 4) % len(members)]],
            **moved,
        )
    yield dt.date(YEAR, 7, 3)
    do(cast.leader, "approve_plan", newer)
    yield dt.date(YEAR, 7, 6)
    do(cast.keeper, "record_committee", newer, meeting="龙泉镇党委会", on="2026-07-06")
    do(cast.keeper, "file_plan", newer)
    yield dt.date(YEAR, 7, 8)
    do(cast.office, "take_note", newer)
