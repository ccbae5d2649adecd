"""What is tied together in the demo county: two topics studied as one, three bureaus that learn
from each other for a year, and a campaign that holds what was studied and what was done.
"""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G

from .groups import YEAR
from .stories import Story, do, working_day

BUREAUS = ("县卫生健康局", "市生态环境局青禾分局", "县综合行政执法局")


def related_topics(county: SimpleNamespace) -> Story:
    """Before the groups plan: what is carried off and what is cleaned up touch."""
    yield dt.date(YEAR, 1, 5)
    do(
        county.office,
        "relate_topics",
        county.topic,
        other=county.other_topic,
        reason="废物从哪里来、污水往哪里去，是一个村的同一件事",
    )


def campaign(county: SimpleNamespace, made: dict[str, Any]) -> Story:
    """理论学得好 实事干得好: the county's campaign, into which 龙泉镇 puts its sessions, and the
    office what was done about the pond.
    """
    yield dt.date(YEAR, 6, 1)
    row = do(
        county.office,
        "found_campaign",
        county.root,
        name="理论学得好 实事干得好",
        aim="学一个专题，调研一个课题，办成一件群众看得见的实事。",
        since=dt.date(YEAR, 6, 1),
        until=dt.date(YEAR, 12, 31),
    )
    yield dt.date(YEAR, 6, 16)
    for name, reason in (
        ("session", "联村收集点从这次学习开始"),
        ("pond_session", "在塘边学，村民当场提问题"),
    ):
        do(county.secretary, "put_into_campaign", row, thing=made[name], reason=reason)
    yield dt.date(YEAR, 8, 20)
    for name, reason in (
        ("pond_problem", "臭水塘治好，村民说真解决"),
        ("pond_fence", "塘边先围栏，再治理"),
        ("pond_outcome", "一个塘的办法变成全镇的制度"),
    ):
        do(county.office, "put_into_campaign", row, thing=made[name], reason=reason)


def pairing(first: dt.date) -> Story:
    """「三学」 of the three bureaus in the month that begins with ``first``: one proposes, two
    agree; the joint session of the month stands in it, and a lecture to which health invites the
    others.
    """
    yield working_day(first)
    lead, *others = (
        StudyGroup.objects.select_related("unit__thing", "thing").get(unit__name=name)
        for name in BUREAUS
    )
    keeper = _secretary(lead)
    row = do(
        keeper,
        "propose_pairing",
        lead,
        name="医疗废物三家互学",
        year=YEAR,
        aim="卫健学执法怎样查，执法学环保怎样测，环保学卫健怎样收。",
        partners=others,
    )
    for number, other in enumerate(others, 2):
        yield working_day(first, number)
        do(_secretary(other), "agree_pairing", row)
    yield working_day(first, 6)
    series = do(keeper, "found_series", lead.unit, name="医废课堂", aim="在暂存间讲，在车上讲。")
    held = working_day(first, 14)
    lecture = do(
        keeper,
        "plan_lecture",
        series,
        title="一张联单怎样跟着废物走",
        day=held,
        begins="15:00",
        place="县人民医院医疗废物暂存间",
        place_kind="site",
        lecturer="县人民医院感染管理科",
        for_whom="三家中心组成员",
        partners=others,
    )
    yield held
    do(keeper, "hold_lecture", lecture, on=held, listened=31)


def _secretary(group: StudyGroup) -> Any:
    seats = group.memberships.filter(role=G.SECRETARY, stands_in=False, until=None)
    return seats.select_related("person").earliest("place", "pk").person
