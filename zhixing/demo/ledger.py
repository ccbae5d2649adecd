"""What became of the rows of the county's ledger that were open when it was imported: each gets
somebody who answers for it; two are solved, two are shelved by the county's leader.
"""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from zhixing.foundation.machinery import clock
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.solve.problems.models import Problem

from .groups import YEAR
from .stories import Story, do, working_day

READ = dt.date(YEAR, 9, 1)  # the day of the import (county)
SOLVED = (
    (
        "社区办证明过多",
        dt.date(YEAR, 9, 8),
        "社区一年开二十一种证明，其中十三种没有依据。",
        "十三种取消，五种改为部门之间核查，留下三种贴在窗口。",
    ),
    (
        "村卫生室医疗废物由村医自己送镇里，路远且无专用箱",
        dt.date(YEAR, 10, 20),
        "村医骑摩托送，箱子是泡沫的，最远的单程十四里。",
        "配了五升带锁的专用箱，并入联村收集点，收运车每周二、五到点。",
    ),
)
SHELVED = (
    (
        "企业留抵退税到账慢",
        dt.date(YEAR, 10, 21),
        "退税由上级国库统一办理，县里每月对一次账，半年后再看。",
    ),
    (
        "乡镇卫生院儿科没有医生",
        dt.date(YEAR, 11, 30),
        "定向培养的两名医生后年毕业，先开夜间连线门诊，同意挂账。",
    ),
)


def ledger_rows(county: SimpleNamespace, joined: dt.date) -> list[Story]:
    """A story for each row that was open; ``joined``: the day on which the units' people are in."""
    begins = working_day(max(READ, joined), 3)
    return [
        *(_solved(county, begins, *row) for row in SOLVED),
        *(_shelved(county, begins, *row) for row in SHELVED),
    ]


def _named(county: SimpleNamespace, title: str) -> tuple[Any, Any]:
    """The row, and the leader of its unit's group, who answers for it from now on."""
    problem = Problem.objects.select_related("thing").get(thing__title=title)
    group = StudyGroup.objects.get(unit=problem.unit_id)
    leaders = group.memberships.in_force(clock.today()).filter(role=G.LEADER)
    person = leaders.select_related("person").earliest("place", "pk").person
    do(county.office, "link_person", problem, person=person)
    return problem, person


def _solved(
    county: SimpleNamespace, begins: dt.date, title: str, day: dt.date, before: str, after: str
) -> Story:
    yield begins
    problem, person = _named(county, title)
    yield max(working_day(day), begins)
    do(person, "report_solved", problem, before=before, after=after)
    yield working_day(clock.today(), 2)
    do(county.verifier, "verify_problem", problem, found=f"到现场看过：{after}", solved="yes")
    yield working_day(clock.today(), 3)
    do(county.caller, "call_back", problem, answer="really", reason="办事的人说不用再跑了。")


def _shelved(
    county: SimpleNamespace, begins: dt.date, title: str, day: dt.date, reason: str
) -> Story:
    yield begins
    problem, _person = _named(county, title)
    yield max(working_day(day), begins)
    review = working_day(clock.today() + dt.timedelta(days=180))
    do(county.county_leader, "shelve_problem", problem, reason=reason, review_on=review)
