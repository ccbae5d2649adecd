"""Clock histories: random lives of a problem, a thousand in the deep run, through the acts of the
proper people, against a naive reckoning.

Whatever the order of legal moves, a problem keeps exactly the clocks that problem-states.md names,
and no move ends in an exception. ``ZHIXING_SEED`` repeats a run; the seed is printed.
"""

from __future__ import annotations

import datetime as dt
import os
import random
from collections import Counter, defaultdict
from collections.abc import Callable
from functools import cache
from typing import Any

from tests.county import SEEN
from tests.depth import times
from tests.solve.problems.moves import MOVES
from tests.solve.problems.naive import ONE, Naive, between, plus, works
from zhixing.foundation.kits.deadlines import ledger
from zhixing.foundation.kits.deadlines.models import Deadline
from zhixing.foundation.machinery import clock
from zhixing.foundation.machinery.act import ACTS
from zhixing.foundation.machinery.rehearsal import rehearsal
from zhixing.solve.problems import acts
from zhixing.solve.problems.models import Problem
from zhixing.solve.problems.rules import CLOSED, State

HISTORIES, LENGTH, EACH_MOVE = times(150, 1000), 13, times(2, 20)
SEED = int(os.environ.get("ZHIXING_SEED") or 20261127)
FIRST_DAY = dt.date(2025, 12, 1)
OPEN = ("running", "paused")
ON_PROBLEMS = {
    name: act
    for name, act in ACTS.items()
    if act.on is Problem
    and act.function.__module__.startswith("zhixing.solve.problems")
    and not act.inner_only
    # who looks at the reporter's number, or may, moves nothing
    and not act.function.__module__.endswith(".reporter")
}


def states_of(new: Any) -> tuple[str, ...]:
    return tuple(str(state) for state in (new if isinstance(new, tuple) else (new,)))


def made_by() -> dict[tuple[str, str], set[str]]:
    """Move -> the acts that make it."""
    makers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name, act in ON_PROBLEMS.items():
        for old, new in act.moves.items():
            for state in states_of(new):
                if state != old:
                    makers[old, state].add(name)
    return dict(makers)


MADE_BY = made_by()
PREPARES = {"shelved": "propose_shelving"}


@cache
def ways_from(here: str) -> dict[str, str]:
    """State that can be reached -> the first step towards it; of the state itself, none."""
    ways, edge = {here: ""}, [here]
    while edge:
        old = edge.pop(0)
        for start, new in MADE_BY:
            if start == old and new not in ways:
                ways[new] = ways[old] or new
                edge.append(new)
    return ways


