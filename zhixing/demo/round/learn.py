"""The first part of the round: plan, claim, session, report."""

from __future__ import annotations

from ..steps import Step, planned

Q4 = {
    "q1": "38 个村卫生室，6 个在山上，收运车到不了。",
    "q2": "三村设一个收集点，村医顺路送。",
    "q3": "先建两个点，由镇卫生院管钥匙和台账。",
    "q4": "废物当天入柜，村医少填一本账。",
}

# who spoke on what, what was decided, who does it by when
MINUTES = """时间：2026年5月12日9:00　地点：柳沟村卫生室、镇卫生院会议室
主持：{leader.name}　记录：{secretary.name}　列席：柳沟村村医
请假：{deputy.name}（公务）
一、现场学习。看暂存间、交接单和收运路线：6 个山上的卫生室收运车到不了，废物最长放了 11 天。
二、集中研讨。{member.name}（主旨发言）：不等车上山，三村设一个收集点，村医顺路送。\
{leader.name}：先建两个点，由镇卫生院管钥匙和台账。村医：台账要填两遍，同一袋废物记两回。
三、议定事项。
1. 走访 6 个村卫生室，5月25日前提交调研报告，责任人{member.name}。
2. 医疗废物台账由镇卫生院一处记，提交专题会议审议，责任单位龙泉镇。
3. 村医反映台账填两遍，由镇经办登记，6月12日前答复。"""


def learn_steps() -> list[Step]:
    """The first part of the round: plan, claim, session, report."""
    return [
        planned(
            "secretary",
            "draft_plan",
            "group",
            "2026-01-12",
            "plan",
            "plan",
            may=("leader",),
            year=2026,
        ),
        planned("leader", "approve_plan", "plan", "2026-01-13"),
        planned(
            "secretary",
            "record_committee",
            "plan",
            "2026-01-15",
            may=("leader",),
            meeting="龙泉镇党委会",
            on="2026-01-15",
        ),
        planned("secretary", "file_plan", "plan", "2026-01-16", may=("leader",)),
        planned("office", "take_note", "plan", "2026-01-19"),
        planned(
            "member",
            "claim_topic",
            "group",
            "2026-04-20",
            "claim",
            "claim",
            may=("secretary", "leader"),
            topic="@topic",
            subject="村卫生室医疗废物收运",
        ),
        planned("leader", "confirm_claim", "claim", "2026-04-21"),
        planned(
            "secretary",
            "plan_session",
            "group",
            "2026-04-22",
            "session",
            "session",
            may=("leader",),
            topic="@topic",
            day="2026-05-12",
            begins="09:00",
            place="柳沟村卫生室",
            place_kind="field",
            kind="three_part",
            category="law",
        ),
        planned(
            "secretary",
            "set_agenda",
            "session",
            "2026-04-23",
            may=("leader",),
            kind_1="first_item",
            title_1="第一议题学习",
            kind_2="discussion",
            title_2="研讨发言",
        ),
        planned("secretary", "issue_notice", "session", "2026-04-24", may=("leader",)),
        planned(
            "member",
            "add_speech",
            "session",
            "2026-05-11",
            may=("secretary", "leader"),
            person="@member",
            kind="KEYNOTE",
            **Q4,
        ),
        planned(
            "secretary", "hold_session", "session", "2026-05-12", may=("leader",), on="2026-05-12"
        ),
        planned(
            "secretary",
            "take_attendance",
            "session",
            "2026-05-12",
            may=("leader",),
            attendance="@attendance",
        ),
        planned(
            "secretary",
            "add_speech",
            "session",
            "2026-05-12",
            may=("leader", "member"),
            person="@leader",
            kind="DISCUSSION",
            **Q4,
        ),
        planned(
            "secretary",
            "add_guest",
            "session",
            "2026-05-12",
            may=("leader",),
            name="村医",
            kind="resident",
            organisation="柳沟村卫生室",
        ),
        planned(
            "secretary",
            "write_part",
            "session",
            "2026-05-12",
            may=("leader",),
            part="ON_SITE",
            place_kind="field",
            place="柳沟村卫生室",
            what="和村医、收运企业一起看暂存间、交接单和收运车走的路",
            result="废物最长放了 11 天",
        ),
        planned(
            "secretary",
            "write_part",
            "session",
            "2026-05-12",
            may=("leader",),
            part="RESEARCH",
            place_kind="room",
            place="镇卫生院会议室",
            what="领读条例，主旨发言一人，交流发言一人，村医列席答问",
            result="不等车上山，三村设一个收集点；台账只记一处",
        ),
        planned(
            "secretary",
            "note_raised",
            "session",
            "2026-05-12",
            "guest_problem",
            "problem",
            may=("leader",),
            kind="PROBLEM",
            text="医疗废物台账，村医要填两遍",
            said_by="村医",
        ),
        planned(
            "secretary",
            "note_raised",
            "session",
            "2026-05-12",
            "session_measure",
            "measure",
            may=("leader",),
            kind="MEASURE",
            text="台账由镇卫生院一处记",
            person="@member",
        ),
        planned(
            "secretary",
            "write_minutes",
            "session",
            "2026-05-13",
            may=("leader",),
            minutes=MINUTES,
        ),
        planned("leader", "sign_session", "session", "2026-05-14"),
        planned(
            "secretary",
            "draft_report",
            "session",
            "2026-05-14",
            "report",
            "session_report",
            may=("leader",),
        ),
        planned("secretary", "send_report", "report", "2026-05-14", may=("leader",)),
        planned("office", "receive_report", "report", "2026-05-15"),
        planned(
            "secretary",
            "record_make_up",
            "session",
            "2026-05-20",
            may=("leader",),
            person="@deputy",
            on="2026-05-20",
            how="自学材料，向组长汇报",
        ),
    ]
