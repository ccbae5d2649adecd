"""A second server on a port in use says so and stops; one server's processes share theirs."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faces.sites import surroundings
from tests.patience import PATIENCE
from zhixing.faces.cli import port, speaking
from zhixing.faces.cli.main import main


def shared() -> socket.socket:
    """A server that listens as the site's processes do."""
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    server.bind(("127.0.0.1", 0))
    server.listen()
    return server


@pytest.fixture
def taken():
    """The port of a server that shares it with others of its kind."""
    with shared() as server:
        yield server.getsockname()[1]


def run(var: Path, *words: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "zhixing", "run", *words],
        env=surroundings(var, ""),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        cwd=var,
    )


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])  # noqa: S104 - asked, not opened
def test_a_second_server_says_that_the_port_is_in_use_and_does_nothing(tmp_path, taken, host):
    completed = run(tmp_path, "--host", host, "--port", str(taken), "--lang", "zh")
    assert completed.returncode == 2 and completed.stdout == ""
    assert f"端口 {taken} 已被占用" in completed.stderr and "Traceback" not in completed.stderr
    assert list(tmp_path.iterdir()) == []


REFUSED = [
    (("--port", "{taken}"), "is in use", "已被占用"),
    (("--port", "0"), "from 1 to 65535", "1 到 65535"),
    (("--port", "70000"), "from 1 to 65535", "1 到 65535"),
    (("--port", "-1"), "from 1 to 65535", "1 到 65535"),
    (("--host", "nowhere.example"), "is no address", "不是可以监听的地址"),
    (("--host", "192.0.2.1"), "does not have the address", "本机没有地址"),
]


@pytest.mark.parametrize(("words", "english", "chinese"), REFUSED)
def test_where_nobody_can_listen_is_said_in_both_languages(capsys, taken, words, english, chinese):
    words = ["run", *(word.format(taken=taken) for word in words)]
    for lang, sentence in (("en", english), ("zh", chinese)):
        assert main([*words, "--lang", lang]) == 2
        assert sentence in capsys.readouterr().err
    speaking.speak([])


def test_a_server_that_has_just_ended_keeps_nobody_away():
    with shared() as server:
        number = server.getsockname()[1]
        visitor = socket.create_connection(("127.0.0.1", number))
        connection, _from = server.accept()
        assert port.hindrance("127.0.0.1", number)
        connection.close()  # its end waits in the kernel for a minute
        visitor.close()
    assert port.hindrance("127.0.0.1", number) == ""
