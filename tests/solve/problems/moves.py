"""Every move of a problem there is, and no other, as the page of states lists them: written down a
second time, for the tests to compare the acts with.
"""

from __future__ import annotations

from zhixing.solve.problems.rules import OPEN, State

S = State
_NAMED: dict[str, set[str]] = {
    S.DRAFT: {S.RECEIVED},
    S.RECEIVED: {S.LISTED, S.NEEDS_INFO, S.DECLINED, S.DUPLICATE},
    S.NEEDS_INFO: {S.RECEIVED},
    S.LISTED: {S.DISPATCHED, S.DUPLICATE},
    S.DISPATCHED: {S.ACCEPTED, S.RETURNED},
    S.RETURNED: {S.DISPATCHED},
    S.ACCEPTED: {S.IN_PROGRESS},
    S.IN_PROGRESS: {S.WAITING, S.SHELVED, S.REPORTED_SOLVED},
    S.WAITING: {S.IN_PROGRESS},
    S.SHELVED: {S.IN_PROGRESS},
    S.REPORTED_SOLVED: {S.VERIFIED, S.REFUSED},
    S.REFUSED: {S.IN_PROGRESS},
    S.VERIFIED: {S.SOLVED, S.PARTLY, S.UNSOLVED, S.IN_PROGRESS},
    S.SOLVED: {S.ARCHIVED, S.IN_PROGRESS},
    S.PARTLY: {S.ARCHIVED, S.IN_PROGRESS},
    S.UNSOLVED: {S.ARCHIVED, S.IN_PROGRESS},
    S.DECLINED: {S.RECEIVED},
    S.WITHDRAWN: {S.RECEIVED},
    S.DUPLICATE: {S.LISTED},
    S.ARCHIVED: {S.IN_PROGRESS},
    S.VOID: set(),
}
_EVERYWHERE = {state: {S.VOID} for state in S if state != S.VOID} | {S.VOID: set()}
MOVES = {
    state: _NAMED[state] | _EVERYWHERE[state] | ({S.WITHDRAWN} if state in OPEN else set())
    for state in S
}
