"""The year of the demo county: 龙泉镇 tries it out month by month; then the county takes part, and
all 45 groups plan and meet. Nothing is drawn by lot: the same county comes out each time.

It looks like life: plans that are returned, reports that come late or not at all, people on leave
and what they make up, a session that does not count, a group nobody heard of in the month.
"""

from __future__ import annotations

import datetime as dt
from itertools import chain
from types import SimpleNamespace
from typing import Any

from zhixing.foundation.kits.workbooks.reading import Workbook
from zhixing.foundation.machinery import clock
from zhixing.foundation.spine.groups.models import StudyGroup
from zhixing.foundation.spine.groups.queries import missing_in, roll
from zhixing.foundation.spine.groups.rules import GroupRoleCode as G
from zhixing.foundation.spine.topics.models import Topic
from zhixing.loop.imports.acts import import_roster
from zhixing.solve.problems.models import Problem

from .demo_joint import joint_story
from .demo_words import LATE_NOTICE, MADE_UP, REASONS, RETURNED_PLANS, SAID
from .stories import Story, do, working_day

YEAR = 2026
SEATS = {
    "returned": (7, 19, 36),  # plans that came back; the last one is still being written
    "late": (4, 11, 23, 31, 40),
    "silent": (13, 29),  # reports sent late, and not at all yet
    "unsigned": (16, 34),
    "unminuted": (25,),
    "quiet": (21,),
    "absent": (
        26,
    ),  # waiting for the leader, for minutes; held without a discussion speech; did not meet
    "short_notice": (9, 27),
    "sent_back": (6, 30),  # notice later than the norm, report returned once
    "raises": (0, 3, 8, 12, 17, 22, 28, 33, 38, 41),  # something is raised there
}


def month_of_all(today: dt.date) -> int:
    """The month in which every group meets: the last one that is over, within the year."""
    return min(
        max((today.replace(day=1) - dt.timedelta(days=1)).month if today.year == YEAR else 12, 2),
        12,
    )


class Cast:
    """One group and its people."""

    def __init__(self, county: SimpleNamespace, group: StudyGroup, at: int) -> None:
        self.office, self.group, self.at = county.office, group, at
        self.town = group.unit.kind == "town"
        people = group.memberships.in_force(clock.today()).select_related("person")
        secretaries = [seat.person for seat in people if seat.role == G.SECRETARY]
        self.leaders = [seat.person for seat in people if seat.role == G.LEADER]
        self.leader = self.leaders[0] if self.leaders else None
        self.keeper = secretaries[0] if secretaries else self.leader

    def is_one_of(self, what: str) -> bool:
        return self.at in SEATS[what]


def everybody(county: SimpleNamespace) -> list[Cast]:
    """The study groups in the order of the roster, without 龙泉镇, whose year is told by itself."""
    groups = (
        StudyGroup.objects.select_related("thing", "unit")
        .exclude(pk=county.group.pk)
        .in_roster_order()
    )
    return [Cast(county, group, at) for at, group in enumerate(groups)]


def county_joins(
    county: SimpleNamespace, made: dict[str, Any], roster: Workbook, only_roster: bool = False
) -> Story:
    """The whole roster comes in some days before the month in which all meet; every group makes its
    plan for what is left of the year, and meets.
    """
    month = month_of_all(clock.today())
    first = dt.date(YEAR, month, 1)
    yield working_day(first - dt.timedelta(days=16))
    import_roster(county.office, county.root, book=roster)
    if only_roster:
        return
    topics = topics_of_year()
    yield [
        joint_story(county, made, first),
        *chain.from_iterable(of_group(cast, topics, month) for cast in everybody(county)),
    ]


def of_group(cast: Cast, topics: list[Topic], month: int) -> list[Story]:
    """Its plan, the month in which it met, and what it has planned since."""
    if cast.group.unit.name == OTHER_PILOT:
        return [meeting(cast, topic_of(topics, month), day_in(cast, month))]
    stories = [
        plan_of(
            cast, working_day(dt.date(YEAR, month, 1) - dt.timedelta(days=13 - cast.at % 4)), month
        )
    ]
    if not cast.is_one_of("absent"):
        stories.append(
            meeting(
                cast,
                topic_of(topics, month),
                day_in(cast, month),
                kind="on_site" if cast.at % 3 == 0 else "collective",
            )
        )
    if month < 12 and cast.at % 3 == 1:
        stories.append(
            meeting(
                cast,
                topic_of(topics, month + 1),
                working_day(dt.date(YEAR, month + 1, 20 + cast.at % 9)),
                brief=True,
            )
        )
    return stories


def topics_of_year() -> list[Topic]:
    return list(Topic.objects.filter(year=YEAR, group=None).order_by("first_month", "pk"))


