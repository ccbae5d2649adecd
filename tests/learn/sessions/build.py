"""Sessions in every state, made through acts on their own days. 15 September 2026 is a Tuesday; the
notice goes out on the 7th.
"""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from zhixing.foundation.machinery import clock
from zhixing.foundation.spine.groups.queries import roll
from zhixing.learn.sessions import acts
from zhixing.learn.sessions.models import StudySession
from zhixing.learn.sessions.rules import LeaveReason, Status

DAY = dt.date(2026, 9, 15)
NOTICE = dt.date(2026, 9, 7)
PLANNED = dt.date(2026, 9, 1)
AGENDA = [
    {"kind": "first_item", "title": "学习重要讲话精神"},
    {"kind": "on_site", "title": "看柳沟村卫生室"},
    {"kind": "discussion", "title": "研讨医疗废物收运"},
    {"kind": "work", "title": "定责任人和期限"},
]


def planned_session(
    county: SimpleNamespace,
    *,
    day: dt.date = DAY,
    agenda: bool = True,
    topic: Any = None,
    **more: Any,
) -> StudySession:
    """Planned a fortnight before by the secretary, with its agenda."""
    fields = {
        "kind": "three_part",
        "begins": dt.time(9, 0),
        "place": "柳沟村卫生室",
        "place_kind": "field",
    } | more
    with clock.at(day - (DAY - PLANNED)):
        session = acts.plan_session(
            county.secretary, county.group, topic=topic or county.topic, day=day, **fields
        )
        if agenda:
            acts.set_agenda(county.secretary, session, items=AGENDA)
    return session


def noticed_session(county: SimpleNamespace, **more: Any) -> StudySession:
    session = planned_session(county, **more)
    with clock.at(session.day - (DAY - NOTICE)):
        acts.issue_notice(county.secretary, session)
    return session


def held_session(
    county: SimpleNamespace,
    *,
    attendance: bool = True,
    away: tuple[str, ...] = ("member2",),
    **more: Any,
) -> StudySession:
    """Held on its day; ``away`` are on leave, granted by the leader, everybody else is there."""
    session = noticed_session(county, **more)
    with clock.at(session.day):
        acts.hold_session(county.secretary, session)
        if attendance:
            gone = {getattr(county, name).pk for name in away}
            marks = {
                seat.person_id: Status.LEAVE if seat.person_id in gone else Status.PRESENT
                for seat in roll(county.group, session.day)
            }
            acts.take_attendance(
                county.secretary,
                session,
                marks=marks,
                reasons=dict.fromkeys(gone, LeaveReason.DUTY),
                approved_by=county.leader if gone else None,
            )
    return session


def minuted_session(county: SimpleNamespace, **more: Any) -> StudySession:
    """With a keynote, a discussion speech, two guests' words and the three parts."""
    session = held_session(county, **more)
    with clock.at(session.day):
        acts.add_speech(
            county.secretary,
            session,
            person=county.member,
            kind="KEYNOTE",
            q1="六个村在山上",
            q2="三村设一个收集点",
            q3="先建两个点",
            q4="每两天收一次",
        )
        acts.add_speech(
            county.secretary,
            session,
            person=county.member3,
            kind="DISCUSSION",
            q1="车到不了",
            text="台账不要填两遍",
        )
        guest = acts.add_guest(
            county.secretary, session, name="柳沟村医", kind="resident", organisation="柳沟村卫生室"
        )
        acts.note_raised(
            county.secretary,
            session,
            kind="PROBLEM",
            text="医疗废物台账，村医要填两遍",
            guest=guest,
            part="ON_SITE",
            unit=county.town,
            due=dt.date(session.day.year, 9, 30) if session.day.month < 10 else None,
        )
        acts.note_raised(
            county.secretary,
            session,
            kind="MEASURE",
            text="三村一点，设 2 个联村收集点",
            person=county.member,
            part="RESEARCH",
            unit=county.town,
        )
        acts.write_part(
            county.secretary,
            session,
            part="ON_SITE",
            begins="09:00",
            place="柳沟村卫生室",
            place_kind="field",
            people="村医、收运企业",
            what="看收集点",
            result="找到两个问题",
        )
        acts.write_part(
            county.secretary,
            session,
            part="RESEARCH",
            place="镇卫生院会议室",
            what="主旨发言和讨论",
            result="提出一条措施",
        )
        acts.write_part(
            county.secretary,
            session,
            part="WORK",
            place="镇卫生院会议室",
            what="定责任人和期限",
            result="九月底前建两个点",
        )
        acts.write_minutes(county.secretary, session, minutes="会议记录：学习、讨论、议定事项。")
    return session


def signed_session(county: SimpleNamespace, **more: Any) -> StudySession:
    session = minuted_session(county, **more)
    with clock.at(session.day + dt.timedelta(days=1)):
        acts.sign_session(county.leader, session)
    return session
