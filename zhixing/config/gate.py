"""What stands between the network and the application: one event loop reads, only whole requests
take a thread.

The WSGI application runs in a few threads. If they also read bodies, sixteen visitors who announce
one and send three bytes keep everybody else out for as long as they like. Here a body is read
without a thread, must keep coming (408 otherwise), and may not be larger than any upload (413).
Answers leave without a thread as well: they are handed over whole, and a file is read by the server
as fast as the visitor takes it.
"""

from __future__ import annotations

import asyncio
import errno
import io
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import IO, Any

from django.db import close_old_connections

from zhixing.config.turns import Turns
from zhixing.foundation.machinery.visitors import address_in

LONGEST_BODY = 64 * 1024 * 1024  # the largest upload is 20 MB; a form may bring several
SMALL_BODY = 1024 * 1024  # is held in memory; what is larger in a file without a name
MOST_HELD = 512 * 1024 * 1024  # of all larger bodies that are still coming in
COMPUTING = 2  # threads of a process that compute at a time; one of them may be reading the disk
READERS = 4  # one thread in so many is for those who only read, however many wait to save
READS = ("GET", "HEAD")
UNFINISHED = 512  # bodies of one address that are still coming in
SILENCE = 10.0  # seconds without a byte
GRACE, PACE, LONGEST = 20.0, 16 * 1024, 900.0  # seconds to begin with, then bytes a second; at most
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
SENTENCES = {
    400: (
        "请求没有收完整，什么都没有改动，请再发一次。\n"
        "The request came in incomplete. Nothing was changed; send it again.\n"
    ),
    408: (
        "请求没有在时限内收完，什么都没有改动，请再发一次。\n"
        "The request did not arrive in time. Nothing was changed; send it again.\n"
    ),
    413: (
        "发来的内容太大（最多 64 MB），什么都没有改动。\n"
        "What was sent is too large (64 MB at most). Nothing was changed.\n"
    ),
    429: (
        "同一地址同时发来的请求太多，请稍后再试。\n"
        "Too many unfinished requests from one address. Try again in a moment.\n"
    ),
    503: (
        "服务器现在存不下，什么都没有改动，请稍后再发一次。\n"
        "The server can not keep this now. Nothing was changed; send it again later.\n"
    ),
}


class Refused(Exception):
    """The request is answered here; the application never sees it."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass
class Answer:
    """What the application said: a body, or a file on the disk."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes = b""
    path: str = ""


