"""A session of a group, from planning to the received report."""

from __future__ import annotations

import datetime as dt
from typing import Any

from zhixing.foundation.machinery import clock
from zhixing.foundation.spine.groups.queries import roll
from zhixing.foundation.spine.topics.models import Topic

from .groups import Cast
from .stories import Story, do, working_day
from .words import LATE_NOTICE, MADE_UP, REASONS, SAID


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
    leader = cast.leader.pk if cast.leader is not None else None
    others = [seat for seat in seats if seat.person_id != leader]
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
