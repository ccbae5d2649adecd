"""A session of a group, from planning to the received report."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from zhixing.foundation.machinery import clock
from zhixing.foundation.spine.groups.queries import roll
from zhixing.foundation.spine.people.models import Person
from zhixing.foundation.spine.topics.models import Topic

from .groups import Cast
from .raised import Raised, became, made_of
from .stories import Story, do, working_day
from .words import LATE_NOTICE, MADE_UP, REASONS, Matter, lens_of
from .words.papers import (
    Decision,
    closing_of,
    highlight_of,
    minutes_of,
    opening_of,
    report_of,
    shortcoming_of,
    speeches_of,
)

HOURS = ("09:00", "14:30", "15:00")
ROOMS = ("党员活动室", "三楼会议室", "二楼会议室", "机关小会议室", "四楼东会议室")
ON_THE_SPOT = ("on_site", "three_part")


@dataclass
class Occasion:
    """One session that is told: who meets on what, and the matters of the unit spoken about.
    ``brief``: nothing out of the ordinary happens, as in most months. What it grows by on its day:
    the session, who was there, who was not, who spoke on which matter.
    """

    cast: Cast
    topic: Topic
    day: dt.date
    matters: list[Matter]
    kind: str = "collective"
    brief: bool = False
    raises: bool = False
    session: Any = None
    here: list[Person] = field(default_factory=list)
    away: list[Person] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)

    @property
    def turn(self) -> int:
        return self.cast.at + self.day.month

    @property
    def reading(self) -> str:
        """What is read aloud."""
        readings = lens_of(self.topic.title).readings
        return readings[self.turn % len(readings)]

    @property
    def speakers(self) -> list[Person]:
        """Who speaks, the keynote first: three in a town, where there are more seats; nobody
        twice.
        """
        most = 3 if self.cast.town and not self.brief else 2
        most = 1 if self.is_odd("quiet") else most
        turns = (self.here[(self.turn + nth * 2) % len(self.here)] for nth in range(most))
        return list(dict.fromkeys(turns))

    def is_odd(self, what: str) -> bool:
        return not self.brief and self.cast.is_one_of(what)

    def matter(self, nth: int) -> Matter:
        return self.matters[nth % len(self.matters)]


def meeting(occasion: Occasion) -> Story:
    """From planning to the received report, with what goes wrong at some seats."""
    cast, day, turn = occasion.cast, occasion.day, occasion.turn
    if cast.keeper is None or cast.leader is None:
        return
    yield working_day(day, -10)
    _plan(occasion)
    _lay_agenda(occasion)
    short = occasion.is_odd("short_notice")
    yield working_day(day, -2 if short else -6 - turn % 3)
    reason: dict[str, Any] = {"reason": LATE_NOTICE[cast.at % 2]} if short else {}
    do(cast.keeper, "issue_notice", occasion.session, **reason)
    if occasion.is_odd("postponed"):
        yield working_day(day, -3)
        day = _postpone(occasion)
    yield day
    yield _meet(occasion)
    yield working_day(day, 1 + turn % 2)
    do(cast.keeper, "write_minutes", occasion.session, minutes=_minutes(occasion))
    if occasion.is_odd("unsigned"):
        return
    yield (signed := working_day(day, 2 + turn % 2))
    do(cast.leader, "sign_session", occasion.session)
    yield from _report(occasion, signed)
    yield from _make_up(occasion)


def _plan(occasion: Occasion) -> None:
    cast, topic, turn = occasion.cast, occasion.topic, occasion.turn
    on_the_spot = occasion.kind in ON_THE_SPOT
    room = (f"{cast.group.unit.name}{ROOMS[turn % len(ROOMS)]}", "room")
    place, place_kind = occasion.matter(0).place if on_the_spot else room
    occasion.session = do(
        cast.keeper,
        "plan_session",
        cast.group,
        as_shown=True,
        topic=topic,
        day=occasion.day,
        begins=HOURS[(cast.at // 3 + occasion.day.day) % len(HOURS)],
        place=place,
        place_kind=place_kind,
        kind=occasion.kind,
        title=f"{topic.title}：{occasion.matter(0).about}",
        chair=cast.leader,
        category=topic.category or "knowledge",
    )


def _lay_agenda(occasion: Occasion) -> None:
    lens, turn = lens_of(occasion.topic.title), occasion.turn
    about = [matter.about for matter in occasion.matters[:2]]
    items = [
        ("first_item", lens.firsts[turn % len(lens.firsts)]),
        ("lead_reading", f"{occasion.reading}，联系“{about[0]}”"),
        *_discussion(occasion, about),
    ]
    if occasion.kind in ON_THE_SPOT:
        items.append(("on_site", f"{occasion.matter(0).place[0]}：{about[0]}"))
    items += [("", "")] * (6 - len(items))
    lines = {f"title_{nth}": title for nth, (_kind, title) in enumerate(items, 1)}
    kinds = {f"kind_{nth}": kind for nth, (kind, _title) in enumerate(items, 1) if kind}
    do(occasion.cast.keeper, "set_agenda", occasion.session, as_shown=True, **kinds, **lines)


def _discussion(occasion: Occasion, about: list[str]) -> list[tuple[str, str]]:
    if occasion.is_odd("quiet"):
        return [("other", f"布置{about[0]}工作")]
    return [("discussion", f"{'、'.join(about)}怎么办、谁来办")]


def called_off(occasion: Occasion) -> Story:
    """Planned and made known, and then not held."""
    cast, day = occasion.cast, occasion.day
    yield working_day(day, -10)
    _plan(occasion)
    _lay_agenda(occasion)
    yield working_day(day, -6)
    do(cast.keeper, "issue_notice", occasion.session)
    yield working_day(day, -1)
    why = "班子成员全部下沉抢修供水管道，本次不开，内容并入下次学习。"
    do(cast.keeper, "cancel_session", occasion.session, reason=why)


def _postpone(occasion: Occasion) -> dt.date:
    """The day moves after the notice went out; everybody is told why."""
    occasion.day = working_day(occasion.day, 4)
    why = "市里当天召开专题调度会，顺延四个工作日。"
    session = occasion.session
    do(
        occasion.cast.keeper,
        "correct_session",
        session,
        as_shown=True,
        day=occasion.day,
        reason=why,
    )
    return occasion.day


def _meet(occasion: Occasion) -> list[Story]:
    """What the secretary records on the day; what becomes of what was raised."""
    cast, day, turn = occasion.cast, occasion.day, occasion.turn
    do(cast.keeper, "hold_session", occasion.session, on=day)
    _attendance(occasion)
    _speeches(occasion)
    if occasion.kind == "three_part":
        _parts(occasion)
    owners = [person.name for person in occasion.speakers]
    occasion.decisions = [
        Decision(matter.doing, owners[nth % len(owners)], working_day(day, 12 + 7 * nth + turn % 5))
        for nth, matter in enumerate(occasion.matters[:2])
    ]
    return [became(raised, unusual=not occasion.brief) for raised in _raise(occasion)]


def _attendance(occasion: Occasion) -> None:
    """Most come; one or two are on leave, now and then somebody is simply absent. The leader is
    always there.
    """
    cast, turn = occasion.cast, occasion.turn
    seats = roll(cast.group, occasion.day)
    leader = cast.leader.pk if cast.leader is not None else None
    others = [seat for seat in seats if seat.person_id != leader]
    gone = (0, 1, 1, 2, 0, 1)[turn % 6] if len(others) > 3 else 0
    away = {seat.person_id: seat.person for seat in _every_fourth(others, turn * 3, gone)}
    marks = {f"status_{seat.person_id}": "PRESENT" for seat in seats}
    for nth, person in enumerate(away):
        absent = (turn + nth) % 11 == 5
        leave = f"LEAVE-{REASONS[(turn + nth) % len(REASONS)]}"
        marks[f"status_{person}"] = "ABSENT" if absent else leave
    session = occasion.session
    do(cast.keeper, "take_attendance", session, as_shown=True, approved_by=cast.leader, **marks)
    occasion.away = list(away.values())
    occasion.here = [seat.person for seat in seats if seat.person_id not in away]


def _every_fourth(seats: list[Any], start: int, count: int) -> list[Any]:
    return [seats[(start + nth * 4) % len(seats)] for nth in range(count)]


def _speeches(occasion: Occasion) -> None:
    """The first speaks at length on the first matter, the second on the next, the third adds to
    the first.
    """
    first, second = occasion.matter(0), occasion.matter(1)
    outlines: list[dict[str, Any]] = [
        {"q1": first.here, "q2": first.view, "q3": f"{first.doing}。", "q4": first.effect},
        {"q1": second.here, "q2": second.view, "q3": f"{second.doing}。", "q4": second.effect},
        {"q1": first.more, "text": second.more},
    ]
    for nth, (person, answers) in enumerate(zip(occasion.speakers, outlines, strict=False)):
        kind = "DISCUSSION" if nth else "KEYNOTE"
        do(
            occasion.cast.keeper,
            "add_speech",
            occasion.session,
            person=person,
            kind=kind,
            **answers,
        )


def _parts(occasion: Occasion) -> None:
    """现场学习, 集中调研, 工作落实: seen on the spot, talked over inside, given to somebody."""
    first, second = occasion.matter(0), occasion.matter(1)
    place, place_kind = first.place
    room = f"{occasion.cast.group.unit.name}会议室"
    names = "、".join(person.name for person in occasion.speakers)
    parts = (
        ("ON_SITE", "09:00", place, place_kind, first.raised.by, f"看{first.about}。", first.here),
        ("RESEARCH", "10:10", room, "room", names, f"议{second.about}。", second.here),
        ("WORK", "11:20", room, "room", names, "分工，定日子。", f"{first.doing}。{first.effect}"),
    )
    words = ("part", "begins", "place", "place_kind", "people", "what", "result")
    for part in parts:
        lines: dict[str, Any] = dict(zip(words, part, strict=True))
        do(occasion.cast.keeper, "write_part", occasion.session, **lines)


def _raise(occasion: Occasion) -> list[Raised]:
    """A problem is raised by whoever was there from outside; what is agreed is given to the member
    who spoke of it, by a day.
    """
    problems = [matter for matter in occasion.matters if matter.raised.kind == "PROBLEM"]
    agreed = [occasion.matter(0)] if occasion.raises or occasion.is_odd("raises") else []
    return [_raised(occasion, matter) for matter in (problems or agreed)[:1]]


def _raised(occasion: Occasion, matter: Matter) -> Raised:
    cast, raised, speakers = occasion.cast, matter.raised, occasion.speakers
    whose: dict[str, Any] = {"said_by": raised.by}
    if raised.kind == "TASK":
        whose = {"person": speakers[0]}
    note = do(
        cast.keeper,
        "note_raised",
        occasion.session,
        kind=raised.kind,
        text=raised.text,
        unit=cast.group.unit,
        due="" if raised.kind == "PROBLEM" else working_day(occasion.day, 25),
        **whose,
    )
    return Raised(cast, made_of(note), matter, speakers[0], occasion.day)


def _minutes(occasion: Occasion) -> str:
    matters, chair = occasion.matters[:2], occasion.session.chair.name
    speakers = [person.name for person in occasion.speakers]
    return minutes_of(
        opening_of(chair, occasion.here[-1].name, occasion.reading, matters),
        speeches_of(speakers, matters),
        [f"{matter.raised.by}提出：{matter.raised.text}。" for matter in matters],
        occasion.decisions,
        closing_of(chair, matters, occasion.turn),
    )


def _report(occasion: Occasion, signed: dt.date) -> Story:
    """一学一报: built and sent in time, sent late, sent back once, or not yet there."""
    cast = occasion.cast
    if occasion.is_odd("silent"):
        return
    yield working_day(occasion.day, 9) if occasion.is_odd("late") else signed
    report = do(cast.keeper, "draft_report", occasion.session)
    highlight = highlight_of(occasion.matter(0), occasion.speakers[0].name, occasion.turn)
    shortcoming = shortcoming_of(occasion.matter(1), occasion.turn)
    whole = report_of(report.text, highlight, shortcoming, occasion.decisions)
    before_steps = whole.partition("\n\n下步打算")[0]
    sent_back = occasion.is_odd("sent_back")
    do(cast.keeper, "correct_report", report, text=before_steps if sent_back else whole)
    do(cast.keeper, "send_report", report)
    yield working_day(clock.today(), 1 + cast.at % 4)
    if sent_back:
        do(cast.office, "return_report", report, reason="没有写下一步谁来做，请补上。")
        yield working_day(clock.today(), 2)
        do(cast.keeper, "correct_report", report, text=whole)
        do(cast.keeper, "send_report", report)
        yield working_day(clock.today(), 1)
    do(cast.office, "receive_report", report)


def _make_up(occasion: Occasion) -> Story:
    """Who was away makes it up; where the report came late, the first alone."""
    yield working_day(occasion.day, 7)
    for nth, person in enumerate(occasion.away[: 1 if occasion.is_odd("late") else None]):
        do(
            occasion.cast.keeper,
            "record_make_up",
            occasion.session,
            person=person,
            on=working_day(occasion.day, 6),
            how=MADE_UP[(occasion.turn + nth) % len(MADE_UP)],
        )
