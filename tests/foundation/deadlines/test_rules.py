"""The clock ledger, without a database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhixing.foundation.kits.deadlines.rules import (
    ClockError,
    Event,
    Kind,
    State,
    Tone,
    Unit,
    due,
    fold,
    status,
)
from zhixing.foundation.spine.calendar.rules import of_years

CALENDAR = of_years([2025, 2026])
SEP = {n: date(2026, 9, n) for n in range(1, 31)}


def start(on, days=5, **more):
    return Event(Kind.START, on, days=days, **more)


@pytest.mark.parametrize(
    ("on", "end"), [(date(2026, 2, 13), date(2026, 2, 25)), (date(2026, 9, 18), date(2026, 9, 22))]
)
def test_three_working_days_count_make_up_days_and_not_holidays(on, end):
    assert due([start(on, 3)], CALENDAR) == end


def test_an_extension_adds_to_the_date_due():
    ledger = [start(SEP[2]), Event(Kind.EXTEND, SEP[8], days=10)]
    clock = fold(ledger, CALENDAR)
    assert (clock.first_due, clock.due, clock.extended) == (SEP[9], SEP[22], 10)


def test_a_pause_gives_back_exactly_the_working_days_it_lasted():
    ledger = [start(SEP[2]), Event(Kind.PAUSE, SEP[4], cause="rain")]
    assert due(ledger, CALENDAR) == SEP[9]
    paused = status(ledger, SEP[15], CALENDAR)
    assert (paused.state, paused.left, paused.tone, paused.cause) == (
        State.PAUSED,
        3,
        Tone.NONE,
        "rain",
    )
    ledger.append(Event(Kind.RESUME, SEP[8]))
    assert due(ledger, CALENDAR) == SEP[11]
    assert status(ledger, SEP[8], CALENDAR).left == 3


def test_a_pause_of_no_working_day_moves_nothing():
    assert (
        due([start(SEP[2]), Event(Kind.PAUSE, SEP[4]), Event(Kind.RESUME, SEP[4])], CALENDAR)
        == SEP[9]
    )
    assert (
        due([start(SEP[2]), Event(Kind.PAUSE, SEP[4]), Event(Kind.RESUME, SEP[6])], CALENDAR)
        == SEP[9]
    )


def test_a_pause_with_a_named_date_resumes_by_itself():
    ledger = [start(SEP[2]), Event(Kind.PAUSE, SEP[4], until=SEP[8])]
    assert status(ledger, SEP[7], CALENDAR).state is State.PAUSED
    after = status(ledger, SEP[9], CALENDAR)
    assert (after.state, after.due, after.left) == (State.RUNNING, SEP[11], 2)
    told_late = [*ledger, Event(Kind.RESUME, SEP[20])]
    assert due(told_late, CALENDAR) == SEP[11]
    told_early = [*ledger, Event(Kind.RESUME, SEP[7])]
    assert due(told_early, CALENDAR) == SEP[10]


def test_an_extension_during_a_pause_is_not_lost():
    ledger = [
        start(SEP[2]),
        Event(Kind.PAUSE, SEP[4], until=SEP[8]),
        Event(Kind.EXTEND, SEP[7], days=2),
    ]
    other = [
        start(SEP[2]),
        Event(Kind.EXTEND, SEP[3], days=2),
        Event(Kind.PAUSE, SEP[4], until=SEP[8]),
    ]
    assert due(ledger, CALENDAR) == due(other, CALENDAR) == SEP[15]


def test_amber_with_one_working_day_left_red_from_the_first_overdue_one():
    ledger = [start(SEP[17], 5)]  # 18, 20 (a make-up Sunday), 21, 22, 23
    assert due(ledger, CALENDAR) == SEP[23]
    tones = {day: status(ledger, SEP[day], CALENDAR).tone for day in (21, 22, 23, 24)}
    assert tones == {21: Tone.GOING, 22: Tone.SOON, 23: Tone.SOON, 24: Tone.OVER}
    assert status(ledger, SEP[24], CALENDAR).left == -1


def test_days_off_after_the_day_due_are_not_overdue_yet():
    ledger = [Event(Kind.START, SEP[17], until=SEP[24])]
    weekend = status(ledger, SEP[26], CALENDAR)
    assert (weekend.left, weekend.tone) == (0, Tone.SOON)
    assert status(ledger, SEP[28], CALENDAR).tone is Tone.OVER


def test_a_refused_verification_leaves_the_old_date_or_a_fair_minimum():
    ledger = [start(SEP[2]), Event(Kind.MEET, SEP[8])]
    assert status(ledger, SEP[30], CALENDAR).margin == 1
    assert due([*ledger, Event(Kind.REOPEN, SEP[4 + 4], days=2)], CALENDAR) == SEP[10]
    long = [start(SEP[2], 15), Event(Kind.MEET, SEP[8]), Event(Kind.REOPEN, SEP[9], days=2)]
    assert due(long, CALENDAR) == SEP[22]
    assert status(long, SEP[9], CALENDAR).state is State.RUNNING


def test_calendar_days_end_on_a_working_day():
    ledger = [start(SEP[1], 30, unit=Unit.CALENDAR)]
    assert due(ledger, CALENDAR) == date(2026, 10, 8)  # 1 Oct is a day off until 7 Oct
    assert status(ledger, SEP[1], CALENDAR).left == 37


def test_a_kept_promise_says_how_early_or_late():
    late = status([start(SEP[2]), Event(Kind.MEET, SEP[11])], SEP[30], CALENDAR)
    assert (late.margin, late.tone, late.ruler) == (-2, Tone.OVER, ())


@pytest.mark.parametrize(
    ("ledger", "code"),
    [
        ([start(SEP[2]), start(SEP[3])], "started"),
        ([Event(Kind.STOP, SEP[2])], "not_started"),
        ([start(SEP[2]), Event(Kind.RESUME, SEP[3])], "not_paused"),
        ([start(SEP[2]), Event(Kind.PAUSE, SEP[3]), Event(Kind.PAUSE, SEP[4])], "not_running"),
        ([start(SEP[2]), Event(Kind.STOP, SEP[3]), Event(Kind.EXTEND, SEP[4], days=2)], "ended"),
        ([start(SEP[2]), Event(Kind.STOP, SEP[3]), Event(Kind.MEET, SEP[4])], "ended"),
        ([start(SEP[2]), Event(Kind.REOPEN, SEP[3], days=2)], "not_ended"),
        ([start(SEP[2]), Event(Kind.EXTEND, SEP[1], days=2)], "order"),
        ([start(SEP[2]), Event(Kind.EXTEND, SEP[3], days=0)], "days"),
        ([Event(Kind.START, SEP[2])], "days"),
        ([Event(Kind.START, SEP[2], days=2, until=SEP[4])], "days"),
    ],
)
def test_what_does_not_fit_the_ledger_is_refused(ledger, code):
    with pytest.raises(ClockError) as refusal:
        fold(ledger, CALENDAR)
    assert refusal.value.code == code


@given(
    first=st.dates(date(2025, 1, 2), date(2026, 6, 1)),
    days=st.integers(1, 20),
    pause=st.integers(0, 30),
    length=st.integers(0, 40),
    extra=st.integers(1, 10),
)
def test_no_event_ever_moves_a_date_forward(first, days, pause, length, extra):
    ledger = [start(first, days)]
    before = due(ledger, CALENDAR)
    on = first + timedelta(days=pause)
    for event in (
        Event(Kind.PAUSE, on),
        Event(Kind.RESUME, on + timedelta(days=length)),
        Event(Kind.EXTEND, on + timedelta(days=length), days=extra),
        Event(Kind.MEET, on + timedelta(days=length)),
        Event(Kind.REOPEN, on + timedelta(days=length), days=2),
    ):
        ledger.append(event)
        after = due(ledger, CALENDAR)
        assert after >= before
        before = after
    assert CALENDAR.is_working(before)
