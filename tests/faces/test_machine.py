"""What a machine is good for: reckoned from what was measured, and never more than that bears."""

from __future__ import annotations

import shutil
from types import SimpleNamespace

import pytest
from django.utils import translation

from zhixing.faces.cli import machine
from zhixing.faces.cli.machine import Machine, measured, round_down, says
from zhixing.faces.cli.main import main

OFFICE_PC = Machine(cores=2, memory=8000, disk=200_000, queries=4.0, write=2.0)


@pytest.mark.parametrize(
    ("number", "rounded"), [(0.3, 1), (1, 1), (4.9, 2), (5, 5), (99, 50), (100, 100), (357, 200)]
)
def test_what_is_reckoned_is_said_in_round_numbers(number, rounded):
    assert round_down(number) == rounded


def test_whichever_ends_first_decides():
    assert OFFICE_PC.people(2) == 200
    assert OFFICE_PC.people(1) == 100, "one process uses one processor"
    assert Machine(2, 8000, 200_000, 4.0, 60.0).people(2) == 200
    assert Machine(2, 8000, 200_000, 4.0, 600.0).people(2) == 20, "a slow disk"
    assert Machine(8, 8000, 200_000, 40.0, 2.0).people(8) == 100, "slow processors"


def test_it_is_said_as_what_it_is(settings):
    settings.ZHIXING_WORKERS = 2
    with translation.override("en"):
        numbers, people, size = says(OFFICE_PC)
        assert "2 processors, 8.0 GB memory, 200 GB free" in numbers and "4.0 ms" in numbers
        assert people.startswith("Reckoned from that: about 200 people at work at once")
        assert "study groups (300)" in size and "120 ms" in size and "tried elsewhere" in size
        *_all, memory = says(Machine(1, 1000, 200_000, 4.0, 2.0))
        assert "20,000 rows" in memory


def test_this_machine_is_measured_and_nothing_is_left_behind(county, settings, tmp_path):
    settings.VAR = tmp_path
    own = measured()
    assert own.cores >= 1 and own.memory > 100 and own.queries > 0 and own.write > 0
    assert list(tmp_path.iterdir()) == []


def test_the_doctor_says_it_last(county, capsys, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    main(["doctor", "--lang", "zh"])
    printed = capsys.readouterr().out
    assert "这台机器能担多少" in printed and "人可以同时使用" in printed.splitlines()[-2]


def test_a_full_disk_is_a_fault(monkeypatch):
    for free, count in ((10**9, 0), (10**8, 1)):
        usage = SimpleNamespace(free=free)
        monkeypatch.setattr(shutil, "disk_usage", lambda _path, usage=usage: usage)
        assert len(machine.faults()) == count
