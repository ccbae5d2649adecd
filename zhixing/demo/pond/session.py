"""The group meets beside the pond, with all three parts; a resident stands up and speaks."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from zhixing.learn.sessions.models import Guest
from zhixing.solve.measures.models import Measure
from zhixing.solve.problems.models import Problem

from ..stories import Story, do
from . import texts

DAY = dt.date(2026, 6, 9)


def session(county: SimpleNamespace, made: dict[str, Any]) -> Story:
    """From the claim to the report that the county has received."""
    yield dt.date(2026, 5, 25)
    made["pond_claim"] = do(
        county.member3,
        "claim_topic",
        county.group,
        topic=made["pond_topic"],
        subject="北坡村汪塘为什么年年治、年年臭",
    )
    yield dt.date(2026, 5, 26)
    do(county.leader, "confirm_claim", made["pond_claim"])
    yield dt.date(2026, 5, 27)
    _plan(county, made)
    yield dt.date(2026, 5, 29)
    do(county.secretary, "issue_notice", made["pond_session"])
    yield dt.date(2026, 6, 8)
    _speak(county, made, county.member3, "KEYNOTE", texts.KEYNOTE)
    yield DAY
    _meet(county, made)
    _register(county, made)
    yield dt.date(2026, 6, 10)
    _write_up(county, made)
    yield dt.date(2026, 6, 11)
    do(county.leader, "sign_session", made["pond_session"])
    report = do(county.secretary, "draft_report", made["pond_session"])
    do(county.secretary, "send_report", report)
    yield dt.date(2026, 6, 12)
    do(county.office, "receive_report", report)
    yield dt.date(2026, 6, 15)
    _what_was_agreed_that_day(county, made)


def _plan(county: SimpleNamespace, made: dict[str, Any]) -> None:
    made["pond_session"] = do(
        county.secretary,
        "plan_session",
        county.group,
        as_shown=True,
        topic=made["pond_topic"],
        day=DAY,
        begins="09:00",
        place="北坡村汪塘边",
        place_kind="field",
        kind="three_part",
        title="把学习开到汪塘边",
        chair=county.leader,
        category="knowledge",
    )
    items: texts.Typed = {}
    for at, (kind, title) in enumerate(texts.AGENDA, 1):
        items |= {f"kind_{at}": kind, f"title_{at}": title}
    do(
        county.secretary,
        "set_agenda",
        made["pond_session"],
        question="怎样让臭水塘变成口袋公园",
        materials="黄河保护法\n湿地保护法",
        **items,
    )


def _speak(
    county: SimpleNamespace, made: dict[str, Any], person: Any, kind: str, answers: texts.Typed
) -> None:
    do(
        county.secretary,
        "add_speech",
        made["pond_session"],
        person=person,
        kind=kind,
        **answers,
    )


def _meet(county: SimpleNamespace, made: dict[str, Any]) -> None:
    """Held on the spot: who came, what each part was, who spoke, what was raised."""
    keeper, meeting = county.secretary, made["pond_session"]
    do(keeper, "hold_session", meeting, on=DAY)
    do(keeper, "take_attendance", meeting, as_shown=True, approved_by=county.leader)
    for name, kind, organisation in texts.GUESTS:
        do(keeper, "add_guest", meeting, name=name, kind=kind, organisation=organisation)
    for part in texts.PARTS:
        do(keeper, "write_part", meeting, **part)
    for person, answers in zip(
        (county.leader, county.deputy, county.member2), texts.DISCUSSION, strict=True
    ):
        _speak(county, made, person, "DISCUSSION", answers)
    _raise(county, made)


def _raise(county: SimpleNamespace, made: dict[str, Any]) -> None:
    """The resident says what is wrong; the head of the school asks for a fence at once."""
    resident, teacher = (
        Guest.objects.get(session=made["pond_session"], name=name)
        for name, _kind, _organisation in texts.GUESTS[:2]
    )
    do(
        county.secretary,
        "note_raised",
        made["pond_session"],
        kind="PROBLEM",
        text=texts.SHE_SAID,
        guest=resident,
        part="ON_SITE",
        unit=county.town,
    )
    do(
        county.secretary,
        "note_raised",
        made["pond_session"],
        kind="MEASURE",
        text=texts.FENCE,
        guest=teacher,
        part="WORK",
        unit=county.town,
        due=dt.date(2026, 6, 16),
    )
    made["pond_said"] = Problem.objects.get(title=texts.SHE_SAID)
    made["pond_fence"] = Measure.objects.get(title=texts.FENCE)


def _register(county: SimpleNamespace, made: dict[str, Any]) -> None:
    """The office takes in what was raised. She goes home with a receipt: what she answers on her
    phone in the end is hers alone.
    """
    do(county.office, "register_problem", made["pond_said"], received_on=DAY)
    made["pond_followup"] = do(
        county.clerk,
        "register_resident_problem",
        county.town,
        title="家门口的汪塘发臭，夏天开不了窗",
        text="北坡村汪塘在我家东边二十步，紧挨村小学。天一热就臭，蚊子多，窗户一夏天不敢开。",
        reporter_name=texts.RESIDENT,
        reporter_phone="10000006666",
        reporter_allows="on",
        topic=made["pond_topic"],
    )


def _write_up(county: SimpleNamespace, made: dict[str, Any]) -> None:
    do(county.secretary, "write_minutes", made["pond_session"], minutes=texts.minutes(county))


def _what_was_agreed_that_day(county: SimpleNamespace, made: dict[str, Any]) -> None:
    """The fence stood before the week was over."""
    do(
        county.leader,
        "adopt_measure",
        made["pond_fence"],
        unit=county.town,
        person=county.responsible,
        due=dt.date(2026, 6, 16),
    )
    do(
        county.responsible,
        "report_measure",
        made["pond_fence"],
        result="学校一侧 60 米围网和 4 块警示牌装好，放学时段有村干部值守。",
    )
    do(county.deputy, "confirm_measure", made["pond_fence"])