class Life:
    """One problem from its first day on: what was done to it, and what the naive reckoning says."""

    def __init__(self, county: Any, chance: random.Random, moved: Counter, done: Counter) -> None:
        self.county, self.chance, self.moved, self.done = county, chance, moved, done
        self.day = FIRST_DAY + chance.randrange(120) * ONE
        self.naive = Naive(concerned=chance.random() < 0.7)
        self.told: list[str] = []
        self.target: tuple[str, str] | None = None
        self.wanted = ""
        self.closed_on: dt.date | None = None
        self.accepted_by: dt.date | None = None
        with clock.at(self.day):
            self.problem = self._begin()

    def _begin(self) -> Problem:
        if self.naive.concerned:
            return acts.register_resident_problem(
                self.county.clerk, self.county.town, title="路灯", text="不亮"
            )
        return acts.draft_problem(self.county.clerk, self.county.town, title="路灯", text="不亮")

    # -- walking --

    def walk(self) -> None:
        for _step in range(LENGTH):
            self._wait_some_days()
            with clock.at(self.day):
                name = self._choose()
                if name is None:
                    return
                self._do(name)
                self._compare()

    def _wait_some_days(self) -> None:
        self._aim()
        if self.wanted == State.ARCHIVED:
            self.day = max(self.day, self.problem.check_on)
        else:
            self.day += self.chance.choice((0, 0, 0, 1, 1, 2, 3, 5)) * ONE

    def _aim(self) -> None:
        """On the way to the move that was made least often, by any way there is."""
        here = str(self.problem.state)
        ways = ways_from(here)
        rare = [(old, new) for old, new in MADE_BY if old in ways]
        least = min((self.moved[move] for move in rare), default=0)
        seldom = [move for move in rare if self.moved[move] == least]
        if self.target not in rare or self.moved[self.target] > least:
            self.target = self.chance.choice(seldom) if seldom else None
        self.wanted = "" if self.target is None else (ways[self.target[0]] or self.target[1])

    def _choose(self) -> str | None:
        """An act that leads there, or now and then one that stays where it is."""
        legal = {
            name
            for name, act in ON_PROBLEMS.items()
            if act.fits(self.problem) and self._in_time(name)
        }
        here = str(self.problem.state)
        leads = sorted(legal & MADE_BY.get((here, self.wanted), set()))
        stays = sorted(name for name in legal if here in self._goes_to(name))
        if PREPARES.get(self.wanted) in stays:
            return PREPARES[self.wanted]
        if stays and (not leads or self.chance.random() < 0.2):
            self.wanted = here
            return min(stays, key=lambda name: (self.done[name], self.chance.random()))
        return self.chance.choice(leads) if leads else None

    def _goes_to(self, name: str) -> tuple[str, ...]:
        here = str(self.problem.state)
        moves = ON_PROBLEMS[name].moves
        return states_of(moves[here]) if here in moves else (here,)

    def _in_time(self, name: str) -> bool:
        if name == "return_problem":
            return self.day <= self.accepted_by
        if name == "ask_extension":
            return between(self.day, self.problem.due) >= 1
        if name in ("answer_by_receipt", "rate_by_receipt", "reopen_problem"):
            joined = self.problem.state == State.DUPLICATE and name != "reopen_problem"
            return not joined and (self.closed_on is None or self.day <= self.closed_on + 90 * ONE)
        return True

    def _do(self, name: str) -> None:
        was = str(self.problem.state)
        who, inputs = DOES[name](self)
        getattr(acts, name)(who, self.problem, **inputs)
        now = str(self.problem.state)
        self.told.append(f"{self.day} {name} {inputs} {was} -> {now}")
        self.done[name] += 1
        if was != now:
            self.moved[was, now] += 1
        reckon = getattr(self.naive, name, None)
        if reckon is not None:
            reckon(self.day, **({"was": was} | inputs))
        if now not in CLOSED:
            self.closed_on = None
        elif was not in CLOSED or name == "void_problem":
            self.closed_on = self.day
        if name in ("dispatch_problem", "rule_return"):
            self.accepted_by = plus(self.day, 2)

    # -- comparing --

    def _compare(self) -> None:
        history = "\n".join([f"seed {SEED}", *self.told])
        stored: dict[str, Deadline] = {}
        for deadline in ledger.clocks_of(self.problem):
            stored.setdefault(deadline.clock, deadline)
        assert set(stored) == set(self.naive.clocks), history
        for name, promise in self.naive.clocks.items():
            deadline = stored[name]
            assert deadline.due == promise.due, f"{name}\n{history}"
            assert deadline.round == promise.round, f"{name}\n{history}"
            assert (deadline.state in OPEN) == (not promise.ended), f"{name}\n{history}"
            assert promise.ended in ("", str(deadline.state)), f"{name}\n{history}"
        self._compare_row(history)
        self._compare_closed(stored, history)

    def _compare_row(self, history: str) -> None:
        """The columns that lists sort and filter by say the nearest open promise; ``due`` that of
        the answer.
        """
        running = {
            name: promise for name, promise in self.naive.clocks.items() if not promise.ended
        }
        key = lambda promise: max(promise.due, promise.until or promise.due)  # noqa: E731
        nearest = min((key(promise) for promise in running.values()), default=None)
        if nearest is None:
            assert (self.problem.named_clock, self.problem.named_due) == ("", None), history
        else:
            assert key(running[self.problem.named_clock]) == nearest, history
            assert self.problem.named_due == running[self.problem.named_clock].due, history
        if "answer" in running:
            assert self.problem.due == running["answer"].due, history
        if self.problem.state in CLOSED:
            assert self.problem.extension_days == 0 and not self.problem.shelving_proposed, history

    def _compare_closed(self, stored: dict[str, Deadline], history: str) -> None:
        """Closed: nothing will ever be late but the check of the effect, and not even that once it
        is archived.
        """
        if self.problem.state not in CLOSED:
            return
        late = {name for name, deadline in stored.items() if deadline.state in OPEN}
        checked = (
            {"effect_check"}
            if self.problem.state in (State.SOLVED, State.PARTLY, State.UNSOLVED)
            else set()
        )
        assert late == checked, history


def some_day(life: Life, most: int = 12) -> dt.date:
    return life.day + life.chance.randint(1, most) * ONE


def joins(life: Life) -> tuple[Any, dict[str, Any]]:
    head = acts.register_resident_problem(
        life.county.clerk, life.county.town, title="大案", text="x"
    )
    return life.county.office, {"head": head}


def dispatches(life: Life) -> tuple[Any, dict[str, Any]]:
    inputs = {
        "unit": life.county.town,
        "person": life.chance.choice((life.county.responsible, None)),
    }
    return life.county.office, inputs | (
        {"due": some_day(life, 30)} if life.chance.random() < 0.4 else {}
    )


