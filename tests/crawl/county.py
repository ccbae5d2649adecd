"""The county of the crawl: two towns that study the same topics, a bureau that studies along, and
things of every kind that somebody may not know of.

Every title and text typed here begins with a marker of its own (``Zq0017z``), so that a page that
quotes it anywhere can be caught.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from tests.county import PASSWORD
from tests.foundation.files.build import photo
from tests.foundation.intake.build import ROSTER_HEAD, demo
from tests.foundation.intake.build import content as written_rows
from zhixing.demo.round import the_round
from zhixing.demo.steps import Step, in_order, known, take
from zhixing.demo.under_way import under_way
from zhixing.examine.bank.countyfile import import_bank
from zhixing.foundation.kits.documents.acts import register_paper
from zhixing.foundation.kits.feeds.acts import make_feed, make_group_feed
from zhixing.foundation.kits.indicators.registry import TOTALS
from zhixing.foundation.kits.intake import store
from zhixing.foundation.kits.workbooks.reading import read
from zhixing.foundation.kits.workbooks.writing import Column, workbook
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.deliveries.worker import carry_due
from zhixing.foundation.machinery.guard import traffic
from zhixing.foundation.spine.files.acts import Upload, attach_file
from zhixing.foundation.spine.groups.acts import (
    admit_member,
    found_group,
    name_substitute,
    release_member,
)
from zhixing.foundation.spine.groups.models import Membership
from zhixing.foundation.spine.handovers.acts import hand_over
from zhixing.foundation.spine.orgs.roles import RoleCode
from zhixing.foundation.spine.people import acts as people
from zhixing.foundation.spine.people.models import Account, Appointment
from zhixing.foundation.spine.topics.acts import choose_topic, relate_topics
from zhixing.learn.circulars.acts import draft_circular, issue_circular, write_circular
from zhixing.learn.joint.acts import found_joint
from zhixing.learn.lectures.acts import (
    draft_note,
    found_series,
    hold_lecture,
    note_came_back,
    plan_lecture,
)
from zhixing.learn.opinions.acts import draft_opinion, issue_opinion, write_opinion
from zhixing.learn.packs.acts import (
    add_pack_document,
    add_pack_item,
    add_pack_paper,
    add_to_pack,
    begin_pack,
    offer_addition,
    publish_pack,
    take_addition,
)
from zhixing.learn.pairings.acts import agree_pairing, propose_pairing
from zhixing.learn.reading.acts import add_reading, hand_self_study, write_self_study
from zhixing.learn.series.acts import begin_local_series
from zhixing.learn.sessions import acts as sessions
from zhixing.loop.campaigns.acts import found_campaign, put_into_campaign
from zhixing.loop.threads.acts import explain_loose_end
from zhixing.loop.threads.queries import loose_ends_of
from zhixing.loop.totals.acts import take_totals
from zhixing.solve.measures.acts import propose_measure
from zhixing.solve.problems import acts as problems
from zhixing.solve.problems.models import Problem

TODAY = dt.datetime(2026, 9, 1, 9)
SINCE = dt.date(2025, 12, 1)
MARKED = frozenset(
    "title title_1 title_2 name subject text books focus aim reason found before after remedy cause"
    " result evidence minutes checked listened comment saw report fits new work effect what q1 q2"
    " q3 q4 meeting how place".split()
)
CHINESE = re.compile(r"[一-鿿]")


class Marks:
    """Gives out markers, one for each text."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, text: str) -> str:
        self.count += 1
        return f"Zq{self.count:04d}z{text}"


def marked(step: Step, mark: Marks) -> Step:
    """The step with a marker on everything it types in words."""
    data = step.data | (
        {"title": "集体学习"} if step.act == "plan_session" and "title" not in step.data else {}
    )
    data = {
        name: (
            mark(value)
            if name in MARKED
            and isinstance(value, str)
            and CHINESE.search(value)
            and not value.startswith("@")
            else value
        )
        for name, value in data.items()
    }
    return replace(step, data=data)


