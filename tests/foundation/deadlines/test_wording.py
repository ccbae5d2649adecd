"""Why a clock stopped reads as a word; what was typed as it was typed."""

from __future__ import annotations

import datetime as dt
import re
from itertools import chain
from pathlib import Path

import pytest
from django.utils import translation

from zhixing.foundation.kits import deadlines
from zhixing.foundation.kits.deadlines.wording import STOPS
from zhixing.foundation.machinery import clock
from zhixing.solve.problems import acts

DAY = dt.date(2026, 9, 16)
CAUSES = re.compile(r'(?:deadlines\.stop(?:_all)?|\bend)\([^\n]*"(\w+)"\)')


def ledger_of(problem) -> list[str]:
    with translation.override("zh-hans"):
        return [line["why"] for line in deadlines.due_box(problem)["ledger"]]


@pytest.fixture
def dispatched(county):
    with clock.at(DAY):
        problem = acts.register_resident_problem(
            county.clerk, county.town, title="路灯", text="不亮"
        )
        acts.list_problem(county.office, problem, kind="individual")
        return acts.dispatch_problem(county.office, problem, unit=county.town)


def test_a_withdrawn_problem_says_so_in_chinese(county, dispatched):
    with clock.at(DAY):
        acts.withdraw_problem(county.office, dispatched, reason="不用了")
        assert set(ledger_of(dispatched)) == {"已撤回"}


def test_a_typed_cause_is_never_translated(county, dispatched):
    with clock.at(DAY):
        acts.accept_problem(county.clerk, dispatched, person=county.responsible)
        acts.start_problem(county.responsible, dispatched, remedy="修")
        later = DAY + dt.timedelta(days=9)
        acts.wait_problem(county.responsible, dispatched, until=later, cause="withdrawn")
        assert "withdrawn" in ledger_of(dispatched)


def test_every_code_with_which_an_act_stops_a_clock_has_a_word():
    root = Path(__file__).resolve().parents[3] / "zhixing"
    texts = (path.read_text() for path in root.rglob("acts/*.py"))
    codes = set(chain.from_iterable(map(CAUSES.findall, texts)))
    codes -= {"acceptance", "effect_check", "answer", "call_back"}  # clocks, not causes
    assert {"withdrawn", "declined", "void", "archived", "closed"} <= codes
    assert codes - set(STOPS) == set()
