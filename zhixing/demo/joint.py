"""Joint study in the demo county: three bureaus that lead one topic see a hospital together; a
special meeting whose decision becomes a document; a local series and a session in the villages.
"""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from zhixing.foundation.machinery import clock
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.groups.queries import roll_together
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.orgs.models import Unit, UnitKind
from zhixing.learn.joint.acts import found_joint
from zhixing.learn.reports.acts import draft_report, receive_report, send_report
from zhixing.learn.series.acts import begin_local_series
from zhixing.learn.sessions import acts
from zhixing.learn.sessions.models import StudySession
from zhixing.learn.sessions.rules import LeaveReason, Status
from zhixing.solve.measures.acts import confirm_measure, report_measure
from zhixing.solve.measures.models import Measure
from zhixing.solve.outcomes.acts import issue_outcome
from zhixing.solve.outcomes.models import Outcome

from .groups import Cast
from .raised import Raised, became, made_of
from .stories import Story, do, working_day
from .words import Matter, Remark, matters

YEAR = 2026  # as the round (round)
RULE, SPREAD = "龙泉镇医疗废物收集点管理制度", "收集点推广到全镇 6 个山村"
SMELL = Matter(
    about="收集点气味",
    topics=("医废",),
    place=("柳沟村收集点", "field"),
    here="收集点离小卖部十一米，夏天门一开就有味，买东西的人绕着走。",
    more="箱盖关不严，收运的间隔最长三天。",
    view="点要近，近到闻不着才算近。",
    doing="收集点挪到村部后墙外，换带密封圈的箱，夏天隔天收一次",
    effect="小卖部门口闻不到味。",
    raised=Remark("PROBLEM", "收集点夏天有味，离小卖部太近", "小卖部店主"),
)


def _in(group: StudyGroup, role: str) -> Any:
    return (
        group.memberships.in_force(clock.today())
        .filter(role=role, stands_in=False)
        .select_related("person")
        .earliest("place", "pk")
        .person
    )


def _held(keeper: Any, session: StudySession, away: int = 0) -> None:
    """Held on its day; who sits at the place ``away`` of each group is on leave, granted by the
    leader of the own group.
    """
    acts.hold_session(keeper, session)
    seats, leaders = (
        roll_together(session.groups, session.day),
        {group.pk: _in(group, G.LEADER) for group in session.groups},
    )
    nth: dict[str, int] = {}
    gone = set()
    for seat in seats:
        nth[seat.group_id] = nth.get(seat.group_id, 0) + 1
        if away and nth[seat.group_id] == away:
            gone.add(seat.person_id)
    marks = {
        seat.person_id: Status.LEAVE if seat.person_id in gone else Status.PRESENT for seat in seats
    }
    acts.take_attendance(
        keeper,
        session,
        marks=marks,
        reasons=dict.fromkeys(gone, LeaveReason.DUTY),
        approved_by=leaders[session.group_id],
        granted=leaders,
    )