class Gate:
    """The RSGI application that Granian serves."""

    def __init__(self, application: Callable[..., Any], threads: int) -> None:
        self.application = application
        self.turns = Turns(COMPUTING)
        self.turns.watch()
        readers = max(1, threads // READERS)
        self.reading = ThreadPoolExecutor(readers, thread_name_prefix="zhixing-read")
        self.saving = ThreadPoolExecutor(max(1, threads - readers), thread_name_prefix="zhixing")
        self.bodies = Bodies()

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """One request: its body, its answer."""
        environ = environ_of(scope)
        try:
            body = await self.bodies.read(environ, protocol)
        except Refused as refused:
            _refuse(protocol, refused.status)
            return
        with body:
            loop = asyncio.get_running_loop()
            pool = self.reading if environ["REQUEST_METHOD"] in READS else self.saving
            answer = await loop.run_in_executor(pool, self._in_turn, environ, body)
        if answer.path:
            protocol.response_file(answer.status, answer.headers, answer.path)
        else:
            protocol.response_bytes(answer.status, answer.headers, answer.body)

    def _in_turn(self, environ: dict[str, Any], body: IO[bytes]) -> Answer:
        with self.turns.take():
            return self._answer(environ, body)

    def _answer(self, environ: dict[str, Any], body: IO[bytes]) -> Answer:
        """In a thread: the application from its first line to its last."""
        environ["wsgi.input"], environ["CONTENT_LENGTH"] = body, str(body.seek(0, io.SEEK_END))
        body.seek(0)
        head: list[Any] = []

        def start_response(status: str, headers: list[tuple[str, str]], _fault: Any = None) -> None:
            plain = [(name, value.strip()) for name, value in headers]
            head[:] = [int(status.partition(" ")[0]), plain]

        result = self.application(environ, start_response)
        try:
            path = result.path() if isinstance(result, DiskFile) else ""
            content = b"" if path else b"".join(result)
        finally:
            if hasattr(result, "close"):
                result.close()
            close_old_connections()
        return Answer(head[0], head[1], content, path)


class Bodies:
    """The bodies that are coming in: read by the event loop, with limits for each and for all."""

    def __init__(self) -> None:
        self.unfinished: Counter[str | None] = Counter()
        self.held = 0

    async def read(self, environ: dict[str, Any], protocol: Any) -> IO[bytes]:
        """The whole body, in memory or in a file without a name. Raises Refused."""
        announced = environ.get("CONTENT_LENGTH", "")
        if "HTTP_TRANSFER_ENCODING" not in environ and announced in ("", "0"):
            return io.BytesIO()
        if announced.isdigit() and int(announced) > LONGEST_BODY:
            raise Refused(413)
        address = address_in(environ)
        if self.unfinished[address] >= UNFINISHED:
            raise Refused(429)
        self.unfinished[address] += 1
        try:
            body = await self._take_body(protocol)
        finally:
            self.unfinished -= Counter({address: 1})  # keeps no address that has none left
        if announced.isdigit() and int(announced) != body.seek(0, io.SEEK_END):
            body.close()
            raise Refused(400)
        return body

    async def _take_body(self, protocol: Any) -> IO[bytes]:
        body = tempfile.SpooledTemporaryFile(SMALL_BODY)  # noqa: SIM115 - the caller closes it
        held = 0
        try:
            async for chunk in _in_time(protocol):
                body.write(chunk)
                if body.tell() > LONGEST_BODY:
                    raise Refused(413)
                if body.tell() > SMALL_BODY:
                    held += len(chunk)
                    self._hold(len(chunk))
        except Refused:
            body.close()
            raise
        except OSError as fault:
            body.close()
            raise Refused(503 if fault.errno in FULL else 400) from fault
        finally:
            self.held -= held
        return body

    def _hold(self, size: int) -> None:
        self.held += size
        if self.held > MOST_HELD:
            raise Refused(503)


async def _in_time(protocol: Any) -> Any:
    """The parts of a body, as long as they keep coming. Raises Refused."""
    loop = asyncio.get_running_loop()
    begun, received, chunks = loop.time(), 0, aiter(protocol)
    while True:
        left = begun + min(GRACE + received / PACE, LONGEST) - loop.time()
        try:  # not anext(chunks, None): with Granian's own futures that ends the process
            chunk = await asyncio.wait_for(chunks.__anext__(), max(min(SILENCE, left), 0.0))
        except TimeoutError as late:
            raise Refused(408) from late
        except StopAsyncIteration:
            return
        received += len(chunk)
        yield chunk


class DiskFile:
    """Django's way to say that an answer is a file (``wsgi.file_wrapper``)."""

    def __init__(self, source: Any, block_size: int = 65536) -> None:
        self.source, self.block_size = source, block_size

    def __iter__(self) -> Iterator[bytes]:
        return iter(lambda: self.source.read(self.block_size), b"")

    def close(self) -> None:
        """Django's answer ends with its file."""
        self.source.close()

    def path(self) -> str:
        """Where it lies, when the whole of a plain file is meant; else empty."""
        source = getattr(self.source, "file", self.source)
        whole = isinstance(source, io.BufferedReader | io.FileIO) and source.tell() == 0
        return source.name if whole and isinstance(source.name, str) else ""


def environ_of(scope: Any) -> dict[str, Any]:
    """The request as PEP 3333 has it, without its body. A header with an underscore in its name is
    dropped: it would pass for one with a hyphen.
    """
    server, _, port = scope.server.rpartition(":")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": server,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": DiskFile,
    }
    for name, value in scope.headers.items():
        if "_" not in name:
            _add_header(environ, name.upper().replace("-", "_"), value)
    return environ


def _add_header(environ: dict[str, Any], name: str, value: str) -> None:
    key = name if name in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{name}"
    between = "; " if name == "COOKIE" else ","
    environ[key] = f"{environ[key]}{between}{value}" if key in environ else value


def _refuse(protocol: Any, status: int) -> None:
    """A sentence in both languages, and the end of the connection: what still comes is not read."""
    headers = [
        ("content-type", "text/plain; charset=utf-8"),
        ("cache-control", "no-store"),
        ("connection", "close"),
    ]
    if status in (429, 503):
        headers.append(("retry-after", "5"))
    protocol.response_bytes(status, headers, SENTENCES[status].encode())
