"""The running server under visitors who are slow on purpose: they stop nobody else, and what came
in by halves is not done.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.templatetags.static import static

from tests.faces.sites import database, database_of_all, of_this_process
from tests.faces.test_server import Visitor, answering, ask, free_port, safety, surroundings
from tests.patience import PATIENCE

pytestmark = pytest.mark.database
MANY = 64
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with an empty county, as ``zhixing run`` starts it; answers its address."""
    with safety():
        yield from running(tmp_path_factory.mktemp("gate"))


def running(var: Path, name: str = "gate", **more: str) -> Iterator[str]:
    url, port = database(name), free_port()
    environment = surroundings(var, url) | {"ZHIXING_DEMO": "0", "ZHIXING_HTTPS": "0"} | more
    words = [sys.executable, "-m", "zhixing", "run", "--port", str(port)]
    with (var / "server.log").open("ab") as log:
        server = subprocess.Popen(
            words, env=environment, cwd=var, start_new_session=True, stderr=log
        )
    base = f"http://127.0.0.1:{port}"
    try:
        yield answering(server, base, var / "server.log")
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(PATIENCE)


@contextlib.contextmanager
def visitors(site: str, count: int, sent: str, window: int = 0) -> Iterator[list[socket.socket]]:
    """So many connections, each of which sends so much and then nothing."""
    host, _, port = site.removeprefix("http://").partition(":")
    sockets = []
    for _number in range(count):
        line = socket.socket()
        if window:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
        line.settimeout(PATIENCE)
        line.connect((host, int(port)))
        line.sendall(sent.encode())
        sockets.append(line)
    try:
        time.sleep(0.5)  # until all of them have been taken up
        yield sockets
    finally:
        for line in sockets:
            line.close()


def announced(path: str, length: int, more: str = "abc", headers: str = "") -> str:
    return (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {FORM}\r\n{headers}"
        f"Content-Length: {length}\r\n\r\n{more}"
    )


def works(site: str) -> None:
    """Somebody else reads a page, fetches a file and sends a form, while the slow ones hold on."""
    visitor = Visitor(site)
    page = visitor.get("/login/")
    assert "csrfmiddlewaretoken" in page and len(visitor.get(static("ui/kit/live.css"))) > 5_000
    with pytest.raises(urllib.error.HTTPError) as answer:
        visitor.post(page, "/login/", username="nobody", password="wrong")
    assert answer.value.code in (422, 429)


SLOW = {  # with the cookie of a form: without one the application answers before it reads
    "bodies": announced("/login/", 1000, headers="Cookie: {cookie}\r\n"),
    "bodies in parts": (
        f"POST /r/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {FORM}\r\n"
        "Cookie: {cookie}\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"
    ),
    "bodies that wait to be asked for": announced(
        "/r/", 9, "", "Cookie: {cookie}\r\nExpect: 100-continue\r\n"
    ),
    "uploads": announced("/login/", 20_000_000, headers="Cookie: {cookie}\r\n"),
    "headers": "GET /login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",
    "first words": "",
}


@pytest.mark.parametrize("sent", SLOW.values(), ids=SLOW.keys())
def test_visitors_who_send_and_fall_silent_stop_nobody_else(site, sent):
    cookie, _body = form_of(site)
    with visitors(site, MANY, sent.replace("{cookie}", cookie)):
        works(site)


def test_visitors_who_do_not_read_their_answers_stop_nobody_else(site):
    icons = static("vendor/tabler-icons/icons.svg")
    asked = f"GET {icons} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 20
    with visitors(site, MANY, asked, window=4096):
        works(site)


def test_a_thousand_connections_stop_nobody_else(site):
    with visitors(site, 1000, ""):
        works(site)


def test_whoever_falls_silent_is_told_and_sent_away(site):
    """It ends by itself, with a sentence; the next request of a browser is a new connection."""
    with visitors(site, 1, announced("/login/", 1000)) as (line,):
        answer = http.client.HTTPResponse(line)
        answer.begin()
        text = answer.read().decode()
        assert answer.status == 408 and "请再发一次" in text and "send it again" in text
        assert line.recv(1) == b""


def form_of(site: str) -> tuple[str, bytes]:
    """The cookie and the body of a form as a browser sends it."""
    visitor = Visitor(site)
    answer = visitor.opener.open(site + "/login/", timeout=PATIENCE)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', answer.read().decode()).group(
        1
    )
    cookie = answer.headers["Set-Cookie"].partition(";")[0]
    fields = {"csrfmiddlewaretoken": token, "username": "halfway", "password": "x" * 50}
    return cookie, urllib.parse.urlencode(fields).encode()


def tried(site: str, tmp_path_factory: pytest.TempPathFactory) -> int:
    var = next(tmp_path_factory.getbasetemp().glob("gate*"))
    ((count,),) = ask(
        database_of_all(of_this_process("gate")), "SELECT COUNT(*) FROM people_logintry", var
    )
    return count


def test_what_came_in_by_halves_is_not_done(site, tmp_path_factory):
    cookie, body = form_of(site)
    before = tried(site, tmp_path_factory)
    head = announced("/login/", len(body), body[:-20].decode(), f"Cookie: {cookie}\r\n")
    with visitors(site, 1, head):
        pass  # and hangs up
    Visitor(site).get("/login/")  # whoever came later has been answered
    whole = announced("/login/", len(body), body.decode(), f"Cookie: {cookie}\r\n")
    with visitors(site, 1, whole) as (line,):
        assert line.recv(4000).startswith(b"HTTP/1.1 422")
    assert tried(site, tmp_path_factory) == before + 1, "the whole one"


@pytest.mark.parametrize("length", [64 * 1024 * 1024 + 1, 10**15])
def test_what_is_larger_than_any_upload_is_refused_before_it_is_sent(site, length):
    with visitors(site, 1, announced("/login/", length)) as (line,):
        answer = http.client.HTTPResponse(line)
        answer.begin()
        assert answer.status == 413 and "64 MB" in answer.read().decode()


def test_a_body_in_parts_is_read_like_any_other(site):
    cookie, body = form_of(site)
    parts = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:7], body[7:]))
    head = (
        f"POST /login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {FORM}\r\n"
        f"Cookie: {cookie}\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    with visitors(site, 1, head + parts.decode() + "0\r\n\r\n") as (line,):
        assert line.recv(4000).startswith((b"HTTP/1.1 422", b"HTTP/1.1 429"))


def test_a_header_that_passes_for_another_is_not_believed(tmp_path):
    """``X_Forwarded_For`` would be read as ``X-Forwarded-For``: somebody chose an address by it."""
    behind = running(tmp_path, "behind", ZHIXING_BEHIND_PROXY="1")
    with safety(), contextlib.closing(behind) as server:
        site, answers = next(server), []
        for number in range(7):
            cookie, body = form_of(site)
            chosen = f"Cookie: {cookie}\r\nX_Forwarded_For: 10.0.0.{number}\r\n"
            with visitors(site, 1, announced("/login/", len(body), body.decode(), chosen)) as (
                line,
            ):
                answers.append(line.recv(12)[-3:])
        assert answers == [b"422"] * 5 + [b"429"] * 2
