"""How the words of a ledger are read."""

from __future__ import annotations

import datetime as dt

import pytest

from zhixing.solve.problems.countyfile.deadlines import Deadline, read_deadline
from zhixing.solve.problems.countyfile.words import read_state, read_struck
from zhixing.solve.problems.rules import State


@pytest.mark.parametrize(
    ("text", "year", "kind", "day"),
    [
        ("20261031", None, "day", dt.date(2026, 10, 31)),
        ("2026.9.30", None, "day", dt.date(2026, 9, 30)),
        ("2026年12月31日前", None, "day", dt.date(2026, 12, 31)),
        ("2026-06-30", None, "day", dt.date(2026, 6, 30)),
        ("9月底前", None, "year", None),
        ("9月底前", 2026, "day", dt.date(2026, 9, 30)),
        ("2月底前", 2028, "day", dt.date(2028, 2, 29)),
        ("年底前", 2026, "day", dt.date(2026, 12, 31)),
        ("2026年底", None, "day", dt.date(2026, 12, 31)),
        ("9月15日前", 2026, "day", dt.date(2026, 9, 15)),
        ("立行立改", None, "immediate", None),
        ("长期坚持", None, "standing", None),
        ("", None, "missing", None),
        ("尽快", None, "unreadable", None),
        ("20261345", None, "never", None),
        ("2026-02-30", None, "never", None),
        ("9.30", 2026, "day", dt.date(2026, 9, 30)),
        ("9.3", 2026, "unreadable", None),
    ],
)
def test_deadlines(text, year, kind, day):
    twofold = text == "9.3"  # the third of September, or of its month a tenth that lost its nought
    assert read_deadline(text, year) == Deadline(kind, day, twofold=twofold)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("未启动", State.DISPATCHED),
        ("正在推进", State.IN_PROGRESS),
        ("持续推进", State.IN_PROGRESS),
        ("已列入2026年计划", State.IN_PROGRESS),
        ("已完成，群众满意", State.REPORTED_SOLVED),
        ("大概吧", None),
        ("", None),
    ],
)
def test_states_of_open_rows(text, state):
    assert read_state(text) == state


@pytest.mark.parametrize(
    ("text", "struck"),
    [("是", True), ("√", True), ("已销号", True), ("否", False), ("", False), ("？", None)],
)
def test_struck_off(text, struck):
    assert read_struck(text) is struck