def crawl_county(county: SimpleNamespace) -> SimpleNamespace:
    """The standing county, filled. ``county.logins`` is name -> person of everybody who crawls,
    ``county.receipt`` the case of the resident who does.
    """
    mark = county.mark = Marks()
    # marker -> (the person an act's reason is about, the act, the thing it was done on)
    county.reasons = {}
    county.reporters, county.tokens, county.keys = {}, {}, {}
    _further_people(county)
    here = known(county) | {"root": county.root, "other_topic": county.other_topic}
    elsewhere = _other_county(county)
    made, other = dict(here), dict(elsewhere.made)
    for step in in_order(the_round()):
        _take(county, made, marked(step, mark))
        number = {"number": "石政发〔2026〕9号"} if step.act == "issue_outcome" else {}
        _take(
            elsewhere.people, other, marked(replace(step, data=step.data | number), mark), hour=11
        )
    county.made, county.other_made = made, other
    with clock.at(TODAY):
        steps = in_order(under_way())
    for step in steps:
        _take(county, made, marked(step, mark))
    _joint_study(county, mark)
    _special_meeting(county, mark, made)
    with clock.at(TODAY):
        _across_towns(county, mark, made, other)
        _learning(county, mark, made)
        _papers_and_files(county, mark, made, other)
        import_bank(county.office, county.root, book=demo("question_bank"))
        _about_persons(county, mark)
        _opinion_and_totals(county, mark)
        _hand_over(county, mark)
        _feeds_and_files_under_way(county)
        carry_due()
    for problem in Problem.objects.exclude(reporter_name=""):
        county.reporters.setdefault(problem.reporter_name, set()).add(problem.pk)
    return county


def _take(people: Any, made: dict[str, Any], step: Step, hour: int = 10) -> None:
    with clock.at(dt.datetime.combine(step.date, dt.time(hour))):
        take(getattr(people, step.who), made, step)


def _join(
    county: SimpleNamespace,
    name: str,
    words: str,
    unit: Any,
    role: str = "",
    groups: tuple[str, ...] = (),
    group: Any = None,
) -> None:
    person = people.register_person(county.timekeeper, unit, name=words)
    setattr(county, name, person)
    if role:
        people.appoint(county.timekeeper, unit, person=person, role=role, since=SINCE)
    for place, code in enumerate(groups):
        admit_member(county.office, group, person=person, role=code, since=SINCE, place=20 + place)
    people.open_account(
        county.timekeeper, unit, person=person, username=name.replace("_", "-"), password=PASSWORD
    )
    county.logins[name] = person


def _further_people(county: SimpleNamespace) -> None:
    """Logins the standing cast does not have: a village, a bureau that studies along, plain members
    of the other town, a juror, somebody without any role.
    """
    from zhixing.demo.cast import CAST

    county.logins = {name: getattr(county, name) for name in CAST}
    with clock.at(dt.datetime(2026, 1, 5, 9)):
        county.bureau_group = found_group(
            county.timekeeper, county.department, name="县卫生健康局党组理论学习中心组"
        )
        _join(county, "village_clerk", "柳成荫", county.village, RoleCode.CLERK)
        _join(
            county,
            "stranger_member",
            "石上松",
            county.other_town,
            "",
            ("MEMBER",),
            county.other_group,
        )
        _join(
            county,
            "stranger_deputy",
            "石中玉",
            county.other_town,
            "",
            ("DEPUTY",),
            county.other_group,
        )
        _join(
            county,
            "bureau_secretary",
            "卫小书",
            county.department,
            "",
            ("MEMBER", "SECRETARY"),
            county.bureau_group,
        )
        _join(
            county,
            "bureau_leader",
            "卫长青",
            county.department,
            "",
            ("LEADER",),
            county.bureau_group,
        )
        _join(county, "bureau_clerk", "卫经办", county.department, RoleCode.RESPONSIBLE)
        _join(county, "juror", "评一言", county.root, RoleCode.JUROR)
        _join(county, "newcomer", "新无名", county.town)
    with traffic("test"):
        Account.objects.update(must_change=False)


def _other_county(county: SimpleNamespace) -> SimpleNamespace:
    """The other town under the names the steps use."""
    names = {
        "secretary": "stranger_secretary",
        "leader": "stranger_leader",
        "member": "stranger_member",
        "member2": "stranger_member",
        "deputy": "stranger_deputy",
        "clerk": "stranger",
        "responsible": "stranger",
    }
    cast = SimpleNamespace(
        **{
            name: getattr(county, names.get(name, name))
            for name in ("office", "verifier", "caller", "supervisor", "publisher", *names)
        }
    )
    made = {
        "group": county.other_group,
        "town": county.other_town,
        "topic": county.topic,
        "root": county.root,
        "other_topic": county.other_topic,
    }
    made |= {
        name: getattr(cast, name)
        for name in ("leader", "member", "deputy", "responsible", "secretary", "clerk")
    }
    return SimpleNamespace(people=cast, made=made)


