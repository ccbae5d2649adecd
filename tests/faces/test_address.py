"""The address that ``run`` prints opens: plain http for whoever sits at the machine, https for
everybody else, and a sentence what to do where neither is possible.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from tests.faces.sites import surroundings
from tests.faces.test_server import Visitor, free_port
from tests.patience import PATIENCE, end_of, until
from zhixing.faces.cli import secrecy


def real_site(var, **more: str) -> dict[str, str]:
    """The environment of a county of its own that is no demo."""
    environment = surroundings(var, "") | more
    del environment["ZHIXING_DEMO"]
    return environment


def zhixing(var, *words: str, **more: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "zhixing", *words],
        env=real_site(var, **more),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        cwd=var,
    )


@contextlib.contextmanager
def running(var, port: int):
    """A county served as the README says, and what it printed."""
    with (var / "printed").open("w") as printed:
        server = subprocess.Popen(
            [sys.executable, "-m", "zhixing", "run", "--port", str(port)],
            env=real_site(var),
            cwd=var,
            start_new_session=True,
            stdout=printed,
            stderr=subprocess.STDOUT,
        )
    try:
        yield var / "printed"
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(PATIENCE)


def test_a_fresh_county_opens_at_the_printed_address_without_https(tmp_path):
    printed = zhixing(tmp_path, "setup", "清溪县", "--office", "秦致远").stdout
    accounts = dict(re.findall(r"^\S+: (\w+) / (\S+)$", printed, re.MULTILINE))
    assert list(accounts) == ["sys", "sec", "office"] and "Next: zhixing run" in printed
    port = free_port()
    with running(tmp_path, port) as log:
        url = until(
            lambda: re.search(r"http://localhost:\d+/", log.read_text()), lambda: end_of(log)
        ).group()
        assert url == f"http://localhost:{port}/"
        visitor = Visitor(url.rstrip("/"))
        form = until(lambda: visitor.get("/login/"), lambda: end_of(log))
        led = visitor.post(form, "/login/", username="office", password=accounts["office"])
        assert led == f"{url}me/", "the first password is changed before anything else"
        own = "a-heron-stands-in-the-reeds"
        words = {"old": accounts["office"], "new": own, "again": own}
        assert visitor.post(visitor.get("/me/"), "/me/", **words) == url
        answer = visitor.opener.open(url, timeout=PATIENCE)
        assert "Strict-Transport-Security" not in answer.headers
        for stranger in ("evil.example", "192.0.2.7"):
            asked = urllib.request.Request(f"{url}login/", headers={"Host": stranger})
            with pytest.raises(urllib.error.HTTPError, match="400"):
                visitor.opener.open(asked, timeout=PATIENCE)
        assert "this PC alone" in log.read_text()


def test_setup_does_all_of_it_or_says_why_not(tmp_path):
    refused = zhixing(tmp_path, "setup", "清溪县", "--office", " ")
    assert refused.returncode == 2 and "name is missing" in refused.stderr, refused.stderr
    assert refused.stdout == "" and "Traceback" not in refused.stderr
    assert "清溪县" in zhixing(tmp_path, "setup", "清溪县").stdout, "nothing was left of it"
    again = zhixing(tmp_path, "setup", "清溪县")
    assert (again.returncode, again.stdout) == (2, "")
    assert "清溪县" in again.stderr and "Traceback" not in again.stderr


@pytest.mark.parametrize(
    ("words", "environment", "sentence"),
    [
        (["--host", "0.0.0.0"], {}, "without https"),  # noqa: S104 - asked, not opened
        ([], {"ALLOWED_HOSTS": "zhixing.example"}, "no proxy ends it"),
        (["--host", "0.0.0.0"], {"ZHIXING_HTTPS": "0"}, "without https"),  # noqa: S104
    ],
)
def test_elsewhere_https_is_demanded_with_the_sentence_how(tmp_path, words, environment, sentence):
    completed = zhixing(tmp_path, "run", "--port", str(free_port()), *words, **environment)
    assert completed.returncode == 2 and completed.stdout == ""
    assert sentence in completed.stderr and "ZHIXING_BEHIND_PROXY=1" in completed.stderr
    assert not (tmp_path / "zhixing.sqlite3").exists(), "nothing was begun"


@pytest.mark.parametrize(
    ("hosts", "https", "demo", "address"),
    [
        (["zhixing.example"], True, False, "https://zhixing.example/"),
        (["localhost"], False, False, "http://localhost:8000/"),
        (["localhost"], False, True, "http://localhost:8000/"),
    ],
)
def test_the_address_is_the_one_that_opens(settings, hosts, https, demo, address):
    settings.ALLOWED_HOSTS, settings.ZHIXING_HTTPS, settings.ZHIXING_DEMO = hosts, https, demo
    first, *_rest = secrecy.addresses("127.0.0.1", 8000)
    assert first.startswith(f"Zhixing 知行: {address}") and ("/demo/" in first) is demo


def test_doctor_says_that_no_page_would_open(settings):
    from zhixing.faces.cli.doctor import missing_settings

    settings.ZHIXING_HTTPS, settings.ALLOWED_HOSTS = True, ["zhixing.example"]
    settings.ZHIXING_BEHIND_PROXY = False
    assert any("Caddy" in fault for fault in missing_settings())
    settings.ZHIXING_BEHIND_PROXY = True
    assert missing_settings() == []