def joint_story(county: SimpleNamespace, made: dict[str, Any], first: dt.date) -> Story:
    """联组联学 on medical waste in the month that begins with ``first``: health leads, ecology and
    law enforcement study with it; two were on leave, one of them has made it up.
    """
    day = lambda number: working_day(first + dt.timedelta(days=number - 1))  # noqa: E731
    yield day(1)
    groups = [
        StudyGroup.objects.select_related("unit__thing", "thing").get(unit__name=name)
        for name in ("县卫生健康局", "市生态环境局青禾分局", "县综合行政执法局")
    ]
    lead, others, topic = groups[0], groups[1:], made.get("topic") or county.topic
    keeper = _in(lead, G.SECRETARY)
    joint = found_joint(
        keeper,
        lead,
        name="医疗废物监管联学组",
        partners=others,
        why="duties",
        reason="收集、转运、处置、执法分属三家，同一批废物三本账",
        since=clock.today(),
        until=dt.date(YEAR, 12, 31),
    )
    yield day(9)
    session = acts.plan_session(
        keeper,
        lead,
        topic=topic,
        day=day(21),
        begins=dt.time(9, 0),
        place="县人民医院医疗废物暂存间",
        place_kind="site",
        category="law",
        joint=joint,
        title="联组联学：医疗废物从哪里来、到哪里去",
    )
    made["contrast_joint"] = session
    acts.set_agenda(
        keeper,
        session,
        items=[
            {"kind": "first_item", "title": "学习生态文明建设有关要求"},
            {"kind": "on_site", "title": "看暂存间、交接台账和转运车"},
            {"kind": "discussion", "title": "三家对账，研讨交接"},
            {"kind": "work", "title": "定责任单位和期限"},
        ],
    )
    yield working_day(day(21), -6)
    acts.issue_notice(keeper, session)
    yield day(21)
    _held(keeper, session, away=3)
    acts.write_part(
        keeper,
        session,
        part="ON_SITE",
        place="县人民医院医疗废物暂存间",
        place_kind="site",
        people="暂存间管理员、收运企业",
        what="三家一起看交接台账",
        result="同一天的重量，三本账对不上",
    )
    for group, words in (
        (lead, "台账合成一本，数从联单来。"),
        (others[0], "转运车辆只有两台，山上两天一趟。"),
        (others[1], "小诊所不交接的，先教后罚。"),
    ):
        acts.add_speech(keeper, session, person=_in(group, G.LEADER), kind="DISCUSSION", q1=words)
    problem = acts.note_raised(
        keeper,
        session,
        kind="PROBLEM",
        text="小诊所医疗废物没有人收",
        said_by="暂存间管理员",
        part="ON_SITE",
        unit=others[1].unit,
    )
    measure = acts.note_raised(
        keeper,
        session,
        kind="MEASURE",
        text="三家共用一张电子联单，每周对账",
        person=_in(others[0], G.LEADER),
        unit=lead.unit,
        due=working_day(day(21), 30),
    )
    clinics = next(matter for matter in matters()[others[1].unit.name] if "医废" in matter.topics)
    cast, leader = Cast(county, lead, 0), _in(lead, G.LEADER)
    yield [became(Raised(cast, made_of(problem), clinics, leader, clock.today()))]
    yield working_day(day(21), 1)
    acts.write_minutes(
        keeper,
        session,
        minutes=_joint_minutes(session, groups, day(21)),
    )
    yield working_day(day(21), 2)
    acts.sign_session(_in(lead, G.LEADER), session)
    report = draft_report(keeper, session)
    send_report(keeper, report)
    yield working_day(day(21), 3)
    receive_report(county.office, report)
    do(_in(lead, G.LEADER), "adopt_measure", made_of(measure), as_shown=True)
    line = (
        session.attendance.filter(group=others[0], make_up_by__isnull=False)
        .select_related("person")
        .earliest("place", "pk")
    )
    acts.record_make_up(
        _in(others[0], G.SECRETARY),
        session,
        person=line.person,
        on=clock.today(),
        how="自学会议材料，向组长汇报",
    )


def _joint_minutes(session: StudySession, groups: list[StudyGroup], day: dt.date) -> str:
    """Who spoke for which bureau, what was decided, who does it by when."""
    lead, ecology, law = groups
    until = working_day(day, 30)
    return "\n".join(
        (
            f"主持：{_in(lead, G.LEADER).name}　地点：{session.place}",
            "一、一起看暂存间、交接台账和转运车：同一天的重量，三本账对不上。",
            "二、研讨发言",
            f"{_in(lead, G.LEADER).name}（{lead.unit.name}）：台账合成一本，数从联单来。",
            f"{_in(ecology, G.LEADER).name}（{ecology.unit.name}）：转运车只有两台，山上两天一趟。",
            f"{_in(law, G.LEADER).name}（{law.unit.name}）：小诊所不交接的，先教后罚。",
            "三、议定事项",
            f"1. 三家共用一张电子联单，每周对账。责任单位：{lead.unit.name}；"
            f"期限：{until.month}月{until.day}日。",
            f"2. 小诊所医疗废物没有人收，列为问题，{law.unit.name}牵头逐家走到。",
        )
    )


def special_meeting(county: SimpleNamespace, made: dict[str, Any]) -> Story:
    """专题会议 of 龙泉镇 in July: a measure and a research report are brought; what is decided
    becomes a document that stays, and a measure.
    """
    keeper, leader, group = county.secretary, county.leader, county.group
    yield dt.date(YEAR, 7, 1)
    session = acts.plan_session(
        keeper,
        group,
        topic=made.get("topic") or county.topic,
        day=dt.date(YEAR, 7, 14),
        begins=dt.time(15, 0),
        place="镇会议室",
        kind="special",
        category="law",
        title="医疗废物收运专题会议",
    )
    acts.set_agenda(
        keeper,
        session,
        items=[
            {"kind": "first_item", "title": "学习重要讲话精神"},
            {"kind": "discussion", "title": "审议成果，议定措施和制度"},
        ],
        brought=[made["session_measure"].thing, made["research"].thing],
    )
    yield dt.date(YEAR, 7, 3)
    acts.issue_notice(keeper, session)
    yield dt.date(YEAR, 7, 14)
    _held(keeper, session)
    acts.add_speech(keeper, session, person=leader, kind="DISCUSSION", q3="好办法要变成办法。")
    acts.note_raised(
        keeper,
        session,
        kind="OUTCOME",
        text=RULE,
        person=leader,
        about=made["session_measure"].thing,
    )
    acts.note_raised(
        keeper,
        session,
        kind="MEASURE",
        text=SPREAD,
        person=county.deputy,
        unit=county.town,
        due=dt.date(YEAR, 9, 30),
        about=made["research"].thing,
    )
    acts.write_minutes(
        keeper,
        session,
        minutes=_special_minutes(county),
    )
    yield dt.date(YEAR, 7, 15)
    acts.sign_session(leader, session)
    report = draft_report(keeper, session)
    send_report(keeper, report)
    yield dt.date(YEAR, 7, 16)
    receive_report(county.office, report)
    yield dt.date(YEAR, 7, 28)
    outcome = Outcome.objects.select_related("thing").get(title=RULE)
    issue_outcome(
        keeper,
        outcome,
        number="龙政发〔2026〕12号",
        issuer="龙泉镇人民政府",
        issued_on=dt.date(YEAR, 7, 27),
        non_secret=True,
    )
    yield from _spread(county)


