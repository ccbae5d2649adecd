"""The second part of the round: what came of it is worked on until the resident is asked."""

from __future__ import annotations

from ..steps import Step, planned

FOUR = {
    "fits": "山上 6 个村卫生室，收运车进不去。",
    "new": "不等车上山，设联村收集点。",
    "work": "建点、配箱、并账。",
    "effect": "废物不过夜，村医少跑路。",
}


# day, where, whom, what: as many as the report claims
VISITS = (
    ("2026-05-18", "柳沟村", "村医", "废物间没有冷柜，收运车半月一趟。"),
    ("2026-05-19", "张家沟村", "村医、村支书", "路窄，收运车进不来，村医骑车往山下送。"),
    ("2026-05-19", "上柳村", "村医", "一周两袋，最长放过 11 天。"),
    ("2026-05-20", "北坡村", "村医", "台账记两本，一本给卫生院，一本给收运企业。"),
    ("2026-05-20", "南坡村", "村医、两名村民", "废物箱在诊室外墙下，孩子够得着。"),
    ("2026-05-21", "坡下村", "村医、收运司机", "车到坡下就掉头，山上五里路没有人接。"),
)


def _visit(visit: tuple[str, str, str, str]) -> Step:
    day, place, met, saw = visit
    return planned(
        "member",
        "note_visit",
        "research",
        day,
        may=("secretary",),
        day=day,
        place=place,
        met=met,
        saw=saw,
    )


def solve_steps() -> list[Step]:
    """The second part of the round: what came of it is worked on until the resident is asked."""
    return [
        planned(
            "member",
            "start_research",
            "claim",
            "2026-05-18",
            "research",
            "research",
            title="村卫生室医疗废物收运",
            method="走访座谈",
        ),
        *map(_visit, VISITS),
        planned(
            "member",
            "note_finding",
            "research",
            "2026-05-21",
            may=("secretary",),
            text="6 个村卫生室医疗废物转运难，最长放了 11 天",
            cause="收运车到不了山上",
            remedy="设联村收集点",
        ),
        planned(
            "member",
            "raise_finding",
            "research",
            "2026-05-22",
            "problem",
            "problem",
            may=("secretary",),
            finding="@finding",
            title="村卫生室医疗废物转运难",
        ),
        planned(
            "member",
            "report_research",
            "research",
            "2026-05-25",
            may=("secretary",),
            report=(
                "5 月 18 日至 21 日走访 6 个山村的卫生室：柳沟、张家沟、上柳、北坡、南坡、坡下。"
                "废物最长放了 11 天，收运车到坡下就掉头。建议三村一点，设 2 个联村收集点。"
            ),
            **FOUR,
        ),
        planned("office", "register_problem", "problem", "2026-05-26", received_on="2026-05-26"),
        planned("office", "list_problem", "problem", "2026-05-26", kind="common"),
        planned(
            "office",
            "dispatch_problem",
            "problem",
            "2026-05-27",
            unit="@town",
            person="@responsible",
        ),
        planned(
            "clerk",
            "accept_problem",
            "problem",
            "2026-05-28",
            may=("responsible",),
            person="@responsible",
        ),
        planned(
            "responsible",
            "start_problem",
            "problem",
            "2026-05-29",
            remedy="三村一点，设 2 个联村收集点，配专用箱。",
        ),
        planned(
            "responsible",
            "answer_problem",
            "problem",
            "2026-05-29",
            "measure",
            "measure",
            may=("clerk", "secretary", "leader", "office"),
            title="三村一点，设 2 个联村收集点",
            due="2026-06-05",
        ),
        planned(
            "clerk",
            "report_progress",
            "problem",
            "2026-06-01",
            may=("responsible",),
            reason="第一个收集点启用。",
            public="第一个联村收集点已启用。",
        ),
        planned(
            "responsible",
            "report_measure",
            "measure",
            "2026-06-02",
            may=("clerk", "secretary"),
            result="两个收集点启用，专用箱到位。",
        ),
        planned("leader", "confirm_measure", "measure", "2026-06-03", may=("office", "verifier")),
        planned(
            "responsible",
            "report_solved",
            "problem",
            "2026-06-03",
            before="废物袋堆在墙角，最长 11 天。",
            after="当天入柜，隔天收运。",
            public="6 个村的医疗废物当天入柜。",
        ),
        planned(
            "verifier",
            "verify_problem",
            "problem",
            "2026-06-04",
            found="看了 3 个点，箱柜和交接记录都在。",
            solved="yes",
            answered="yes",
            met="yes",
            satisfied="yes",
        ),
        planned(
            "caller",
            "call_back",
            "problem",
            "2026-06-08",
            answer="really",
            reason="村医说当天就能入柜。",
        ),
        planned(
            "secretary",
            "draft_outcome",
            "group",
            "2026-06-10",
            "outcome",
            "outcome",
            may=("leader",),
            title="村级医疗废物收运管理办法",
            topic="@topic",
            origins="@measure",
        ),
        planned(
            "secretary",
            "issue_outcome",
            "outcome",
            "2026-06-18",
            may=("leader", "clerk", "office"),
            number="龙政发〔2026〕9号",
            issuer="龙泉镇人民政府",
            issued_on="2026-06-17",
            non_secret="on",  # noqa: S106 - a declaration, no password
        ),
    ]
