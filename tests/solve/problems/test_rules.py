"""States and moves: what the acts do is what the page of states says, no more and no less."""

from __future__ import annotations

import pytest

from tests.solve.problems.moves import MOVES
from zhixing.foundation.machinery.act import ACTS
from zhixing.solve.problems import rules
from zhixing.solve.problems.models import Problem
from zhixing.solve.problems.rules import (
    CLOSED,
    STATE_OF_ANSWER,
    Answer,
    State,
    grouped,
    new_receipt,
    public_step,
    receipt_hash,
)


def moves_of_acts() -> dict[str, set[str]]:
    moves: dict[str, set[str]] = {str(state): set() for state in State}
    for act in ACTS.values():
        if act.on is Problem:
            for old, new in act.moves.items():
                moves[old] |= {
                    str(to) for to in (new if isinstance(new, tuple) else (new,)) if str(to) != old
                }
    return moves


def test_the_acts_make_exactly_the_moves_of_the_list():
    answered = {str(state) for state in rules.ANSWERED}
    by_acts = moves_of_acts()
    for state in State:
        listed = {str(target) for target in MOVES[state]}
        # the person concerned may say "really solved" after closing: a move among the answered
        # states
        among_answers = {str(State.SOLVED)} - {str(state)} if str(state) in answered else set()
        assert by_acts[str(state)] == listed | among_answers, state


def test_from_every_closed_state_but_void_one_can_reopen():
    assert set(rules.REOPENS) == CLOSED - {State.VOID}


def test_silence_is_no_consent():
    assert STATE_OF_ANSWER[Answer.NONE] == State.SOLVED and Answer.NONE != Answer.REALLY


def test_a_receipt_is_long_unlike_and_only_its_hash_is_kept():
    codes = {new_receipt() for _n in range(200)}
    assert len(codes) == 200 and all(
        len(code) == 24 and not set(code) & set("01OI") for code in codes
    )
    code = codes.pop()
    assert (
        receipt_hash(grouped(code).lower()) == receipt_hash(code) and len(receipt_hash(code)) == 64
    )


@pytest.mark.parametrize(
    "state,step",
    [
        (State.RECEIVED, 1),
        (State.DISPATCHED, 2),
        (State.REPORTED_SOLVED, 2),
        (State.VERIFIED, 4),
        (State.SOLVED, 5),
    ],
)
def test_reported_solved_is_not_finished_for_the_public(state, step):
    assert public_step(state) == step
