"""Large imports and exports: ``make bench-imports``. Seconds and peak memory of a roster, a problem
ledger and its exports, beside a yardstick of the same run.

Each runs in a process of its own over an empty county (peak memory is that process's), on
PostgreSQL in a database of its own. Fails when 20,000 people take more than 60 s or 500 MB, or
100,000 problems more than 5 min. ``--people``, ``--problems`` and ``--exported`` change the sizes;
the limits go with them.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]
SECONDS_A_PERSON, MEGABYTES, SECONDS_A_PROBLEM = 60 / 20_000, 500, 300 / 100_000
UNITS = 300


def roster(people: int) -> bytes:
    """So many people in three hundred units, each with a leader and a secretary."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    page = book.add_worksheet("名单")
    page.write_row(0, 0, ["单位", "姓名", "职务", "身份", "电话"])
    for at in range(people):
        unit = at * UNITS // people
        first = at == 0 or (at - 1) * UNITS // people != unit
        page.write_row(
            at + 1,
            0,
            [
                f"第{unit}局",
                f"人{at}",
                "科员",
                "组长、学习秘书" if first else "成员",
                f"1{at:010d}",
            ],
        )
    book.close()
    return out.getvalue()


def ledger(problems: int) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    page = book.add_worksheet("台账")
    page.write_row(
        0,
        0,
        [
            "序号",
            "问题来源",
            "具体问题",
            "类别",
            "责任单位",
            "责任人",
            "完成时限",
            "整改进展",
            "是否销号",
        ],
    )
    for at in range(problems):
        page.write_row(
            at + 1,
            0,
            [
                at + 1,
                "群众反映",
                f"第{at}处路灯不亮，夜间出行不便",
                "个性",
                f"第{at % UNITS}局",
                "",
                "2026-12-31",
                "正在推进" if at % 3 else "已完成",
                "否" if at % 3 else "是",
            ],
        )
    book.close()
    return out.getvalue()


def measure_import(what: str, size: int) -> dict[str, float]:
    """In a process of its own: make the county, read, look at the dry run, import."""
    import resource

    import django

    django.setup()
    from zhixing.faces.cli.commands.migrate import bring_up_to_date
    from zhixing.foundation.kits.intake.acts import import_roster
    from zhixing.foundation.kits.intake.answers import Answers
    from zhixing.foundation.kits.intake.importing import dry_run
    from zhixing.foundation.kits.intake.reading import NEW
    from zhixing.foundation.kits.workbooks.reading import read
    from zhixing.foundation.machinery.records.models import Record
    from zhixing.foundation.spine.orgs.acts import found_county
    from zhixing.foundation.spine.people.acts import appoint, register_person
    from zhixing.solve.problems.countyfile import import_ledger

    bring_up_to_date()
    from zhixing.foundation.spine.calendar.acts import open_year
    from zhixing.foundation.spine.norms.acts import seed_norms
    from zhixing.foundation.spine.people.models import timekeeper as system

    timekeeper = system()
    county = found_county(timekeeper, name="青禾县")
    seed_norms(timekeeper, county)
    from zhixing.foundation.machinery import clock

    open_year(timekeeper, county, year=clock.today().year)
    office = register_person(timekeeper, county, name="办公室")
    appoint(timekeeper, county, person=office, role="OFFICE")
    begun = perf_counter()
    content = roster(size if what == "people" else UNITS * 2)
    if what != "people":
        import_roster(office, county, book=read("r.xlsx", content))
        content = ledger(size)
    if what == "export":
        import_ledger(office, county, book=read("l.xlsx", content))
        return exported(office)
    made = perf_counter()
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    book = read("x.xlsx", content)
    parsed = perf_counter()
    reading = dry_run("roster" if what == "people" else "ledger", book, Answers())
    looked = perf_counter()
    if reading.count(NEW) != size:
        raise SystemExit(
            f"{reading.count(NEW)} of {size} rows are new:"
            f" {[note.sentence for note in reading.notes[:3]]}"
        )
    del reading
    records = Record.objects.count()
    act = import_roster if what == "people" else import_ledger
    act(office, county, book=book)
    done = perf_counter()
    return {
        "size": size,
        "make": made - begun,
        "read": parsed - made,
        "dry run": looked - parsed,
        "import": done - looked,
        "records": Record.objects.count() - records,
        "base MB": base / 1024,
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "reader MB": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
        "file MB": len(content) / 1e6,
    }


