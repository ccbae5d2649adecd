"""A mail server of forty lines, in a thread of the test: it takes what Django's own connection
sends, over a real socket.
"""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address, daemon_threads = True, True

    def __init__(self, port: int = 0, refuse: str = "") -> None:
        super().__init__(("127.0.0.1", port), Talk)
        self.refuse, self.raw = refuse, []

    @property
    def port(self) -> int:
        return self.server_address[1]

    @property
    def mails(self) -> list[EmailMessage]:
        return [message_from_bytes(raw_mail, policy=policy.default) for raw_mail in self.raw]


class Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        say = lambda words: self.wfile.write(words.encode() + b"\r\n")  # noqa: E731
        say("220 test")
        while line := self.rfile.readline():
            word = line.split()[0].upper() if line.split() else b""
            if word == b"RCPT" and self.server.refuse and self.server.refuse.encode() in line:
                say(f"550 <{self.server.refuse}> unknown")
            elif word == b"DATA":
                say("354 go on")
                got = b""
                while (part := self.rfile.readline()) not in (b".\r\n", b""):
                    got += part[1:] if part.startswith(b"..") else part
                self.server.raw.append(got)
                say("250 taken")
            elif word == b"QUIT":
                say("221 bye")
                return
            else:
                say("250 test")


@contextmanager
def smtp(settings: Any, **more: Any) -> Iterator[Server]:
    """The server, and the site told to use it."""
    with Server(**more) as server:
        thread = threading.Thread(
            target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )
        thread.start()
        mail_to(settings, server.port)
        yield server
        server.shutdown()
        thread.join()


def mail_to(settings: Any, port: int) -> None:
    settings.ZHIXING_MAIL = {
        "host": "127.0.0.1",
        "port": port,
        "username": "",
        "password": "",
        "use_ssl": False,
        "use_tls": False,
        "timeout": 5,
    }
    settings.ZHIXING_MAIL_FROM, settings.ZHIXING_ADDRESS = (
        "study@county.example",
        "https://zhixing.example",
    )


def free_port() -> int:
    """A port on which nobody listens."""
    with socketserver.TCPServer(("127.0.0.1", 0), socketserver.BaseRequestHandler) as server:
        return server.server_address[1]
