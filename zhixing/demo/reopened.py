"""A contrast: "not solved", says the resident, and the case is taken up again."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from zhixing.foundation.machinery import clock
from zhixing.foundation.spine.files.rules import Side

from .drawings import attach_drawing
from .stories import Story, do, working_day

TITLE = "柳沟小学门口一下雨就积水"
FIRST: dict[str, Any] = {
    "before": "校门口低洼，下雨后积水到脚踝。",
    "after": "低洼处垫了石子，铺平压实。",
    "public": "校门口已经垫平。",
}
SECOND: dict[str, Any] = {
    "before": "垫了石子还是积水：水排不出去。",
    "after": "修排水沟 85 米，接进路边暗渠，路面重铺 120 米；两场雨都没有积水。",
    "public": "修了 85 米排水沟，路面重铺过，两场雨都没有积水，请您再来看看。",
}


def reopened(county: SimpleNamespace, made: dict[str, Any]) -> Story:
    """Near today: solved on paper, "not solved" on the phone, and done properly then."""
    today = clock.today()
    back = lambda days: working_day(today, -days)  # noqa: E731
    person, resident = county.responsible, county.resident
    yield back(30)
    case = made["contrast_reopened"] = do(
        county.clerk,
        "register_resident_problem",
        county.town,
        title=TITLE,
        text="大门口一片洼地，雨后孩子蹚水进校门，住校老师垫过砖。",
        reporter_name="孙广田",
        reporter_phone="10000007777",
        reporter_allows="on",
    )
    yield back(29)
    do(county.office, "list_problem", case, kind="individual")
    do(
        county.office,
        "dispatch_problem",
        case,
        unit=county.town,
        person=person,
        due=back(14),
    )
    yield back(28)
    do(county.clerk, "accept_problem", case, person=person)
    do(person, "start_problem", case, remedy="垫平校门口低洼处。")
    do(person, "contact_reporter", case, how="电话联系，说了做法和日子。")
    attach_drawing(person, case, "gate_before", "校门口积水.jpg", Side.BEFORE)
    yield back(24)
    do(person, "report_solved", case, **FIRST)
    yield back(22)
    _verify(county, case, "地面已垫平，当天没有雨。")
    yield back(19)
    do(resident, "answer_by_receipt", case, answer="not", reason="昨天一场雨，又积了一脚深的水。")
    yield back(18)
    do(
        person,
        "report_progress",
        case,
        reason="同水利站到现场看：没有排水口，垫高也排不出去，改为修沟。",
        public="您说得对，水没有出路。改为修排水沟，月内修好。",
    )
    drain = do(person, "answer_problem", case, title="修排水沟，接进路边暗渠", due=back(14))
    yield back(15)
    do(person, "report_measure", drain, result="修沟 85 米，路面重铺 120 米。")
    do(county.leader, "confirm_measure", drain)
    yield from _again(county, case, back)


def _again(county: SimpleNamespace, case: Any, back: Any) -> Story:
    attach_drawing(county.responsible, case, "gate_after", "校门口修好以后.jpg", Side.AFTER)
    do(county.responsible, "report_solved", case, **SECOND)
    yield back(10)
    _verify(county, case, "雨天到场：沟里水在走，校门口没有积水。")
    yield back(7)
    do(
        county.resident,
        "answer_by_receipt",
        case,
        answer="really",
        reason="这回真不积水了。",
    )


def _verify(county: SimpleNamespace, case: Any, observation: str) -> None:
    do(
        county.verifier,
        "verify_problem",
        case,
        found=observation,
        solved="yes",
        answered="yes",
        met="yes",
        satisfied="yes",
    )