AGENDA = [
    {"kind": "first_item", "title": "学习重要讲话精神"},
    {"kind": "discussion", "title": "研讨"},
    {"kind": "work", "title": "定责任"},
]


def _held(keeper: Any, leader: Any, session: Any, granted: dict[str, Any] | None = None) -> None:
    from zhixing.foundation.spine.groups.queries import roll_together
    from zhixing.learn.sessions.rules import Status

    sessions.hold_session(keeper, session)
    marks = {seat.person_id: Status.PRESENT for seat in roll_together(session.groups, session.day)}
    sessions.take_attendance(
        keeper, session, marks=marks, reasons={}, approved_by=leader, granted=granted or {}
    )


def _joint_study(county: SimpleNamespace, mark: Marks) -> None:
    """The bureau studies with 石桥镇; 龙泉镇 may know nothing of it."""
    keeper, leader, day = county.bureau_secretary, county.bureau_leader, dt.date(2026, 6, 16)
    with clock.at(dt.datetime(2026, 6, 1, 9)):
        pairing = propose_pairing(
            keeper,
            county.bureau_group,
            name=mark("两家结对"),
            partners=[county.other_group],
            year=2026,
            aim=mark("学对账"),
        )
        agree_pairing(county.stranger_secretary, pairing)
        joint = found_joint(
            keeper,
            county.bureau_group,
            name=mark("医疗废物联学组"),
            partners=[county.other_group],
            why="duties",
            reason=mark("两家管同一批废物"),
            since=dt.date(2026, 6, 1),
        )
        session = sessions.plan_session(
            keeper,
            county.bureau_group,
            topic=county.topic,
            day=day,
            begins=dt.time(9),
            place=mark("县医院暂存间"),
            place_kind="site",
            category="law",
            joint=joint,
            title=mark("联组联学"),
        )
        sessions.set_agenda(
            keeper, session, items=[item | {"title": mark(item["title"])} for item in AGENDA]
        )
        sessions.issue_notice(keeper, session)
    with clock.at(dt.datetime(2026, 6, 16, 10)):
        _held(
            keeper,
            leader,
            session,
            {county.bureau_group.pk: leader, county.other_group.pk: county.stranger_leader},
        )
        sessions.add_speech(
            keeper,
            session,
            person=county.stranger_leader,
            kind="DISCUSSION",
            q1=mark("转运车只有两台"),
        )
        sessions.note_raised(
            keeper,
            session,
            kind="PROBLEM",
            text=mark("小诊所的废物没人收"),
            said_by="管理员",
            unit=county.department,
        )
        sessions.note_raised(
            keeper,
            session,
            kind="MEASURE",
            text=mark("共用一张联单"),
            person=leader,
            unit=county.department,
            due=dt.date(2026, 7, 31),
        )
        sessions.note_raised(
            keeper,
            session,
            kind="TASK",
            text=mark("每周对账"),
            person=county.stranger_leader,
            unit=county.other_town,
            due=dt.date(2026, 7, 31),
        )
        sessions.write_minutes(keeper, session, minutes=mark("三家对账，一本台账。"))
    county.joint, county.joint_session = joint, session


def _special_meeting(county: SimpleNamespace, mark: Marks, made: dict[str, Any]) -> None:
    """A special meeting of 龙泉镇 takes up a measure and a piece of research; what it decides
    becomes an outcome and a measure.
    """
    keeper, leader, group = county.secretary, county.leader, county.group
    with clock.at(dt.datetime(2026, 7, 1, 9)):
        session = sessions.plan_session(
            keeper,
            group,
            topic=county.topic,
            day=dt.date(2026, 7, 14),
            begins=dt.time(15),
            place=mark("镇会议室"),
            kind="special",
            category="law",
            title=mark("医疗废物收运专题会议"),
        )
        sessions.set_agenda(
            keeper,
            session,
            items=AGENDA[:2],
            brought=[made["session_measure"].thing, made["research"].thing],
        )
        sessions.issue_notice(keeper, session)
    with clock.at(dt.datetime(2026, 7, 14, 16)):
        _held(keeper, leader, session)
        sessions.note_raised(
            keeper,
            session,
            kind="OUTCOME",
            text=mark("收集点管理制度"),
            person=leader,
            about=made["session_measure"].thing,
        )
        sessions.note_raised(
            keeper,
            session,
            kind="MEASURE",
            text=mark("推广到六个山村"),
            person=county.deputy,
            unit=county.town,
            due=dt.date(2026, 9, 30),
            about=made["research"].thing,
        )
        sessions.write_minutes(keeper, session, minutes=mark("议定制度一项、措施一条。"))
    county.special = session


