"""Backup and restore: everything comes back, a damaged archive changes nothing, and a changed byte
is found.
"""

from __future__ import annotations

import sqlite3

import pytest

from tests.faces.sites import URL, database, zhixing

pytestmark = pytest.mark.database


@pytest.fixture
def county(saved_county):
    site, archive = saved_county
    return site.var, site.url, archive


def head(report: str) -> list[str]:
    return [line for line in report.splitlines() if "chain of" in line or "BAD" in line]


def test_everything_comes_back(county, tmp_path):
    var, url, archive = county
    second = database("second")
    back = zhixing(tmp_path, "restore", str(archive), url=second)
    assert back.returncode == 0, back.stderr
    before, after = zhixing(var, "doctor", url=url), zhixing(tmp_path, "doctor", url=second)
    # the cluster of the tests does not wait for the disk, unless another process asks it to
    bad = [line for line in after.stdout.splitlines() if line.startswith("BAD")]
    assert [line for line in bad if not (URL and "settings of the database" in line)] == []
    assert head(after.stdout) == head(before.stdout) and any(
        "records" in line for line in head(after.stdout)
    )
    saved, restored = (
        {path.name for path in (folder / "files").rglob("*") if path.is_file()}
        for folder in (var, tmp_path)
    )
    assert saved == restored and saved
    again = zhixing(tmp_path, "restore", str(archive), url=second)
    assert again.returncode != 0 and "--replace" in again.stderr
    assert zhixing(tmp_path, "restore", str(archive), "--replace", url=second).returncode == 0


@pytest.mark.parametrize("damage", ["cut", "garbage", "empty", "changed"])
def test_a_damaged_archive_changes_nothing(county, tmp_path, damage):
    _var, _url, archive = county
    broken = tmp_path / "broken.tar.gz"
    content = bytearray(archive.read_bytes())
    broken.write_bytes(
        {
            "cut": bytes(content[: len(content) // 2]),
            "garbage": b"no archive",
            "empty": b"",
            "changed": bytes(content[:-4000]) + bytes(255 - byte for byte in content[-4000:]),
        }[damage]
    )
    target = database("third")
    back = zhixing(tmp_path, "restore", str(broken), url=target)
    assert (
        back.returncode != 0
        and "Traceback" not in back.stderr
        and ("archive" in back.stderr or "damaged" in back.stderr)
    ), back.stderr
    if not URL:
        with sqlite3.connect(tmp_path / "zhixing.sqlite3") as target_file:
            assert (
                target_file.execute(
                    "SELECT COUNT(*) FROM sqlite_master WHERE name = 'orgs_unit'"
                ).fetchone()[0]
                == 0
            )
