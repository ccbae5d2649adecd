"""Where a request comes from: one place says it, and only our own proxy is believed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from django.test import RequestFactory

from zhixing.foundation.machinery.visitors import address_of

ROOT = Path(__file__).resolve().parents[3]
PROXY = "127.0.0.1"
WRITES_AND_READS = ["zhixing/config/gate.py", "zhixing/foundation/machinery/visitors.py"]


def seen(settings, behind: bool, forwarded: str | None, remote: str = PROXY) -> str | None:
    settings.ZHIXING_BEHIND_PROXY = behind
    return address_of(
        RequestFactory(REMOTE_ADDR=remote).get(
            "/", **({} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded})
        )
    )


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("198.51.100.1, 203.0.113.7", "203.0.113.7"),
        ("1.1.1.1,2.2.2.2 ,203.0.113.7 ", "203.0.113.7"),
        ("203.0.113.7:51234", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("[2001:db8:1:2:ffff::1]:443", "2001:db8:1:2::"),
        ('"[2001:db8:1:2::9]"', "2001:db8:1:2::"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("fe80::1%eth0", "fe80::"),
        (None, PROXY),
        ("", PROXY),
        ("unknown", PROXY),
        ("203.0.113.7, _hidden", PROXY),
        ("x" * 5000, PROXY),
        ("203.0.113.7,", PROXY),
    ],
)
def test_behind_a_proxy_its_own_entry_is_believed_and_no_other(settings, forwarded, address):
    assert seen(settings, True, forwarded) == address


@pytest.mark.parametrize("forwarded", [None, "203.0.113.7", "1.1.1.1, 2.2.2.2"])
def test_without_a_proxy_the_header_is_not_looked_at(settings, forwarded):
    assert seen(settings, False, forwarded, "192.0.2.4") == "192.0.2.4"


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("2001:db8:1:2:3::4", "2001:db8:1:2::"),
        ("::ffff:192.0.2.4", "192.0.2.4"),
        ("", None),
        ("/run/zhixing.sock", None),
    ],
)
def test_an_address_is_read_as_it_is_compared(settings, remote, address):
    assert seen(settings, False, None, remote) == address


def test_no_other_place_reads_where_a_request_comes_from():
    readers = subprocess.run(
        ["grep", "-rlE", "REMOTE_ADDR|FORWARDED_FOR", "--include=*.py", "zhixing"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split()
    assert sorted(readers) == WRITES_AND_READS