def topic_of(topics: list[Topic], month: int) -> Topic:
    """The county's topic of a month; of two laid for it, the one laid for this month alone."""
    running = [topic for topic in topics if topic.first_month <= month <= topic.last_month]
    return (
        min(running, key=lambda topic: topic.last_month - topic.first_month)
        if running
        else topics[-1]
    )


def day_in(cast: Cast, month: int) -> dt.date:
    """A working day of the month, another one for each group."""
    return working_day(dt.date(YEAR, month, 14 + (cast.at * 5) % 15))


# -- the plan of the year --------------------------------------------------------------------------


def plan_of(cast: Cast, day: dt.date, month: int = 1) -> Story:
    """Draft, leader, committee, filed; three come back with a reason, and one of them is still
    being written on. ``month``: what it plans from.
    """
    if cast.keeper is None or cast.leader is None:
        return
    yield day
    plan = do(cast.keeper, "draft_plan", cast.group, year=YEAR)
    members = [seat.person for seat in roll(cast.group)]
    for nth, line in enumerate(
        plan.lines.select_related("topic")
        .filter(last_month__gte=month)
        .order_by("first_month", "pk")[: 1 + cast.at % 2]
    ):
        speakers = [members[(cast.at + nth + more) % len(members)] for more in (0, 3)]
        do(
            cast.keeper,
            "set_plan_line",
            plan,
            topic=line.topic,
            first_month=line.first_month,
            last_month=line.last_month,
            form="集体学习研讨",
            speakers=list(dict.fromkeys(speakers)),
        )
    yield (day := working_day(day, 1))
    do(cast.leader, "approve_plan", plan)
    yield (day := working_day(day, 1 + cast.at % 3))
    do(
        cast.keeper,
        "record_committee",
        plan,
        meeting=f"{cast.group.unit.name}党委会" if cast.town else f"{cast.group.unit.name}党组会",
        on=day,
    )
    if missing_in(cast.group):
        return  # an incomplete group can not file; it shows on the map until somebody fills the gap
    yield (day := working_day(day, 1))
    do(cast.keeper, "file_plan", plan)
    yield (day := working_day(day, 2))
    if cast.is_one_of("returned"):
        which = SEATS["returned"].index(cast.at)
        do(cast.office, "return_plan", plan, reason=RETURNED_PLANS[which])
        yield (day := working_day(day, 3 + 4 * which))
        do(cast.keeper, "take_up_plan", plan)
        if which == 2:
            return
        yield (day := working_day(day, 1))
        do(cast.leader, "approve_plan", plan)
        yield (day := working_day(day, 2))
        do(cast.keeper, "record_committee", plan, meeting="补充审定会", on=day)
        do(cast.keeper, "file_plan", plan)
        yield (day := working_day(day, 1))
    do(cast.office, "take_note", plan)


# -- a session -------------------------------------------------------------------------------------


def meeting(
    cast: Cast,
    topic: Topic,
    day: dt.date,
    *,
    kind: str = "collective",
    brief: bool = False,
    raises: int = 0,
) -> Story:
    """From planning to the received report. ``brief``: nothing out of the ordinary happens, as in
    most months.
    """
    at = cast.at + day.month
    odd = (lambda _what: False) if brief else cast.is_one_of
    if cast.keeper is None or cast.leader is None:
        return
    words = SAID.get(topic.title, SAID["总结与述学"])
    yield working_day(day, -10)
    place, place_kind = (words.town if cast.town else words.department)[
        at % len(words.town if cast.town else words.department)
    ]
    session = do(
        cast.keeper,
        "plan_session",
        cast.group,
        as_shown=True,
        topic=topic,
        day=day,
        begins=("09:00", "14:30", "15:00")[at % 3],
        place=place,
        place_kind=place_kind,
        kind=kind,
        title=topic.title,
        chair=cast.leader,
        category=topic.category or "knowledge",
    )
    discussed = not odd("quiet")
    items = [
        ("first_item", "传达学习最新要求"),
        ("lead_reading", words.readings[0]),
        *([("discussion", "围绕讨论题研讨发言")] if discussed else [("other", "布置下一步工作")]),
        *([("on_site", f"到{place}看现场")] if kind in ("on_site", "three_part") else []),
    ]
    do(
        cast.keeper,
        "set_agenda",
        session,
        as_shown=True,
        **{f"kind_{nth}": item_kind for nth, (item_kind, _title) in enumerate(items, 1)},
        **{f"title_{nth}": title for nth, (_kind, title) in enumerate(items, 1)},
        **{f"title_{nth}": "" for nth in range(len(items) + 1, 7)},
    )
    if odd("short_notice"):
        yield working_day(day, -2)
        do(cast.keeper, "issue_notice", session, reason=LATE_NOTICE[cast.at % 2])
    else:
        yield working_day(day, -6 - at % 3)
        do(cast.keeper, "issue_notice", session)
    yield day
    do(cast.keeper, "hold_session", session, on=day)
    seats = roll(cast.group, day)
    away = _attendance(cast, session, seats, at)
    here = [seat.person for seat in seats if seat.person_id not in {gone.pk for gone in away}]
    _speeches(cast, session, words, here, at, discussed, most=2 if brief else 3)
    if kind == "three_part":
        _parts(cast, session, words, place, place_kind, at)
    if raises or (not brief and cast.is_one_of("raises")):
        for nth in range(raises or 1):
            what, text, who = _raised(words, at + nth, any_kind=bool(raises) or cast.at % 4 == 0)
            do(
                cast.keeper,
                "note_raised",
                session,
                kind=what,
                text=text,
                said_by=who,
                unit=cast.group.unit,
                due=working_day(day, 25) if what != "PROBLEM" else "",
            )
    if odd("unminuted"):
        return
    yield working_day(day, 1 + at % 2)
    do(cast.keeper, "write_minutes", session, as_shown=True)
    if odd("unsigned"):
        return
    yield (signed := working_day(day, 2 + at % 2))
    do(cast.leader, "sign_session", session)
    yield from _report(cast, session, day, signed, odd)
    if away:
        yield working_day(day, 7)
        for nth, person in enumerate(away[: len(away) if brief else 1]):
            do(
                cast.keeper,
                "record_make_up",
                session,
                person=person,
                on=working_day(day, 6),
                how=MADE_UP[(at + nth) % len(MADE_UP)],
            )


