"""The real server, killed with SIGKILL while people work: everything it acknowledged is there
afterwards.
"""

from __future__ import annotations

import contextlib
import http.client
import http.cookiejar
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faces.made import copy_of_county
from tests.faces.sites import URL, surroundings, zhixing
from tests.patience import PATIENCE, end_of, until

pytestmark = pytest.mark.database
WRITERS, ENOUGH = 3, 12
SAFE = ("fsync", "full_page_writes", "synchronous_commit")


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def ask(url: str, query: str, var: Path) -> list[tuple]:
    if url:
        import psycopg

        with psycopg.connect(url) as connection:
            return connection.execute(query).fetchall()
    with sqlite3.connect(var / "zhixing.sqlite3") as connection:
        return connection.execute(query).fetchall()


class Visitor:
    """Somebody with a browser's cookies and no script."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        )

    def get(self, path: str) -> str:
        return self.opener.open(self.base + path, timeout=PATIENCE).read().decode()

    def upload(self, form: str, path: str, name: str, content: bytes) -> str:
        """Send a file with the form of a page; answers the address one is led to."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form).group(1)
        mark = "zhixing-boundary"
        body = (
            f"--{mark}\r\nContent-Disposition: form-data;"
            f' name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n--{mark}\r\nContent-Disposition:'
            f' form-data; name="book"; filename="{name}"\r\n\r\n'.encode()
        )
        body += content + f"\r\n--{mark}--\r\n".encode()
        return self.opener.open(
            urllib.request.Request(
                self.base + path,
                body,
                {
                    "Referer": self.base + path,
                    "Content-Type": f"multipart/form-data; boundary={mark}",
                },
            ),
            timeout=PATIENCE,
        ).geturl()

    def post(self, form: str, path: str, **data: str) -> str:
        """Fill in the form of a page and send it; answers the address one is led to."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form).group(1)
        body = urllib.parse.urlencode(data | {"csrfmiddlewaretoken": token}).encode()
        return self.opener.open(
            urllib.request.Request(self.base + path, body, {"Referer": self.base + path}),
            timeout=PATIENCE,
        ).geturl()


def started(var: Path, url: str, *words: str) -> subprocess.Popen:
    with (var / "server.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "zhixing", *words],
            env=surroundings(var, url),
            cwd=var,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=log,
        )


def serve(var: Path, url: str) -> tuple[subprocess.Popen, str]:
    """The server of a county, and its address."""
    port = free_port()
    server = started(var, url, "run", "--port", str(port))
    base = f"http://127.0.0.1:{port}"
    return server, answering(server, base, var / "server.log")


def answering(server: subprocess.Popen, base: str, log: Path) -> str:
    """The address, as soon as something answers there; the server does not outlive a failure."""
    try:
        until(lambda: Visitor(base).get("/login/"), lambda: end_of(log))
    except AssertionError:
        end(server)
        raise
    return base


_asked_for_safety: list[object] = []  # by this process, one in another


@contextlib.contextmanager
def safety() -> Iterator[None]:
    """The cluster of the tests does not wait for the disk, and the server refuses to start on such
    a one: safety on for this while. Processes of a run take turns: whoever ends first would take it
    from the other.
    """
    if not URL or _asked_for_safety:
        yield
        return
    import psycopg

    _asked_for_safety.append(object())
    try:
        with psycopg.connect(URL, autocommit=True) as admin:
            admin.execute("SELECT pg_advisory_lock(1)")
            for name in SAFE:
                admin.execute(f"ALTER SYSTEM SET {name} = on")
            admin.execute("SELECT pg_reload_conf()")
            until(lambda: _settings() == ["on"] * len(SAFE), lambda: str(_settings()))
            yield
            admin.execute("ALTER SYSTEM RESET ALL")
            admin.execute("SELECT pg_reload_conf()")
    finally:
        _asked_for_safety.clear()


def _settings() -> list[str]:
    """The settings as a new connection finds them."""
    import psycopg

    with psycopg.connect(URL) as connection:
        return [connection.execute(f"SHOW {name}").fetchone()[0] for name in SAFE]


@pytest.fixture
def safe_cluster():
    with safety():
        yield


def test_what_was_acknowledged_survives_a_kill(tmp_path, tmp_path_factory, safe_cluster):
    url = copy_of_county(tmp_path_factory, tmp_path, "killed").url
    server, base = serve(tmp_path, url)
    acknowledged: list[str] = []
    faults: list[str] = []
    killed = threading.Event()
    try:
        ((town,),) = ask(url, "SELECT thing_id FROM orgs_unit WHERE name = '龙泉镇'", tmp_path)
        path = f"/things/{town}/register_resident_problem/"

        def work(number: int) -> None:
            visitor = Visitor(base)
            try:
                visitor.post(visitor.get("/demo/"), "/demo/", **{"as": "clerk"})
                for at in range(10_000):
                    title = f"问题 {number}-{at}"
                    led = visitor.post(
                        visitor.get(path), path, title=title, text="x", _key=f"{number}-{at}"
                    )
                    if "/receipt/" not in led:
                        faults.append(led)
                    acknowledged.append(title)
            except (OSError, http.client.HTTPException) as fault:
                if not killed.is_set():
                    faults.append(repr(fault))

        threads = [
            threading.Thread(target=work, args=[number], daemon=True) for number in range(WRITERS)
        ]
        for thread in threads:
            thread.start()
        until(
            lambda: len(acknowledged) >= ENOUGH or faults, lambda: end_of(tmp_path / "server.log")
        )
    finally:
        killed.set()
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(PATIENCE)
    for thread in threads:
        thread.join(PATIENCE)
    assert faults == [], (tmp_path / "server.log").read_text(encoding="utf-8")[-3000:]
    assert len(acknowledged) >= ENOUGH
    stored = {
        title
        for (title,) in ask(
            url, "SELECT title FROM problems_problem WHERE title LIKE '问题 %'", tmp_path
        )
    }
    assert set(acknowledged) <= stored and len(stored) <= len(acknowledged) + WRITERS
    doctor = zhixing(tmp_path, "doctor", url=url)
    assert doctor.returncode == 0, doctor.stdout
    again, base = serve(tmp_path, url)
    try:
        assert "青禾县" in Visitor(base).get("/login/")
    finally:
        os.killpg(again.pid, signal.SIGKILL)
        again.wait(PATIENCE)


ROWS = 5200
WRITTEN = {
    "people": "SELECT COUNT(*) FROM people_person WHERE name LIKE '新人%'",
    "imports": "SELECT COUNT(*) FROM imports_import WHERE file = 'large.csv'",
    "roles": (
        "SELECT COUNT(*) FROM groups_membership m JOIN people_person p ON m.person_id = p.uid WHERE"
        " p.name LIKE '新人%'"
    ),
}


def end(server: subprocess.Popen) -> None:
    os.killpg(server.pid, signal.SIGKILL)
    server.wait(PATIENCE)


def test_a_large_import_survives_a_kill_in_the_middle(tmp_path, tmp_path_factory, safe_cluster):
    """Five thousand people over HTTP; the server is killed while they are written, starts again,
    and has them exactly once.
    """
    url = copy_of_county(tmp_path_factory, tmp_path, "halfway").url
    server, base = serve(tmp_path, url)
    working = [server, *([started(tmp_path, url, "worker")] if url else [])]
    try:
        visitor = Visitor(base)
        visitor.post(visitor.get("/demo/"), "/demo/", **{"as": "office"})
        new = "/county/imports/new/roster/"
        rows = "\n".join(
            [
                "单位,姓名,职务,身份,电话",
                *(
                    f"新{at // 50}局,新人{at},干事,{'组长' if at % 50 == 0 else '成员'},1{at:010d}"
                    for at in range(ROWS)
                ),
            ]
        )
        reading = visitor.upload(visitor.get(new), new, "large.csv", rows.encode()).removeprefix(
            base
        )
        running = visitor.post(
            visitor.get(reading), reading, do="import", _key="k" * 32
        ).removeprefix(base)
        assert running.endswith("/running/")

        def progress() -> dict:
            return json.loads(visitor.get(running.replace("/running/", "/progress/")))

        def halfway() -> bool:
            now = progress()
            assert not now["url"], "done before it could be killed"
            return now["steps"][3]["state"] == "now" and now["done"] > 0  # people are being written

        until(halfway)
        for process in working:
            end(process)
        assert [ask(url, query, tmp_path)[0][0] for query in WRITTEN.values()] == [
            0,
            0,
            0,
        ], "nothing is half written"
        server, base = serve(tmp_path, url)
        working = [server, *([started(tmp_path, url, "worker")] if url else [])]
        visitor.base = base
        seen = until(lambda: (now := progress())["url"] or (now["again"] and now["done"] and now))
        assert seen, "it was taken up again, and says so"
        until(lambda: progress()["url"])
        assert (
            "/county/imports/DR-" in visitor.opener.open(base + running, timeout=PATIENCE).geturl()
        )
        assert [ask(url, query, tmp_path)[0][0] for query in WRITTEN.values()] == [ROWS, 1, ROWS]
        assert ask(url, "SELECT stage, tries FROM imports_waiting", tmp_path) == [("done", 2)]
        assert list((tmp_path / "progress").iterdir()) == []
    finally:
        for process in working:
            end(process)
    doctor = zhixing(tmp_path, "doctor", url=url)
    assert doctor.returncode == 0, doctor.stdout


SAVERS = 40  # more than the threads of all processes together


def test_readers_go_on_while_a_large_import_is_written(tmp_path, tmp_path_factory, safe_cluster):
    """The only writer of SQLite is taken, and more people wait to save than the server has threads:
    whoever reads is answered meanwhile.
    """
    url = copy_of_county(tmp_path_factory, tmp_path, "readers").url
    server, base = serve(tmp_path, url)
    working = [server, *([started(tmp_path, url, "worker")] if url else [])]
    try:
        reader = Visitor(base)
        reader.post(reader.get("/demo/"), "/demo/", **{"as": "office"})
        savers = [Visitor(base) for _at in range(SAVERS)]
        path = "/things/{}/register_resident_problem/".format(
            ask(url, "SELECT thing_id FROM orgs_unit WHERE name = '龙泉镇'", tmp_path)[0][0]
        )
        forms = []
        for saver in savers:
            saver.post(saver.get("/demo/"), "/demo/", **{"as": "clerk"})
            forms.append(saver.get(path))
        new = "/county/imports/new/roster/"
        rows = "\n".join(
            [
                "单位,姓名,职务,身份,电话",
                *(
                    f"新{at // 50}局,新人{at},干事,{'组长' if at % 50 == 0 else '成员'},1{at:010d}"
                    for at in range(ROWS)
                ),
            ]
        )
        reading = reader.upload(reader.get(new), new, "large.csv", rows.encode()).removeprefix(base)
        running = reader.post(
            reader.get(reading), reading, do="import", _key="r" * 32
        ).removeprefix(base)

        def progress() -> dict:
            return json.loads(reader.get(running.replace("/running/", "/progress/")))

        def written() -> dict | bool:
            now = progress()
            return not now["url"] and now["steps"][3]["state"] == "now" and now["done"] > 0 and now

        before = until(written)
        saving = [
            threading.Thread(target=_save, args=(saver, form, path, at), daemon=True)
            for at, (saver, form) in enumerate(zip(savers, forms, strict=True))
        ]
        for thread in saving:
            thread.start()
        answered = 0
        while not progress()["url"]:
            assert "青禾县" in reader.get("/")
            answered += not progress()["url"]  # and it is still being written
        assert before and answered >= 1
    finally:
        for process in working:
            end(process)


def _save(saver: Visitor, form: str, path: str, at: int) -> None:
    """Saved, or told after a while that the database is busy: both are answers."""
    with contextlib.suppress(OSError, http.client.HTTPException):
        saver.post(form, path, title=f"等待 {at}", text="x", _key=f"w-{at}")
