"""The marks of a year and the checks behind them, on the last day and the day after."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from zhixing.learn.plans.rules import filing_day, goes_by
from zhixing.learn.yearmap.rules import (
    Line,
    Mark,
    Meeting,
    Norms,
    month_checks,
    opens_with_first_item,
    quarter_checks,
    year_checks,
    year_of_group,
)

YEAR = 2026
NORMS = dict.fromkeys(range(1, 13), Norms(categories=("theory", "law")))


def meeting(day: str, topic: str = "a", **more) -> Meeting:
    return Meeting(
        f"JT{day}",
        dt.date.fromisoformat(f"2026-{day}"),
        topic,
        **(
            {
                "state": "signed",
                "category": "law",
                "discussed": True,
                "first_item": True,
            }
            | more
        ),
    )


def year(
    *meetings: Meeting,
    today: str = "2027-01-10",
    lines=(),
    plan: str = "in_force",
    norms=NORMS,
    **more,
):
    return year_of_group(
        lines,
        meetings,
        year=YEAR,
        today=dt.date.fromisoformat(today),
        norms=norms,
        plan=plan,
        **more,
    )


def marks(*meetings: Meeting, **more) -> list[Mark]:
    return [month.mark for month in year(*meetings, **more)]


def check_answers(checks) -> dict[str, tuple[bool, str]]:
    with translation.override("en"):
        return {check.norm: (check.holds, str(check.sentence) % check.params) for check in checks}


def test_a_year_with_nothing_misses_four_quarters_and_the_plan():
    assert [at for at, mark in enumerate(marks(plan=""), 1) if mark == Mark.MISSING] == [
        1,
        3,
        6,
        9,
        12,
    ]
    assert marks()[0] == Mark.NOTHING


def test_nothing_is_due_while_the_quarter_runs():
    assert marks(today="2026-03-31")[2] == Mark.NOTHING
    assert marks(today="2026-04-01")[2] == Mark.MISSING


@pytest.mark.parametrize(
    ("changed", "mark"),
    [
        ({}, Mark.COUNTS),
        ({"state": "minuted"}, Mark.HELD),
        ({"category": ""}, Mark.HELD),
        ({"discussed": False}, Mark.HELD),
        ({"state": "held"}, Mark.HELD),
        ({"state": "noticed"}, Mark.LATE),
        ({"state": "planned"}, Mark.LATE),
        ({"report_due": dt.date(2026, 2, 20)}, Mark.LATE),
        ({"report_due": dt.date(2026, 2, 20), "report_sent": True}, Mark.COUNTS),
        ({"report_due": dt.date(2026, 2, 28)}, Mark.COUNTS),
        ({"state": "cancelled"}, Mark.NOTHING),
    ],
)
def test_what_a_month_shows_of_its_session(changed, mark):
    assert marks(meeting("02-10", **changed), today="2026-02-28")[1] == mark


def test_a_session_to_come_is_planned():
    assert marks(meeting("02-27", state="noticed"), today="2026-02-27")[1] == Mark.PLANNED


def test_a_topic_may_be_studied_in_any_of_its_months_and_is_missing_after_the_last():
    line = Line("a", 4, 6)
    assert marks(lines=[line], today="2026-05-20")[3:6] == [Mark.PLANNED] * 3
    assert marks(lines=[line], today="2026-06-30")[5] == Mark.PLANNED
    assert marks(lines=[line], today="2026-07-01")[3:6] == [
        Mark.PLANNED,
        Mark.PLANNED,
        Mark.MISSING,
    ]
    assert marks(meeting("05-06"), lines=[line], today="2026-07-01")[3:6] == [
        Mark.NOTHING,
        Mark.COUNTS,
        Mark.NOTHING,
    ]
    assert marks(meeting("04-06", topic="b"), lines=[line], today="2026-07-01")[3:6] == [
        Mark.COUNTS,
        Mark.PLANNED,
        Mark.MISSING,
    ]


def test_what_was_made_good_later_is_no_longer_missing():
    months = year(meeting("08-06"), lines=[Line("a", 5, 5)], today="2026-08-20")
    assert [months[4].mark, months[7].mark] == [Mark.NOTHING, Mark.COUNTS]


def test_missing_comes_before_late_and_late_before_what_counts():
    overdue = meeting("03-03", report_due=dt.date(2026, 3, 10), state="minuted")
    assert marks(overdue, today="2026-03-31")[2] == Mark.LATE
    assert marks(overdue, today="2026-04-01")[2] == Mark.MISSING
    assert marks(overdue, meeting("01-08"), today="2026-04-01")[2] == Mark.LATE


def test_nothing_is_asked_before_the_group_was_there_or_after_it_was_dissolved():
    assert [
        at
        for at, mark in enumerate(marks(plan="", since=dt.date(2026, 5, 4)), 1)
        if mark == Mark.MISSING
    ] == [9, 12]
    assert [
        at for at, mark in enumerate(marks(until=dt.date(2026, 8, 1)), 1) if mark == Mark.MISSING
    ] == [3, 6]
    early = year(meeting("02-10"), since=dt.date(2026, 5, 4), lines=[Line("x", 1, 1)])
    assert early[1].mark == Mark.COUNTS and early[0].mark == Mark.NOTHING
    assert "plan.in_time" not in check_answers(month_checks(early[0], NORMS[1]))


@pytest.mark.parametrize(
    ("plan", "today", "mark", "holds"),
    [
        ("", "2026-01-31", Mark.NOTHING, None),
        ("", "2026-02-01", Mark.MISSING, False),
        ("draft", "2026-02-01", Mark.LATE, False),
        ("returned", "2026-02-01", Mark.LATE, False),
        ("committee_approved", "2026-02-01", Mark.LATE, False),
        ("filed", "2026-02-01", Mark.NOTHING, True),
        ("in_force", "2026-02-01", Mark.NOTHING, True),
        ("archived", "2026-02-01", Mark.NOTHING, True),
    ],
)
def test_the_plan_is_due_in_january(plan, today, mark, holds):
    month = year(plan=plan, today=today)[0]
    assert month.mark == mark
    assert check_answers(month_checks(month, NORMS[1])).get("plan.filing_due", (None,))[0] is holds


def test_the_month_says_what_was_checked():
    line = Line("a", 2, 2, speakers=0)
    bare = check_answers(month_checks(year(lines=[line], today="2026-03-01")[1], NORMS[2]))
    assert bare == {
        "session.per_month": (False, "Sessions that count this month: 0."),
        "plan.in_time": (False, "Topics not studied by the end of their months: 1."),
        "plan.key_speakers": (False, "Topics of the month without a key speaker: 1."),
    }
    full = check_answers(
        month_checks(
            year(meeting("02-10"), lines=[line._replace(speakers=2)], today="2026-02-20")[1],
            NORMS[2],
        )
    )
    assert {norm: holds for norm, (holds, _said) in full.items()} == dict.fromkeys(
        [
            "session.per_month",
            "session.report_days",
            "agenda.first_item",
            "plan.in_time",
            "plan.key_speakers",
        ],
        True,
    )
    odd = check_answers(
        month_checks(
            year(
                meeting("02-10", first_item=False, report_due=dt.date(2026, 2, 12)),
                today="2026-02-20",
            )[1],
            NORMS[2],
        )
    )
    assert odd["agenda.first_item"] == (
        False,
        "Sessions whose agenda does not open with the first item: 1.",
    )
    assert odd["session.report_days"] == (False, "Session reports overdue: 1.")


def test_nothing_is_said_of_a_month_that_has_not_come():
    assert month_checks(year(today="2026-02-20")[3], NORMS[4]) == []
    assert (
        month_checks(year(lines=[Line("a", 4, 4, speakers=1)], today="2026-02-20")[3], NORMS[4])[
            0
        ].norm
        == "plan.key_speakers"
    )


def test_hard_rules_are_red_and_soft_ones_amber():
    months = year(lines=[Line("a", 3, 3)], today="2026-04-01")
    assert {
        check.norm: check.tone
        for check in [*month_checks(months[2], NORMS[3]), *quarter_checks(months, 1, NORMS[3])]
    } == {
        "session.per_month": "soon",
        "plan.in_time": "soon",
        "plan.key_speakers": "soon",
        "session.per_quarter": "over",
    }


def test_a_quarter_is_told_when_it_is_over_or_done():
    assert quarter_checks(year(today="2026-03-31"), 1, NORMS[3]) == []
    assert check_answers(quarter_checks(year(today="2026-04-01"), 1, NORMS[3])) == {
        "session.per_quarter": (False, "Quarter 1: sessions that count 0, at least 1.")
    }
    assert check_answers(
        quarter_checks(year(meeting("02-10"), today="2026-02-11"), 1, NORMS[3])
    ) == {"session.per_quarter": (True, "Quarter 1: sessions that count 1, at least 1.")}
    twice = dict.fromkeys(range(1, 13), Norms(per_quarter=2))
    assert year(meeting("02-10"), norms=twice, today="2026-04-01")[2].mark == Mark.MISSING
    assert (
        year(meeting("02-10"), meeting("03-10"), norms=twice, today="2026-04-01")[2].mark
        == Mark.COUNTS
    )


def test_the_year_asks_for_required_topics_categories_and_speakers():
    lines = [Line("a", 1, 3, category="law", speakers=1)]
    bad = check_answers(year_checks(year(), lines, ["a", "b"], NORMS[12]))
    assert bad == {
        "plan.required_topics": (False, "Required topics not placed: 1."),
        "content.categories": (False, "Categories of content not covered: 1."),
        "plan.key_speakers": (True, "Every line has a key speaker."),
    }
    good = check_answers(
        year_checks(year(meeting("05-05", category="theory")), lines, ["a"], NORMS[12])
    )
    assert {norm: holds for norm, (holds, _said) in good.items()} == {
        "plan.required_topics": True,
        "content.categories": True,
        "plan.key_speakers": True,
    }


def test_a_norm_the_county_does_not_have_checks_nothing():
    none = Norms(
        per_quarter=None,
        per_month=None,
        first_item=None,
        in_time=None,
        key_speakers=None,
        required_topics=None,
        report_days=None,
        filing_due=None,
    )
    months = year(
        meeting("02-10", first_item=False),
        lines=[Line("a", 2, 2), Line("z", 3, 3)],
        plan="",
        norms=dict.fromkeys(range(1, 13), none),
    )
    assert [month.mark for month in months].count(Mark.MISSING) == 0
    assert [month_checks(month, none) for month in months if month_checks(month, none)] == []
    assert quarter_checks(months, 1, none) == year_checks(months, [], ["a"], none) == []


def test_a_group_goes_by_the_plan_in_force_while_the_next_version_is_written():
    assert goes_by({1: "in_force", 2: "draft"}) == 1
    assert goes_by({1: "archived", 2: "archived", 3: "returned"}) == 2
    assert goes_by({1: "draft"}) == 1


def test_days_and_agendas():
    assert (
        filing_day("01-31", 2027) == dt.date(2027, 1, 31)
        and filing_day("02-30", 2027) is None
        and filing_day("x", 2027) is None
    )
    assert (
        opens_with_first_item([{"kind": "first_item"}])
        and not opens_with_first_item([{"kind": "discussion"}, {"kind": "first_item"}])
        and not opens_with_first_item([])
    )
