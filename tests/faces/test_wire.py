"""What goes over the wire for a page: the real server, real sockets, asked as Chromium asks."""

from __future__ import annotations

import gzip
import os
import re
import signal
import socket
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass

import brotli
import pytest

from tests.faces.made import copy_of_county
from tests.faces.test_server import safety, serve
from tests.patience import PATIENCE

FIRST_VIEW, NEXT_VIEW = 60_000, 15_000
ENCODINGS = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
FILES = re.compile(r'(?:href|src)="(/static/[^"#]+)')


@dataclass(frozen=True)
class Reply:
    """An answer, with the number of bytes that came for it, headers and all."""

    status: int
    headers: dict[str, str]
    cookies: dict[str, str]
    content: bytes
    size: int


class Browser:
    """Chromium's words to a server, without Chromium: it keeps cookies, and what it may keep."""

    def __init__(self, base: str) -> None:
        self.place = urllib.parse.urlsplit(base)
        self.cookies: dict[str, str] = {}
        self.kept: set[str] = set()

    def ask(self, path: str, body: str = "", encodings: str = "gzip, deflate, br") -> Reply:
        """One request on a connection of its own."""
        lines = [
            f"{'POST' if body else 'GET'} {path} HTTP/1.1",
            f"Host: {self.place.netloc}",
            "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            f"Accept-Encoding: {encodings}",
            "Accept-Language: zh-CN,zh;q=0.9",
            "Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            f"Origin: {self.place.geturl()}",
            "Connection: close",
        ]
        if body:
            lines += ["Content-Type: application/x-www-form-urlencoded"]
            lines += [f"Content-Length: {len(body)}"]
        with socket.create_connection((self.place.hostname, self.place.port), 30) as line:
            line.sendall(("\r\n".join(lines) + "\r\n\r\n" + body).encode())
            reply = _reply(b"".join(iter(lambda: line.recv(65536), b"")))
        self.cookies |= reply.cookies
        return reply

    def view(self, path: str) -> int:
        """Bytes of a page and of all its files that are not kept yet."""
        page = self.ask(path)
        assert page.status == 200 and page.headers["content-encoding"] == "gzip"
        return page.size + sum(self._fetch(address) for address in _files(page))

    def _fetch(self, address: str) -> int:
        if address in self.kept:
            return 0
        file = self.ask(address)
        assert file.status == 200, address
        assert file.headers["cache-control"].endswith("public, immutable"), address
        if address.endswith((".css", ".js", ".svg")):
            assert file.headers["content-encoding"] == "br", address
            assert "accept-encoding" in file.headers["vary"].lower(), address
        self.kept.add(address)
        return file.size


def _files(page: Reply) -> set[str]:
    files = set(FILES.findall(page.content.decode()))
    assert {os.path.splitext(address)[1] for address in files} == {".css", ".js", ".svg"}
    return files


def _reply(answer: bytes) -> Reply:
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers, cookies = {}, {}
    for line in lines:
        name, _, value = line.partition(": ")
        headers[name.lower()] = value
        if name.lower() == "set-cookie":
            cookie, _, content = value.partition(";")[0].partition("=")
            cookies[cookie] = content
    content = ENCODINGS[headers.get("content-encoding", "")](body)
    return Reply(int(first.split()[1]), headers, cookies, content, len(answer))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with safety():
        site = copy_of_county(tmp_path_factory, tmp_path_factory.mktemp("wire"), "wire")
        server, address = serve(site.var, site.url)
        try:
            yield address
        finally:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait(PATIENCE)


@pytest.fixture
def clerk(base: str) -> Browser:
    browser = Browser(base)
    door = browser.ask("/demo/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', door).group(1)
    entry = urllib.parse.urlencode({"csrfmiddlewaretoken": token, "as": "clerk"})
    assert browser.ask("/demo/", entry).status == 302
    return browser


def test_the_first_view_of_today_is_light_and_the_next_one_lighter(clerk):
    first, following = clerk.view("/"), clerk.view("/")
    print(f"first view {first} bytes, next {following}")
    assert first <= FIRST_VIEW and following <= NEXT_VIEW


def test_who_knows_neither_encoding_reads_the_same(base, clerk):
    address = next(file for file in _files(clerk.ask("/")) if file.endswith(".css"))
    contents = [clerk.ask(address, encodings=word) for word in ("identity", "gzip", "br")]
    assert len({reply.content for reply in contents}) == 1
    sizes = [reply.size for reply in contents]
    assert sizes == sorted(sizes, reverse=True)
    assert [reply.headers.get("content-encoding") for reply in contents] == [None, "gzip", "br"]
    plain = Browser(base).ask("/login/", encodings="identity")
    assert "content-encoding" not in plain.headers and b"</html>" in plain.content


def test_a_name_without_a_hash_is_no_file(clerk):
    assert clerk.ask("/static/ui/ui.js").status == 404


def test_the_length_of_a_page_tells_nothing_of_its_secrets(base):
    """BREACH compares lengths: ours differ by chance from one answer to the next."""
    assert len({Browser(base).ask("/login/").size for _time in range(12)}) > 3


def test_compressed_pages_are_whole(clerk):
    reply = clerk.ask("/")
    assert b"</html>" in reply.content
    assert int(reply.headers["content-length"]) < len(reply.content) / 2
