"""The growth bound of the pages over all groups: what a further session with its thread and its
records may cost the database, and that years which are over cost (nearly) nothing.

As in ``test_growth``, nothing is timed: SQLite counts the steps of its machine.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import pytest
from django.test import Client

from tests.house.test_growth import AIR, cost
from zhixing.foundation.machinery import clock
from zhixing.learn.sessions.models import StudySession

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))
GROUPS = 40
MOST = {  # further steps of SQLite's machine for a further session of the year and what came of it
    "/loop/totals/": 40,
    "/loop/threads/": 220,
    "/loop/threads/loose/": 110,
    "/solve/claims/": 60,
    "/solve/research/": 60,
}
OVER = 10  # for a session of a year that is over
WHO = ("office", "clerk", "member")


def study(year: int) -> int:
    """A year of all groups; how many sessions came."""
    import bench_map
    import bench_threads

    before = StudySession.objects.count()
    bench_map.build(year, groups=GROUPS, years=1)
    bench_threads.build(year)
    return StudySession.objects.count() - before


@pytest.fixture
def clients(county):
    logged_in = {who: Client() for who in WHO}
    for who, client in logged_in.items():
        client.force_login(getattr(county, who).account)
    return logged_in


def costs(clients) -> dict[tuple[str, str], int]:
    steps = {}
    for who, client in clients.items():
        for address in MOST:
            steps[who, address] = cost(client, address)
    return steps


def test_a_further_session_costs_little(clients):
    with clock.at(dt.datetime(2026, 9, 1, 9)):
        before = costs(clients)
        sessions = study(2026)
        after = costs(clients)
    assert sessions > 10 * GROUPS
    per_session = {key: (steps - before[key] - AIR) / sessions for key, steps in after.items()}
    assert {key: steps for key, steps in per_session.items() if steps > MOST[key[1]]} == {}


def test_years_that_are_over_cost_nothing(clients):
    with clock.at(dt.datetime(2026, 9, 1, 9)):
        study(2026)
        before = costs(clients)
        sessions = study(2025)
        after = costs(clients)
    per_session = {key: (steps - before[key] - AIR) / sessions for key, steps in after.items()}
    assert {key: steps for key, steps in per_session.items() if steps > OVER} == {}