def exported(person: object) -> dict[str, float]:
    """Seconds, megabytes of the file and peak memory so far of each kind, the lightest first: a
    peak never falls again.
    """
    import resource

    from zhixing.foundation.kits.intake.kinds import kind_of
    from zhixing.foundation.kits.workbooks.writing import WRITERS

    ledger = kind_of("ledger")
    figures: dict[str, float] = {
        "base MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    }
    for kind in ("csv", "ods", "xlsx"):
        begun = perf_counter()
        size = len(WRITERS[kind](ledger.rows(person), ledger.columns()))
        figures |= {
            kind: perf_counter() - begun,
            f"{kind} file MB": size / 1e6,
            f"{kind} MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
    return figures


@contextmanager
def own_database() -> Iterator[dict[str, str]]:
    """The environment of a run: its own folder, and on PostgreSQL (DATABASE_URL) its own database
    of the same server, dropped afterwards.
    """
    server_url = os.environ.get("DATABASE_URL", "")
    with tempfile.TemporaryDirectory(prefix="zhixing-bench-") as folder:
        place = os.environ | {
            "ZHIXING_VAR": folder,
            "ZHIXING_DEMO": "0",
            "ZHIXING_TEST": "0",
            "DJANGO_SETTINGS_MODULE": "zhixing.config.settings",
            "LOG_LEVEL": "WARNING",
            "PYTHONPATH": str(ROOT),
        }
        if not server_url.startswith("postgres"):
            place.pop("DATABASE_URL", None)
            yield place
            return
        import psycopg

        name = f"bench_{os.getpid()}"
        with psycopg.connect(server_url, autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name}")
            try:
                yield place | {
                    "DATABASE_URL": urlunsplit(urlsplit(server_url)._replace(path=f"/{name}"))
                }
            finally:
                server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def alone(what: str, size: int) -> dict[str, float]:
    """``measure_import`` in a process of its own."""
    with own_database() as place:
        run = subprocess.run(
            [sys.executable, __file__, "--one", what, str(size)],
            env=place,
            capture_output=True,
            text=True,
            check=False,
        )
    if run.returncode:
        raise SystemExit(f"{what}: ended with {run.returncode}\n{run.stderr}")
    return json.loads(run.stdout.splitlines()[-1])


def yardstick() -> float:
    """Seconds for 100,000 rows of nine cells through sqlite3 alone, one by one in one transaction:
    what nobody can do faster on this machine.
    """
    import sqlite3

    with tempfile.TemporaryDirectory() as folder:
        base = sqlite3.connect(Path(folder) / "y.sqlite3")
        base.execute("CREATE TABLE t (a, b, c, d, e, f, g, h, i)")
        begun = perf_counter()
        with base:
            for at in range(100_000):
                base.execute(
                    "INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (at, "群众反映", f"第{at}处", "个性", "局", "", "2026-12-31", "正在推进", "否"),
                )
        return perf_counter() - begun


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--problems", type=int, default=100_000)
    parser.add_argument("--exported", type=int, default=20_000)
    parser.add_argument("--one", nargs=2, metavar=("WHAT", "SIZE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure_import(options.one[0], int(options.one[1]))))
        return 0
    ruler, failed = yardstick(), []
    print("PostgreSQL" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "SQLite")
    print(f"yardstick: 100,000 rows through sqlite3, one by one: {ruler:.2f} s\n")
    for what, size in (("people", options.people), ("problems", options.problems)):
        if not size:
            continue
        figures = alone(what, size)
        whole = figures["read"] + figures["import"]
        print(
            f"{size} {what} ({figures['file MB']:.1f} MB): read {figures['read']:.1f} s, dry run"
            f" {figures['dry run']:.1f} s, import {figures['import']:.1f} s; peak"
            f" {figures['peak MB']:.0f} MB (before {figures['base MB']:.0f}), reader"
            f" {figures['reader MB']:.0f} MB; {figures['records']} records"
        )
        print(
            "  read and import : yardstick for as many rows ="
            f" {whole / (ruler * size / 100_000):.1f}; per row {whole / size * 1000:.2f} ms"
        )
        if whole > max(size, 5000) * (
            SECONDS_A_PERSON if what == "people" else SECONDS_A_PROBLEM
        ) or (what == "people" and figures["peak MB"] > MEGABYTES):
            failed.append(what)
    if options.exported:
        figures = alone("export", options.exported)
        print(
            f"{options.exported} problems out: "
            + ", ".join(
                f"{kind} {figures[kind]:.1f} s, {figures[f'{kind} file MB']:.1f} MB, peak"
                f" {figures[f'{kind} MB']:.0f} MB"
                for kind in ("csv", "ods", "xlsx")
            )
            + f" (before {figures['base MB']:.0f})"
        )
    if failed:
        print(f"Over the limits: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