def _raised(words: Any, at: int, any_kind: bool) -> tuple[str, str, str]:
    """What is raised; a problem only here and there, so that the same one is not raised by
    everybody.
    """
    lines = words.raised if any_kind else [line for line in words.raised if line[0] != "PROBLEM"]
    return lines[at % len(lines)]


def _attendance(cast: Cast, session: Any, seats: list[Any], at: int) -> list[Any]:
    """Most come; one or two are on leave, now and then somebody is simply absent. The leader is
    always there.
    """
    others = [seat for seat in seats if seat.person_id != cast.leader.pk]
    away = (
        [others[(at * 3 + nth * 4) % len(others)] for nth in range((0, 1, 1, 2, 0, 1)[at % 6])]
        if len(others) > 3
        else []
    )
    marks = {f"status_{seat.person_id}": "PRESENT" for seat in seats}
    for nth, seat in enumerate(away):
        marks[f"status_{seat.person_id}"] = (
            "ABSENT" if (at + nth) % 11 == 5 else f"LEAVE-{REASONS[(at + nth) % len(REASONS)]}"
        )
    do(cast.keeper, "take_attendance", session, as_shown=True, approved_by=cast.leader, **marks)
    return list({seat.person_id: seat.person for seat in away}.values())


def _speeches(
    cast: Cast, session: Any, words: Any, here: list[Any], at: int, discussed: bool, most: int
) -> None:
    """The first one speaks at length, the others discuss; each answers the four questions from
    where they stand.
    """
    kinds = ["KEYNOTE", *["DISCUSSION"] * (most - 1 if discussed else 0)]
    speakers = [here[(at + nth * 2) % len(here)] for nth in range(len(kinds))]
    for nth, (kind, person) in enumerate(zip(kinds, dict.fromkeys(speakers), strict=False)):
        answers = {
            f"q{which + 1}": lines[(at + nth) % len(lines)]
            for which, lines in enumerate(words.answers)
            if kind == "KEYNOTE" or which in (nth % 4, 2)
        }
        do(cast.keeper, "add_speech", session, person=person, kind=kind, **answers)


def _parts(cast: Cast, session: Any, words: Any, place: str, place_kind: str, at: int) -> None:
    do(
        cast.keeper,
        "write_part",
        session,
        part="ON_SITE",
        begins="09:00",
        place=place,
        place_kind=place_kind,
        people="班子成员、村干部和在场群众",
        what="先看现场，听在场的人说难处。",
        result=words.answers[0][at % len(words.answers[0])],
    )
    do(
        cast.keeper,
        "write_part",
        session,
        part="RESEARCH",
        begins="10:10",
        place="村部会议室",
        place_kind="room",
        people="班子成员",
        what="围绕讨论题逐人发言，按四问说。",
        result=words.answers[2][at % len(words.answers[2])],
    )
    do(
        cast.keeper,
        "write_part",
        session,
        part="WORK",
        begins="11:20",
        place="村部会议室",
        place_kind="room",
        people="组长",
        what="定人、定事、定日子。",
        result=words.answers[3][at % len(words.answers[3])],
    )


