"""The demo county as the command line makes it: made once in a run, whatever number of processes it
has, and copied for whoever wants one.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faces.sites import URL, Site, copied, database_of_all


def copy_of_county(factory: pytest.TempPathFactory, var: Path, name: str) -> Site:
    """A demo county in a folder and, on PostgreSQL, a database of its own."""
    with _alone(factory) as folder:
        return copied(_made_once(folder), var, name)


def _made_once(folder: Path) -> Site:
    var = folder / "county"
    if var.exists():
        return Site(var, database_of_all("made"))
    unfinished = folder / "unfinished"
    unfinished.mkdir()
    site = Site(unfinished, database_of_all("made", new=True))
    answer = site.run("demo", "--short")
    assert answer.returncode == 0, answer.stdout + answer.stderr
    unfinished.rename(var)
    return Site(var, site.url)


@contextmanager
def _alone(factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder that all processes of a run share, and no other of them in it."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / (
        "postgresql" if URL else "sqlite"
    )
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder
