"""Three bureaus on medical waste: health leads, ecology and market supervision study with it. One
person sits in two of the groups.
"""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from tests.county import PASSWORD
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.spine.groups.acts import admit_member, found_group
from zhixing.foundation.spine.groups.queries import roll_together
from zhixing.foundation.spine.orgs.acts import found_unit
from zhixing.foundation.spine.people.acts import open_account, register_person
from zhixing.foundation.spine.people.models import Account
from zhixing.learn.joint.acts import found_joint
from zhixing.learn.joint.models import JointGroup
from zhixing.learn.sessions import acts
from zhixing.learn.sessions.models import StudySession
from zhixing.learn.sessions.rules import LeaveReason, Status

SINCE = dt.date(2026, 1, 1)
DAY = dt.date(2026, 5, 12)
AGENDA = [
    {"kind": "first_item", "title": "学习重要讲话精神"},
    {"kind": "on_site", "title": "看县人民医院医疗废物暂存间"},
    {"kind": "discussion", "title": "研讨医疗废物交接"},
    {"kind": "work", "title": "定责任人和期限"},
]
BUREAUS = {
    "health": ("县卫生健康局", ("郑云舒", "何望川", "许知秋")),
    "ecology": ("市生态环境局青禾分局", ("丁若水", "蒋临泉")),
    "market": ("县市场监督管理局", ("曹正平", "邹明远")),
}


def bureaus(county: SimpleNamespace) -> SimpleNamespace:
    """``health``, ``ecology``, ``market``: groups with leader, secretary and members of their own;
    许知秋 is a member in health and in ecology.
    """
    three = SimpleNamespace(groups={}, people={}, leaders={}, secretaries={})
    for code, (name, people) in BUREAUS.items():
        unit = (
            county.department
            if code == "health"
            else found_unit(county.timekeeper, county.root, name=name, kind="department")
        )
        group = found_group(county.timekeeper, unit, name=f"{name}党组理论学习中心组")
        for place, (who, role) in enumerate(
            zip(
                (*people, f"{people[0][0]}小书"),
                ("LEADER", *["MEMBER"] * (len(people) - 1), "SECRETARY"),
                strict=True,
            )
        ):
            person = register_person(county.timekeeper, unit, name=who)
            admit_member(county.office, group, person=person, role=role, since=SINCE, place=place)
            three.people[who] = person
            if role in ("LEADER", "SECRETARY"):
                {"LEADER": three.leaders, "SECRETARY": three.secretaries}[role][code] = person
                open_account(
                    county.timekeeper,
                    unit,
                    person=person,
                    username=f"{code}-{role.lower()}",
                    password=PASSWORD,
                )
        three.groups[code] = group
        setattr(three, code, group)
    with traffic("test"):
        Account.objects.update(must_change=False)
    three.both = three.people["许知秋"]
    admit_member(
        county.office, three.ecology, person=three.both, role="MEMBER", since=SINCE, place=9
    )
    return three


def joint_group(
    county: SimpleNamespace, three: SimpleNamespace, on: dt.date = dt.date(2026, 3, 2)
) -> JointGroup:
    with clock.at(on):
        return found_joint(
            three.secretaries["health"],
            three.health,
            name="医疗废物监管联学组",
            partners=[three.ecology, three.market],
            why="duties",
            reason="收集、转运、处置分属三家",
            since=on,
        )


def joint_session(
    county: SimpleNamespace,
    three: SimpleNamespace,
    *,
    joint: Any = None,
    partners: tuple[str, ...] = ("ecology", "market"),
    day: dt.date = DAY,
    topic: Any = None,
) -> StudySession:
    """Planned a fortnight before by the secretary of health, noticed on the fourth working day."""
    keeper = three.secretaries["health"]
    with clock.at(day - dt.timedelta(days=14)):
        session = acts.plan_session(
            keeper,
            three.health,
            topic=topic or county.topic,
            day=day,
            begins=dt.time(9, 0),
            place="县人民医院",
            place_kind="site",
            joint=joint,
            partners=[] if joint else [getattr(three, code) for code in partners],
        )
        acts.set_agenda(keeper, session, items=AGENDA)
        acts.issue_notice(keeper, session)
    return session


def hold_joint_session(
    county: SimpleNamespace,
    three: SimpleNamespace,
    session: StudySession,
    away: tuple[str, ...] = ("蒋临泉",),
) -> StudySession:
    """Held on its day; the absent are on leave, granted by the leader of their own group."""
    keeper = three.secretaries["health"]
    with clock.at(session.day):
        acts.hold_session(keeper, session)
        gone = {three.people[name].pk for name in away if name in three.people}
        marks = {
            seat.person_id: Status.LEAVE if seat.person_id in gone else Status.PRESENT
            for seat in roll_together(session.groups, session.day)
        }
        acts.take_attendance(
            keeper,
            session,
            marks=marks,
            reasons=dict.fromkeys(gone, LeaveReason.DUTY),
            approved_by=three.leaders["health"],
            granted={three.groups[code].pk: person for code, person in three.leaders.items()},
        )
    return session


def sign_joint_session(
    county: SimpleNamespace, three: SimpleNamespace, session: StudySession
) -> StudySession:
    keeper = three.secretaries["health"]
    with clock.at(session.day):
        acts.add_speech(
            keeper,
            session,
            person=three.leaders["ecology"],
            kind="DISCUSSION",
            q1="转运车辆只有两台",
            q4="当天收运",
        )
        acts.write_minutes(keeper, session, minutes="三家在县人民医院联组学习，研讨医疗废物交接。")
    with clock.at(session.day + dt.timedelta(days=1)):
        acts.sign_session(three.leaders["health"], session)
    return session