def _report(cast: Cast, session: Any, day: dt.date, signed: dt.date, odd: Any) -> Story:
    """一学一报: built and sent in time, sent late, sent back once, or not yet there."""
    if odd("silent"):
        return
    yield working_day(day, 9) if odd("late") else signed
    report = do(cast.keeper, "draft_report", session)
    do(cast.keeper, "send_report", report)
    yield working_day(clock.today(), 1)
    if odd("sent_back"):
        do(cast.office, "return_report", report, reason="没有写下一步谁来做，请补一句。")
        yield working_day(clock.today(), 2)
        do(
            cast.keeper,
            "correct_report",
            report,
            text=report_text_with(report, "下一步由分管副职牵头，一个月内回头看。"),
        )
        do(cast.keeper, "send_report", report)
        yield working_day(clock.today(), 1)
    do(cast.office, "receive_report", report)


def report_text_with(report: Any, line: str) -> str:
    """The report with one line more, as somebody would type it at the end."""
    report.refresh_from_db()
    return f"{report.text[: 1480 - len(line)]}\n{line}"


# -- a whole year ----------------------------------------------------------------------------------

KINDS = {
    1: "collective",
    2: "on_site",
    3: "three_part",
    4: "thematic",
    6: "three_part",
    7: "exchange",
    9: "three_part",
    10: "thematic",
    11: "collective",
    12: "collective",
}  # in July there was a special meeting too, in August the villages (demo_joint.py)
OTHER_PILOT = "石桥镇"


def year_of_town(county: SimpleNamespace) -> list[Story]:
    """龙泉镇 met nearly every month, 石桥镇 now and then; the session of May, on medical waste, and
    the plan are told in ``round.py``. In July the plan is changed.
    """
    cast, topics = Cast(county, county.group, 2), topics_of_year()
    months = [
        meeting(
            cast,
            topic_of(topics, month),
            working_day(dt.date(YEAR, month, 17 + month % 4)),
            kind=kind,
            raises=1 if kind in ("three_part", "special", "on_site") else 0,
            brief=True,
        )
        for month, kind in KINDS.items()
    ]
    other = Cast(county, county.other_group, 5)
    elsewhere = [
        plan_of(other, dt.date(YEAR, 1, 14)),
        *(
            meeting(
                other, topic_of(topics, month), working_day(dt.date(YEAR, month, 21)), brief=True
            )
            for month in (2, 3, 5, 6, 9)
        ),
    ]
    return [*months, _changed_plan(cast), *elsewhere]


def _changed_plan(cast: Cast) -> Story:
    """In July the group moves a topic: a new version, approved again, and the county has it on
    file.
    """
    from zhixing.learn.plans.models import StudyPlan

    yield dt.date(YEAR, 7, 2)
    plan = StudyPlan.objects.get(group=cast.group, year=YEAR, state="in_force")
    newer = do(
        cast.keeper, "change_plan", plan, reason="防汛任务重，“城乡融合发展”提前到九月学一部分。"
    )
    members = [seat.person for seat in roll(cast.group)]
    for at, line in enumerate(
        newer.lines.select_related("topic").filter(last_month__gte=7).order_by("first_month")
    ):
        moved = (
            {"first_month": 9, "last_month": 10, "form": "三位一体", "aim": "末班车延时"}
            if line.topic.title == "城乡融合发展"
            else {"first_month": line.first_month, "last_month": line.last_month, "form": line.form}
        )
        do(
            cast.keeper,
            "set_plan_line",
            newer,
            topic=line.topic,
            speakers=[members[at % len(members)], members[(at + 4) % len(members)]],
            **moved,
        )
    yield dt.date(YEAR, 7, 3)
    do(cast.leader, "approve_plan", newer)
    yield dt.date(YEAR, 7, 6)
    do(cast.keeper, "record_committee", newer, meeting="龙泉镇党委会", on="2026-07-06")
    do(cast.keeper, "file_plan", newer)
    yield dt.date(YEAR, 7, 8)
    do(cast.office, "take_note", newer)


def office_registers(office: Any, until: dt.date) -> Story:
    """The county registers what sessions have raised, twice a month; what came after stays for it
    to do.
    """
    day = dt.date(YEAR, 2, 10)
    while day < until:
        yield (day := working_day(day))
        for problem in Problem.objects.select_related("thing").filter(
            state="draft", thing__made_at__date__lt=day
        )[:20]:
            do(office, "register_problem", problem, received_on=day)
            do(office, "list_problem", problem, kind="individual")
        day += dt.timedelta(days=15)
