"""How many requests a second the running server answers, to one visitor and to eight: part of
``make bench``.

Today, a list, a thing and the portal's page, beside a bare Django view (``bare.py``) behind the
same server in the same run. Fails when eight visitors do not get half as many Todays again as one
does. Repeat: ``python scripts/bench_load.py`` (SQLite), or behind ``tests/cluster.py``
(PostgreSQL); ``--workers`` and ``--threads`` try other numbers.
"""

from __future__ import annotations

import argparse
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MANY, SECONDS, LEAST = 8, 4.0, 1.5


class Visitor:
    """Somebody with cookies, who keeps the connection."""

    def __init__(self, port: int) -> None:
        self.connection, self.cookies = (
            http.client.HTTPConnection("127.0.0.1", port, timeout=60),
            {},
        )

    def ask(self, method: str, path: str, body: str = "") -> tuple[int, bytes]:
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self.connection.request(method, path, body or None, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _equal, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, content

    def enter(self, who: str) -> None:
        """Into the demo county, as one of its cast."""
        _status, page = self.ask("GET", "/demo/")
        token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1).decode()
        status, _page = self.ask("POST", "/demo/", f"as={who}&csrfmiddlewaretoken={token}")
        if status != 302:
            raise SystemExit(f"nobody could enter as {who}: {status}")


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


@contextmanager
def served(words: list[str], port: int, environment: dict[str, str], first: str) -> Iterator[int]:
    """A server in a process group of its own (its number), until the end of the block."""
    server = subprocess.Popen(
        [sys.executable, *words], env=environment, start_new_session=True, stdout=subprocess.DEVNULL
    )
    try:
        for _try in range(600):
            try:
                Visitor(port).ask("GET", first)
                break
            except OSError:
                time.sleep(0.2)
        yield server.pid
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)


def processor_ms(group: int) -> float:
    """Processor time that the processes of a group have taken so far: what a request costs,
    whatever else the machine does.
    """
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += int(fields[11]) + int(fields[12]) if int(fields[2]) == group else 0
    return ticks * 1000 / os.sysconf("SC_CLK_TCK")


def rate(visitors: list[Visitor], path: str, group: int) -> tuple[float, float]:
    """(requests a second that these visitors get together, each asking again as soon as it has an
    answer; processor milliseconds of one).
    """
    counts, until = [0] * len(visitors), time.monotonic() + SECONDS

    def visit(at: int, visitor: Visitor) -> None:
        while time.monotonic() < until:
            status, _content = visitor.ask("GET", path)
            if status != 200:
                raise SystemExit(f"{status} {path}")
            counts[at] += 1

    for visitor in visitors:
        visitor.ask("GET", path)
    begun, before = time.monotonic(), processor_ms(group)
    threads = [threading.Thread(target=visit, args=pair) for pair in enumerate(visitors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.monotonic() - begun), (processor_ms(group) - before) / max(
        sum(counts), 1
    )


def measure(group: int, pages: dict[str, str], visitors: list[Visitor]) -> dict[str, float]:
    """page -> how many times as many requests a second all visitors get as one."""
    ratios = {}
    for name, path in pages.items():
        (alone, cost_of_one), (many, cost_of_many) = (
            rate(visitors[:1], path, group),
            rate(visitors, path, group),
        )
        ratios[name] = many / alone
        print(
            f"{name:18} {alone:7.1f} a second for one ({cost_of_one:.1f} ms of a processor),"
            f" {many:7.1f} for {len(visitors)} ({cost_of_many:.1f} ms): {many / alone:.2f} ×",
            flush=True,
        )
    return ratios


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", default="")
    parser.add_argument("--threads", default="")
    parser.add_argument("--only", default="")
    parser.add_argument("--var", default="", help="a folder with a demo county; else one is made")
    options = parser.parse_args()
    var = options.var or tempfile.mkdtemp(prefix="zhixing-load-")
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("ZHIXING_TEST", "DJANGO_SETTINGS_MODULE")
    } | {
        "ZHIXING_VAR": var,
        "ZHIXING_DEMO": "1",
        "LOG_LEVEL": "WARNING",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'scripts'}",
        "BARE_FOLDER": var,
    }
    environment |= {
        name: value
        for name, value in (
            ("ZHIXING_WORKERS", options.workers),
            ("ZHIXING_THREADS", options.threads),
        )
        if value
    }
    if not options.var:
        subprocess.run(
            [sys.executable, "-m", "zhixing", "demo"],
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    port = free_port()
    with served(
        ["-m", "zhixing", "run", "--port", str(port)], port, environment, "/login/"
    ) as group:
        visitors = [Visitor(port) for _at in range(MANY)]
        for visitor in visitors:
            visitor.enter("office")
        _status, listed = visitors[0].ask("GET", "/solve/problems/")
        problem = re.search(rb'href="(/solve/problems/[^"/]+/)"', listed).group(1).decode()
        pages = {
            "Today": "/",
            "list of problems": "/solve/problems/",
            "a problem": problem,
            "the portal": "/r/",
        }
        pages = {
            name: path for name, path in pages.items() if not options.only or options.only in name
        }
        ratios = measure(group, pages, visitors)
    if not options.only:
        bare = free_port()
        with served(
            [str(ROOT / "scripts" / "bare.py"), str(bare)], bare, environment, "/enter/"
        ) as group:
            visitors = [Visitor(bare) for _at in range(MANY)]
            for visitor in visitors:
                visitor.ask("GET", "/enter/")
            measure(group, {"bare Django view": "/"}, visitors)
    return 0 if ratios["Today"] >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