def _across_towns(
    county: SimpleNamespace, mark: Marks, made: dict[str, Any], other: dict[str, Any]
) -> None:
    """Things of one town that are tied to things of the other: joined cases, handed-over problems,
    a topic of one's own, a lecture under which somebody spoke.
    """
    own = choose_topic(
        county.secretary,
        county.group,
        title=mark("柳沟村的汪塘"),
        year=2026,
        first_month=8,
        last_month=9,
        category="knowledge",
        question=mark("汪塘怎么管"),
        research_subject=mark("汪塘"),
    )
    relate_topics(county.secretary, own, other=county.topic, reason=mark("汪塘就在卫生室旁边"))
    moved = problems.draft_problem(
        county.clerk,
        county.town,
        title=mark("两镇交界的渠没人清"),
        text=mark("渠在两镇之间"),
        topic=own,
    )
    problems.register_problem(county.office, moved, received_on=TODAY.date())
    problems.list_problem(county.office, moved, kind="common")
    problems.dispatch_problem(county.office, moved, unit=county.other_town, person=county.stranger)
    head = problems.draft_problem(
        county.clerk, county.town, title=mark("下水道堵"), text=mark("雨后积水")
    )
    problems.register_problem(county.office, head, received_on=TODAY.date())
    twin = problems.draft_problem(
        county.stranger, county.other_town, title=mark("集镇下水道堵"), text=mark("石桥这边也积水")
    )
    problems.register_problem(county.office, twin, received_on=TODAY.date())
    problems.join_problem(county.office, twin, head=head, reason=mark("是同一条管"))
    hidden_draft = problems.draft_problem(
        county.village_clerk, county.village, title=mark("村部漏雨"), text=mark("漏了三处")
    )
    series = found_series(
        county.stranger_secretary, county.other_town, name=mark("桥头讲堂"), aim=mark("讲到桥头")
    )
    with clock.at(dt.datetime(2026, 8, 1, 9)):
        public = plan_lecture(
            county.stranger_secretary,
            series,
            title=mark("公开的讲座"),
            topic=county.topic,
            day=dt.date(2026, 8, 10),
            place=mark("桥头"),
            lecturer="桥先生",
            open_to_all=True,
        )
        closed = plan_lecture(
            county.stranger_secretary,
            series,
            title=mark("不公开的讲座"),
            topic=county.topic,
            day=dt.date(2026, 9, 20),
            place=mark("镇里"),
            lecturer="桥先生",
            open_to_all=False,
        )
    hold_lecture(county.stranger_secretary, public, listened=20, on=dt.date(2026, 8, 10))
    note_came_back(
        county.stranger_secretary, public, text=mark("桥头没有路灯"), unit=county.other_town
    )
    draft_note(
        county.stranger,
        county.other_town,
        title=mark("还没公布的政策"),
        text=mark("补贴"),
        source="文件",
    )
    propose_measure(county.member, county.group, title=mark("对方办的措施"), unit=county.other_town)
    end = next(end for end in loose_ends_of(county.group, clock.today()))
    explain_loose_end(county.secretary, county.group, thing=end.thing, reason=mark("另有安排"))
    campaign = found_campaign(
        county.office,
        county.root,
        name=mark("理论学得好"),
        aim=mark("学一题办一件"),
        since=dt.date(2026, 1, 1),
        until=dt.date(2026, 12, 31),
    )
    for thing in (public, moved, head, hidden_draft):
        put_into_campaign(county.office, campaign, thing=thing.thing, reason=mark("列入主题活动"))
    county.receipt = made["lamp"]
    county.across = SimpleNamespace(
        own=own, moved=moved, head=head, twin=twin, draft=hidden_draft, public=public, closed=closed
    )


