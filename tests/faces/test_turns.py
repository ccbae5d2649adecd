"""A few threads of a process compute; whoever waits for the database lets another one."""

from __future__ import annotations

import threading

from tests.patience import PATIENCE
from zhixing.config.serve import work_alone
from zhixing.config.turns import Turns


def in_thread(work):
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def test_only_so_many_compute_at_a_time():
    turns, inside, most, ready = Turns(2), [], [], threading.Barrier(6)

    def work() -> None:
        ready.wait(PATIENCE)
        with turns.take():
            inside.append(1)
            most.append(len(inside))
            inside.pop()

    threads = [in_thread(work) for _at in range(6)]
    for thread in threads:
        thread.join(PATIENCE)
    assert len(most) == 6 and max(most) <= 2


def test_who_waits_for_a_lock_of_the_database_gives_the_turn_away():
    """The only turn is held by somebody whose BEGIN waits until another one has computed: without
    giving it away nobody would ever go on.
    """
    turns, another_is_done, done = Turns(1), threading.Event(), []

    def begin(*_asked):
        assert another_is_done.wait(PATIENCE)
        return "begun"

    def waits() -> None:
        with turns.take():
            done.append(turns.execute(begin, "BEGIN IMMEDIATE", None, False, {}))

    def computes() -> None:
        with turns.take():
            another_is_done.set()

    first = in_thread(waits)
    second = in_thread(computes)
    for thread in (first, second):
        thread.join(PATIENCE)
    assert done == ["begun"]


def test_an_ordinary_statement_keeps_the_turn():
    turns, held = Turns(1), []
    with turns.take():
        turns.execute(
            lambda *_asked: held.append(turns.free.acquire(blocking=False)),
            "SELECT 1",
            None,
            False,
            {},
        )
        turns.execute(
            lambda *_asked: held.append(turns.free.acquire(blocking=False)) or turns.free.release(),
            "SELECT * FROM x FOR UPDATE",
            None,
            False,
            {},
        )
    assert held == [False, True]


def test_one_process_is_the_worker(tmp_path, monkeypatch):
    """A second one waits, and takes over when the first has gone."""
    running, go_on, begun = (
        [],
        [threading.Event(), threading.Event()],
        [threading.Event(), threading.Event()],
    )

    def work(_stop) -> None:
        at = len(running)
        running.append(at)
        begun[at].set()
        go_on[at].wait(PATIENCE)

    monkeypatch.setattr("zhixing.config.serve.work", work)
    lock = tmp_path / "worker.lock"
    for _at in range(2):
        in_thread(lambda: work_alone(lock))
    assert begun[0].wait(PATIENCE) and not begun[1].wait(0.3)
    go_on[0].set()
    assert begun[1].wait(PATIENCE)
    go_on[1].set()


def test_who_comes_back_is_not_kept_out_by_who_waits_for_it():
    """The others have all the turns and wait for a row that the first has written."""
    turns, waited = Turns(1), []
    asking, taken, done = threading.Event(), threading.Event(), threading.Event()

    def first() -> None:
        with turns.take():
            turns.execute(lambda *_asked: asking.set() or taken.wait(20), "BEGIN", None, False, {})
            done.set()

    def second() -> None:
        asking.wait(20)
        with turns.take():
            taken.set()
            waited.append(done.wait(20))

    threads = [threading.Thread(target=work) for work in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert waited == [True]
    assert turns.free.acquire(blocking=False) and not turns.free.acquire(blocking=False)
