"""Sites of their own for the tests of the command line: a folder each and, on PostgreSQL, a
database each.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
URL = (
    os.environ.get("DATABASE_URL", "")
    if os.environ.get("DATABASE_URL", "").startswith("postgres")
    else ""
)


def surroundings(var: Path, url: str) -> dict[str, str]:
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("ZHIXING_", "DATABASE_URL", "PYTEST"))
    }
    return (
        environment
        | {
            "ZHIXING_VAR": str(var),
            "ZHIXING_DEMO": "1",
            "PYTHONPATH": str(ROOT),
            "LOG_LEVEL": "WARNING",
            "ZHIXING_LANG": "en",
        }
        | ({"DATABASE_URL": url} if url else {})
    )


def zhixing(var: Path, *words: str, url: str = "") -> subprocess.CompletedProcess:
    """The command line in a process of its own, with its own folder and, on PostgreSQL, its own
    database.
    """
    return subprocess.run(
        [sys.executable, "-m", "zhixing", *words],
        env=surroundings(var, url),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        cwd=var,
    )


def of_this_process(name: str) -> str:
    """The name of a database that no other process of this run has."""
    return "_".join(filter(None, [name, os.environ.get("PYTEST_XDIST_WORKER", "")]))


def database(name: str) -> str:
    """A fresh database in the cluster of this run, of this process alone; empty words on SQLite."""
    return database_of_all(of_this_process(name), new=True)


def database_of_all(name: str, *, new: bool = False) -> str:
    """A database that the processes of a run share, made afresh where it is new."""
    if not URL:
        return ""
    if new:
        _create(name)
    head, sign, options = URL.partition("?")
    return head.rpartition("/")[0] + f"/{name}{sign}{options}"


def _create(name: str, template: str = "template1") -> None:
    import psycopg

    with psycopg.connect(URL, autocommit=True) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


@dataclass(frozen=True)
class Site:
    """A folder and a database with a county in them."""

    var: Path
    url: str

    def run(self, *words: str) -> subprocess.CompletedProcess:
        return zhixing(self.var, *words, url=self.url)

    def sql(self, *statements: str) -> list[tuple]:
        """What somebody with the database in hand would do; answers the last statement's rows."""
        if self.url:
            return self._postgres(statements)
        base = sqlite3.connect(self.var / "zhixing.sqlite3")
        try:
            for statement in statements:
                rows = base.execute(statement).fetchall()
            base.commit()
        finally:
            base.close()
        return rows

    def _postgres(self, statements: tuple[str, ...]) -> list[tuple]:
        import psycopg

        with psycopg.connect(self.url, autocommit=True) as base:
            for statement in statements:
                cursor = base.execute(statement.replace("%", "%%"))
                rows = cursor.fetchall() if cursor.description else []
        return rows

    def past_the_triggers(self, *statements: str) -> None:
        """As somebody who puts the triggers back afterwards, so that they tell nothing."""
        if self.url:
            off, on = (
                f"ALTER TABLE records_record {verb} TRIGGER USER" for verb in ("DISABLE", "ENABLE")
            )
            self.sql(off, *statements, on)
            return
        triggers = self.sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        self.sql(
            *(f'DROP TRIGGER "{name}"' for name, _sql in triggers),
            *statements,
            *(sql for _name, sql in triggers),
        )

    def doctor(self) -> str:
        """What doctor says; it never ends in a traceback."""
        run = self.run("doctor")
        assert "Traceback" not in run.stderr + run.stdout, run.stderr
        return run.stdout

    def bad(self) -> dict[str, str]:
        """Checks that found something -> what they said."""
        faults, what = {}, ""
        for line in self.doctor().splitlines():
            if line.startswith(("ok ", "BAD")):
                what = (
                    line[5:]
                    if line.startswith("BAD") and not (URL and "settings of the database" in line)
                    else ""
                )
            elif what:
                faults[what] = faults.get(what, "") + line.strip() + "\n"
        return faults


def copied(site: Site, var: Path, name: str) -> Site:
    """The same site once more."""
    shutil.copytree(site.var, var, dirs_exist_ok=True)
    if not site.url:
        return Site(var, "")
    name = of_this_process(name)
    _create(name, site.url.partition("?")[0].rpartition("/")[2])
    return Site(var, database_of_all(name))