def _learning(county: SimpleNamespace, mark: Marks, made: dict[str, Any]) -> None:
    """Reading of one's own, packs with what a group keeps for itself, a series of the county,
    circulars.
    """
    books = workbook([3], [Column("数", int)])
    plan = write_self_study(
        county.member3, county.group, year=2026, books=mark("读一本书"), focus=mark("自己的重点")
    )
    hand_self_study(county.member3, plan)
    write_self_study(
        county.stranger_member,
        county.other_group,
        year=2026,
        books=mark("石桥的书"),
        focus=mark("石桥的重点"),
    )
    add_reading(
        county.stranger_secretary,
        county.other_group,
        title=mark("石桥镇志"),
        kind="broad",
        source=mark("文化站"),
        year=2026,
    )
    pack = begin_pack(
        county.office,
        county.publicity,
        title=mark("医疗废物资料包"),
        about=mark("配合专题"),
        topic=county.topic,
    )
    add_pack_item(county.office, pack, kind="text", title=mark("条例要点"), text=mark("当天入柜"))
    add_pack_document(
        county.office,
        pack,
        upload=Upload(f"{mark('一页通')}.xlsx", books),
        declared=True,
        title=mark("一页通"),
        text=mark("对着看"),
    )
    for paper in ("notice", "minutes"):
        add_pack_paper(county.office, pack, about=made["session"].thing, paper=paper)
    publish_pack(county.office, pack, for_all=True, non_secret=True)
    add_pack_item(county.office, pack, kind="question", title=mark("下一版才有的问题"))
    add_pack_paper(county.office, pack, about=made["session"].thing, paper="speeches")
    keeps = add_to_pack(
        county.secretary,
        county.group,
        pack=pack,
        kind="document",
        title=mark("龙泉自己留着的"),
        text=mark("三村合用"),
        upload=Upload(f"{mark('留着的')}.xlsx", books),
        declared=True,
    )
    offered = add_to_pack(
        county.stranger_secretary,
        county.other_group,
        pack=pack,
        kind="question",
        title=mark("石桥提的问题"),
    )
    offer_addition(county.stranger_secretary, offered, word=mark("别的镇也用得上"))
    take_addition(county.office, offered)
    own = begin_pack(
        county.stranger_secretary, county.other_town, title=mark("石桥自己的包"), topic=county.topic
    )
    add_pack_item(county.stranger_secretary, own, kind="question", title=mark("石桥自己的题"))
    publish_pack(
        county.stranger_secretary, own, for_all=False, groups=[county.other_group], non_secret=True
    )
    series = begin_local_series(
        county.office,
        county.root,
        name=mark("红色讲堂"),
        what=mark("到村讲一课"),
        since=dt.date(2026, 1, 1),
        target=100,
    )
    for session in (made["session"], county.other_made["session"]):
        sessions.place_in_series(
            county.secretary if session is made["session"] else county.stranger_secretary,
            session,
            series=series,
        )
    for span, issued in (("half-2026-1", True), ("month-2026-7", False)):
        circular = draft_circular(county.office, county.root, span=span)
        write_circular(
            county.office,
            circular,
            title=mark(circular.title),
            text=mark("各组补学"),
            issuer="县委宣传部",
            by_group=True,
        )
        if issued:
            issue_circular(county.office, circular)
    county.pack, county.kept_addition = pack, keeps


def _papers_and_files(
    county: SimpleNamespace, mark: Marks, made: dict[str, Any], other: dict[str, Any]
) -> None:
    table = workbook([3], [Column("数", int)])
    for keeper, things, sign in (
        (county.secretary, made, "龙"),
        (county.stranger_secretary, other, "石"),
    ):
        for at, (paper, of) in enumerate(
            (("notice", "session"), ("minutes", "session"), ("report", "report"), ("plan", "plan")),
            1,
        ):
            try:
                register_paper(
                    keeper,
                    about=things[of].thing,
                    paper=paper,
                    number=f"{sign}党学〔2026〕{at}号",
                    issued_on=TODAY.date(),
                    signer="签发人",
                    copies=mark("抄送"),
                )
            except Exception as fault:  # a paper that this thing does not have
                raise RuntimeError(f"{paper} {of}") from fault
        attach_file(
            keeper,
            about=things["session"].thing,
            upload=Upload(f"{mark('收运表')}.xlsx", table),
            declared=True,
        )
    for side, public in (("before", True), ("after", False)):
        attach_file(
            county.clerk,
            about=county.receipt.thing,
            upload=Upload(f"{mark(side)}.jpg", photo()),
            declared=True,
            side=side,
            public=public,
        )
    attach_file(
        county.clerk,
        about=county.across.head.thing,
        upload=Upload(f"{mark('堵点')}.xlsx", table),
        declared=True,
    )


