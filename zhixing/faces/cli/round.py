"""One topic all the way round, as steps: who does what, on which day. The journey tests walk it
over HTTP, the demo county through the acts' forms.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

THE_NINE = (
    "secretary",
    "leader",
    "member",
    "office",
    "clerk",
    "responsible",
    "verifier",
    "caller",
    "supervisor",
)


@dataclass(frozen=True)
class Step:
    """``on`` and values beginning with ``@`` are names of things made before; ``makes`` names what
    this one makes (and of which kind).
    """

    who: str
    act: str
    on: str
    day: str
    data: dict[str, Any]
    makes: str = ""
    kind: str = ""
    may: tuple[str, ...] = ()  # of the nine, who may also take it

    @property
    def date(self) -> dt.date:
        return dt.date.fromisoformat(self.day)


def planned(
    who: str, act: str, on: str, day: str, makes: str = "", kind: str = "", /, **data: Any
) -> Step:
    may = data.pop("may", ())
    return Step(who, act, on, day, data, makes, kind, may)


Q4 = {
    "q1": "38 个村卫生室，6 个在山上，收运车到不了。",
    "q2": "三村设一个收集点，村医顺路送。",
    "q3": "先建两个点，由镇卫生院管钥匙和台账。",
    "q4": "废物当天入柜，村医少填一本账。",
}
FOUR = {
    "fits": "山上 6 个村卫生室，收运车进不去。",
    "new": "不等车上山，设联村收集点。",
    "work": "建点、配箱、并账。",
    "effect": "废物不过夜，村医少跑路。",
}


def the_round() -> list[Step]:
    """Section 4 of the first issue, from plan to fact sheet."""
    return [
        # learn
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
            what="和村医、收运企业一起看",
            result="废物最长放了 11 天",
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
            said_by="韩立新",
        ),
        planned(
            "secretary",
            "write_minutes",
            "session",
            "2026-05-13",
            may=("leader",),
            minutes="5月12日在柳沟村卫生室开展三位一体学习，研讨医疗废物收运。",
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
        # examine
        planned(
            "secretary",
            "draft_paper",
            "group",
            "2026-05-15",
            "paper",
            "paper",
            topic="@topic",
            title="医疗废物管理测试",
            minutes="20",
        ),
        planned(
            "secretary",
            "add_item",
            "paper",
            "2026-05-15",
            may=("office",),
            kind="single",
            text="医疗废物暂时贮存的时间不得超过（　　）。",
            options="1天\n2天\n3天\n7天",
            solution="B",
            stands_at="《医疗废物管理条例》",
            marks="60",
        ),
        planned(
            "secretary",
            "add_item",
            "paper",
            "2026-05-15",
            may=("office",),
            kind="true_false",
            text="禁止任何单位和个人转让、买卖医疗废物。",
            options="",
            solution="√",
            marks="40",
        ),
        planned("secretary", "ready_paper", "paper", "2026-05-15", may=("office",)),
        planned(
            "secretary",
            "set_test",
            "group",
            "2026-05-18",
            "test",
            "test",
            paper="@paper",
            day="2026-05-18",
            session="@session",
        ),
        planned("secretary", "type_marks", "test", "2026-05-18", marks="@marks"),
        planned("leader", "confirm_marks", "test", "2026-05-19", may=("office",), marks="@marks"),
        # solve
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
        planned(
            "member",
            "note_visit",
            "research",
            "2026-05-21",
            may=("secretary",),
            day="2026-05-21",
            place="柳沟村",
            met="村医",
            saw="废物间没有冷柜，收运车半月一趟。",
        ),
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
            report="走访 6 个村，建议设联村收集点。",
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
        # oversee
        planned(
            "supervisor",
            "plan_sitin",
            "group",
            "2026-05-08",
            "sitin",
            "sitin",
            day="2026-05-12",
            session="@session",
        ),
        planned(
            "supervisor", "record_check", "sitin", "2026-05-12", checked="计划已备案，记录齐全。"
        ),
        planned(
            "supervisor",
            "record_listening",
            "sitin",
            "2026-05-12",
            listened="主旨发言联系实际，交流发言偏少。",
        ),
        planned(
            "supervisor",
            "note_observation",
            "sitin",
            "2026-05-12",
            step="listen",
            text="交流发言只有一人",
        ),
        planned(
            "supervisor",
            "give_comment",
            "sitin",
            "2026-05-14",
            comment="联系实际好；交流发言要再多些。",
        ),
        planned(
            "supervisor",
            "issue_demand",
            "sitin",
            "2026-05-14",
            "demand",
            "demand",
            title="下次学习至少三人交流发言",
            text="每次学习交流发言不少于三人。",
            due="2026-06-20",
            opens="task",
        ),
        planned("secretary", "accept_demand", "demand", "2026-05-15", may=("leader", "clerk")),
        planned(
            "secretary",
            "meet_demand",
            "demand",
            "2026-06-15",
            may=("leader", "clerk"),
            evidence="6 月学习四人交流发言，记录附后。",
        ),
        planned(
            "supervisor",
            "verify_demand",
            "demand",
            "2026-06-16",
            found="看了 6 月学习记录，四人发言。",
        ),
        planned("supervisor", "close_sitin", "sitin", "2026-06-16"),
    ]


def resolved(step: Step, made: dict[str, Any]) -> dict[str, Any]:
    """The step's data with the codes and ids of what was made."""
    from zhixing.foundation.spine.groups.queries import roll

    data: dict[str, Any] = {}
    for name, value in step.data.items():
        if value == "@attendance":
            for seat in roll(made["group"], step.date):
                away = seat.person_id == made["deputy"].pk
                data[f"status_{seat.person_id}"] = "LEAVE-DUTY" if away else "PRESENT"
            data["approved_by"] = made["leader"].pk
        elif value == "@marks":
            for at, seat in enumerate(roll(made["group"], step.date)):
                data[f"marks_{seat.person_id}"] = str((100, 60, 100, 40)[at % 4])
        elif value == "@finding":
            data[name] = made["research"].findings.order_by("pk").first().pk
        elif isinstance(value, str) and value.startswith("@"):
            data[name] = made[value[1:]].pk
        else:
            data[name] = value
    return data


def newest(kind: str, known: set[str]) -> Any:
    """The row of the thing of this kind that was made last and is not known yet."""
    from zhixing.foundation.machinery.things.models import Thing

    thing = (
        Thing.objects.filter(kind=kind)
        .exclude(pk__in=known)
        .order_by("-made_at", "-changed_at")
        .first()
    )
    if thing is None:
        raise LookupError(f"no new {kind}")
    return thing.model._base_manager.select_related("thing").get(pk=thing.pk)


def in_order(steps: list[Step]) -> list[Step]:
    """By day; steps of one day keep their order."""
    return sorted(steps, key=lambda step: step.day)
