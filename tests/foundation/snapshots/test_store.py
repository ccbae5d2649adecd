"""Kept figures: shown with their time, made again by the worker, never by a page."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from zhixing.foundation.kits.snapshots import sources, store
from zhixing.foundation.kits.snapshots.models import Snapshot
from zhixing.foundation.kits.snapshots.sources import Source
from zhixing.foundation.machinery import clock

MORNING = dt.datetime(2026, 3, 2, 8, 30, tzinfo=dt.UTC)
pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def counting(monkeypatch):
    """A source that says how often it was asked for a key."""
    asked: Counter[str] = Counter()

    def make(key: str) -> dict[str, int]:
        if key == "broken":
            raise ArithmeticError("no such number")
        asked[key] += 1
        return {"number": asked[key]}

    source = Source("counting", make, lambda: ["broken", "2025", "2026"])
    monkeypatch.setattr(sources, "SOURCES", {"counting": source})
    monkeypatch.setattr(store, "SOURCES", {"counting": source})
    return source, asked


def test_nothing_is_kept_before_the_worker_has_come_by(counting):
    source, asked = counting
    assert store.kept(source, "2026") is None
    assert not asked and not Snapshot.objects.exists()


def test_what_failed_once_is_no_older_than_others_once_it_is_made(counting, monkeypatch):
    source, asked = counting
    keeper = store.Keeper()
    with clock.at(MORNING):
        keeper.refresh()
    mended = Source("counting", lambda key: asked.update([key]), source.wanted)
    monkeypatch.setattr(store, "SOURCES", {"counting": mended})
    with clock.at(MORNING + source.lives):
        assert keeper.refresh() == 3
    with clock.at(MORNING + source.lives + dt.timedelta(minutes=1)):
        assert keeper.refresh() == 0


def test_the_worker_makes_what_has_outlived_its_time_and_nothing_else(counting):
    source, asked = counting
    keeper = store.Keeper()
    with clock.at(MORNING):
        assert keeper.refresh() == 3
        assert keeper.refresh() == 0, "what failed waits as well"
    with clock.at(MORNING + source.lives - dt.timedelta(seconds=1)):
        assert keeper.refresh() == 0
        assert store.kept(source, "2025") == store.Shown({"number": 1}, MORNING)
    later = MORNING + source.lives
    with clock.at(later):
        assert keeper.refresh() == 3
        assert store.kept(source, "2025") == store.Shown({"number": 2}, later)
    assert dict(asked) == {"2025": 2, "2026": 2}
    assert Snapshot.objects.count() == 2


def test_many_keys_are_made_a_few_in_a_round(counting, monkeypatch):
    source, asked = counting
    many = Source("counting", source.make, lambda: [str(at) for at in range(9)])
    monkeypatch.setattr(store, "SOURCES", {"counting": many})
    keeper = store.Keeper()
    with clock.at(MORNING):
        assert [keeper.refresh() for _round in range(4)] == [4, 4, 1, 0]
    assert len(asked) == 9


def test_the_worker_asks_the_database_now_and_then(counting, django_assert_num_queries):
    keeper = store.Keeper()
    keeper()
    with django_assert_num_queries(0):
        assert keeper() == 0


def test_what_nobody_keeps_any_more_goes(counting):
    keeper = store.Keeper()
    with clock.at(MORNING):
        keeper.refresh()
    with clock.at(MORNING + store.FORGOTTEN + dt.timedelta(days=1)):
        store.sweep()
    assert not Snapshot.objects.exists()


def test_a_code_is_registered_once(counting, monkeypatch):
    source, _asked = counting
    with pytest.raises(RuntimeError):
        sources.register(source)
