"""Server time and queries of every page at the demo county's size: ``make bench``. Figures with a
yardstick of the same run, no timed test.

Fails when the median over all pages is 60 ms or more, or a page needs more than 15 queries; and
when the map of the year at 300 groups takes 300 ms or 13 queries.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]
MOST_MS, MOST_QUERIES = 60.0, 15
ALONE = ("login", "demo", "portal:home")
PASSING = ("imports:running",)  # pages of something that is under way for a moment


def timed(work: Callable[[], object], runs: int = 15) -> list[float]:
    """Milliseconds of each run, after two that do not count."""
    for _warm in range(2):
        work()
    times = []
    for _run in range(runs):
        start = perf_counter()
        work()
        times.append((perf_counter() - start) * 1000)
    return times


def yardstick() -> dict[str, float]:
    """What this machine needs for something everybody knows: 1000 trivial queries, one plain
    template, a loop in Python (ms).
    """
    from django.db import connection
    from django.template import Context, Template

    def queries() -> None:
        with connection.cursor() as cursor:
            for _n in range(1000):
                cursor.execute("SELECT 1")
                cursor.fetchone()

    template = Template(
        "{% for one in rows %}<tr><td>{{ one.a }}</td><td>{{ one.b }}</td></tr>{% endfor %}"
    )
    rows = Context({"rows": [{"a": n, "b": str(n)} for n in range(100)]})
    return {
        "1000 × SELECT 1": statistics.median(timed(queries, 5)),
        "template of 100 rows": statistics.median(timed(lambda: template.render(rows), 15)),
        "sum of a million": statistics.median(timed(lambda: sum(range(1_000_000)), 5)),
    }


def asked(who: Any, address: str) -> int:
    """Queries of one request."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        who.get(address)
        return len(queries)  # the log is emptied by the next request


def pages(names: list[str]) -> list[dict[str, object]]:
    """Median, 95th percentile (ms) and queries of each page, as the office of the county."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client
    from screens import KEEPERS, addresses

    from zhixing.foundation.spine.people.models import Account

    client, nobody = Client(SERVER_NAME="127.0.0.1"), Client(SERVER_NAME="127.0.0.1")
    client.force_login(Account.objects.get(username="office"))
    keeper = Client(SERVER_NAME="127.0.0.1")
    keeper.force_login(Account.objects.get(username="secretary"))
    nobody.post("/demo/", {"as": "resident"})
    pages = addresses()
    file = SimpleUploadedFile(
        "roster.xlsx", (ROOT / "zhixing" / "demo" / "workbooks" / "roster.xlsx").read_bytes()
    )
    pages["imports:reading"] = client.post(pages["imports:upload"], {"book": file})["location"]
    rows = []
    for name, address in sorted(pages.items()):
        if (names and name not in names) or name in PASSING:
            continue
        who = keeper if name in KEEPERS else client
        if name in ALONE or name.startswith("portal:"):
            who = nobody
        answer = who.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{name}: {answer.status_code} {address}")
        # norms and calendar ask once a second whether they still hold: that is no page's
        queries = min(asked(who, address) for _time in range(3))
        took = timed(lambda who=who, address=address: who.get(address))
        rows.append(
            {
                "page": name,
                "median": statistics.median(took),
                "p95": sorted(took)[-1 - len(took) // 20],
                "queries": queries,
            }
        )
    return rows


def acts() -> dict[str, float]:
    """Milliseconds of what is done often, or is large: one small act, verifying 1000 records of the
    chain, reading the county's roster.
    """
    from zhixing.foundation.kits.intake.answers import Answers
    from zhixing.foundation.kits.intake.importing import dry_run
    from zhixing.foundation.kits.workbooks.reading import read
    from zhixing.foundation.machinery.records import chain
    from zhixing.foundation.machinery.records.models import ChainHead, Record
    from zhixing.foundation.spine.orgs.acts import found_unit
    from zhixing.foundation.spine.orgs.models import Unit
    from zhixing.foundation.spine.people.models import Account

    office, county = Account.objects.get(username="office").person, Unit.objects.get(kind="county")
    number = iter(range(10_000))
    book = read(
        "roster.xlsx", (ROOT / "zhixing" / "demo" / "workbooks" / "roster.xlsx").read_bytes()
    )
    head = ChainHead.objects.get()

    def verify() -> None:
        if list(
            chain.faults(
                Record.objects.select_related("body_row").order_by("seq").iterator(chunk_size=2000),
                head,
            )
        ):
            raise SystemExit("the chain is broken")

    count = head.seq
    whole = statistics.median(timed(verify, 3))
    return {
        f"verify the chain, per 1000 records (of {count})": whole * 1000 / count,
        "dry run of the roster (328 rows)": statistics.median(
            timed(lambda: dry_run("roster", book, Answers()), 5)
        ),
        "one small act (a unit is founded)": statistics.median(
            timed(
                lambda: found_unit(office, county, name=f"单位{next(number)}", kind="department"),
                15,
            )
        ),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", nargs="*", default=[], metavar="NAME")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    os.environ |= {
        "ZHIXING_VAR": tempfile.mkdtemp(prefix="zhixing-bench-"),
        "ZHIXING_DEMO": "1",
        "ZHIXING_TEST": "0",
        "DJANGO_SETTINGS_MODULE": "zhixing.config.settings",
        "LOG_LEVEL": "WARNING",
    }
    import django

    django.setup()
    import bench_map
    from django.db import connection

    from zhixing.demo.county import load_demo
    from zhixing.faces.cli.commands.migrate import bring_up_to_date
    from zhixing.foundation.machinery import clock

    bring_up_to_date()
    start = perf_counter()
    load_demo()
    loaded = perf_counter() - start
    rows = sorted(pages(options.pages), key=lambda row: -row["median"])
    ruler, others = yardstick(), acts()
    print(f"{connection.vendor}, demo county made in {loaded:.1f} s\n")
    print(f"{'page':28} {'median ms':>10} {'p95 ms':>8} {'queries':>8}")
    for row in rows:
        print(f"{row['page']:28} {row['median']:10.1f} {row['p95']:8.1f} {row['queries']:8d}")
    whole = statistics.median(row["median"] for row in rows)
    most = max(row["queries"] for row in rows)
    print(
        f"\n{len(rows)} pages: median {whole:.1f} ms, slowest {rows[0]['page']}"
        f" {rows[0]['median']:.1f} ms, most queries {most}"
    )
    for name, took in (ruler | others).items():
        print(f"{name:52} {took:8.2f} ms")
    print(
        f"slowest page : 1000 × SELECT 1 = {rows[0]['median'] / ruler['1000 × SELECT 1']:.2f};"
        f" median page : 1000 × SELECT 1 = {whole / ruler['1000 × SELECT 1']:.2f}"
    )
    year = clock.today().year
    bench_map.build(year)
    within_limits = bench_map.measure(timed, ruler["1000 × SELECT 1"], year)
    if options.json:
        options.json.write_text(
            json.dumps(
                {"pages": rows, "yardstick": ruler, "acts": others, "vendor": connection.vendor},
                indent=1,
            ),
            encoding="utf-8",
        )
    over = [
        row["page"] for row in rows if row["queries"] > MOST_QUERIES or row["median"] >= MOST_MS
    ]
    if over:
        print(f"Over the limits (60 ms, 15 queries): {', '.join(over)}")
    return 1 if over or not within_limits else 0


if __name__ == "__main__":
    sys.exit(main())
