"""How the pages grow with the county: part of ``make bench``. Alone: ``python
scripts/bench_growth.py [1000 10000 100000]``.

A made ledger is imported step by step into the demo county, through the command of the product;
then 300 groups with three years of sessions, their records and ties are put beside a fresh one. For
each page that answers with HTML, every route of the resolver among them, the fastest processor
milliseconds of the office's and of a clerk's request are compared with those at the first size.
Fails when a page takes more than 1.5 × (+ 20 ms), or on SQLite more than 15 × a thousand ``SELECT
1`` of the same run, and when Today takes more than 2.5 × the page /me/. What carries papers, whole
maps and plans of a year has bounds of its own (``OWN``).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]
MOST_GROWTH, AIR_MS, MOST_SELECTS, MOST_TODAY = 1.5, 20.0, 15.0, 2.5
SIZES, WHO = (1000, 100_000), ("office", "clerk")
LEFT_OUT = ("/login/", "/logout/", "/demo/", "/i18n/", "/static/", "/api/")
OWN = {"/learn/map/": 40.0}  # a row for every group of the county
HEADINGS = [
    "序号",
    "问题来源",
    "具体问题",
    "类别",
    "责任单位",
    "责任人",
    "完成时限",
    "整改进展",
    "是否销号",
]


def ledger(file: Path, first: int, last: int, units: list[str]) -> None:
    """A workbook with problems number ``first`` to ``last``; every third one is struck off."""
    import xlsxwriter

    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    sheet = book.add_worksheet("台账")
    sheet.write_row(0, 0, HEADINGS)
    for line, number in enumerate(range(first, last), start=1):
        progress, struck = ("正在推进", "否") if number % 3 else ("已完成", "是")
        sheet.write_row(
            line,
            0,
            [
                number + 1,
                "群众反映",
                f"第{number}处路灯不亮，夜间出行不便",
                "个性",
                units[number % len(units)],
                "",
                "2026-12-31",
                progress,
                struck,
            ],
        )
    book.close()


def fastest(work: Callable[[], object], runs: int = 7) -> float:
    """Processor milliseconds of the fastest of several runs: what the machine does besides is not
    ours.
    """
    work()
    times = []
    for _run in range(runs):
        begun = process_time()
        work()
        times.append((process_time() - begun) * 1000)
    return min(times)


def routes(patterns: object = None, before: str = "/") -> list[str]:
    """Every address of the resolver that needs no argument."""
    from django.urls import get_resolver

    paths = []
    for pattern in (patterns or get_resolver()).url_patterns:
        address = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            paths += routes(pattern, address)
        elif "<" not in address and "(" not in address and not address.startswith(LEFT_OUT):
            paths.append(address)
    return paths


def thousand_selects() -> float:
    from django.db import connection

    def ask() -> None:
        with connection.cursor() as cursor:
            for _number in range(1000):
                cursor.execute("SELECT 1")
                cursor.fetchone()

    return fastest(ask, 3)


def _client(who: str) -> Any:
    from django.test import Client

    from zhixing.foundation.spine.people.models import Account

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(Account.objects.get(username=who))
    return client


def today_to_me(who: str) -> float:
    """Today : /me/, asked in turns: a machine that is slower for a while is so for both."""
    client, both = _client(who), ("/", "/me/")
    rounds = [
        [fastest(lambda page=page: client.get(page), 1) for page in both] for _nth in range(20)
    ]
    today, me = map(min, zip(*rounds, strict=True))
    return today / me


def measure() -> dict[tuple[str, str], float]:
    """(login, page) -> milliseconds, where the worker has come by."""
    from screens import addresses

    from zhixing.foundation.kits.snapshots.store import Keeper

    keeper = Keeper()
    while keeper.refresh():
        pass
    times = {}
    pages = sorted({*routes(), *addresses().values(), "/search/?q=路灯"})
    for who in WHO:
        client = _client(who)
        for address in pages:
            answer = client.get(address)
            if answer.status_code == 200 and "text/html" in answer.headers.get("Content-Type", ""):
                times[who, address] = fastest(
                    lambda client=client, address=address: client.get(address)
                )
    return times


def compare(
    words: str,
    before: dict[tuple[str, str], float],
    after: dict[tuple[str, str], float],
    selects: float,
) -> list[str]:
    """Print the pages that cost most and those that grew most; answer what is over the limits."""
    from django.db import connection

    print(
        f"\n{words}: {len(after)} pages of {', '.join(WHO)}; 1000 × SELECT 1 = {selects:.1f} ms"
        f" ({connection.vendor})"
    )
    both = {key: (before[key], taken) for key, taken in after.items() if key in before}
    shown = (
        sorted(both, key=lambda key: -both[key][1])[:12]
        + sorted(both, key=lambda key: both[key][0] - both[key][1])[:8]
    )
    for key in dict.fromkeys(shown):
        begun, taken = both[key]
        print(
            f"{key[0]:8} {key[1]:60} {begun:7.1f} → {taken:7.1f} ms: {taken / begun:5.2f} ×;"
            f" {taken / selects:5.1f} × 1000 SELECT 1"
        )
    faults = []
    for (who, address), (begun, taken) in both.items():
        if taken > MOST_GROWTH * begun + AIR_MS and address not in OWN:
            faults.append(f"{who} {address}: {begun:.0f} → {taken:.0f} ms")
        if connection.vendor == "sqlite" and taken > OWN.get(address, MOST_SELECTS) * selects:
            faults.append(f"{who} {address}: {taken / selects:.0f} × 1000 SELECT 1")
    for who in WHO:
        ratio = today_to_me(who)
        print(f"Today of {who} : /me/ = {ratio:.2f}")
        faults += [f"{who}: Today takes {ratio:.1f} × /me/"] if ratio > MOST_TODAY else []
    return faults


def grow(sizes: list[int]) -> list[str]:
    """Problems, step by step."""
    from zhixing.foundation.spine.orgs.models import Unit

    units = sorted(
        Unit.objects.filter(kind__in=["town", "department"])
        .exclude(name__contains="合计")
        .values_list("name", flat=True)
    )
    done, first, faults = 0, {}, []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "ledger.xlsx"
            ledger(file, done, size, units)
            subprocess.run(
                [sys.executable, "-m", "zhixing", "import", "ledger", str(file), "--as", "office"],
                check=True,
                stdout=subprocess.DEVNULL,
            )
        done, taken = size, measure()
        first = first or taken
        faults += compare(f"{size} problems more", first, taken, thousand_selects())
    return faults


def main() -> int:
    sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
    folder = tempfile.mkdtemp(prefix="zhixing-growth-")
    os.environ |= {
        "ZHIXING_VAR": os.environ.get("GROWTH_VAR", folder),
        "ZHIXING_DEMO": "1",
        "ZHIXING_TEST": "0",
        "DJANGO_SETTINGS_MODULE": "zhixing.config.settings",
        "LOG_LEVEL": "WARNING",
    }
    import django

    django.setup()
    import logging

    import bench_map
    import bench_threads

    from zhixing.demo.county import load_demo
    from zhixing.faces.cli.commands.migrate import bring_up_to_date
    from zhixing.foundation.machinery import clock

    logging.getLogger("django.request").setLevel(logging.ERROR)
    bring_up_to_date()
    load_demo()
    begun = measure()
    year = clock.today().year
    if "--groups" in os.environ.get("GROWTH", "--groups --problems"):
        bench_map.build(year)
        bench_threads.build(*range(year - bench_map.YEARS + 1, year + 1))
    faults = compare("300 groups and three years of sessions", begun, measure(), thousand_selects())
    faults += grow(sizes)
    print("\n".join(["", *faults]) if faults else "\nno page grows")
    shutil.rmtree(folder, ignore_errors=True)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
