"""The figures of the wing: n of N with the rows behind them."""

from __future__ import annotations

import datetime as dt

from tests.county import known_since
from tests.learn.sessions.build import DAY, held_session, signed_session
from zhixing.foundation.kits.indicators.registry import INDICATORS, TOTALS
from zhixing.foundation.machinery import clock
from zhixing.learn.sessions.acts import record_make_up


def figure(code, county, year=2026):
    rate = INDICATORS[code].figure(county.group, year)
    return rate.numerator, rate.denominator


def test_attendance_and_make_ups(county):
    session = signed_session(county, away=("member2", "member3"))
    with clock.at(dt.date(2026, 9, 20)):
        record_make_up(county.secretary, session, person=county.member2, on=DAY, how="读材料")
    assert figure("attendance", county) == (4, 6)
    assert figure("attendance_with_make_ups", county) == (5, 6)
    assert figure("make_ups_done", county) == (1, 2)
    assert figure("attendance", county, 2025) == (0, 0)


def test_a_quarter_counts_with_a_session_that_counts(county):
    known_since(dt.date(2025, 12, 1), county.group)
    signed_session(county)
    held_session(county, day=dt.date(2026, 4, 14))
    with clock.at(dt.date(2026, 9, 30)):
        rows = list(INDICATORS["quarters_with_session"].rows(county.group, 2026))
    assert [row.counted for row in rows] == [False, False, True]
    with clock.at(dt.date(2027, 1, 5)):
        assert figure("quarters_with_session", county) == (1, 4)


def test_a_report_is_on_time_or_late_or_not_asked_yet(county):
    held_session(county)
    with clock.at(dt.date(2026, 9, 21)):
        assert figure("reports_on_time", county) == (0, 0)
    with clock.at(dt.date(2026, 9, 22)):
        assert figure("reports_on_time", county) == (0, 1)


def test_the_total_opens_the_sessions_that_count(county):
    session = signed_session(county)
    held_session(county)
    things = TOTALS["sessions"].things(county.office, dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert [thing.pk for thing in things] == [session.pk]
    assert (
        not TOTALS["sessions"]
        .things(county.office, dt.date(2026, 10, 1), dt.date(2026, 12, 31))
        .exists()
    )