def answers(life: Life, *silent: str) -> dict[str, Any]:
    goes_back = life.wanted == State.IN_PROGRESS
    choices = ("partly", "not") if goes_back else ("really", *silent)
    return {"answer": life.chance.choice(choices), "reason": "说了"}


DOES: dict[str, Callable[[Life], tuple[Any, dict[str, Any]]]] = {
    "register_problem": lambda life: (life.county.office, {}),
    "ask_for_info": lambda life: (life.county.office, {"reason": "哪条路"}),
    "supply_info": lambda life: (life.county.clerk, {"text": "主干道"}),
    "list_problem": lambda life: (life.county.office, {"kind": "individual"}),
    "decline_problem": lambda life: (life.county.office, {"reason": "内部道路"}),
    "join_problem": joins,
    "take_apart": lambda life: (life.county.office, {"reason": "不是一处"}),
    "correct_problem": lambda life: (life.county.office, {"title": "路灯", "text": "改"}),
    "dispatch_problem": dispatches,
    "accept_problem": lambda life: (life.county.clerk, {}),
    "return_problem": lambda life: (life.county.clerk, {"reason": "属住建局"}),
    "rule_return": lambda life: (
        life.county.arbiter,
        {"unit": life.county.town, "person": life.county.responsible, "reason": "先办"},
    ),
    "start_problem": lambda life: (life.county.responsible, {"remedy": "换灯"}),
    "contact_reporter": lambda life: (life.county.clerk, {"how": "电话"}),
    "report_progress": lambda life: (life.county.clerk, {"reason": "到货"}),
    "ask_extension": lambda life: (
        life.county.responsible,
        {"days": life.chance.randint(1, 10), "reason": "招标"},
    ),
    "decide_extension": lambda life: (
        life.county.office,
        {"granted": life.chance.random() < 0.7, "reason": "成立"},
    ),
    "wait_problem": lambda life: (
        life.county.responsible,
        {"until": some_day(life), "cause": "等配件"},
    ),
    "resume_problem": lambda life: (life.county.responsible, {}),
    "propose_shelving": lambda life: (life.county.responsible, {"reason": "没预算"}),
    "shelve_problem": lambda life: (
        life.county.leader,
        {"reason": "明年"}
        | ({"review_on": some_day(life, 60)} if life.chance.random() < 0.5 else {}),
    ),
    "unshelve_problem": lambda life: (life.county.leader, {"reason": "有钱了"}),
    "report_solved": lambda life: (life.county.responsible, {"before": "黑", "after": "亮"}),
    "link_person": lambda life: (life.county.office, {"person": life.county.responsible}),
    "verify_problem": lambda life: (life.county.verifier, {"observation": "亮"} | SEEN),
    "refuse_verification": lambda life: (life.county.verifier, {"reason": "没亮"}),
    "call_back": lambda life: (life.county.caller, answers(life, "none")),
    "answer_by_receipt": lambda life: (life.county.resident, answers(life)),
    "rate_by_receipt": lambda life: (life.county.resident, {"rating": "good"}),
    "close_short": lambda life: (
        life.county.office,
        {"outcome": life.wanted, "public": "等改造"},
    ),
    "archive_problem": lambda life: (life.county.office, {"reason": "仍亮"}),
    "reopen_problem": lambda life: (life.county.supervisor, {"reason": "又坏了"}),
    "withdraw_problem": lambda life: (life.county.office, {"reason": "不用了"}),
    "void_problem": lambda life: (life.county.office, {"reason": "录错"}),
}


def test_random_histories_keep_exactly_the_clocks_of_the_page(county):
    print(f"clock histories: ZHIXING_SEED={SEED}")
    chance, moved, done = random.Random(SEED), Counter(), Counter()
    for _history in range(HISTORIES):
        with rehearsal(county.office):
            Life(county, chance, moved, done).walk()
    every = set()
    for old, news in MOVES.items():
        every |= {(str(old), str(new)) for new in news}
    assert set(moved) - {(old, "solved") for old in ("partly", "unsolved")} <= every
    seldom = {move: moved[move] for move in every if moved[move] < EACH_MOVE}
    assert seldom == {}, f"seed {SEED}"
    assert set(ON_PROBLEMS) == set(done), f"seed {SEED}"


def test_the_naive_reckoning_counts_as_the_notices_say():
    assert plus(dt.date(2025, 9, 30), 3) == dt.date(2025, 10, 11)
    assert plus(dt.date(2026, 2, 13), 3) == dt.date(2026, 2, 25)
    assert not works(dt.date(2027, 1, 1)) and works(dt.date(2026, 9, 20))