def _feeds_and_files_under_way(county: SimpleNamespace) -> None:
    """Calendar addresses of some, and a file that the office has handed in and not yet imported."""
    for name in ("secretary", "stranger_member", "bureau_leader"):
        person = county.logins[name]
        county.tokens[name] = [make_feed(person, person.unit).show_once]
    county.tokens["secretary"].append(make_group_feed(county.secretary, county.group).show_once)
    name, content = (
        "名册.xlsx",
        written_rows(
            [
                ROSTER_HEAD,
                ["龙泉镇", "新来的", "干事", "成员", "10000001234"],
                ["", "", "", "成员", ""],
            ]
        ),
    )
    county.keys["office"] = [
        store.keep_file(county.office, county.root, "roster", read(name, content), content).pk
    ]


def _opinion_and_totals(county: SimpleNamespace, mark: Marks) -> None:
    """What the county asks of a year, issued and being written, and totals as they stood."""
    opinion = draft_opinion(county.office, county.root, year=2026)
    write_opinion(
        county.office,
        opinion,
        title="2026年学习意见",
        issuer="青禾县",
        aim="学用结合",
        demands="按季学",
    )
    issue_opinion(county.office, opinion)
    coming = draft_opinion(county.office, county.root, year=2027)
    write_opinion(
        county.office, coming, title=mark("明年的意见"), issuer="青禾县", aim=mark("还在写")
    )
    take_totals(
        county.office,
        county.root,
        occasion=mark("半年报告"),
        since=dt.date(2026, 1, 1),
        until=TODAY.date(),
        codes=list(TOTALS),
    )


def _hand_over(county: SimpleNamespace, mark: Marks) -> None:
    """A clerk who goes away for a time."""
    clerk = people.register_person(county.office, county.town, name="外出的文书")
    people.appoint(county.timekeeper, county.town, person=clerk, role="CLERK", since=SINCE)
    hand_over(
        county.secretary,
        county.town,
        person=clerk,
        to=county.member3,
        reason=mark("外出学习"),
        until=TODAY.date() + dt.timedelta(days=10),
    )


def _about_persons(county: SimpleNamespace, mark: Marks) -> None:
    """Acts on persons whose reasons are nobody else's business."""

    def because(person: Any, act: str, place: Any, words: str) -> str:
        reason = mark(words)
        county.reasons[reason[:7]] = (person, act, place.pk)
        return reason

    def goner(name: str) -> Any:
        return people.register_person(county.office, county.town, name=name)

    people.set_password(
        county.sys,
        county.town,
        account=county.member2.account,
        password="another-long-password-77",
        reason=because(county.member2, "set_password", county.town, "住院后忘了"),
    )
    with traffic("test"):
        Account.objects.filter(person=county.member2).update(must_change=False)
    person = goner("走的人")
    people.retire_person(
        county.office,
        county.town,
        person=person,
        reason=because(person, "retire_person", county.town, "被留置"),
    )
    role = people.appoint(
        county.sec, county.town, person=county.newcomer, role=RoleCode.CLERK, since=SINCE
    )
    people.end_appointment(
        county.sec,
        county.town,
        appointment=Appointment.objects.get(pk=role.pk),
        reason=because(county.newcomer, "end_appointment", county.town, "纪律原因"),
    )
    person = goner("停用的人")
    account = people.open_account(
        county.sys, county.town, person=person, username="closed-one", password=PASSWORD
    )
    people.close_account(
        county.sys,
        county.town,
        account=account,
        reason=because(person, "close_account", county.town, "病假半年"),
    )
    person = goner("要删的人")
    people.erase_person(
        county.sec,
        county.town,
        person=person,
        reason=because(person, "erase_person", county.town, "本人要求删除"),
    )
    member = goner("出组的人")
    admit_member(
        county.secretary, county.group, person=member, role="MEMBER", since=SINCE, place=30
    )
    release_member(
        county.secretary,
        county.group,
        membership=Membership.objects.get(group=county.group, person=member),
        reason=because(member, "release_member", county.group, "生病出组"),
    )
    name_substitute(
        county.leader,
        county.group,
        person=county.deputy,
        since=TODAY.date(),
        until=TODAY.date() + dt.timedelta(days=3),
        reason=because(county.deputy, "name_substitute", county.group, "组长手术"),
    )
