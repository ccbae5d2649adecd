"""Fixtures every test may ask for: the county, and a database that refuses writes outside acts."""

from __future__ import annotations

import copy
import datetime as dt
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.utils import translation


@pytest.fixture(scope="session")
def _countys(django_db_setup: None) -> list[SimpleNamespace]:
    """The county as it was built last; none before the first test that asks for it."""
    return []


@pytest.fixture
def standing_county(_countys: list[SimpleNamespace], django_db_blocker: Any) -> SimpleNamespace:
    """The county, made once and committed; tests work on it in transactions rolled back. Made again
    where a test that commits has emptied the tables: in a run of several processes that test may
    come before any other.
    """
    with django_db_blocker.unblock():
        return stands(_countys)


def stands(countys: list[SimpleNamespace]) -> SimpleNamespace:
    """The county that stands in the database now. It is built today, whatever day a test that asks
    for it has put on.
    """
    from tests.county import build_county
    from zhixing.foundation.machinery import clock
    from zhixing.foundation.spine.orgs.models import Unit

    if not countys or not Unit.objects.filter(pk=countys[-1].root.pk).exists():
        with clock.at(dt.datetime.now(dt.UTC), ticking=True):
            countys.append(build_county())
    return countys[-1]


@pytest.fixture
def county(standing_county: SimpleNamespace, db: None) -> SimpleNamespace:
    """A fresh copy of the standing cast."""
    return copy.deepcopy(standing_county)


@pytest.fixture(autouse=True)
def _countys_language() -> Any:
    """A page that was asked for in English leaves its language in the thread; every test begins and
    ends in the county's own.
    """
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _no_anchor_of_another_test(settings: Any) -> None:
    """What an earlier test chained was rolled back: its mark outside the database would read as a
    cut chain.
    """
    (Path(settings.VAR) / "anchor.jsonl").unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def _no_stray_writes(request: pytest.FixtureRequest) -> Any:
    """INSERT, UPDATE and DELETE outside an act or named traffic fail the test
    (``@pytest.mark.stray_writes`` lets a test have them).
    """
    if (
        "db" not in request.fixturenames
        and "transactional_db" not in request.fixturenames
        or request.node.get_closest_marker("stray_writes")
    ):
        yield
        return
    from zhixing.foundation.machinery.guard import refuse_stray_writes

    request.getfixturevalue("django_db_setup")
    with connection.execute_wrapper(refuse_stray_writes):
        yield