def _special_minutes(county: SimpleNamespace) -> str:
    return "\n".join(
        (
            f"主持：{county.leader.name}　记录：{county.secretary.name}　地点：镇会议室",
            f"一、听取{county.member.name}关于村卫生室医疗废物收运的调研报告，"
            "审议“台账由镇卫生院一处记”的办理情况。",
            f"二、{county.leader.name}：好办法要变成办法。",
            "三、议定事项",
            f"1. 制定《{RULE}》，责任人{county.leader.name}，7月底前印发。",
            f"2. {SPREAD}，责任人{county.deputy.name}，责任单位龙泉镇，9月30日前完成。",
        )
    )


def _spread(county: SimpleNamespace) -> Story:
    """What the meeting decided was done by its day."""
    yield dt.date(YEAR, 9, 24)
    measure = Measure.objects.select_related("thing").get(title=SPREAD)
    report_measure(
        county.clerk, measure, result="6 个山村都归到两个收集点，收运车隔天一趟，交接有记录。"
    )
    yield dt.date(YEAR, 9, 25)
    confirm_measure(county.leader, measure)


def to_the_villages(county: SimpleNamespace, made: dict[str, Any]) -> Story:
    """A local series with a target, and 扩大学习 that reached two villages in August; what was
    asked for there became a problem.
    """
    keeper, group = county.secretary, county.group
    yield dt.date(YEAR, 1, 20)
    series = begin_local_series(
        county.office,
        county.root,
        name="红色讲堂",
        what="到村到社区讲一课、听一回，讲完就地收问题。",
        since=dt.date(YEAR, 1, 1),
        until=dt.date(YEAR, 12, 31),
        target=100,
        counts="people",
    )
    yield dt.date(YEAR, 8, 3)
    session = acts.plan_session(
        keeper,
        group,
        topic=made.get("topic") or county.topic,
        day=dt.date(YEAR, 8, 18),
        begins=dt.time(19, 0),
        place="柳沟村文化广场",
        place_kind="field",
        kind="extended",
        category="law",
        title="把医疗废物的道理讲到村里",
    )
    acts.set_agenda(
        keeper,
        session,
        items=[
            {"kind": "first_item", "title": "学习重要讲话精神"},
            {"kind": "on_site", "title": "看联村收集点"},
            {"kind": "discussion", "title": "和村民一起议"},
        ],
    )
    acts.place_in_series(keeper, session, series=series)
    yield dt.date(YEAR, 8, 7)
    acts.issue_notice(keeper, session)
    yield dt.date(YEAR, 8, 18)
    _held(keeper, session)
    villages = list(
        Unit.objects.active()
        .filter(kind=UnitKind.VILLAGE, path__under=county.town.path)
        .in_roster_order()[:2]
    )
    acts.record_reach(
        keeper,
        session,
        listened=dict(zip((village.pk for village in villages), (46, 23), strict=False)),
    )
    problem = acts.note_raised(
        keeper,
        session,
        kind="PROBLEM",
        text="收集点夏天有味，离小卖部太近",
        said_by="村民",
        unit=county.town,
    )
    cast = Cast(county, group, 2)
    yield [became(Raised(cast, made_of(problem), SMELL, county.responsible, clock.today()))]
    acts.add_speech(
        keeper, session, person=county.member, kind="DISCUSSION", q4="群众愿意来，废物就不过夜。"
    )
    yield dt.date(YEAR, 8, 19)
    acts.write_minutes(
        keeper,
        session,
        minutes=(
            f"主持：{county.leader.name}　记录：{keeper.name}　地点：柳沟村文化广场\n"
            "一、同两个村的村民一起看联村收集点，讲医疗废物为什么不能进垃圾桶。\n"
            f"二、{county.member.name}：群众愿意来，废物就不过夜。\n"
            "三、村民反映收集点夏天有味、离小卖部太近，列为问题，责任单位龙泉镇。"
        ),
    )
    yield dt.date(YEAR, 8, 20)
    acts.sign_session(county.leader, session)
    report = draft_report(keeper, session)
    send_report(keeper, report)
    yield dt.date(YEAR, 8, 21)
    receive_report(county.office, report)
